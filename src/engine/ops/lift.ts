import { type Dtype, floating, gradientDtype, promote } from '../tensor/dtype';
import { cast, loop1, loop2, map1, map2, mapN, mulLoop } from '../tensor/elementwise';
import { isError } from '../tensor/error';
import { filled, type NdArray, zeros } from '../tensor/ndarray';
import { sumTo } from '../tensor/reduce';
import { forRuns } from '../tensor/runs';
import { broadcastShapes, type Shape } from '../tensor/shape';
import { expanded } from '../tensor/views';
import { binaryLoops, integerLoops, pairShare, unaryLoops, unaryPulls } from './loops';
import type { BinaryRow, NaryRow, Row, UnaryRow } from './row';
import { type Backflow, type DtypeParams, type Sample, type Spec, type TensorRow, tensorRow } from './tensorRow';

/** Operations that make integers of integers. */
const keepsIntegers = new Set(
  'add sub mul mod pow neg abs sign floor ceil round trunc max min alias square floorDivide remainder rint relu'.split(
    ' ',
  ),
);

/**
 * The row of numbers as a row of tensors, element by element with NumPy's broadcasting: the same forward, the same local
 * gradients; what flows back to an operand that was stretched is summed over the axes it was stretched along.
 */
export function lift(name: string, row: Row): TensorRow<DtypeParams> {
  return liftWith<DtypeParams>(name, () => row, [{}]);
}

/** Likewise for a family of rows that differ by parameters; `some` are parameters to check it with. */
export function liftWith<P extends DtypeParams>(
  name: string,
  make: (params: P) => Row,
  some: readonly P[],
): TensorRow<P> {
  const first = make(some[0]!);
  const count = first.arity === 'n' ? 2 : first.arity;
  const dtypeOf = (inputs: readonly Spec[], { dtype }: P) => dtype ?? resultDtype(name, inputs);
  return tensorRow<P>({
    symbol: first.symbol,
    notation: first.notation,
    flow: first.flow,
    explain: first.explain,
    vjpText: first.localText.map(timesUpstream),
    localText: first.localText,
    operands: first.arity === 'n' ? [1, Number.POSITIVE_INFINITY] : first.arity,
    result: (inputs, params) => elementwiseSpec(inputs, dtypeOf(inputs, params)),
    forward(inputs, params) {
      const row = make(params);
      const dtype = dtypeOf(inputs, params);
      if (row.arity === 1) return map1(unaryLoops[name] ?? loop1(row.forward), inputs[0]!, dtype);
      const shape = shapeOf(inputs);
      if (row.arity === 2) {
        const loop = integerLoops(name, dtype) ?? binaryLoops[name] ?? loop2(row.forward);
        return map2(loop, inputs[0]!, inputs[1]!, shape, dtype);
      }
      if (isPair(name, inputs)) return map2(binaryLoops[name]!, inputs[0]!, inputs[1]!, shape, dtype);
      return mapN(row.forward, inputs, shape, dtype);
    },
    vjp(call) {
      const row = make(call.params);
      if (row.arity === 1) return [pullUnary(name, row, call)];
      if (isPair(name, call.inputs)) return pullPair(call);
      if (row.arity === 2) return pullBinary(name, row, call);
      return pullNary(row, call);
    },
    convention: (inputs, output, params) => conventionAt(make(params), inputs, output),
    samples: some.flatMap((params, k) =>
      samplesOf(count, make(params).domain)
        .slice(0, k === 0 ? undefined : 2)
        .map(({ shapes, domain }) => ({ shapes, params, ...(domain === undefined ? {} : { domain }) })),
    ),
    ...(first.roundOff === undefined ? {} : { roundOff: first.roundOff }),
  });
}

/** Shapes that broadcast in every way, for a row of so many operands. */
export function samplesOf(count: 1 | 2, domain: Row['domain']): Sample<DtypeParams>[] {
  const shapes: Shape[][] =
    count === 1
      ? [[[]], [[3]], [[2, 3]], [[0, 2]]]
      : [
          [[], []],
          [[2, 3], [3]],
          [
            [2, 1],
            [1, 3],
          ],
          [[], [2]],
          [
            [0, 3],
            [1, 3],
          ],
        ];
  return shapes.map((each) => ({ shapes: each, params: {}, domain: each.map((_, k) => domain[k] ?? domain.at(-1)!) }));
}

