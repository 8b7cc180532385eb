import type { SourceId } from '../../../../engine/sources';
import type { Dtype } from '../../../../engine/tensor/dtype';
import { isError } from '../../../../engine/tensor/error';
import { fromValues } from '../../../../engine/tensor/ndarray';
import { broadcastShapes, type Shape, sizeOf } from '../../../../engine/tensor/shape';
import type { Runtime } from '../../../core/runtime';
import { elementOf } from '../../../core/tensors';
import { TensorValue, Tracked, type Value } from '../../../core/values';
import { builtin, functions, methods } from '../../builtins/define';
import { log } from '../../numeric/functions';
import { Float, intOfFloat, isInt, plainNumber } from '../../values/numbers';
import { ModuleObject, type Native, Property } from '../../values/objects';
import { BuiltInClass, objectClass } from '../../values/types';
import { checkedSize, given, NumpyArray, NumpyScalar } from '../array';
import { dtypeOr } from '../dtypes';
import { applyUfunc } from '../elementwise';
import { flag, numberIn, op, tensorOf, whole, wholes } from '../operands';
import { insertion } from '../searching';
import { binaryUfuncs } from '../ufuncs';
import { type Bits, LegacyBits, PcgBits } from './bits';
import { binomial, normal, sample, shuffled, upTo } from './draws';

const stateClass = new BuiltInClass('RandomState', objectClass);
stateClass.qualname = 'numpy.random.mtrand.RandomState';
const generatorClass = new BuiltInClass('Generator', objectClass);
generatorClass.qualname = 'numpy.random._generator.Generator';

/** A generator of the program's own. */
class RandomObject {
  constructor(
    readonly bits: Bits,
    readonly cls: BuiltInClass,
  ) {}

  repr(): string {
    return `${this.cls.name}(${this.bits instanceof LegacyBits ? 'MT19937' : 'PCG64'}) at 0x7F0000000000`;
  }
}

/** What an unseeded program begins with: it draws the same numbers each time, so that its picture stays. */
const FIRST_SEED = 20_240_229;

const shared = new WeakMap<object, LegacyBits>();

/** The generator that the functions of the module draw from, a fresh one for each run. */
function sharedBits(rt: Runtime): LegacyBits {
  let bits = shared.get(rt.inputs);
  if (bits === undefined) {
    bits = new LegacyBits();
    bits.seed(FIRST_SEED);
    shared.set(rt.inputs, bits);
  }
  return bits;
}

function seed(rt: Runtime, bits: LegacyBits, value: Value, source: SourceId): void {
  if (value === undefined || value === null) {
    bits.seed(FIRST_SEED);
    return;
  }
  if (Array.isArray(value) || value instanceof NumpyArray) {
    bits.seed(wholes(rt, value, source).map((word) => word >>> 0));
    return;
  }
  if (!isInt(value) && !(value instanceof NumpyScalar && /^int/.test(value.dtype)))
    throw rt.error('TypeError', "Cannot cast array according to the rule 'safe'", source);
  const number = whole(rt, value, source);
  if (number < 0 || number > 0xffff_ffff) throw rt.error('ValueError', 'Seed must be between 0 and 2**32 - 1', source);
  bits.seed(number);
}

type Draw = (rt: Runtime, bits: Bits, args: Value[], source: SourceId) => Value;

const isGiven = (value: Value): boolean => value !== undefined && value !== null;

/** A `size` argument; null for a single number. */
function sizeIn(rt: Runtime, value: Value, source: SourceId): number[] | null {
  if (!isGiven(value)) return null;
  const shape = wholes(rt, value, source);
  if (shape.some((extent) => extent < 0)) throw rt.error('ValueError', 'negative dimensions are not allowed', source);
  checkedSize(rt, shape, source);
  return shape;
}

function constant(rt: Runtime, values: ArrayLike<number>, shape: Shape, dtype: Dtype, source: SourceId): NumpyArray {
  return NumpyArray.of(rt, new TensorValue(fromValues(values, shape, dtype), null, source));
}

function drawn(rt: Runtime, count: number, source: SourceId, draw: () => number): Float64Array {
  const values = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    if ((k & 255) === 255) rt.budget.spend(rt, 16, source);
    values[k] = draw();
  }
  return values;
}

/** Floats of a shape, or a single one of Python's. */
function floats(rt: Runtime, shape: number[] | null, source: SourceId, draw: () => number): Value {
  if (shape === null) return new Float(draw());
  return constant(rt, drawn(rt, sizeOf(shape), source, draw), shape, 'float64', source);
}

