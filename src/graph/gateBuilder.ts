import type { Sweep } from '../engine/backward';
import { placeName } from '../engine/fileName';
import { useArithmetic } from '../engine/math/arithmetic';
import type { Row } from '../engine/ops/row';
import { CONSTANT, holdsTensor, INPUT, isConstant, opName, rowByCode, rows, TENSOR_INPUT } from '../engine/ops/table';
import type { TensorRow } from '../engine/ops/tensorRow';
import { tensorOpName, tensorRowByCode } from '../engine/ops/tensorTable';
import type { SourceId } from '../engine/sources';
import type { NodeId, Tape } from '../engine/tape';
import { scalar } from '../engine/tensor/ndarray';
import { shapeText } from '../engine/tensor/shape';
import { tensorGradient } from '../engine/tensorSweep';
import { inputsOf } from '../engine/tensorTape';
import type { CutOff, Trace } from '../engine/trace';
import { clip, oneLine } from './clip';
import { everyDigit, significant } from './digits';
import { Binding, codePiece, FORMULA_LENGTH, formula, namePiece, numberPiece, type Piece } from './formula';
import type { Gate, GateWords, Operand } from './model';
import { encodeNum } from './num';
import { itemOf, operandFlow, Uses } from './tensorOperands';
import { LISTED_NUMBERS, tensorNumbers } from './tensorView';

/** A variable or a property of one, such as `rate` or `Math.PI`. */
const VARIABLE = /^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u;

const CODE_LENGTH = 80;
/** How much of an expression's text is looked at before it is clipped: white space may shrink. */
const CODE_READ = 4 * CODE_LENGTH;

/** What an operation that keeps its own result is said to keep. */
const RESULT = 'its result';

/** The id of the gate that a tape node is drawn as. */
export function gateId(node: NodeId): string {
  return `g${node}`;
}

/** What a picture shows of the nodes of a trace. */
export interface Drawn {
  /** The node that the picture shows for one of the tape. */
  readonly node: (node: NodeId) => NodeId;
  /** The gate that such a node is drawn as or in; null where it is not drawn. */
  readonly gate: (node: NodeId) => string | null;
  /** What the gate that holds a node is called in formulas, where that is not the node's own name. */
  readonly name?: (node: NodeId) => string | null;
}

/** Makes the gates of primitive operations. Formulas name operands by what was made before, so it goes in the order of the run. */
export class GateBuilder {
  readonly #outputs: ReadonlySet<NodeId>;
  readonly #seed = new Map<NodeId, number>();
  /** What a node is called inside the formulas of others. Operands come first on the tape, so a loop fills it. */
  readonly #pieces = new Map<NodeId, Piece>();
  readonly #uses: Uses;

  constructor(
    readonly trace: Trace,
    readonly sweep: Sweep,
    outputs: readonly NodeId[],
    readonly drawn: Drawn,
    /** Tensors of so many numbers have all of them listed. */
    readonly listed = LISTED_NUMBERS,
  ) {
    this.#outputs = new Set(outputs);
    this.#uses = new Uses(trace.tape, sweep);
    for (const { node: seeded, gradient } of sweep.seeds) {
      const node = drawn.node(seeded);
      this.#seed.set(node, (this.#seed.get(node) ?? 0) + gradient);
    }
  }

