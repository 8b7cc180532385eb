import { describe, expect, test } from 'vitest';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import { InspectorServer } from '../../../src/inspector/server';
import type { InspectRequest, InspectResponse } from '../../../src/protocol';

function request(text: string, extra: Partial<InspectRequest> = {}): InspectRequest {
  return {
    uri: 'a.ts',
    version: 3,
    language: 'typescript',
    text,
    focus: { kind: 'annotated' },
    budget: explicitBudget,
    picture: 'default',
    ...extra,
  };
}

describe('the inspector', () => {
  test('answers with the version it was asked with, and what each stage took', () => {
    const { uri, version, timings } = new Inspector().inspect(request('const x = 1; // @grad'));
    expect({ uri, version }).toEqual({ uri: 'a.ts', version: 3 });
    for (const stage of [timings.parse, timings.run, timings.build]) expect(stage).toBeGreaterThanOrEqual(0);
  });

  test('keeps the graphs of results for their cards, and lets the oldest go', () => {
    const inspector = new Inspector();
    const first = inspector.inspect(request('const x = 2;\nconst y = x * x; // @grad')).results[0]!;
    const gate = first.graph.outputs[0]!;
    expect(inspector.card({ result: first.id, gate })).toMatchObject({ value: 4 });
    expect(inspector.card({ result: first.id, gate: 'g999' })).toBeNull();
    expect(inspector.card({ result: 'r999', gate })).toBeNull();
    for (let k = 0; k < 300; k++) inspector.inspect(request('const x = 2; // @grad'));
    expect(inspector.card({ result: first.id, gate })).toBeNull();
  });

  test('what it answers is plain data', () => {
    const { results } = new Inspector().inspect(
      request('const x = [NaN, 1 / 0, -0];\nconst y = x.map((e) => e * 2); // @grad\nlet z = y.x.y; // @grad'),
    );
    expect(structuredClone(results)).toEqual(results);
    expect(JSON.parse(JSON.stringify(results))).toEqual(results);
  });

  test('an empty text has no results', () => {
    expect(new Inspector().inspect(request('')).results).toEqual([]);
    expect(new Inspector().snippets({ language: 'typescript', text: '' })).toEqual([]);
  });

  test('a run that is stopped has what it found until then', () => {
    let asked = 0;
    const inspector = new Inspector({ stopped: () => ++asked > 20 });
    const text = 'const x = 1.5;\nlet s = x;\nfor (;;) { s = s * 0.5 + x; } // @grad';
    const [result] = inspector.inspect(request(text)).results;
    expect(result!.error).toMatchObject({ code: 'TimeLimit' });
    expect(result!.error!.message).toMatch(/at line 3 \(loop ran [\d ]+ times\)$/);
    expect(result!.output).toMatchObject({ name: 's', value: 3 });
    expect(result!.graph.total).toBeGreaterThan(1000);
    expect(result!.inputs.find(({ name }) => name === 'x')!.grad).toBeCloseTo(2, 9);
  });
});

describe('the server in the worker', () => {
  test('answers what it does not know', () => {
    const sent: unknown[] = [];
    const server = new InspectorServer((message) => sent.push(message));
    server.receive({ call: 1, method: 'nothing', params: {} } as never);
    expect(sent).toEqual([{ answer: 1, err: { message: 'internal: no method nothing' } }]);
  });

  test('says when a run starts and ends', () => {
    const sent: Record<string, unknown>[] = [];
    const server = new InspectorServer((message) => sent.push(message as never));
    server.receive({ call: 5, method: 'inspect', params: request('const x = 2; // @grad') as never });
    expect(sent[0]).toEqual({ beat: 5, running: true });
    expect(sent.at(-1)).toMatchObject({ answer: 5 });
    expect(sent.slice(1, -1)).toEqual([{ beat: 5, running: false }]);
  });

  test('a broken request is an error, not the end', () => {
    const sent: Record<string, { message?: string }>[] = [];
    const server = new InspectorServer((message) => sent.push(message as never));
    server.receive({ call: 1, method: 'inspect', params: { language: 'cobol' as never } as never });
    expect(sent.at(-1)!.err!.message).toContain('internal: no front end for cobol');
    server.receive({ call: 2, method: 'snippets', params: { language: 'typescript', text: '' } as never });
    expect(sent.at(-1)).toEqual({ answer: 2, ok: [] });
  });

  test('asks for the files that a call wants, level by level, before anything runs', () => {
    const { server, sent } = setup();
    const text = "import { f } from './f.js';\nimport { g } from './g.ts';\nconst x = 2;\nconst y = f(x) + g; // @grad";
    server.receive({ call: 7, method: 'inspect', params: request(text) as never });
    expect(sent).toEqual([{ read: 7, wanted: [['f.ts', 'f.tsx', 'f.js'], ['g.ts']] }]);
    // Calls that arrive meanwhile wait.
    server.receive({ call: 8, method: 'card', params: { result: 'r1', gate: 'g0' } as never });
    expect(sent).toHaveLength(1);
    const f = { uri: 'f.js', text: "import { k } from './k.js';\nexport const f = (x) => x * k;" };
    server.receive({ files: 7, found: [f, { uri: 'g.ts', text: 'export const g = 1;' }] });
    expect(sent[1]).toEqual({ read: 7, wanted: [['k.js', 'k.ts', 'k.tsx']] });
    server.receive({ files: 6, found: [null] });
    expect(sent).toHaveLength(2);
    server.receive({ files: 7, found: [{ uri: 'k.js', text: 'export const k = 5;' }] });
    expect(sent.slice(2).map((message) => Object.keys(message)[0])).toEqual(['beat', 'beat', 'answer', 'answer']);
    expect(sent[4]).toMatchObject({ answer: 7, ok: { dependencies: ['f.ts', 'f.tsx', 'f.js', 'g.ts', 'k.js'] } });
    expect((sent[4] as never as { ok: InspectResponse }).ok.results[0]).toMatchObject({
      output: { value: 11 },
      error: null,
    });
    expect(sent[5]).toEqual({ answer: 8, ok: expect.objectContaining({ gate: 'g0' }) });
  });

  test('the text of an imported file is parsed once', () => {
    const inspector = new Inspector();
    const big = `export const list = [${'1, '.repeat(200_000)}1];`;
    const times = [1, 2, 3].map((k) => {
      const { timings } = inspector.inspect(request(`import { list } from './big';\nconst x = ${k}; // @grad`), () => ({
        uri: 'big.ts',
        text: big,
      }));
      return timings.parse;
    });
    expect(Math.min(times[1]!, times[2]!)).toBeLessThan(times[0]! / 3);
  });
});

function setup() {
  const sent: Record<string, unknown>[] = [];
  return { sent, server: new InspectorServer((message) => sent.push(message as never), '') };
}
