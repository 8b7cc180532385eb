import type { CustomParams } from '../../../../engine/ops/tensor/custom';
import type { SourceId } from '../../../../engine/sources';
import { bytesOf, type Dtype } from '../../../../engine/tensor/dtype';
import { TensorError } from '../../../../engine/tensor/error';
import { fromValues, type NdArray, zeros } from '../../../../engine/tensor/ndarray';
import { sumTo } from '../../../../engine/tensor/reduce';
import { broadcastShapes, type Shape, sameShape, sizeOf } from '../../../../engine/tensor/shape';
import type { Runtime } from '../../../core/runtime';
import { TensorValue, type Value } from '../../../core/values';
import { callValue } from '../../operators/call';
import type { ClassObject } from '../../values/classes';
import { Tuple } from '../../values/objects';
import { typeName } from '../../values/types';
import { op } from '../operands';
import { quietly, stateOf } from '../state';
import { TorchTensor } from '../tensor';
import { FunctionContext } from './functionContext';

type Forward = (ctx: FunctionContext, args: Value[]) => Value;

const NOT_IMPLEMENTED =
  'You must implement either the backward or vjp method for your custom autograd.Function to use it with backward mode AD.';

/** A flat copy of several arrays, one behind the other. */
function joined(arrays: readonly NdArray[], dtype: Dtype): NdArray {
  return fromValues(
    arrays.flatMap((array) => [...array.values()]),
    [arrays.reduce((sum, { size }) => sum + size, 0)],
    dtype,
  );
}

function sameArray(a: NdArray, b: NdArray): boolean {
  if (a === b) return true;
  if (!sameShape(a.shape, b.shape)) return false;
  const [left, right] = [a.values(), b.values()];
  for (let i = 0; i < a.size; i++) if (!Object.is(left[i], right[i])) return false;
  return true;
}

/**
 * One call of a function of the program's, as an operation. While the program runs its methods run as parts of it. What
 * they gave is kept: views that ask for the same again get that, so that nothing is printed or drawn at random twice. What
 * views ask beyond it (another upstream gradient, other operands) is asked of the program in silence, as long as it is
 * still the run that made the call.
 */
export class FunctionCall {
  /** What the forward pass gave, of what gradients flow back through. */
  results: readonly NdArray[] = [];
  /** The arguments that are operands, by their places. */
  readonly #places: readonly number[];
  readonly #run: object;
  readonly #known: { readonly upstream: NdArray; readonly found: readonly (NdArray | null)[] }[] = [];
  #operands: readonly TensorValue[] = [];

  constructor(
    private readonly rt: Runtime,
    private readonly owner: ClassObject,
    readonly ctx: FunctionContext,
    private readonly args: readonly Value[],
    private readonly forward: Forward,
    private readonly source: SourceId,
  ) {
    this.#run = rt.inputs;
    this.#places = args.flatMap((_, k) => (ctx.needs[k] ? [k] : []));
  }

  operands(): readonly TensorValue[] {
    this.#operands = this.#places.map((place) => (this.args[place] as TorchTensor).value());
    return this.#operands;
  }

