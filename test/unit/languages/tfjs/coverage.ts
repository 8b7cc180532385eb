import { families, functions, methodNames, refusedNames } from '../../../../src/languages/typescript/tfjs';
import { groups } from '../../../../src/languages/typescript/tfjs/groups';
import { recorded } from './recorded';

const BEGIN =
  '<!-- tfjs: written by TFJS_TABLE=write npx vitest run --project unit test/unit/languages/tfjs/coverage.test.ts -->';
const END = '<!-- end of tfjs -->';

const list = (names: Iterable<string>) => [...names].map((name) => `\`${name}\``).join(' ');

/** The functions of TensorFlow.js that there are here, as src/README.md lists them. */
export function coverageTable(): string {
  const inGroups = [...groups].map(([group, own]) => `| \`tf.${group}\` | ${list(own.keys())} |`);
  const count = functions.size + [...groups.values()].reduce((sum, own) => sum + own.size, 0);
  const own = methodNames.filter((name) => !functions.has(name));
  const shared = methodNames.filter((name) => functions.has(name));
  return [
    BEGIN,
    '',
    `${count} functions, and ${methodNames.length} methods of tensors. ${recorded.length} recorded programs give what the package gave.`,
    '',
    '| family | functions |',
    '| --- | --- |',
    ...Object.entries(families).map(([family, names]) => `| ${family} | ${list(names.keys())} |`),
    ...inGroups,
    `| Methods that are functions, too | ${list(shared)} |`,
    `| Other methods of tensors | ${list(own)} |`,
    '',
    `Refused by name: ${list(refusedNames)}.`,
    '',
    END,
  ].join('\n');
}

/** The table as it stands in a text. */
export function tableIn(text: string): string {
  return text.slice(text.indexOf(BEGIN), text.indexOf(END) + END.length);
}

export function withTable(text: string, table: string): string {
  return text.replace(tableIn(text), () => table);
}