/** `loc + scale·z` for draws z: where the parameters are tracked, so is the result. */
function scaledDraws(
  rt: Runtime,
  [loc, scale]: readonly [Value, Value],
  size: Value,
  source: SourceId,
  draw: () => number,
): Value {
  const [a, b] = [tensorOf(rt, loc, source), tensorOf(rt, scale, source)];
  const given_ = sizeIn(rt, size, source);
  const joint = broadcastShapes([a.array.shape, b.array.shape]);
  if (isError(joint))
    throw rt.error('ValueError', 'shape mismatch: objects cannot be broadcast to a single shape', source);
  const shape = given_ ?? joint;
  const z = new TensorValue(fromValues(drawn(rt, sizeOf(shape), source, draw), shape), null, source);
  const result = op(rt, 'add', [a, op(rt, 'mul', [b, z], { dtype: 'float64' }, source)], { dtype: 'float64' }, source);
  if (shape.length > 0) return NumpyArray.of(rt, result);
  const number = elementOf(rt, result, 0, source);
  return number instanceof Tracked ? number : new Float(number);
}

const uniform: Draw = (rt, bits, [low, high, size], source) => {
  const [from, to] = [low ?? new Float(0), high ?? new Float(1)];
  const width = applyUfunc(rt, binaryUfuncs.subtract, [to, from], 'float64', source);
  return scaledDraws(rt, [from, given(rt, width)], size, source, () => bits.random());
};

const gauss: Draw = (rt, bits, [loc, scale, size], source) => {
  const spread = scale ?? new Float(1);
  if (
    tensorOf(rt, spread, source)
      .array.values()
      .some((one) => one < 0)
  )
    throw rt.error('ValueError', 'scale < 0', source);
  return scaledDraws(rt, [loc ?? new Float(0), spread], size, source, () => normal(bits));
};

function integers(endpoint: boolean): Draw {
  return (rt, bits, [first, second, size, dtype, inclusive], source) => {
    const hasLow = isGiven(second);
    const low = hasLow ? whole(rt, first, source) : 0;
    const high = whole(rt, hasLow ? second : first, source) - (endpoint && flag(inclusive) ? 0 : 1);
    if (high < low) throw rt.error('ValueError', hasLow ? 'low >= high' : 'high <= 0', source);
    const shape = sizeIn(rt, size, source);
    const draw = () => low + upTo(bits, high - low);
    const type = dtypeOr(rt, dtype, 'int64', source);
    if (shape !== null) return constant(rt, drawn(rt, sizeOf(shape), source, draw), shape, type, source);
    const value = draw();
    if (!endpoint) return intOfFloat(value);
    return new NumpyScalar(new TensorValue(fromValues([value], [], type), null, source));
  };
}

/** The rows of an array, or the elements of a list, in another order; the numbers below an int. */
const permutation: Draw = (rt, bits, [value], source) => {
  if (isInt(value) || (value instanceof NumpyScalar && /^int/.test(value.dtype))) {
    const count = whole(rt, value, source);
    checkedSize(rt, [count], source);
    const places = shuffled(
      bits,
      Array.from({ length: count }, (_, k) => k),
    );
    return constant(rt, places, [count], 'int64', source);
  }
  const tensor = tensorOf(rt, value, source);
  return NumpyArray.of(rt, reordered(rt, bits, tensor, source));
};

function reordered(rt: Runtime, bits: Bits, tensor: TensorValue, source: SourceId): TensorValue {
  const count = tensor.array.shape[0] ?? 0;
  const places = shuffled(
    bits,
    Array.from({ length: count }, (_, k) => k),
  );
  return op(rt, 'take', [tensor], { axis: 0, indices: fromValues(places, [count], 'int32') }, source);
}

const shuffle: Draw = (rt, bits, [value], source) => {
  if (value instanceof NumpyArray) {
    value.ref.write(reordered(rt, bits, value.ref.value(), source), source);
    return null;
  }
  if (!Array.isArray(value)) throw rt.error('TypeError', "object doesn't support item assignment", source);
  const places = shuffled(
    bits,
    Array.from({ length: value.length }, (_, k) => k),
  );
  const items = places.map((place) => value[place]);
  items.forEach((item, k) => {
    value[k] = item;
  });
  return null;
};

