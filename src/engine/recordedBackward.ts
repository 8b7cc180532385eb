import { localGradients } from './backward';
import { parseFormula } from './ops/formula';
import { isConstant, opName, rowByCode } from './ops/table';
import type { MatmulParams } from './ops/tensor/linalg';
import type { PullbackParams } from './ops/tensor/pullback';
import type { ReduceParams } from './ops/tensor/reduction';
import type { AxisParams } from './ops/tensor/softmax';
import { type TensorOp, tensorOpName, tensorRowByCode, tensorRows } from './ops/tensorTable';
import { pulledBack, type RecordedCall, Recording, Refusal, refusal } from './recordedRules';
import type { SourceId } from './sources';
import type { NodeId, Tape } from './tape';
import { parseEinsum } from './tensor/einsum';
import { isError, type TensorError } from './tensor/error';
import { noTick } from './tensor/gemm';
import { filled } from './tensor/ndarray';
import { axesOf, reducedShape, type Shape, sizeOf } from './tensor/shape';
import { expanded } from './tensor/views';
import type { Allowance } from './tensorTape';

/** Records what flows back to operand number `k`; null where nothing does. */
type Rule = (call: RecordedCall, k: number) => NodeId | null;

/** Linear in their operands: what flows back does not depend on the values. */
const linear =
  'pack element sum mean reshape transpose expand concat stack flip tile pad roll diagonal diagonalMatrix trace tril triu index setIndex take takeAlong scatterAlong where dropout cast cumsum avgPool nllLoss';

/** Slopes that are the same on each piece: taken as constants. */
const pieces = new Set(
  'max min relu relu6 clip hardtanh leakyRelu hardSigmoid softshrink hardshrink threshold'.split(' '),
);