export function elementwiseSpec(inputs: readonly Spec[], dtype: Dtype) {
  const shape = broadcastOf(inputs);
  return isError(shape) ? shape : { dtype, shape };
}

function broadcastOf(inputs: readonly Spec[]) {
  return inputs.length === 1 ? inputs[0]!.shape : broadcastShapes(inputs.map((input) => input.shape));
}

function resultDtype(name: string, inputs: readonly Spec[]): Dtype {
  let { dtype } = inputs[0]!;
  for (let k = 1; k < inputs.length; k++) dtype = promote(dtype, inputs[k]!.dtype);
  return keepsIntegers.has(name) ? dtype : floating(dtype);
}

export function shapeOf(inputs: readonly Spec[]): Shape {
  const shape = broadcastOf(inputs);
  if (isError(shape)) throw new TypeError(`internal: ${shape.message}`);
  return shape;
}

function pullUnary(name: string, row: UnaryRow, { upstream, inputs, output }: Backflow<DtypeParams>): NdArray | null {
  const input = inputs[0]!;
  const dtype = gradientDtype(input.dtype);
  if (row.flow === 'blocks') return null;
  if (row.localText[0] === '1') return cast(upstream, dtype);
  const out = zeros(dtype, input.shape);
  const written = unaryPulls[name];
  const local = row.local[0];
  // What is routed elsewhere is 0, also of an infinite gradient, as in PyTorch.
  const isRouting = row.flow === 'routes';
  let io = 0;
  forRuns(
    input.shape,
    [upstream.strides, input.strides, output.strides],
    [upstream.offset, input.offset, output.offset],
    (n, at, step) => {
      const [u, a, y] = [upstream.data, input.data, output.data];
      const [iu, ia, iy] = at as [number, number, number];
      const [su, sa, sy] = step as [number, number, number];
      if (written !== undefined) written(n, u, iu, su, a, ia, sa, y, iy, sy, out.data, io);
      else {
        for (let i = 0; i < n; i++) {
          const slope = local(a[ia + i * sa]!, y[iy + i * sy]!);
          out.data[io + i] = isRouting && slope === 0 ? 0 : u[iu + i * su]! * slope;
        }
      }
      io += n;
    },
  );
  return out;
}

function pullBinary(name: string, row: BinaryRow, call: Backflow<DtypeParams>): (NdArray | null)[] {
  return [pullSide(name, row, call, 0), pullSide(name, row, call, 1)];
}

/** What flows back to operand k of two. */
function pullSide(name: string, row: BinaryRow, call: Backflow<DtypeParams>, k: 0 | 1): NdArray | null {
  const { upstream, inputs, wanted } = call;
  if (!wanted[k] || row.flow === 'blocks') return null;
  const { dtype: own, shape } = inputs[k]!;
  const dtype = gradientDtype(own);
  if (row.localText[k] === '1') return sumTo(cast(upstream, dtype), shape);
  if (row.localText[k] === '−1') return map1(unaryLoops.neg!, sumTo(cast(upstream, dtype), shape), dtype);
  const wide =
    name === 'mul' ? map2(mulLoop, upstream, inputs[1 - k]!, upstream.shape, dtype) : pullOne(row, call, k, dtype);
  return sumTo(wide, shape);
}

/** Upstream times the local gradient in operand k, not yet summed over what was stretched. */
function pullOne(
  row: Pick<BinaryRow, 'local' | 'flow'>,
  { upstream, inputs, output }: Backflow<DtypeParams>,
  k: number,
  dtype: Dtype,
): NdArray {
  const { shape } = output;
  const a = expanded(inputs[0]!, shape);
  const b = expanded(inputs[1]!, shape);
  const out = zeros(dtype, shape);
  const local = row.local[k as 0 | 1];
  const isRouting = row.flow === 'routes';
  let io = 0;
  forRuns(
    shape,
    [upstream.strides, a.strides, b.strides, output.strides],
    [upstream.offset, a.offset, b.offset, output.offset],
    (n, at, step) => {
      const [iu, ia, ib, iy] = at as [number, number, number, number];
      const [su, sa, sb, sy] = step as [number, number, number, number];
      for (let i = 0; i < n; i++) {
        const slope = local(a.data[ia + i * sa]!, b.data[ib + i * sb]!, output.data[iy + i * sy]!);
        out.data[io + i] = isRouting && slope === 0 ? 0 : upstream.data[iu + i * su]! * slope;
      }
      io += n;
    },
  );
  return out;
}