const choice: Draw = (rt, bits, [population, size, replace, p], source) => {
  const isCount = isInt(population) || population instanceof NumpyScalar;
  const pool = isCount ? null : tensorOf(rt, population, source);
  const count = pool === null ? whole(rt, population, source) : (pool.array.shape[0] ?? 0);
  if (pool !== null && pool.array.rank !== 1 && bits instanceof LegacyBits)
    throw rt.error('ValueError', 'a must be 1-dimensional', source);
  if (count <= 0) throw rt.error('ValueError', 'a must be greater than 0 unless no samples are taken', source);
  const shape = sizeIn(rt, size, source);
  const wanted = shape === null ? 1 : sizeOf(shape);
  const chances = isGiven(p) ? Array.from(tensorOf(rt, p, source).array.values()) : null;
  if (chances !== null) checkChances(rt, chances, count, source);
  let places: number[];
  if (flag(replace, true)) {
    const cumulative = chances === null ? null : cumulated(chances);
    places = Array.from(
      drawn(rt, wanted, source, () =>
        cumulative === null ? upTo(bits, count - 1) : insertion(cumulative, bits.random(), true),
      ),
    );
  } else {
    if (wanted > count)
      throw rt.error('ValueError', "Cannot take a larger sample than population when 'replace=False'", source);
    places = chances === null ? sample(bits, count, wanted) : weighted(rt, bits, chances, wanted, source);
  }
  const own = shape ?? [];
  const indices = fromValues(places, own, 'int64');
  if (pool === null) {
    if (shape === null && bits instanceof LegacyBits) return intOfFloat(places[0]!);
    return given(rt, new TensorValue(indices, null, source));
  }
  return given(rt, op(rt, 'take', [pool], { axis: 0, indices }, source));
};

function checkChances(rt: Runtime, chances: readonly number[], count: number, source: SourceId): void {
  if (chances.length !== count) throw rt.error('ValueError', 'a and p must have same size', source);
  if (chances.some((one) => one < 0)) throw rt.error('ValueError', 'probabilities are not non-negative', source);
  const total = chances.reduce((sum, one) => sum + one, 0);
  if (!(Math.abs(total - 1) < 1.5e-8)) throw rt.error('ValueError', 'probabilities do not sum to 1', source);
}

function cumulated(chances: readonly number[]): number[] {
  let sum = 0;
  const sums = chances.map((one) => (sum += one));
  return sums.map((one) => one / sum);
}

/** Without putting back, by chances: draws again for what was drawn before. */
function weighted(rt: Runtime, bits: Bits, chances: readonly number[], size: number, source: SourceId): number[] {
  if (chances.filter((one) => one > 0).length < size)
    throw rt.error('ValueError', 'Fewer non-zero entries in p than size', source);
  const left = [...chances];
  const found: number[] = [];
  while (found.length < size) {
    const draws = drawn(rt, size - found.length, source, () => bits.random());
    for (const place of found) left[place] = 0;
    const cumulative = cumulated(left);
    const fresh = new Set(Array.from(draws, (one) => insertion(cumulative, one, true)));
    found.push(...fresh);
  }
  return found;
}

const binomials: Draw = (rt, bits, [n, p, size], source) => {
  const tries = whole(rt, n, source);
  const chance = numberIn(rt, p, source);
  if (tries < 0) throw rt.error('ValueError', 'n < 0', source);
  if (!(chance >= 0 && chance <= 1)) throw rt.error('ValueError', 'p < 0, p > 1 or p is NaN', source);
  const draw = () => {
    const value = binomial(bits, tries, chance);
    if (value === null)
      throw rt.unsupported(
        'binomial draws with n·p above 30 are not supported; draw from a normal distribution',
        source,
      );
    return value;
  };
  const shape = sizeIn(rt, size, source);
  if (shape === null) return intOfFloat(draw());
  return constant(rt, drawn(rt, sizeOf(shape), source, draw), shape, 'int64', source);
};

const exponentials: Draw = (rt, bits, [scale, size], source) =>
  scaledDraws(rt, [new Float(0), scale ?? new Float(1)], size, source, () => -log(1 - bits.random()));

/** Draws by shape: `rand(2, 3)`. */
function byShape(draw: (bits: Bits) => number): Draw {
  return (rt, bits, shape, source) =>
    floats(rt, shape.length === 0 ? null : shapeOf(rt, shape, source), source, () => draw(bits));
}

function shapeOf(rt: Runtime, args: readonly Value[], source: SourceId): number[] {
  const shape = args.map((one) => whole(rt, one, source));
  if (shape.some((extent) => extent < 0)) throw rt.error('ValueError', 'negative dimensions are not allowed', source);
  checkedSize(rt, shape, source);
  return shape;
}