/** Records the backward pass of an operation of tensors that is not element by element. */
const rules: Partial<Record<TensorOp, Rule>> = {
  ...Object.fromEntries(linear.split(' ').map((name) => [name, pulledBack as Rule])),
  pullback(call) {
    const { row, inputs, operand, params } = call.params as PullbackParams;
    const name = (Object.keys(tensorRows) as TensorOp[]).find((each) => tensorRows[each] === row)!;
    const zero = (k: number) => call.r.constant(filled('float64', inputs[k]!.shape, 0));
    const found = call.r.op(
      name,
      inputs.map((_, k) => (k === operand ? call.upstream : zero(k))),
      params,
    );
    return call.r.fitted(found, call.operands[0]!);
  },
  matmul({ r, operands, upstream, params }, k) {
    const flags = params as MatmulParams;
    const matrix = (node: NodeId, turned: boolean | undefined, vector: (n: number) => Shape) => {
      const shape = r.shape(node);
      if (shape.length === 1) return r.op('reshape', [node], { shape: vector(shape[0]!) });
      return turned ? swap(r, node) : node;
    };
    const [a, b] = operands as [NodeId, NodeId];
    const left = matrix(a, flags.transposeA, (n) => [1, n]);
    const right = matrix(b, flags.transposeB, (n) => [n, 1]);
    const rank = Math.max(r.shape(left).length, r.shape(right).length);
    const batch = r.shape(upstream).slice(0, rank - 2);
    const full = r.op('reshape', [upstream], { shape: [...batch, r.shape(left).at(-2)!, r.shape(right).at(-1)!] });
    const own = k === 0 ? left : right;
    const product =
      k === 0
        ? r.op('matmul', [full, right], { transposeB: true })
        : r.op('matmul', [left, full], { transposeA: true });
    const summed = r.fitted(product, own);
    const operand = operands[k]!;
    const isTurned = r.shape(operand).length > 1 && (k === 0 ? flags.transposeA : flags.transposeB);
    return r.fitted(isTurned ? swap(r, summed) : r.op('reshape', [summed], { shape: r.shape(operand) }), operand);
  },
  dot: ({ r, operands, upstream }, k) => r.op('mul', [upstream, operands[1 - k]!]),
  outer: ({ r, operands, upstream }, k) =>
    r.op('einsum', [upstream, operands[1 - k]!], { subscripts: k === 0 ? 'ij,j->i' : 'ij,i->j' }),
  einsum(call, k) {
    const { r, operands, upstream } = call;
    const { subscripts } = call.params as { readonly subscripts: string };
    const whole = parseEinsum(
      subscripts,
      operands.map((operand) => r.shape(operand)),
    );
    if (isError(whole)) throw refusal(call);
    const own = whole.inputs[k]!;
    const others = whole.inputs.filter((_, other) => other !== k);
    const present = new Set([...whole.output, ...others.flat()]);
    if (new Set(own).size !== own.length || own.some((label) => !present.has(label))) throw refusal(call);
    const letters = new Map([...whole.extents.keys()].map((label, i) => [label, String.fromCharCode(97 + i)]));
    const term = (labels: readonly string[]) => labels.map((label) => letters.get(label)).join('');
    const found = r.op('einsum', [upstream, ...operands.filter((_, other) => other !== k)], {
      subscripts: `${[whole.output, ...others].map(term).join(',')}->${term(own)}`,
    });
    return r.fitted(found, operands[k]!);
  },
  inverse({ r, node, upstream }) {
    const inner = r.op('matmul', [node, upstream], { transposeA: true });
    return r.op('neg', [r.op('matmul', [inner, node], { transposeB: true })]);
  },
  softmax({ r, node, upstream, params }) {
    const over = along(params as AxisParams);
    const mean = r.op('sum', [r.op('mul', [upstream, node])], over);
    return r.op('mul', [node, r.op('sub', [upstream, mean])]);
  },
  logSoftmax({ r, node, upstream, params }) {
    const sum = r.op('sum', [upstream], along(params as AxisParams));
    return r.op('sub', [upstream, r.op('mul', [r.op('exp', [node]), sum])]);
  },
  softmaxCrossEntropy({ r, operands, upstream, params }, k) {
    const [a, b] = operands as [NodeId, NodeId];
    const axis = params as AxisParams;
    const shape = r.shape(a).with(axis.axis, 1);
    const u = r.op('reshape', [upstream], { shape });
    if (k === 1) return r.op('neg', [r.op('mul', [u, r.op('logSoftmax', [a], { axis: axis.axis })])]);
    const shares = r.op('mul', [r.op('softmax', [a], { axis: axis.axis }), r.op('sum', [b], along(axis))]);
    return r.op('mul', [u, r.op('sub', [shares, b])]);
  },
  logsumexp(call) {
    const { r, operands } = call;
    const [y, u] = [kept(call, call.node), kept(call, call.upstream)];
    return r.op('mul', [u, r.op('exp', [r.op('sub', [operands[0]!, y])])]);
  },
  crossEntropy(call) {
    // That of the logarithms of the shares, then that of their softmax.
    const { r, operands, params } = call;
    const { axis } = params as AxisParams;
    const logs = r.op('logSoftmax', [operands[0]!], { axis });
    const node = r.op('nllLoss', [logs], params);
    const upstream = pulledBack({ ...call, node, operands: [logs] }, 0);
    return rules.logSoftmax!({ ...call, node: logs, upstream, params: { axis } }, 0);
  },
  prod(call) {
    const { r, node, operands } = call;
    const [a] = operands as [NodeId];
    // Without a factor of 0 what the others make is the product over this one.
    if (r.array(a).values().includes(0)) throw refusal(call);
    return r.op('mul', [kept(call, call.upstream), r.op('div', [kept(call, node), a])]);
  },
  amax: (call) => call.r.op('mul', [kept(call, call.upstream), constantSlope(call, 0)]),
  amin: (call) => call.r.op('mul', [kept(call, call.upstream), constantSlope(call, 0)]),
  maxAt: (call) => call.r.op('mul', [kept(call, call.upstream), constantSlope(call, 0)]),
  minAt: (call) => call.r.op('mul', [kept(call, call.upstream), constantSlope(call, 0)]),
  std(call) {
    const { r, node, operands, params } = call;
    const { axes, ddof } = params as ReduceParams & { readonly ddof: number };
    const [a] = operands as [NodeId];
    const centred = r.op('sub', [a, r.op('mean', [a], { axes, keepDims: true })]);
    const freedom = r.array(a).size / Math.max(1, r.array(node).size) - ddof;
    const scale = r.op('div', [kept(call, call.upstream), r.op('mul', [kept(call, node), r.number(freedom)])]);
    return r.op('mul', [scale, centred]);
  },
  norm(call) {
    const { r, operands, params } = call;
    if ((params as { readonly order: number }).order !== 2) throw refusal(call);
    return r.op('div', [r.op('mul', [kept(call, call.upstream), operands[0]!]), kept(call, call.node)]);
  },
  var(call) {
    const { r, operands, params } = call;
    const { axes, ddof } = params as ReduceParams & { readonly ddof: number };
    const [a] = operands as [NodeId];
    const centred = r.op('sub', [a, r.op('mean', [a], { axes, keepDims: true })]);
    const freedom = r.array(a).size / Math.max(1, r.array(call.node).size) - ddof;
    return r.op('mul', [kept(call, call.upstream), r.op('mul', [centred, r.number(2 / freedom)])]);
  },
};

