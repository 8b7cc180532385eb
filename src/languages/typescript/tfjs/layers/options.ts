import type { TensorValue, Value } from '../../../core/values';
import { toNumber } from '../../conversions';
import { getMember } from '../../members';
import { isArray, PlainObject } from '../../objects';
import type { TfCall } from '../call';
import { TensorObject } from '../tensorObject';

/** The settings that a layer is made with: an object of the program. */
export class Options {
  constructor(
    readonly call: TfCall,
    readonly given: Value,
  ) {}

  value(name: string): Value {
    const found =
      this.given instanceof PlainObject ? getMember(this.call.rt, this.given, name, this.call.source) : undefined;
    return found === null ? undefined : found;
  }

  number(name: string, otherwise: number): number {
    const value = this.value(name);
    return value === undefined ? otherwise : toNumber(this.call.rt, value, this.call.source);
  }

  /** A whole number that has to be given, such as `units`. */
  count(name: string): number {
    const number = this.number(name, Number.NaN);
    if (Number.isInteger(number) && number > 0) return number;
    const found = this.value(name);
    throw this.call.wrong(
      `Expected ${name} to be a positive integer, but got ${found === undefined ? found : number}.`,
    );
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.value(name);
    return value === undefined ? otherwise : Boolean(value);
  }

  text(name: string): string | null {
    const value = this.value(name);
    return typeof value === 'string' ? value : null;
  }

  /** Numbers; one number stands for a list of so many. null for none. */
  list(name: string, length = 1): number[] | null {
    const value = this.value(name);
    if (value === undefined) return null;
    if (!isArray(value)) return new Array<number>(length).fill(toNumber(this.call.rt, value, this.call.source));
    return value.map((item) => (item === null ? -1 : toNumber(this.call.rt, item, this.call.source)));
  }

  /** The tensors of `weights`. */
  tensors(name: string): TensorValue[] | null {
    const value = this.value(name);
    if (!isArray(value)) return null;
    return value.map((item) => {
      if (item instanceof TensorObject) return item.tensor;
      throw this.call.wrong(`\`${name}\` must be an array of tensors`);
    });
  }

  /** Refuses settings by name that would change a number and are not known. */
  refuse(names: readonly string[]): void {
    for (const name of names) {
      const value = this.value(name);
      if (value === undefined || value === false) continue;
      throw this.call.rt.unsupported(`\`${name}\` of a layer is not supported; leave it out`, this.call.source);
    }
  }
}
