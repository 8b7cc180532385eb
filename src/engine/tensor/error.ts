export type TensorErrorCode =
  | 'ShapeMismatch'
  | 'AxisOutOfRange'
  | 'IndexOutOfRange'
  | 'TypeMismatch'
  | 'InvalidArgument'
  | 'NotDifferentiable'
  | 'Singular';

/**
 * What is wrong with the operands of an operation, as a value. The engine does not know what the user calls the operands:
 * `{0}`, `{1}` in the text stand for them.
 */
export class TensorError {
  constructor(
    readonly code: TensorErrorCode,
    private readonly text: string,
  ) {}

  /** The message with the operands' names, such as `W` and `x.T`. */
  tell(names: readonly (string | null | undefined)[] = []): string {
    return this.text.replace(/\{(\d+)\}/g, (_, k: string) => names[Number(k)] ?? `operand ${Number(k) + 1}`);
  }

  /** The same with words for something that is no operand, such as a condition. */
  naming(operand: number, words: string): TensorError {
    return new TensorError(this.code, this.text.replaceAll(`{${operand}}`, words));
  }

  get message(): string {
    return this.tell();
  }
}

export function isError(value: unknown): value is TensorError {
  return value instanceof TensorError;
}

/** The value, or our own bug: for where an error was ruled out before. */
export function sure<T>(value: T | TensorError): T {
  if (isError(value)) throw new TypeError(`internal: ${value.message}`);
  return value;
}