const along = ({ axis }: AxisParams) => ({ axes: [axis], keepDims: true });

/** A result of a reduction with the reduced axes as axes of 1. */
function kept({ r, operands, params }: RecordedCall, node: NodeId): NodeId {
  const shape = r.shape(operands[0]!);
  const { axes: given, axis } = params as { readonly axes?: readonly number[] | null; readonly axis?: number | null };
  const axes = axesOf(given ?? (axis == null ? null : [axis]), shape.length) as number[];
  return r.op('reshape', [node], { shape: reducedShape(shape, axes, true) });
}

function swap(r: Recording, node: NodeId): NodeId {
  const order = [...r.shape(node).keys()];
  const n = order.length;
  [order[n - 2], order[n - 1]] = [n - 1, n - 2];
  return r.op('transpose', [node], { order });
}

/** What flows back through an operation that works element by element, from the text of its local gradient. */
function elementwise(call: RecordedCall, name: string, localText: readonly string[], k: number): NodeId | null {
  const { r, node, operands, params } = call;
  const operand = operands[k]!;
  const text = localText[k] ?? localText[0]!;
  if (text === '0') return null;
  // The text of a loss is that without weights.
  if ('positiveWeight' in params) throw refusal(call);
  let upstream = call.upstream;
  const { reduction } = params as { readonly reduction?: string };
  if (reduction !== undefined && reduction !== 'none') {
    const shapes = operands.map((each) => r.shape(each));
    const size = Math.max(...shapes.map(sizeOf));
    if (reduction === 'mean') upstream = r.op('mul', [upstream, r.number(1 / size)]);
  }
  const isPower = name === 'pow' && k === 0 && isConstant(r.tape.op[operands[1]!]!);
  const exponent = isPower ? r.array(operands[1]!) : null;
  if (exponent !== null && exponent.size === 1) {
    const p = exponent.item();
    if (p === 0) return null;
    // Without the powers of 0 that a general formula meets.
    const rest = p === 1 ? r.number(1) : p === 2 ? operand : r.op('pow', [operand, r.number(p - 1)]);
    return r.fitted(r.times(upstream, r.times(r.number(p), rest)), operand);
  }
  const formula = pieces.has(name) ? null : parseFormula(text);
  if (formula === null) {
    if (!pieces.has(name)) throw refusal(call);
    return r.fitted(r.times(upstream, constantSlope(call, k)), operand);
  }
  const others = params as { readonly alpha?: number; readonly beta?: number; readonly slope?: number };
  const local = r.formula(formula, (each) => {
    if (each === 'a') return localText.length === 1 ? operand : operands[0]!;
    if (each === 'b') return operands[1]!;
    if (each === 'y') return node;
    const value = each === 'α' ? others.alpha : each === 'β' ? others.beta : others.slope;
    if (value === undefined) throw refusal(call);
    return r.number(value);
  });
  return r.fitted(r.times(upstream, local), operand);
}

