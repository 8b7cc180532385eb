import type { Sweep } from '../engine/backward';
import { fileName } from '../engine/fileName';
import type { Row } from '../engine/ops/row';
import { CONSTANT, INPUT, opCode, opName, rowByCode } from '../engine/ops/table';
import type { SourceId } from '../engine/sources';
import type { NodeId, Tape } from '../engine/tape';
import type { Trace } from '../engine/trace';
import { resolveAlias } from './alias';
import { clip, oneLine } from './clip';
import { type Recognised, recognise } from './composites/recognise';
import { everyDigit, significant } from './digits';
import { edgesOf, foldGraph } from './fold';
import { FORMULA_LENGTH, formula, namePiece, numberPiece, type Piece } from './formula';
import { FULL_LIMIT, PICTURE_LIMIT, UNFOLD_FACTOR } from './limits';
import type { Composite, Gate, Graph, Operand } from './model';
import { encodeNum } from './num';

export { FULL_LIMIT, PICTURE_LIMIT };

/** A variable or a property of one, such as `rate` or `Math.PI`. */
const VARIABLE = /^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u;

const CODE_LENGTH = 80;
/** How much of an expression's text is looked at before it is clipped: white space may shrink. */
const CODE_READ = 4 * CODE_LENGTH;

export interface BuildOptions {
  /** What is differentiated; several when the output is an array. */
  readonly outputs: readonly NodeId[];
  /** The leaves that gradients are reported for. The full picture shows them even where nothing of them is used. */
  readonly inputs: readonly NodeId[];
  /** With more gates than this, after composites were folded, there is no picture, only a message. */
  readonly limit: number;
  /** The trace as it is: constants are gates of their own, and inputs that are not used stand there too. */
  readonly full?: boolean;
}

/**
 * The graph of what the outputs were computed from, in the order of the run. In the default picture constants are
 * folded into the formula and the operands of the gate that uses them; where there are more gates than `limit`, recognised
 * composites become one gate each, if that is enough. Takes time proportional to the tape up to the last output, whatever
 * its depth.
 */
export function buildGraph(trace: Trace, sweep: Sweep, given: BuildOptions): Graph {
  const drawn = (node: NodeId) => (given.full ? node : resolveAlias(trace.tape, node));
  const options = { ...given, outputs: given.outputs.map(drawn) };
  const shown = shownNodes(trace.tape, sweep, options);
  const outputs = [...new Set(options.outputs)].map(gateId);
  const { total } = shown;
  const found = total > FULL_LIMIT ? [] : recognise(trace.tape, sweep, options.outputs);
  const left = found.reduce((count, { members }) => count - members.length + 1, total);
  if (left > options.limit || total > Math.max(options.limit, FULL_LIMIT)) {
    return { gates: [], edges: [], outputs, total, omitted: tooMany(total, options.limit) };
  }
  const builder = new Builder(trace, sweep, options.outputs, shown.nodes, drawn);
  const gates = shown.nodes.map((node) => builder.gate(node));
  const composites = found.map(compositeOf);
  const graph: Graph = {
    gates,
    edges: edgesOf(gates),
    outputs,
    total,
    omitted: null,
    ...(composites.length > 0 && { composites }),
  };
  if (total <= options.limit) return graph;
  const { primitives, ...folded } = foldGraph(graph, new Set(composites.map(({ id }) => id)));
  return total <= UNFOLD_FACTOR * options.limit && primitives ? { ...folded, primitives } : folded;
}

function compositeOf({ name, outputs, members, inputs }: Recognised): Composite {
  const root = outputs.at(-1)!;
  return {
    id: `c${root}`,
    name,
    root: gateId(root),
    outputs: outputs.map(gateId),
    members: members.map(gateId),
    inputs: inputs.map(gateId),
    folded: false,
  };
}

/** The id of the gate that a tape node is drawn as. */
export function gateId(node: NodeId): string {
  return `g${node}`;
}

function shownNodes(tape: Tape, sweep: Sweep, options: BuildOptions): { nodes: NodeId[]; total: number } {
  const { full = false } = options;
  const kept = Math.max(options.limit, FULL_LIMIT);
  const { reached } = sweep;
  const { op } = tape;
  const outputs = new Set(options.outputs);
  const unused = full ? options.inputs.filter((node) => reached[node] !== 1) : [];
  const nodes: NodeId[] = [...unused];
  let total = unused.length;
  for (let node = 0; node < reached.length; node++) {
    if (reached[node] === 0) continue;
    if (!full && (op[node] === opCode.alias || (op[node] === CONSTANT && !outputs.has(node)))) continue;
    total++;
    if (total <= kept) nodes.push(node);
  }
  if (unused.length > 0) nodes.sort((a, b) => a - b);
  return { nodes, total };
}

function tooMany(total: number, limit: number): string {
  return `This result has ${grouped(total)} gates; the picture shows up to ${grouped(limit)}. The table has every named value.`;
}

/** A count with a space between groups of three digits, from five digits on. */
function grouped(count: number): string {
  return count < 10_000 ? String(count) : String(count).replace(/\B(?=(\d{3})+$)/g, ' ');
}

class Builder {
  readonly #shown: ReadonlySet<NodeId>;
  readonly #outputs: ReadonlySet<NodeId>;
  readonly #seed = new Map<NodeId, number>();
  /** What a node is called inside the formulas of others. Operands come first on the tape, so a loop fills it. */
  readonly #pieces = new Map<NodeId, Piece>();

