import { sameShape } from '../../../engine/tensor/shape';
import { Builtin } from '../../core/functions';
import type { Value } from '../../core/values';
import { ArrayRef } from '../arrays/arrayRef';
import { castTo } from '../arrays/nested';
import { builtin } from '../builtins/define';
import { Keywords, Method, type Native, Property } from '../values/objects';
import { checkDevice } from './devices';
import { TorchTensor, tensorClass } from './tensor';

/** Functions of `torch`, by name. */
export const torchMembers = new Map<string, Value>();

/** What can be called, by where: the table of what there is lists it. */
export const coverage = { functions: new Set<string>(), methods: new Set<string>() };

/** NumPy's names of parameters, which PyTorch takes as well. */
const ALIASES: Readonly<Record<string, string>> = { axis: 'dim', keepdims: 'keepdim', x: 'input' };

/** `sum(input, dim=)` as its name and its parameters. */
function split(text: string): { name: string; signature: string } {
  const at = text.indexOf('(');
  return { name: text.slice(0, at), signature: text.slice(at + 1, -1) };
}

/** The names of a signature, without the signs between them. */
function namesIn(signature: string): string[] {
  return signature
    .split(',')
    .map((part) => part.trim().replace(/=$/, ''))
    .filter((part) => part !== '' && part !== '/' && !part.startsWith('*'));
}

/** Puts the result into the tensor that is given as `out`, which takes its shape. */
function withOut(apply: Native, place: number): Native {
  return (rt, args, source) => {
    const out = args[place];
    const result = apply(rt, args, source);
    if (!(out instanceof TorchTensor) || !(result instanceof TorchTensor)) return result;
    if (out.requiresGrad || result.requiresGrad)
      throw rt.error(
        'RuntimeError',
        "functions with out=... arguments don't support automatic differentiation, but one of the arguments requires grad.",
        source,
      );
    const { dtype, shape } = out.ref;
    const value = castTo(rt, result.value(), dtype, source);
    if (!sameShape(shape, value.array.shape)) out.ref = ArrayRef.of(rt, value);
    else out.ref.write(value, source);
    return out;
  };
}

/** Refuses to make tensors on a device that is not there. */
function onDevice(apply: Native, place: number): Native {
  return (rt, args, source) => {
    const device = args[place];
    if (device !== undefined && device !== null) checkDevice(rt, device, source);
    return apply(rt, args, source);
  };
}

/** The function's application, with keywords that have another name here renamed before they are arranged. */
function applied(name: string, signature: string, apply: Native): Builtin['apply'] {
  const out = namesIn(signature).indexOf('out');
  const own = new Set(namesIn(signature));
  const device = namesIn(signature).indexOf('device');
  const checked = device < 0 ? apply : onDevice(apply, device);
  const inner = builtin(name, signature, out < 0 ? checked : withOut(checked, out));
  const rename = (given: string) => {
    const alias = Object.hasOwn(ALIASES, given) ? ALIASES[given]! : given;
    return own.has(given) || !own.has(alias) ? given : alias;
  };
  return (rt, self, args, source) => {
    const last = args.at(-1);
    const isRenamed = last instanceof Keywords && last.names.some((given) => rename(given) !== given);
    const all = isRenamed ? [...args.slice(0, -1), new Keywords(last.names.map(rename), last.values)] : args;
    return inner.apply(rt, self, all, source);
  };
}

/** Functions of a module, by their signatures: `name(a, b=)`. */
export function torchFunctions(table: Readonly<Record<string, Native>>, target = torchMembers): void {
  for (const [text, apply] of Object.entries(table)) {
    const { name, signature } = split(text);
    target.set(name, new Builtin(name, 0, applied(name, signature, apply)));
    if (target === torchMembers) coverage.functions.add(name);
  }
}

/** Methods of tensors only; the tensor itself is the first argument. */
export function tensorMethods(table: Readonly<Record<string, Native>>): void {
  for (const [text, apply] of Object.entries(table)) {
    const { name, signature } = split(text);
    const method = new Method(name, 0, applied(name, `input, ${signature}`, apply));
    method.owner = tensorClass;
    tensorClass.define(name, method);
    coverage.methods.add(name);
  }
}

/** Functions whose first parameter is `input`: as functions of `torch`, and as methods of tensors. */
export function torchBoth(table: Readonly<Record<string, Native>>): void {
  torchFunctions(table);
  const asMethods = Object.entries(table).map(([text, apply]) => [text.replace(/\(input(, )?/, '('), apply] as const);
  tensorMethods(Object.fromEntries(asMethods));
}

/** A property of tensors. */
export function tensorProperty(name: string, get: Native, set: Native | null = null): void {
  coverage.methods.add(name);
  tensorClass.define(name, new Property(builtin(name, 'self', get), set && builtin(name, 'self, value', set), null));
}