  gate(node: NodeId): Gate {
    const { tape, sources } = this.trace;
    const code = tape.op[node]!;
    const source = tape.source[node]!;
    const row = rowByCode[code] ?? tensorRowByCode[code];
    const name = this.name(node);
    const op = opName(code) ?? tensorOpName(code);
    const seed = this.#outputs.has(node) ? this.#seed.get(node) : undefined;
    const range = sources.range(source);
    const common = {
      id: gateId(node),
      name,
      code: this.#code(node),
      ...this.numbers(node),
      count: 1,
      range,
      ...(range?.file === undefined ? {} : { place: placeName(range) }),
      isOutput: this.#outputs.has(node),
      ...(seed === undefined ? {} : { seed: encodeNum(seed) }),
      ...(this.isBehind(node) && { behindCut: true as const }),
    };
    if (row === undefined || op === null) {
      const kind = code === INPUT || code === TENSOR_INPUT ? 'input' : 'constant';
      this.#pieces.set(node, this.#leafPiece(node));
      const cut = kind === 'constant' ? (this.trace.cutOffOf?.(node) ?? null) : null;
      if (cut !== null) return { ...common, ...this.#cutGate(cut) };
      return { ...common, kind, op: kind, formula: '', flow: null, convention: null, operands: [] };
    }
    const nodes = tape.operandsOf(node).map(this.drawn.node);
    const pieces = nodes.map((operand) => this.#operandPiece(operand, source));
    const symbol = row.arity === 'tensor' ? (row.symbolOf?.(tape.params(node)) ?? row.symbol) : row.symbol;
    const whole = formula(op, { symbol, notation: row.notation }, pieces);
    this.#pieces.set(node, name === null ? whole : namePiece(name));
    const words = this.#words(node);
    const gate = { ...common, kind: 'gate', op, formula: whole.text, flow: row.flow, ...(words && { words }) } as const;
    if (row.arity === 'tensor') {
      const rules = row.vjpTextOf?.(inputsOf(tape, node), tape.params(node)) ?? row.vjpText;
      return {
        ...gate,
        convention: this.#tensorConvention(row, node),
        operands: this.#tensorOperands(rules, localsOfNumbers(row, op, tape, node), node, pieces),
        tensorOp: {
          symbol,
          notation: row.notation,
          sharesRule: rules.length === 1 && nodes.length > 1,
        },
      };
    }
    return {
      ...gate,
      convention: this.#convention(row, nodes, tape.value[node]!),
      operands: this.#operands(node, row, nodes, pieces),
    };
  }

  /** Whether nothing flows back to a row that is no input: the picture shows it since the code cut it off. */
  isBehind(node: NodeId): boolean {
    return this.sweep.reached[node] !== 1 && this.trace.tape.operandsOf(node).length > 0;
  }

  /** Numbers that go on while nothing flows back to what they were computed of. */
  #cutGate({ kind, from }: CutOff): Pick<Gate, 'kind' | 'op' | 'formula' | 'flow' | 'convention' | 'operands' | 'cut'> {
    const operands = from.map((origin): Operand => {
      const node = this.drawn.node(origin);
      const { value } = this.numbers(node);
      const label = clip(this.#operandPiece(node, 0).text, FORMULA_LENGTH);
      return { gate: this.drawn.gate(node), label, value, local: null, contribution: null, cut: true };
    });
    return { kind: 'constant', op: 'constant', formula: '', flow: 'blocks', convention: null, operands, cut: kind };
  }

  #words(node: NodeId): GateWords | null {
    const words = this.trace.wordsOf?.(node) ?? null;
    if (words === null) return null;
    const called = (saved: NodeId) => (saved === node ? RESULT : this.#operandPiece(this.drawn.node(saved), 0).text);
    return { name: words.name, saved: words.saved.map((saved) => clip(called(saved), FORMULA_LENGTH)) };
  }

  /** Value and gradient; of a tensor with axes the means, and what a picture shows beside. */
  numbers(node: NodeId): Pick<Gate, 'value' | 'grad' | 'shape' | 'tensor'> {
    const { tape } = this.trace;
    const code = tape.op[node]!;
    if (!holdsTensor(code)) {
      const grad = code === CONSTANT ? 0 : (this.sweep.adjoint[node] ?? 0);
      return { value: encodeNum(tape.value[node]!), grad: encodeNum(grad), shape: [] };
    }
    const array = tape.tensor(node);
    const gradient = tensorGradient(tape, this.sweep, node);
    if (array.rank === 0) return { value: itemOf(array), grad: itemOf(gradient), shape: [] };
    const [value, grad] = [tensorNumbers(array, this.listed), tensorNumbers(gradient, this.listed)];
    return {
      value: value.statistics.mean,
      grad: grad.statistics.mean,
      shape: array.shape,
      tensor: { dtype: array.dtype, value, grad },
    };
  }

  #tensorOperands(
    rules: readonly string[],
    locals: ArrayLike<number> | null,
    node: NodeId,
    pieces: readonly Piece[],
  ): Operand[] {
    const { tape } = this.trace;
    const behind = this.isBehind(node);
    return tape.operandsOf(node).map((operand, k) => ({
      gate: this.drawn.gate(this.drawn.node(operand)),
      label: clip(pieces[k]!.text, FORMULA_LENGTH),
      local: locals === null || isConstant(tape.op[operand]!) ? null : encodeNum(locals[k]!),
      rule: rules[Math.min(k, rules.length - 1)] ?? '',
      ...operandFlow(tape, this.sweep, this.#uses, node, k, behind),
      ...(behind && { cut: true as const }),
    }));
  }

  #tensorConvention(row: TensorRow, node: NodeId): string | null {
    const { tape } = this.trace;
    const output = holdsTensor(tape.op[node]!) ? tape.tensor(node) : scalar(tape.value[node]!);
    return row.convention?.(inputsOf(tape, node), output, tape.params(node)) ?? null;
  }

  #operands(node: NodeId, row: Row, nodes: readonly NodeId[], pieces: readonly Piece[]): Operand[] {
    const { tape } = this.trace;
    const inputs = nodes.map((operand) => tape.value[operand]!);
    const result = tape.value[node]!;
    const upstream = this.sweep.adjoint[node] ?? 0;
    const locals = localsOf(row, inputs, result);
    const behind = this.isBehind(node);
    return nodes.map((operand, k) => {
      const local = locals[k]!;
      const constant = tape.op[operand] === CONSTANT;
      return {
        gate: this.drawn.gate(operand),
        label: clip(pieces[k]!.text, FORMULA_LENGTH),
        value: encodeNum(inputs[k]!),
        // The slope in a constant is of no use, but for the share that it takes of a tie.
        local: constant && row.flow !== 'routes' ? null : encodeNum(local),
        contribution: constant || behind ? null : encodeNum(upstream * local),
        ...(behind && { cut: true as const }),
      };
    });
  }

