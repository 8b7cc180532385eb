import type { SourceId } from '../../../../engine/sources';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { Float } from '../../values/numbers';
import { apply, comparisons } from '../elementwise';
import { flag, numberIn, tensorArgument } from '../operands';
import { given, type TorchTensor } from '../tensor';
import { reduced } from './losses';
import { callTorch, functionals, isNone, reductionOf } from './members';

/** A number of a call as a float of the program's, or the usual one. */
function floatOr(rt: Runtime, value: Value, otherwise: number, label: string, source: SourceId): Float {
  return new Float(isNone(value) ? otherwise : numberIn(rt, value, 'distance', label, source));
}

/** Vectors over their length; a length below eps counts as eps. */
function normalize(rt: Runtime, [input, p, dim, eps]: Value[], source: SourceId): TorchTensor {
  const x = tensorArgument(rt, input, 'normalize', 0, source);
  const axis = isNone(dim) ? 1 : dim;
  const length = callTorch(rt, 'norm', [x, floatOr(rt, p, 2, 'p', source), axis, true], source);
  const least = callTorch(rt, 'clamp_min', [length, floatOr(rt, eps, 1e-12, 'eps', source)], source);
  return callTorch(rt, 'div', [x, least], source);
}

function cosine(rt: Runtime, [first, second, dim, epsValue]: Value[], source: SourceId): TorchTensor {
  const [a, b] = [tensorArgument(rt, first, 'x1', 0, source), tensorArgument(rt, second, 'x2', 1, source)];
  const axis = isNone(dim) ? 1 : dim;
  const eps = floatOr(rt, epsValue, 1e-8, 'eps', source);
  const call = (name: string, ...args: Value[]) => callTorch(rt, name, args, source);
  const unit = (x: TorchTensor) => call('div', x, call('clamp_min', call('norm', x, 2, axis, true), eps));
  return call('sum', call('mul', unit(a), unit(b)), axis);
}

function distance(rt: Runtime, [first, second, p, epsValue, keepdim]: Value[], source: SourceId): TorchTensor {
  const eps = floatOr(rt, epsValue, 1e-6, 'eps', source);
  const call = (name: string, ...args: Value[]) => callTorch(rt, name, args, source);
  const apart = call('add', call('sub', first, second), eps);
  return call('norm', apart, floatOr(rt, p, 2, 'p', source), -1, flag(keepdim));
}

/** Losses that PyTorch itself puts together from others. */
function composed(
  run: (
    call: (name: string, ...args: Value[]) => TorchTensor,
    args: Value[],
    rt: Runtime,
    source: SourceId,
  ) => TorchTensor,
  reductionAt: number,
  averagesAt: number | null = null,
) {
  return (rt: Runtime, args: Value[], source: SourceId): TorchTensor => {
    const call = (name: string, ...own: Value[]) => callTorch(rt, name, own, source);
    const averages = averagesAt === null ? undefined : args[averagesAt];
    return reduced(rt, run(call, args, rt, source), reductionOf(rt, args[reductionAt], source, averages), source);
  };
}

const cosineLoss = composed(
  (call, [a, b, target, margin], rt, source) => {
    const near = cosine(rt, [a, b, -1], source);
    const is = (value: number) => apply(rt, comparisons.eq!, [target, value], source);
    const far = call('clamp_min', call('sub', near, floatOr(rt, margin, 0, 'margin', source)), 0);
    const zero = call('zeros_like', near);
    return call('add', call('where', is(1), call('rsub', near, 1), zero), call('where', is(-1), far, zero));
  },
  6,
  4,
);

const hinge = composed(
  (call, [x, target, margin], rt, source) => {
    const is = (value: number) => apply(rt, comparisons.eq!, [target, value], source);
    const zero = call('zeros_like', x);
    const far = call('clamp_min', call('rsub', x, floatOr(rt, margin, 1, 'margin', source)), 0);
    return call('add', call('where', is(-1), far, zero), call('where', is(1), x, zero));
  },
  5,
  3,
);

const ranking = composed(
  (call, [a, b, target, margin], rt, source) => {
    const apart = call('mul', call('neg', target), call('sub', a, b));
    return call('clamp_min', call('add', apart, floatOr(rt, margin, 0, 'margin', source)), 0);
  },
  6,
  4,
);

const triplet = composed(
  (call, [anchor, positive, negative, margin, p, eps, swap], rt, source) => {
    const near = distance(rt, [anchor, positive, p, eps], source);
    let far = distance(rt, [anchor, negative, p, eps], source);
    if (flag(swap)) far = call('minimum', far, distance(rt, [positive, negative, p, eps], source));
    return call('clamp_min', call('add', call('sub', near, far), floatOr(rt, margin, 1, 'margin', source)), 0);
  },
  9,
  7,
);

const softMargin = composed(
  (call, [x, target]) => call('log1p', call('exp', call('mul', call('neg', target), x))),
  4,
  2,
);

const poisson = composed(
  (call, [x, target, logInput, full, , epsValue], rt, source) => {
    if (flag(full)) throw rt.unsupported('`poisson_nll_loss` with full=True is not supported; leave it out', source);
    const eps = floatOr(rt, epsValue, 1e-8, 'eps', source);
    if (flag(logInput, true)) return call('sub', call('exp', x), call('mul', target, x));
    return call('sub', x, call('mul', target, call('log', call('add', x, eps))));
  },
  7,
  4,
);

const gaussian = composed((call, [x, target, variance, full, epsValue], rt, source) => {
  const eps = floatOr(rt, epsValue, 1e-6, 'eps', source);
  const own = call('clamp_min', variance, eps);
  const apart = call('div', call('pow', call('sub', x, target), 2), own);
  const whole = call('mul', call('add', call('log', own), apart), new Float(0.5));
  return flag(full) ? call('add', whole, new Float(0.5 * Math.log(2 * Math.PI))) : whole;
}, 5);

/** `SoftMarginLossBackward0` is one operation in PyTorch. */
function soft(rt: Runtime, args: Value[], source: SourceId): TorchTensor {
  return given(rt, softMargin(rt, args, source).value(), 'SoftMarginLossBackward0', [args[0] as TorchTensor]);
}

functionals({
  'normalize(input, p=, dim=, eps=)': normalize,
  'cosine_similarity(x1, x2, dim=, eps=)': cosine,
  'pairwise_distance(x1, x2, p=, eps=, keepdim=)': distance,
  'cosine_embedding_loss(input1, input2, target, margin=, size_average=, reduce=, reduction=)': cosineLoss,
  'hinge_embedding_loss(input, target, margin=, size_average=, reduce=, reduction=)': hinge,
  'margin_ranking_loss(input1, input2, target, margin=, size_average=, reduce=, reduction=)': ranking,
  'triplet_margin_loss(anchor, positive, negative, margin=, p=, eps=, swap=, size_average=, reduce=, reduction=)':
    triplet,
  'soft_margin_loss(input, target, size_average=, reduce=, reduction=)': soft,
  'poisson_nll_loss(input, target, log_input=, full=, size_average=, eps=, reduce=, reduction=)': poisson,
  'gaussian_nll_loss(input, target, var, full=, eps=, reduction=)': gaussian,
});