/** A maximum or minimum of two, by far the commonest. */
function isPair(name: string, inputs: readonly NdArray[]): boolean {
  return inputs.length === 2 && (name === 'max' || name === 'min');
}

function pullPair(call: Backflow<DtypeParams>): (NdArray | null)[] {
  const share = {
    flow: 'routes',
    local: [
      (a: number, b: number, y: number) => pairShare(a, b, y),
      (a: number, b: number, y: number) => pairShare(b, a, y),
    ],
  } as const;
  return call.inputs.map((input, k) =>
    call.wanted[k] ? sumTo(pullOne(share, call, k, gradientDtype(input.dtype)), input.shape) : null,
  );
}

function pullNary(row: NaryRow, { upstream, inputs, output, wanted }: Backflow<DtypeParams>): (NdArray | null)[] {
  const { shape } = output;
  const wide = inputs.map((input) => expanded(input, shape));
  const outs = inputs.map((input, k) => (wanted[k] ? zeros(gradientDtype(input.dtype), shape) : null));
  const operands = new Float64Array(inputs.length);
  const locals = new Float64Array(inputs.length);
  const arrays = [upstream, output, ...wide];
  let io = 0;
  forRuns(
    shape,
    arrays.map(({ strides }) => strides),
    arrays.map(({ offset }) => offset),
    (n, at, step) => {
      for (let i = 0; i < n; i++, io++) {
        for (let k = 0; k < wide.length; k++) operands[k] = wide[k]!.data[at[k + 2]! + i * step[k + 2]!]!;
        row.locals(operands, output.data[at[1]! + i * step[1]!]!, locals);
        const u = upstream.data[at[0]! + i * step[0]!]!;
        for (let k = 0; k < wide.length; k++) {
          const out = outs[k]!;
          if (out !== null) out.data[io] = u * locals[k]!;
        }
      }
    },
  );
  return outs.map((out, k) => (out === null ? null : sumTo(out, inputs[k]!.shape)));
}

/** How many elements are looked at for a convention. */
const LOOKED_AT = 1000;

function conventionAt(row: Row, inputs: readonly NdArray[], output: NdArray): string | null {
  if (row.convention === undefined) return null;
  const wide = inputs.map((input) => expanded(input, output.shape));
  for (let element = 0; element < Math.min(output.size, LOOKED_AT); element++) {
    const operands = wide.map((input) => input.flat(element));
    const said = row.convention(operands, output.flat(element));
    if (said !== null) return said;
  }
  return null;
}

/** `b · a^(b − 1)` as what flows back: `∂y · b · a^(b − 1)`. */
function timesUpstream(local: string): string {
  if (local === '1') return '∂y';
  if (local === '−1') return '−∂y';
  if (local === '0') return '0';
  if (/^1 where/.test(local)) return `∂y${local.slice(1)}`;
  if (/^1 for/.test(local)) return `∂y · (${local})`;
  if (/^1 \/ /.test(local)) return `∂y${local.slice(1)}`;
  if (/^−/.test(local)) return `−∂y · ${local.slice(1)}`;
  let depth = 0;
  for (const sign of local) {
    if (sign === '(') depth++;
    else if (sign === ')') depth--;
    else if (depth === 0 && (sign === '+' || sign === '−')) return `∂y · (${local})`;
  }
  return `∂y · ${local}`;
}

/** An array of zeros of the input's shape, kept once. */
export function nothing(input: NdArray): NdArray {
  return filled(gradientDtype(input.dtype), input.shape, 0);
}
