import type { Flow } from '../../../src/engine/ops/flow';
import type { Edge, Gate, Num } from '../../../src/graph/model';
import type { InputResult, PanelState, SnippetResult, VariableResult } from '../../../src/protocol';
import type { Card } from '../../../src/text/card';

/** A node of a fixture's graph: its value and the local gradients with respect to its operands. */
export interface Node {
  readonly kind: 'input' | 'constant' | 'gate';
  readonly op: string;
  readonly name: string | null;
  readonly formula: string;
  readonly value: number;
  readonly flow: Flow | null;
  readonly operands: readonly { readonly node: Node; readonly local: number; readonly formula: string }[];
}

export function input(name: string, value: number): Node {
  return { kind: 'input', op: 'input', name, formula: '', value, flow: null, operands: [] };
}

/** A constant, which the picture folds into the gates that use it. */
export function constant(value: number): Node {
  return { kind: 'constant', op: 'constant', name: String(value), formula: '', value, flow: null, operands: [] };
}

interface Op {
  readonly symbol: string;
  readonly flow: Flow;
  readonly value: (...a: number[]) => number;
  readonly locals: (a: readonly number[], y: number) => number[];
  readonly localText: readonly string[];
}

const ops: Readonly<Record<string, Op>> = {
  add: { symbol: '+', flow: 'distributes', value: (a, b) => a! + b!, locals: () => [1, 1], localText: ['1', '1'] },
  sub: { symbol: '−', flow: 'distributes', value: (a, b) => a! - b!, locals: () => [1, -1], localText: ['1', '−1'] },
  mul: { symbol: '×', flow: 'swaps', value: (a, b) => a! * b!, locals: ([a, b]) => [b!, a!], localText: ['b', 'a'] },
  div: {
    symbol: '÷',
    flow: 'swaps',
    value: (a, b) => a! / b!,
    locals: ([a, b]) => [1 / b!, -a! / (b! * b!)],
    localText: ['1 / b', '−a / b²'],
  },
  max: {
    symbol: 'max',
    flow: 'routes',
    value: Math.max,
    locals: (a, y) => a.map((x) => (x === y ? 1 : 0)),
    localText: ['', ''],
  },
  square: { symbol: '²', flow: 'scales', value: (a) => a! * a!, locals: ([a]) => [2 * a!], localText: ['2·a'] },
  neg: { symbol: '−', flow: 'scales', value: (a) => -a!, locals: () => [-1], localText: ['−1'] },
  exp: { symbol: 'exp', flow: 'scales', value: Math.exp as Op['value'], locals: (_a, y) => [y], localText: ['y'] },
  log: {
    symbol: 'log',
    flow: 'scales',
    value: Math.log as Op['value'],
    locals: ([a]) => [1 / a!],
    localText: ['1 / a'],
  },
  floor: { symbol: 'floor', flow: 'blocks', value: Math.floor as Op['value'], locals: () => [0], localText: ['0'] },
};

/** A gate of an operation; `name` is the variable that holds it. */
export function gate(op: string, operands: readonly Node[], name: string | null = null): Node {
  const row = ops[op];
  if (row === undefined) throw new Error(`no fixture operation ${op}`);
  const values = operands.map((node) => node.value);
  const value = row.value(...values);
  const locals = row.locals(values, value);
  const texts = operands.map(label);
  return {
    kind: 'gate',
    op,
    name,
    flow: row.flow,
    formula: composed(row.symbol, texts),
    value,
    operands: operands.map((node, k) => ({
      node,
      local: locals[k]!,
      formula: (row.localText[k] ?? '').replace(/\b[ab]\b/g, (letter) => texts[letter === 'a' ? 0 : 1] ?? letter),
    })),
  };
}

function composed(symbol: string, texts: readonly string[]): string {
  if (symbol === '²') return `(${texts[0]})²`;
  if (/^[a-z]/.test(symbol)) return `${symbol}(${texts.join(', ')})`;
  const whole = texts.length === 1 ? `${symbol}${texts[0]}` : texts.join(` ${symbol} `);
  return whole.length > 24 ? `${whole.slice(0, 23)}…` : whole;
}

function label(node: Node): string {
  const text = node.name ?? node.formula;
  return node.name === null && text.includes(' ') ? (text.length > 9 ? '(…)' : `(${text})`) : text;
}

const num = (value: number): Num => (Number.isFinite(value) ? value : (String(value) as Num));

export interface Fixture {
  readonly result: SnippetResult;
  /** Cards by gate, as the worker would answer. */
  readonly cards: Readonly<Record<string, Card>>;
}

let results = 0;

