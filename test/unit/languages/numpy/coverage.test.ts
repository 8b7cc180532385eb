import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ndarrayClass } from '../../../../src/languages/python/numpy/array';
import { creation } from '../../../../src/languages/python/numpy/creation';
import { joining } from '../../../../src/languages/python/numpy/joining';
import { linalg, products } from '../../../../src/languages/python/numpy/linalg';
import { numpy } from '../../../../src/languages/python/numpy/module';
import { arrayNames, moduleNames } from '../../../../src/languages/python/numpy/names';
import { others } from '../../../../src/languages/python/numpy/others';
import { printing } from '../../../../src/languages/python/numpy/printing/functions';
import { randomModule } from '../../../../src/languages/python/numpy/random/module';
import { reductions } from '../../../../src/languages/python/numpy/reductions';
import { searching } from '../../../../src/languages/python/numpy/searching';
import { shaping } from '../../../../src/languages/python/numpy/shaping';
import { binaryUfuncs, unaryUfuncs } from '../../../../src/languages/python/numpy/ufuncs';
import { pythonPrograms } from '../../../conformance/python/programs';
import { root } from '../../../support/cache';
import { runNumpy } from './inspect';

const readme = path.join(root, 'src', 'README.md');
const BEGIN =
  '<!-- numpy: written by NUMPY_TABLE=write npx vitest run --project unit test/unit/languages/numpy/coverage.test.ts -->';
const END = '<!-- end of numpy -->';

const nameOf = (signature: string) => signature.slice(0, signature.indexOf('('));

const families: Readonly<Record<string, readonly string[]>> = {
  Creation: Object.keys(creation).map(nameOf),
  'Element by element': [...Object.keys(unaryUfuncs), ...Object.keys(binaryUfuncs)],
  Shapes: Object.keys(shaping).map(nameOf),
  'Joining and splitting': Object.keys(joining).map(nameOf),
  Reductions: Object.keys(reductions).map(nameOf),
  Products: Object.keys(products).map(nameOf),
  'Searching, sorting, comparing': Object.keys(searching).map(nameOf),
  Printing: Object.keys(printing).map(nameOf),
  Others: Object.keys(others).map(nameOf),
};

const list = (names: Iterable<string>) => [...names].map((name) => `\`${name}\``).join(' ');

const hasMethod = (name: string) => runNumpy(`np.ones((1, 1)).${name}`).error === null;

function coverageTable(): string {
  const listed = new Set(Object.values(families).flat());
  const functions = [...moduleNames].filter((name) => numpy.members.has(name));
  const others = functions.filter((name) => !listed.has(name) && name !== 'linalg' && name !== 'random');
  const methods = [...arrayNames].filter(hasMethod);
  const programs = pythonPrograms('numpy').length;
  return [
    BEGIN,
    '',
    `${functions.length} names of \`numpy\`, and ${methods.length} of arrays. ${programs} recorded programs print what NumPy 1.24 prints.`,
    '',
    '| family | names |',
    '| --- | --- |',
    ...Object.entries(families).map(([family, names]) => `| ${family} | ${list(names)} |`),
    `| Types and constants | ${list(others)} |`,
    `| \`np.linalg\` | ${list(linalg.members.keys())} |`,
    `| \`np.random\` | ${list(randomModule.members.keys())} |`,
    `| Arrays and numbers | ${list(methods)} |`,
    '',
    END,
  ].join('\n');
}

function tableIn(text: string): string {
  return text.slice(text.indexOf(BEGIN), text.indexOf(END) + END.length);
}

test('src/README.md lists what there is of NumPy', () => {
  const table = coverageTable();
  const text = readFileSync(readme, 'utf8');
  if (process.env.NUMPY_TABLE === 'write')
    writeFileSync(
      readme,
      text.replace(tableIn(text), () => table),
    );
  expect(tableIn(readFileSync(readme, 'utf8'))).toBe(table);
});

describe('what NumPy has and is not built here', () => {
  test('names of the module are refused by name', () => {
    for (const name of moduleNames) {
      if (numpy.members.has(name)) continue;
      const { error } = runNumpy(`np.${name}`);
      expect(error?.code, name).toBe('Unsupported');
      expect(error?.message).toContain(`np.${name}`);
    }
  });

  test('names of arrays are refused by name', () => {
    for (const name of arrayNames) {
      const { error } = runNumpy(`np.ones((1, 1)).${name}()`);
      if (hasMethod(name)) continue;
      expect(error?.code, name).toBe('Unsupported');
      expect(error?.message).toContain(`.${name}`);
    }
    expect(ndarrayClass.lookup('reshape')).toBeDefined();
  });

  test('what NumPy does not have is an error of its own', () => {
    expect(runNumpy('np.zeross(2)').error).toMatchObject({
      type: 'AttributeError',
      message: "AttributeError: module 'numpy' has no attribute 'zeross'",
    });
    expect(runNumpy('np.zeros(2).sm()').error?.message).toContain("object has no attribute 'sm'");
    expect(runNumpy('np.float(2)').error?.message).toContain('`np.float` is no longer there');
    expect(runNumpy('from numpy import zeross').error?.message).toContain('zeross');
  });
});
