import { describe, expect, test } from 'vitest';
import { scanDirectives } from '../../../src/editor/directiveScan';
import { DocumentResults } from '../../../src/editor/documentResults';
import { gateAt, operandNamed, placeAt } from '../../../src/editor/places';
import { SourceFile } from '../../../src/engine/sources';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import type { Focus, InspectRequest, SnippetResult } from '../../../src/protocol';

const uri = 'file:///a.ts';
const inspector = new Inspector();

function run(
  text: string,
  focus: Focus = { kind: 'annotated' },
  more: Partial<InspectRequest> = {},
): readonly SnippetResult[] {
  const request = { uri, version: 1, language: 'typescript', text, focus, budget: explicitBudget, picture: 'default' };
  return inspector.inspect({ ...request, ...more } as InspectRequest).results;
}

/** A document whose annotated snippets were found and run. */
function opened(text: string): DocumentResults {
  const results = new DocumentResults(uri);
  update(results, text);
  return results;
}

function update(results: DocumentResults, text: string): void {
  const snippets = inspector.snippets({ language: 'typescript', text });
  if (snippets) results.setSnippets(snippets);
  results.settleAnnotated(run(text), false);
}

function edit(results: DocumentResults, text: string, from: string, to: string): string {
  const at = text.indexOf(from);
  results.edit([{ range: new SourceFile(uri, text).range(at, at + from.length), text: to }]);
  return text.replace(from, to);
}

const summary = (results: DocumentResults) =>
  results.annotated.map(({ name, anchorLine, stale, result, error }) => [
    name,
    anchorLine,
    stale ? 'stale' : 'fresh',
    result?.output?.value ?? null,
    error?.code ?? null,
  ]);

const two = 'const x = 3;\nconst y = x * x; // @grad\nconst z = 2 * x; // @grad\n';

describe('annotated snippets', () => {
  test('have lines from the first sight, which the parser then names', () => {
    const results = new DocumentResults(uri);
    results.see(scanDirectives(two, 'typescript'));
    const seen = [...results.annotated];
    expect(seen.map(({ anchorLine }) => anchorLine)).toEqual([2, 3]);
    update(results, two);
    expect(results.annotated).toEqual(seen);
    expect(summary(results)).toEqual([
      ['y', 2, 'fresh', 9, null],
      ['z', 3, 'fresh', 6, null],
    ]);
  });

  test('move with the text and are stale until they ran again', () => {
    const results = opened(two);
    const text = edit(results, two, 'const x', '\nconst x');
    expect(summary(results)).toEqual([
      ['y', 3, 'stale', 9, null],
      ['z', 4, 'stale', 6, null],
    ]);
    update(results, text);
    expect(summary(results).map(([, , state]) => state)).toEqual(['fresh', 'fresh']);
  });

  test('stay up with the last good result while the text does not parse', () => {
    const results = opened(two);
    update(results, edit(results, two, 'x * x', 'x * ('));
    expect(summary(results)).toEqual([
      ['y', 2, 'stale', 9, 'SyntaxError'],
      ['z', 3, 'stale', 6, 'SyntaxError'],
    ]);
  });

  test('keep the last good result when the run fails, for themselves alone', () => {
    const results = opened(two);
    update(results, edit(results, two, 'x * x', 'x * nope'));
    expect(summary(results)).toEqual([
      ['y', 2, 'stale', 9, 'UnboundName'],
      ['z', 3, 'fresh', 6, null],
    ]);
  });

  test('stay the same subjects when one gets another name, or another is added above', () => {
    const results = opened(two);
    const [y, z] = results.annotated;
    let text = edit(results, two, 'const y', 'const square');
    update(results, text);
    expect(results.annotated[0]).toBe(y);
    text = edit(results, text, 'const square', 'const first = x; // @grad\nconst square');
    update(results, text);
    expect(results.annotated.map(({ name }) => name)).toEqual(['first', 'square', 'z']);
    expect([results.annotated[1], results.annotated[2]]).toEqual([y, z]);
    expect(results.annotated[2]?.index).toBe(2);
  });

  test('with changed inputs are left to runs of their own', () => {
    const results = opened(two);
    const y = results.annotated[0]!;
    y.set = { x: '5' };
    y.settle(run(two, { kind: 'annotated' }, { only: 0, set: y.set })[0]!, false);
    update(results, two);
    expect(summary(results).map(([, , , value]) => value)).toEqual([25, 6]);
  });

  test('of one function are told apart by scenario', () => {
    const results = opened('/**\n * @grad a = 1\n * @grad a = 2\n */\nfunction f(a: number) { return 3 * a; }\n');
    expect(results.annotated.map(({ key, result }) => [key, result?.output?.value])).toEqual([
      ['f#0', 3],
      ['f#1', 6],
    ]);
  });
});

