import { lift } from './lift';
import { ELEMENT, type OpCode, type OpName, rows, TENSOR_CONSTANT } from './table';
import { activation } from './tensor/activation';
import { bounded } from './tensor/bounded';
import { bridge } from './tensor/bridge';
import { contraction } from './tensor/contraction';
import { convolution } from './tensor/convolution';
import { custom } from './tensor/custom';
import { extremes } from './tensor/extremes';
import { indexing } from './tensor/indexing';
import { linalg } from './tensor/linalg';
import { losses } from './tensor/losses';
import { matrix } from './tensor/matrix';
import { normalization } from './tensor/normalization';
import { padding } from './tensor/padding';
import { pairwise } from './tensor/pairwise';
import { pooling } from './tensor/pooling';
import { pullbacks } from './tensor/pullback';
import { reduction } from './tensor/reduction';
import { scan } from './tensor/scan';
import { selection } from './tensor/selection';
import { shaping } from './tensor/shaping';
import { softmaxes } from './tensor/softmax';
import { statistics } from './tensor/statistics';
import type { DtypeParams, TensorRow } from './tensorRow';

const lifted = Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, lift(name, row)])) as Readonly<
  Record<OpName, TensorRow<DtypeParams>>
>;

/**
 * Every operation of tensors, each declared once: all operations of numbers, lifted, and those that only tensors have. A new
 * operation is a new row in one of the families.
 */
export const tensorRows = {
  ...bridge,
  ...lifted,
  ...activation,
  ...bounded,
  ...pairwise,
  ...selection,
  ...reduction,
  ...extremes,
  ...statistics,
  ...scan,
  ...linalg,
  ...matrix,
  ...contraction,
  ...shaping,
  ...padding,
  ...indexing,
  ...softmaxes,
  ...losses,
  ...normalization,
  ...convolution,
  ...pooling,
  ...pullbacks,
  ...custom,
} as const satisfies Record<string, TensorRow>;

export type TensorOp = keyof typeof tensorRows;

/** The parameters that an operation takes. */
export type ParamsOf<Name extends TensorOp> =
  (typeof tensorRows)[Name] extends TensorRow<infer P extends object> ? P : never;

// Codes of numbers come first, then `element`, the leaves, and the operations (`table.ts`).

const FIRST = TENSOR_CONSTANT + 1;

export const tensorOpNames = Object.keys(tensorRows) as readonly TensorOp[];

const named = tensorOpNames.filter((name) => name !== 'element');

export const tensorOpCode = Object.fromEntries([
  ['element', ELEMENT],
  ...named.map((name, index) => [name, index + FIRST]),
]) as Readonly<Record<TensorOp, OpCode>>;

/** Rows of tensors by op code; undefined for leaves and operations of numbers. */
export const tensorRowByCode: readonly (TensorRow | undefined)[] = Array.from(
  { length: FIRST + named.length },
  (_, code): TensorRow | undefined => (code === ELEMENT ? bridge.element : tensorRows[named[code - FIRST]!]),
);

/** The name of the operation of tensors with this code; null for leaves and operations of numbers. */
export function tensorOpName(code: OpCode): TensorOp | null {
  return code === ELEMENT ? 'element' : (named[code - FIRST] ?? null);
}