function bySize(draw: (bits: Bits) => number): Draw {
  return (rt, bits, [size], source) => floats(rt, sizeIn(rt, size, source), source, () => draw(bits));
}

const common: Readonly<Record<string, Draw>> = {
  'random(size=)': bySize((bits) => bits.random()),
  'standard_normal(size=)': bySize(normal),
  'normal(loc=, scale=, size=)': gauss,
  'uniform(low=, high=, size=)': uniform,
  'permutation(x)': permutation,
  'shuffle(x)': shuffle,
  'choice(a, size=, replace=, p=)': choice,
  'binomial(n, p, size=)': binomials,
};

const legacy: Readonly<Record<string, Draw>> = {
  ...common,
  'rand(*shape)': byShape((bits) => bits.random()),
  'randn(*shape)': byShape(normal),
  'randint(low, high=, size=, dtype=)': integers(false),
  'random_sample(size=)': bySize((bits) => bits.random()),
  'ranf(size=)': bySize((bits) => bits.random()),
  'sample(size=)': bySize((bits) => bits.random()),
  'exponential(scale=, size=)': exponentials,
  'seed(seed=)': (rt, bits, [value], source) => {
    seed(rt, bits as LegacyBits, value, source);
    return null;
  },
};

const modern: Readonly<Record<string, Draw>> = {
  ...common,
  'integers(low, high=, size=, dtype=, endpoint=)': integers(true),
};

/** What else NumPy draws, and tells of its generators. */
const OTHERS: readonly string[] = `
  beta chisquare dirichlet exponential standard_exponential f gamma standard_gamma geometric gumbel hypergeometric laplace logistic
  lognormal logseries multinomial multivariate_normal multivariate_hypergeometric negative_binomial noncentral_chisquare noncentral_f
  pareto poisson power rayleigh standard_cauchy standard_t triangular vonmises wald weibull zipf permuted bytes random_integers
  get_state set_state bit_generator spawn tomaxint MT19937 PCG64 PCG64DXSM Philox SFC64 SeedSequence BitGenerator mtrand
  get_bit_generator set_bit_generator
`
  .trim()
  .split(/\s+/);

function refusal(name: string): string {
  return `\`${name}\` of NumPy's random numbers is not supported; random, normal, uniform, integers, permutation and choice are`;
}

function asMethods(cls: BuiltInClass, table: Readonly<Record<string, Draw>>): void {
  const made: Record<string, Native> = {};
  for (const [signature, draw] of Object.entries(table))
    made[signature] = (rt, [self, ...args], source) => draw(rt, (self as RandomObject).bits, args, source);
  methods(cls, made);
}

asMethods(stateClass, legacy);
asMethods(generatorClass, modern);
for (const cls of [stateClass, generatorClass])
  for (const name of OTHERS)
    if (cls.lookup(name) === undefined)
      cls.define(
        name,
        new Property(
          builtin(name, 'self', (rt, _args, source) => {
            throw rt.unsupported(refusal(name), source);
          }),
          null,
          null,
        ),
      );

const makeState = builtin('RandomState', 'seed=', (rt, [value], source) => {
  const bits = new LegacyBits();
  seed(rt, bits, value, source);
  return new RandomObject(bits, stateClass);
});
stateClass.maker = (rt, _cls, args, source) => makeState.apply(rt, undefined, args, source);

function defaultRng(rt: Runtime, [value]: Value[], source: SourceId): Value {
  if (value instanceof RandomObject) return value;
  if (!isGiven(value)) return new RandomObject(new PcgBits(BigInt(FIRST_SEED)), generatorClass);
  const number = isInt(value) ? plainNumber(value) : whole(rt, value, source);
  if (number === null || number instanceof Float)
    throw rt.error('TypeError', 'SeedSequence expects int or sequence of ints for entropy', source);
  if (number < 0) throw rt.error('ValueError', 'expected non-negative integer', source);
  return new RandomObject(new PcgBits(BigInt(number)), generatorClass);
}

const asFunctions: Record<string, Native> = { 'default_rng(seed=)': defaultRng };
for (const [signature, draw] of Object.entries(legacy))
  asFunctions[signature] = (rt, args, source) => draw(rt, sharedBits(rt), args, source);

export const randomModule = new ModuleObject(
  'numpy.random',
  new Map<string, Value>([...functions(asFunctions), ['RandomState', stateClass], ['Generator', generatorClass]]),
  (name) => (OTHERS.includes(name) ? refusal(`np.random.${name}`) : null),
);