  /** A constant is recorded by the operation that uses it, whose code is not the constant's. */
  #code(node: NodeId): string {
    const { tape, sources } = this.trace;
    const code = clip(oneLine(sources.code(tape.source[node]!).slice(0, CODE_READ)), CODE_LENGTH);
    if (tape.op[node] !== CONSTANT || VARIABLE.test(code) || (code !== '' && Number(code) === tape.value[node]))
      return code;
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
    if (this.#isTensorConstant(node) && source[node] === user) return this.#unnamedPiece(node);
    const called = this.drawn.name?.(node) ?? null;
    if (called !== null) return namePiece(called);
    let piece = this.#pieces.get(node);
    if (piece === undefined) {
      piece = this.#leafPiece(node);
      this.#pieces.set(node, piece);
    }
    return piece;
  }

  #leafPiece(node: NodeId): Piece {
    const name = this.name(node);
    if (name !== null) return namePiece(name);
    const { tape, sources } = this.trace;
    const code = sources.code(tape.source[node]!);
    // A constant that the code reads from a variable is called by that variable.
    if (VARIABLE.test(code)) return namePiece(code);
    if (this.#isTensorConstant(node)) {
      const isNumber = tape.tensor(node).rank === 0 && (this.trace.cutOffOf?.(node) ?? null) === null;
      return code === '' || isNumber ? this.#unnamedPiece(node) : codePiece(oneLine(code));
    }
    // What was computed elsewhere is no number of the formula's own.
    if (tape.op[node] !== CONSTANT && tape.op[node] !== INPUT) {
      return { text: clip(oneLine(code), FORMULA_LENGTH), binding: Binding.sum, literal: false };
    }
    return numberPiece(significant(tape.value[node]!, 4));
  }

  #isTensorConstant(node: NodeId): boolean {
    const code = this.trace.tape.op[node]!;
    return holdsTensor(code) && isConstant(code);
  }

  /** A tensor that no variable and no code of its own stands for: its number, or its shape. */
  #unnamedPiece(node: NodeId): Piece {
    const array = this.trace.tape.tensor(node);
    return array.rank === 0 ? numberPiece(significant(array.item(), 4)) : namePiece(shapeText(array.shape));
  }

  /** The variable that holds a node's value, or null. */
  name(node: NodeId): string | null {
    const { tape, sources } = this.trace;
    // The expression of a constant may be bound to another value than the constant's.
    if (this.#uses.isInner(node)) return null;
    const bound = tape.op[node] === CONSTANT ? null : sources.name(tape.source[node]!);
    const name = this.trace.nameOf(node) ?? bound;
    return name === null ? null : oneLine(name);
  }
}

/**
 * The local gradients of an operation of numbers on tensors without axes, which are numbers to a reader; null for any other.
 * The lifted row has the formulas of the row of numbers itself.
 */
function localsOfNumbers(row: TensorRow, op: string, tape: Tape, node: NodeId): ArrayLike<number> | null {
  const own = Object.hasOwn(rows, op) ? (rows as Readonly<Record<string, Row>>)[op]! : null;
  if (own === null || row.localText !== own.localText) return null;
  const numbers = [...tape.operandsOf(node), node].map((each) => {
    if (!holdsTensor(tape.op[each]!)) return tape.value[each]!;
    const array = tape.tensor(each);
    return array.rank === 0 ? array.item() : null;
  });
  if (numbers.includes(null)) return null;
  const result = numbers.pop() as number;
  useArithmetic(tape.arithmetic);
  return localsOf(own, numbers as number[], result);
}

function localsOf(row: Row, inputs: readonly number[], y: number): ArrayLike<number> {
  if (row.arity === 1) return [row.local[0](inputs[0]!, y)];
  if (row.arity === 2) return row.local.map((local) => local(inputs[0]!, inputs[1]!, y));
  const locals = new Float64Array(inputs.length);
  row.locals(inputs, y, locals);
  return locals;
}