describe('selections', () => {
  const text = 'const x = 3;\nconst y = (x + 1) * x;\n';
  const select = (results: DocumentResults, code: string) => {
    const at = text.indexOf(code);
    const range = new SourceFile(uri, text).range(at, at + code.length);
    const result = run(text, { kind: 'selection', range })[0]!;
    const subject = results.subjectOf(result);
    subject.settle(result, true);
    return subject;
  };

  test('the last one stands; one that a panel holds is kept, too', () => {
    const results = opened(text);
    const first = select(results, 'x + 1');
    first.holds = 1;
    const second = select(results, '(x + 1) * x');
    expect(results.lastSelection).toBe(second);
    expect(results.subjects).toEqual([first, second]);
    first.holds = 0;
    select(results, 'x + 1');
    expect(results.subjects.length).toBe(1);
  });

  test('the same code again is the same subject', () => {
    const results = opened(text);
    expect(select(results, 'x + 1')).toBe(select(results, 'x + 1'));
  });

  test('stands until its code is deleted', () => {
    const results = opened(text);
    const subject = select(results, '(x + 1) * x');
    const edited = edit(results, text, '+ 1', '+ 12');
    expect(results.lastSelection).toBe(subject);
    expect(subject.stale).toBe(true);
    edit(results, edited, '(x + 12) * x', '');
    expect(results.lastSelection).toBeNull();
  });

  test('is an annotated snippet where that is what was asked for', () => {
    const results = opened(two);
    const [result] = run(two, { kind: 'at', range: new SourceFile(uri, two).range(20, 20) });
    expect(results.subjectOf(result!)).toBe(results.annotated[0]);
  });
});

describe('places', () => {
  const text = 'const w = 3;\nconst v = 2;\nconst y = (w + v) * v; // @grad\n';
  const at = (code: string, more = 0) => {
    const offset = text.indexOf(code) + more;
    return new SourceFile(uri, text).range(offset, offset);
  };

  test('the smallest code around the cursor has its gate', () => {
    const results = opened(text);
    const subject = results.annotated[0]!;
    const code = (id: string | null) => subject.result!.graph.gates.find((gate) => gate.id === id)?.code;
    expect(code(gateAt(subject, at('w + v', 2)))).toMatch(/^\(?w \+ v\)?$/);
    expect(code(gateAt(subject, at(') * v', 2)))).toBe('(w + v) * v');
    expect(gateAt(subject, at('const w'))).toBeNull();
  });

  test('the name of a variable has its gate, and names in an expression have theirs', () => {
    const results = opened(text);
    const place = placeAt(results, at('y ='))!;
    const { gates } = place.result.graph;
    expect(gates.find(({ id }) => id === place.gate)?.name).toBe('y');
    const sum = placeAt(results, at('w + v', 2))!.gate!;
    const named = operandNamed(gates, sum, 'w');
    expect(gates.find(({ id }) => id === named)?.name).toBe('w');
    expect(operandNamed(gates, sum, 'elsewhere')).toBeNull();
  });

  test('move along with edits', () => {
    const results = opened(text);
    const subject = results.annotated[0]!;
    const before = gateAt(subject, at('w + v', 2));
    const edited = edit(results, text, 'const v', '\n\nconst v');
    const offset = edited.indexOf('w + v') + 2;
    expect(gateAt(subject, new SourceFile(uri, edited).range(offset, offset))).toBe(before);
  });
});

test('the subject at a position is the one with the smallest code; a directive counts', () => {
  const text = 'const x = 3;\n// @grad\nconst y = x * x;\n';
  const results = opened(text);
  const [y] = results.annotated;
  expect(results.subjectAt({ line: 3, column: 11 })).toBe(y);
  expect(results.subjectAt({ line: 2, column: 5 })).toBe(y);
  expect(results.subjectAt({ line: 1, column: 3 })).toBeNull();
});

describe('code of a file that the document imports', () => {
  const vec = 'file:///vec.ts';
  const text = "import { square } from './vec';\nconst x = 3;\nconst y = square(x); // @grad";
  const request = {
    uri,
    version: 1,
    language: 'typescript',
    text,
    focus: { kind: 'annotated' },
    budget: explicitBudget,
  };
  const importing = () => {
    const results = new DocumentResults(uri);
    results.setSnippets(inspector.snippets({ language: 'typescript', text })!);
    const response = inspector.inspect({ ...request, picture: 'default' } as InspectRequest, () => {
      return { uri: vec, text: '\nexport const square = (a: number) =>\n     a * a;' };
    });
    results.settleAnnotated(response.results, false);
    return { results, gates: response.results[0]!.graph.gates };
  };
  const at = (line: number, column: number, file?: string) => {
    const position = { line, column };
    return { start: position, end: position, ...(file && { file }) };
  };

  test('is found in that file, and not at the same place of the document', () => {
    const { results, gates } = importing();
    const [subject] = results.annotated;
    const gate = gates.find(({ code }) => code === 'a * a')!;
    expect(gate).toMatchObject({ place: 'vec.ts:3', range: { file: vec, start: { line: 3, column: 6 } } });
    expect(gateAt(subject!, at(3, 7, vec))).toBe(gate.id);
    expect(gateAt(subject!, at(3, 7, 'file:///other.ts'))).toBeNull();
    expect(gateAt(subject!, at(3, 10, vec))).toBe(gate.id);
    expect(placeAt(results, at(3, 10))).toBeNull();
    expect(gateAt(subject!, at(2, 7, vec))).toBeNull();
  });

  test('stays where it is when the document is edited', () => {
    const { results } = importing();
    edit(results, text, 'import', '\n\n\nimport');
    const { gates } = results.annotated[0]!.result!.graph;
    expect(gates.map(({ range }) => [range?.file ?? null, range?.start.line])).toEqual([
      [null, 5],
      [vec, 3],
    ]);
  });

  test('a change of it leaves everything standing, marked stale', () => {
    const { results } = importing();
    results.inspectedVersion = 1;
    results.outdate();
    expect(results.inspectedVersion).toBe(-1);
    expect(results.annotated[0]).toMatchObject({ stale: true, result: { output: { value: 9 } } });
  });
});