  constructor(
    readonly trace: Trace,
    readonly sweep: Sweep,
    outputs: readonly NodeId[],
    shown: readonly NodeId[],
    /** The node that the picture shows for one of the tape. */
    readonly drawn: (node: NodeId) => NodeId,
  ) {
    this.#shown = new Set(shown);
    this.#outputs = new Set(outputs);
    for (const { node: seeded, gradient } of sweep.seeds) {
      const node = drawn(seeded);
      this.#seed.set(node, (this.#seed.get(node) ?? 0) + gradient);
    }
  }

  gate(node: NodeId): Gate {
    const { tape, sources } = this.trace;
    const code = tape.op[node]!;
    const source = tape.source[node]!;
    const row = rowByCode[code];
    const name = this.#name(node);
    const op = opName(code);
    const value = tape.value[node]!;
    const seed = this.#outputs.has(node) ? this.#seed.get(node) : undefined;
    const range = sources.range(source);
    const common = {
      id: gateId(node),
      name,
      code: this.#code(node),
      value: encodeNum(value),
      grad: encodeNum(code === CONSTANT ? 0 : (this.sweep.adjoint[node] ?? 0)),
      shape: [],
      count: 1,
      range,
      ...(range?.file === undefined ? {} : { place: `${fileName(range.file)}:${range.start.line}` }),
      isOutput: this.#outputs.has(node),
      ...(seed === undefined ? {} : { seed: encodeNum(seed) }),
    };
    if (row === undefined || op === null) {
      const kind = code === INPUT ? 'input' : 'constant';
      this.#pieces.set(node, this.#leafPiece(node));
      return { ...common, kind, op: kind, formula: '', flow: null, convention: null, operands: [] };
    }
    const nodes = tape.operandsOf(node).map(this.drawn);
    const pieces = nodes.map((operand) => this.#operandPiece(operand, source));
    const whole = formula(op, row, pieces);
    this.#pieces.set(node, name === null ? whole : namePiece(name));
    return {
      ...common,
      kind: 'gate',
      op,
      formula: whole.text,
      flow: row.flow,
      convention: this.#convention(row, nodes, value),
      operands: this.#operands(node, row, nodes, pieces),
    };
  }

  #operands(node: NodeId, row: Row, nodes: readonly NodeId[], pieces: readonly Piece[]): Operand[] {
    const { tape } = this.trace;
    const inputs = nodes.map((operand) => tape.value[operand]!);
    const result = tape.value[node]!;
    const upstream = this.sweep.adjoint[node] ?? 0;
    const locals = localsOf(row, inputs, result);
    return nodes.map((operand, k) => {
      const local = locals[k]!;
      const constant = tape.op[operand] === CONSTANT;
      return {
        gate: this.#shown.has(operand) ? gateId(operand) : null,
        label: clip(pieces[k]!.text, FORMULA_LENGTH),
        value: encodeNum(inputs[k]!),
        // The slope in a constant is of no use, but for the share that it takes of a tie.
        local: constant && row.flow !== 'routes' ? null : encodeNum(local),
        contribution: constant ? null : encodeNum(upstream * local),
      };
    });
  }

  /** A constant is recorded by the operation that uses it, whose code is not the constant's. */
  #code(node: NodeId): string {
    const { tape, sources } = this.trace;
    const code = clip(oneLine(sources.code(tape.source[node]!).slice(0, CODE_READ)), CODE_LENGTH);
    const isConstant = tape.op[node] === CONSTANT;
    if (!isConstant || VARIABLE.test(code) || (code !== '' && Number(code) === tape.value[node])) return code;
    return everyDigit(tape.value[node]!);
  }

  #convention(row: Row, nodes: readonly NodeId[], result: number): string | null {
    const { op, value } = this.trace.tape;
    const inputs = nodes.map((operand) => value[operand]!);
    const live = nodes.map((operand) => op[operand] !== CONSTANT);
    return row.convention?.(inputs, result, live) ?? null;
  }

  #operandPiece(node: NodeId, user: SourceId): Piece {
    const { op, source, value } = this.trace.tape;
    // A constant without an expression of its own (the 1 of `i++`) carries the source of the operation.
    if (op[node] === CONSTANT && source[node] === user) return numberPiece(significant(value[node]!, 4));
    let piece = this.#pieces.get(node);
    if (piece === undefined) {
      piece = this.#leafPiece(node);
      this.#pieces.set(node, piece);
    }
    return piece;
  }

  #leafPiece(node: NodeId): Piece {
    const name = this.#name(node);
    if (name !== null) return namePiece(name);
    const { tape, sources } = this.trace;
    const code = sources.code(tape.source[node]!);
    // A constant that the code reads from a variable is called by that variable.
    if (VARIABLE.test(code)) return namePiece(code);
    return numberPiece(significant(tape.value[node]!, 4));
  }

  #name(node: NodeId): string | null {
    const { tape, sources } = this.trace;
    // The expression of a constant may be bound to another value than the constant's.
    const bound = tape.op[node] === CONSTANT ? null : sources.name(tape.source[node]!);
    const name = this.trace.nameOf(node) ?? bound;
    return name === null ? null : oneLine(name);
  }
}

function localsOf(row: Row, inputs: readonly number[], y: number): ArrayLike<number> {
  if (row.arity === 1) return [row.local[0](inputs[0]!, y)];
  if (row.arity === 2) return row.local.map((local) => local(inputs[0]!, inputs[1]!, y));
  const locals = new Float64Array(inputs.length);
  row.locals(inputs, y, locals);
  return locals;
}