  get #dtype(): Dtype {
    return this.results.some(({ dtype }) => dtype === 'float64') ? 'float64' : this.results[0]!.dtype;
  }

  params(): CustomParams {
    const { results } = this;
    const shape = results.length === 1 ? results[0]!.shape : [results.reduce((sum, { size }) => sum + size, 0)];
    return {
      name: this.owner.name,
      gives: { dtype: this.#dtype, shape },
      compute: (inputs) => this.#compute(inputs),
      pull: (upstream) => this.#pull(upstream),
    };
  }

  /** The result with this number, taken out of all of them. */
  part(value: TensorValue, k: number, source: SourceId): TensorValue {
    const sizes = this.results.map(({ size }) => size);
    const start = sizes.slice(0, k).reduce((sum, size) => sum + size, 0);
    const items = [{ kind: 'slice' as const, start, stop: start + sizes[k]!, step: 1 }];
    const flat = op(this.rt, 'index', [value], { items }, source);
    return op(this.rt, 'reshape', [flat], { shape: this.results[k]!.shape }, source);
  }

  #compute(inputs: readonly NdArray[]): NdArray | TensorError {
    if (inputs.every((input, k) => input === this.#operands[k]?.array)) return this.#joined(this.results);
    const args = this.args.slice();
    this.#places.forEach((place, k) => {
      args[place] = this.#tensor(inputs[k]!);
    });
    const ctx = new FunctionContext(this.ctx.cls, this.ctx.needs);
    const result = this.#asked(() => this.forward(ctx, args));
    const values = result instanceof Tuple ? result.items : [result];
    const arrays = values.flatMap((each) => (each instanceof TorchTensor ? [each.ref.peek().array] : []));
    const fits = this.results.every(({ shape }, k) => arrays[k] !== undefined && sameShape(arrays[k]!.shape, shape));
    if (!fits) return new TensorError('InvalidArgument', `${this.owner.name} can no longer be computed`);
    return this.#joined(arrays.slice(0, this.results.length));
  }

  #joined(arrays: readonly NdArray[]): NdArray {
    return arrays.length === 1 ? arrays[0]! : joined(arrays, this.#dtype);
  }

  #tensor(array: NdArray): TorchTensor {
    return TorchTensor.of(this.rt, new TensorValue(array, null, this.source));
  }

  #pull(upstream: NdArray): readonly (NdArray | null)[] {
    if (this.#isRunning) {
      const found = this.#backward(upstream);
      this.rt.checkSize(upstream.size, this.source, (2 * bytesOf(upstream.dtype, upstream.size)) / 8);
      this.#known.push({ upstream, found });
      return found;
    }
    const known = this.#known.find((each) => sameArray(each.upstream, upstream));
    if (known !== undefined) return known.found;
    const asked = this.#asked(() => this.#backward(upstream)) as readonly (NdArray | null)[] | null;
    return asked ?? this.#operands.map(({ array }) => unknown(array));
  }

  get #isRunning(): boolean {
    return this.rt.inputs === this.#run && stateOf(this.rt).sweeping > 0;
  }

  /** Asks the program after its run; null where it does not answer. */
  #asked<T>(ask: () => T): T | null {
    return this.rt.inputs === this.#run ? this.rt.aside(ask) : null;
  }

  #backward(upstream: NdArray): (NdArray | null)[] {
    const { rt, owner, ctx, source } = this;
    const found = owner.lookup('backward') ?? owner.lookup('vjp');
    if (found === undefined || found === null) throw rt.error('NotImplementedError', NOT_IMPLEMENTED, source);
    const gradients = this.#split(upstream).map((each) => this.#tensor(each));
    const result = quietly(rt, () => callValue(rt, found, [ctx, ...gradients], source));
    const parts = result instanceof Tuple ? result.items : [result];
    return this.#places.map((place, k) => this.#checked(parts, place, this.#operands[k]!.array.shape));
  }

  #split(upstream: NdArray): NdArray[] {
    if (this.results.length === 1) return [upstream];
    const values = upstream.values();
    let start = 0;
    return this.results.map(({ shape }) => {
      const size = sizeOf(shape);
      const part = fromValues(values.slice(start, start + size), shape, upstream.dtype);
      start += size;
      return part;
    });
  }

  /** The gradient for the argument at a place, as PyTorch takes it from what `backward` returned. */
  #checked(parts: readonly Value[], place: number, shape: Shape): NdArray | null {
    const { rt, args, source } = this;
    const { name } = this.ctx.cls;
    const count = args.length;
    if (parts.length < count || parts.slice(count).some((each) => each !== null))
      throw rt.error(
        'RuntimeError',
        `function ${name} returned an incorrect number of gradients (expected ${count}, got ${parts.length})`,
        source,
      );
    parts.slice(0, count).forEach((each, k) => {
      if (each === null || args[k] instanceof TorchTensor) return;
      throw rt.error(
        'RuntimeError',
        `function ${name} returned a gradient different than None at position ${k + 1}, but the corresponding forward input was not a Variable`,
        source,
      );
    });
    const part = parts[place];
    if (part === null || part === undefined) return null;
    if (!(part instanceof TorchTensor))
      throw rt.error('RuntimeError', `expected Variable or None (got ${typeName(part)})`, source);
    const { array } = part.ref.peek();
    if (sameShape(array.shape, shape)) return array;
    const whole = broadcastShapes([array.shape, shape]);
    if (Array.isArray(whole) && sameShape(whole, array.shape)) return sumTo(array, shape);
    const text = (each: Shape) => `[${each.join(', ')}]`;
    throw rt.error(
      'RuntimeError',
      `Function ${name} returned an invalid gradient at index ${place} - got ${text(array.shape)} but expected shape compatible with ${text(shape)}`,
      source,
    );
  }
}

/** What nobody can tell any more. */
function unknown({ shape }: NdArray): NdArray {
  const array = zeros('float64', shape);
  array.data.fill(Number.NaN);
  return array;
}