/** A result with its gradients swept, and the cards of its gates. `code` is the first line of each card. */
export function fixture(output: Node, options: Partial<SnippetResult> & { unused?: readonly Node[] } = {}): Fixture {
  const order = inOrder(output);
  const grads = new Map<Node, number>([[output, 1]]);
  for (const node of [...order].reverse()) {
    for (const { node: operand, local } of node.operands) {
      grads.set(operand, (grads.get(operand) ?? 0) + local * (grads.get(node) ?? 0));
    }
  }
  const grad = (node: Node): number => grads.get(node) ?? 0;
  const ids = new Map(order.map((node, index) => [node, `g${index + 1}`]));
  const drawn = order.filter((node) => node.kind !== 'constant');
  const range = (node: Node) => ({
    start: { line: 1 + order.indexOf(node), column: 1 },
    end: { line: 1 + order.indexOf(node), column: 8 },
  });
  const gates = drawn.map(
    (node): Gate => ({
      id: ids.get(node)!,
      kind: node.kind,
      op: node.op as Gate['op'],
      name: node.name,
      code: node.name ?? node.formula,
      formula: node.formula,
      value: num(node.value),
      grad: num(grad(node)),
      shape: [],
      flow: node.flow,
      count: 1,
      range: range(node),
      isOutput: node === output,
      convention: null,
      operands: node.operands.map(({ node: operand, local }) => ({
        gate: operand.kind === 'constant' ? null : ids.get(operand)!,
        label: label(operand),
        value: num(operand.value),
        local: num(local),
        contribution: num(local * grad(node)),
      })),
    }),
  );
  const edges = gates.flatMap((to) =>
    to.operands.flatMap((operand, index): Edge[] =>
      operand.gate === null
        ? []
        : [{ from: operand.gate, to: to.id, operand: index, local: operand.local, contribution: operand.contribution }],
    ),
  );
  const cards = Object.fromEntries(
    drawn.map((node): [string, Card] => [
      ids.get(node)!,
      {
        gate: ids.get(node)!,
        title: node.name ?? node.formula,
        value: num(node.value),
        grad: num(grad(node)),
        code:
          node.kind === 'gate' ? `const ${node.name ?? '_'} = ${node.formula};` : `const ${node.name} = ${node.value};`,
        range: range(node),
        op: node.op,
        flow: node.flow,
        flowTitle: node.flow === null ? '' : `${node.op} ${node.flow}`,
        sentence: sentence(node, grad(node)),
        rows: node.operands.map(({ node: operand, local, formula }) => ({
          gate: operand.kind === 'constant' ? null : ids.get(operand)!,
          label: label(operand),
          value: num(operand.value),
          local: num(local),
          localFormula: formula,
          upstream: num(grad(node)),
          contribution: num(local * grad(node)),
          constant: operand.kind === 'constant',
        })),
        fork: forkOf(ids.get(node)!, edges, gates),
        convention:
          node.op === 'max' && node.operands.length > 1 && node.operands[0]!.local === node.operands[1]!.local
            ? 'At a tie the gradient is split evenly.'
            : null,
      },
    ]),
  );
  results += 1;
  const inputs = [...drawn.filter((node) => node.kind === 'input'), ...(options.unused ?? [])];
  const result: SnippetResult = {
    id: `r${results}`,
    language: 'typescript',
    kind: 'statement',
    target: { name: output.name ?? output.formula, range: range(output) },
    directive: null,
    scenario: 0,
    output: { name: output.name, value: num(output.value), shape: [], seededWithOnes: false },
    inputs: inputs.map(
      (node): InputResult => ({
        name: node.name ?? '',
        value: num(node.value),
        grad: num(grad(node)),
        shape: [],
        valueRange: null,
        valueCode: String(node.value),
        overridden: false,
        used: drawn.includes(node),
      }),
    ),
    variables: drawn
      .filter((node) => node.name !== null)
      .map(
        (node): VariableResult => ({
          name: node.name ?? '',
          value: num(node.value),
          grad: num(grad(node)),
          shape: [],
          kind: 'number',
          range: range(node),
          gate: ids.get(node)!,
        }),
      ),
    graph: { gates, edges, outputs: [ids.get(output)!], total: gates.length, omitted: null },
    occurrences: { count: 1, shown: 1 },
    diagnostics: [],
    stdout: '',
    error: null,
    ask: null,
  };
  const { unused: _, ...changes } = options;
  return { result: { ...result, ...changes }, cards };
}

function sentence(node: Node, upstream: number): string {
  if (node.flow === 'swaps') {
    const gets = node.operands.map(
      ({ node: operand, local }) => `\`${label(operand)}\` gets ${local} · ${upstream} = ${local * upstream}`,
    );
    return `${node.op} swaps: ${gets.join(', ')}.`;
  }
  return node.flow === null ? '' : `${node.op} ${node.flow}: the upstream gradient is ${upstream}.`;
}

function forkOf(id: string, edges: readonly Edge[], gates: readonly Gate[]): Card['fork'] {
  const uses = edges.filter((edge) => edge.from === id);
  if (uses.length < 2) return [];
  return uses.map((edge) => {
    const to = gates.find((other) => other.id === edge.to)!;
    return { gate: edge.to, label: to.name ?? to.formula, contribution: edge.contribution! };
  });
}

/** Operands before the gates that use them. */
function inOrder(output: Node): Node[] {
  const order: Node[] = [];
  const visit = (node: Node): void => {
    if (order.includes(node)) return;
    for (const { node: operand } of node.operands) visit(operand);
    order.push(node);
  };
  visit(output);
  return order;
}

/** The panel showing a result, with nothing else going on. */
export function panel(result: SnippetResult | null, changes: Partial<PanelState> = {}): PanelState {
  return {
    kind: result === null ? 'empty' : 'result',
    result,
    subject: result === null ? null : (result.target?.name ?? ''),
    place: result === null ? '' : 'burger.ts:4',
    stale: false,
    error: null,
    running: null,
    pinned: false,
    canRunLonger: false,
    canWriteToCode: true,
    settings: { highlight: ['distributes', 'routes', 'swaps', 'scales', 'blocks'] },
    ...changes,
  };
}
