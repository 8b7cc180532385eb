import { arithmetic } from './arithmetic';
import { identity } from './identity';
import { piecewise } from './piecewise';
import { power } from './power';
import type { Row } from './row';
import { transcendental } from './transcendental';

/** Every operation of the engine, each declared once. A new operation is a new row in one of the families. */
export const rows = { ...arithmetic, ...identity, ...power, ...transcendental, ...piecewise } as const satisfies Record<
  string,
  Row
>;

export type OpName = keyof typeof rows;

/** What the tape holds for an operation. Leaves come first. */
export type OpCode = number;

/** A leaf that gradients are wanted for. */
export const INPUT: OpCode = 0;
/** A leaf without gradient. */
export const CONSTANT: OpCode = 1;

const LEAVES = 2;

export const opNames = Object.keys(rows) as readonly OpName[];

/** Rows by op code; undefined for leaves. */
export const rowByCode: readonly (Row | undefined)[] = [
  undefined,
  undefined,
  ...opNames.map((name): Row => rows[name]),
];

export const opCode = Object.fromEntries(opNames.map((name, index) => [name, index + LEAVES])) as Readonly<
  Record<OpName, OpCode>
>;

/** The name of the operation with this code; null for a leaf. */
export function opName(code: OpCode): OpName | null {
  return opNames[code - LEAVES] ?? null;
}

/** Codes below this one are those of numbers; the codes of tensors follow (`tensorTable.ts`). */
export const SCALAR_CODES: OpCode = opNames.length + LEAVES;

/** The operation of tensors that gives a number; everything after it is a tensor on the tape. */
export const ELEMENT: OpCode = SCALAR_CODES;
/** A tensor that gradients are wanted for. */
export const TENSOR_INPUT: OpCode = SCALAR_CODES + 1;
/** A tensor without gradient. */
export const TENSOR_CONSTANT: OpCode = SCALAR_CODES + 2;

/** Whether rows with this code hold a tensor. */
export function holdsTensor(code: OpCode): boolean {
  return code > ELEMENT;
}

/** Whether rows with this code are leaves that gradients are wanted for. */
export function isInput(code: OpCode): boolean {
  return code === INPUT || code === TENSOR_INPUT;
}

/** Whether rows with this code are leaves without gradient. */
export function isConstant(code: OpCode): boolean {
  return code === CONSTANT || code === TENSOR_CONSTANT;
}
