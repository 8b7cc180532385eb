import { explicitBudget } from '../../../../src/inspector/budgets';
import { Inspector } from '../../../../src/inspector/inspector';
import type { Budget, Data, Focus, SnippetResult } from '../../../../src/protocol';

const inspector = new Inspector();

export interface Asked {
  readonly focus?: Focus;
  readonly set?: Readonly<Record<string, string>>;
  readonly budget?: Partial<Budget>;
}

/** Runs a Python text through the whole pipeline in this process. */
export function inspectPython(text: string, { focus, set, budget }: Asked = {}): readonly SnippetResult[] {
  return inspector.inspect({
    uri: 'test.py',
    version: 1,
    language: 'python',
    text,
    focus: focus ?? { kind: 'annotated', orModule: true },
    budget: { ...explicitBudget, ...budget },
    picture: 'default',
    ...(set && { set }),
  }).results;
}

/** The gradients of a text's only result by input, those that are not zero. */
export function gradientsIn(text: string, asked: Asked = {}): Record<string, Data> {
  const [result] = inspectPython(text, asked);
  if (result!.error) throw new Error(`${result!.error.code}: ${result!.error.message}`);
  return Object.fromEntries(result!.inputs.filter(({ grad }) => !isZero(grad)).map(({ name, grad }) => [name, grad]));
}

function isZero(data: Data): boolean {
  return typeof data === 'object' && data !== null
    ? Object.values(data).every((item) => isZero(item as Data))
    : data === 0;
}

/** A selection between « and » in a text. */
export function selected(marked: string): { readonly text: string; readonly focus: Focus } {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const text = marked.replace(/[«»]/g, '');
  const place = (offset: number) => {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length, column: lines.at(-1)!.length + 1 };
  };
  return { text, focus: { kind: 'selection', range: { start: place(start), end: place(end) } } };
}