/** The slopes at this point, as a constant. */
function constantSlope({ r, node, operands, params }: RecordedCall, k: number): NodeId {
  const code = r.tape.op[node]!;
  if (rowByCode[code] !== undefined) return r.number(localGradients(r.tape, node)[k]!);
  const { shape } = r.tape.tensor(node);
  const isElementwise = tensorRowByCode[code]!.localText !== undefined;
  const inputs = operands.map((operand) => (isElementwise ? expanded(r.array(operand), shape) : r.array(operand)));
  const wanted = operands.map((_, other) => other === k);
  const upstream = filled('float64', shape, 1);
  const call = { upstream, inputs, output: r.tape.tensor(node), params, wanted, tick: noTick };
  return r.constant(tensorRowByCode[code]!.vjp(call)[k]!);
}

function pull(call: RecordedCall, k: number): NodeId | null {
  const code = call.r.tape.op[call.node]!;
  const row = rowByCode[code];
  if (row !== undefined) return elementwise(call, opName(code)!, row.localText, k);
  const tensorRow = tensorRowByCode[code]!;
  if (tensorRow.flow === 'blocks') return null;
  const name = tensorOpName(code)!;
  const rule = rules[name];
  if (rule !== undefined) return rule(call, k);
  if (tensorRow.localText === undefined) throw refusal(call);
  return elementwise(call, name, tensorRow.localText, k);
}

/**
 * Records the backward pass from `output` to the nodes `wrt` as operations on the same tape, so that gradients are values
 * that can be differentiated again. `upstream` is the gradient to start from, ones when left out. Returns the node of each
 * gradient, null where the output does not depend on the node; an error where an operation's gradient cannot be recorded.
 */
export function recordBackward(
  tape: Tape,
  output: NodeId,
  wrt: readonly NodeId[],
  source: SourceId,
  upstream: NodeId | null = null,
  allowance: Allowance = {},
): (NodeId | null)[] | TensorError {
  const r = new Recording(tape, source, allowance);
  const depends = new Uint8Array(output + 1);
  for (const node of wrt) if (node <= output) depends[node] = 1;
  const first = Math.min(output, ...wrt);
  const operandsOf = new Map<NodeId, NodeId[]>();
  for (let node = first; node <= output; node++) {
    const operands = tape.operandsOf(node);
    if (!operands.some((operand) => depends[operand] === 1)) continue;
    depends[node] = 1;
    operandsOf.set(node, operands);
  }
  const gradients = new Map<NodeId, NodeId>();
  const start = upstream ?? (r.isTensor(output) ? r.constant(filled('float64', r.shape(output), 1)) : r.number(1));
  gradients.set(output, start);
  try {
    for (let node = output; node >= first; node--) {
      const own = gradients.get(node);
      const operands = operandsOf.get(node);
      if (own === undefined || operands === undefined) continue;
      const call: RecordedCall = { r, node, operands, upstream: own, params: tape.params(node) };
      for (const [k, operand] of operands.entries()) {
        if (depends[operand] === 0) continue;
        const part = pull(call, k);
        if (part === null) continue;
        const before = gradients.get(operand);
        gradients.set(operand, before === undefined ? part : r.op('add', [before, part]));
      }
    }
  } catch (error) {
    if (error instanceof Refusal) return error.error;
    throw error;
  }
  return wrt.map((node) => gradients.get(node) ?? null);
}
