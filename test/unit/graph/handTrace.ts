import { backward, type Seed } from '../../../src/engine/backward';
import type { Row } from '../../../src/engine/ops/row';
import { type OpName, opCode, rows } from '../../../src/engine/ops/table';
import { SourceFile, SourceTable } from '../../../src/engine/sources';
import { type NodeId, Tape } from '../../../src/engine/tape';
import type { Trace } from '../../../src/engine/trace';
import { type BuildOptions, buildGraph } from '../../../src/graph/build';
import type { Gate, Graph } from '../../../src/graph/model';

/** Records a trace by hand: each call is one row of the tape, with its code as a line of an invented file. */
export class HandTrace implements Trace {
  readonly tape = new Tape();
  readonly sources = new SourceTable();
  readonly #names = new Map<NodeId, string>();
  readonly inputs: NodeId[] = [];

  nameOf(node: NodeId): string | null {
    return this.#names.get(node) ?? null;
  }

  input(name: string, value: number): NodeId {
    const node = this.tape.input(value, this.source(name, name));
    this.inputs.push(node);
    return node;
  }

  constant(value: number, code = String(value)): NodeId {
    return this.tape.constant(value, this.source(code));
  }

  op(op: OpName, operands: readonly NodeId[], name: string | null = null, code = 'some code'): NodeId {
    const row: Row = rows[op];
    const values = operands.map((node) => this.tape.value[node]!);
    const source = this.source(code, name);
    const [a, b] = operands as [NodeId, NodeId];
    if (row.arity === 1) return this.tape.record1(opCode[op], a, row.forward(values[0]!), source);
    if (row.arity === 2) return this.tape.record2(opCode[op], a, b, row.forward(values[0]!, values[1]!), source);
    return this.tape.recordN(opCode[op], operands, row.forward(values), source);
  }

  /** Names a node after the fact, as an assignment of an existing value does. */
  rename(node: NodeId, name: string): void {
    this.#names.set(node, name);
  }

  source(code: string, name: string | null = null): number {
    return this.sources.add(new SourceFile('file:///hand.ts', code), 0, code.length, name);
  }

  graph(outputs: NodeId | readonly NodeId[], options: Partial<BuildOptions> = {}): Graph {
    const nodes = typeof outputs === 'number' ? [outputs] : outputs;
    const seeds: Seed[] = nodes.map((node) => ({ node, gradient: 1 }));
    return buildGraph(this, backward(this.tape, seeds), { outputs: nodes, inputs: this.inputs, limit: 60, ...options });
  }
}

/** The gate with this name, else with this formula. */
export function gateCalled(graph: Graph, label: string): Gate {
  const gate = graph.gates.find(({ name }) => name === label) ?? graph.gates.find(({ formula }) => formula === label);
  if (gate === undefined)
    throw new Error(`no gate ${label} among ${graph.gates.map(({ name, formula }) => name ?? formula)}`);
  return gate;
}

/** loss = (v·(w·x) − 10)², with loss 4, ∂v 24, ∂w 16, ∂x 24. */
export function burger(): { trace: HandTrace; loss: NodeId; graph: Graph } {
  const trace = new HandTrace();
  const w = trace.input('w', 3);
  const v = trace.input('v', 2);
  const x = trace.input('x', 2);
  const u = trace.op('mul', [w, x], 'u', 'w * x');
  const y = trace.op('mul', [v, u], 'y', 'v * u');
  const off = trace.op('sub', [y, trace.constant(10)], null, 'y - 10');
  const loss = trace.op('pow', [off, trace.constant(2)], 'loss', '(y - 10) ** 2');
  return { trace, loss, graph: trace.graph(loss) };
}
