import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
// Puts PyTorch among the modules.
import '../../../../../src/languages/python';
import { moduleNamed } from '../../../../../src/languages/python/modules/all';
import { refusedAttribute } from '../../../../../src/languages/python/torch/refusals';
import { tensorClass } from '../../../../../src/languages/python/torch/tensor';
import { root } from '../../../../support/cache.ts';

const BEGIN =
  '<!-- torch: written by TORCH_TABLE=write npx vitest run --project unit test/unit/languages/python/torch/coverage.test.ts -->';
const END = '<!-- end of torch -->';
const README = path.join(root, 'src', 'README.md');

const MODULES = [
  'torch',
  'torch.autograd',
  'torch.linalg',
  'torch.nn',
  'torch.nn.functional',
  'torch.nn.init',
  'torch.nn.utils',
  'torch.optim',
  'torch.optim.lr_scheduler',
  'torch.utils.data',
];

const list = (names: Iterable<string>) =>
  [...names]
    .sort()
    .map((name) => `\`${name}\``)
    .join(' ');

/** What there is of PyTorch, as src/README.md lists it. */
function table(): string {
  const rows = MODULES.flatMap((name) => {
    const module = moduleNamed(name);
    return module === null ? [] : [`| \`${name}\` | ${list(module.members.keys())} |`];
  });
  const methods = [...tensorClass.dict.keys()].filter((name) => !name.startsWith('__'));
  return [
    BEGIN,
    '',
    '| where | names |',
    '| --- | --- |',
    ...rows,
    `| methods and properties of tensors | ${list(methods)} |`,
    '',
    'Everything else is refused by name.',
    '',
    END,
  ].join('\n');
}

test('src/README.md lists what there is of PyTorch', () => {
  const text = readFileSync(README, 'utf8');
  const held = text.slice(text.indexOf(BEGIN), text.indexOf(END) + END.length);
  expect(held).not.toBe('');
  if (process.env.TORCH_TABLE === 'write')
    writeFileSync(
      README,
      text.replace(held, () => table()),
    );
  else expect(held).toBe(table());
});

test('what is there is not refused', () => {
  const refused = [...tensorClass.dict.keys()].filter((name) => refusedAttribute(name) !== null);
  expect(refused).toEqual([]);
});
