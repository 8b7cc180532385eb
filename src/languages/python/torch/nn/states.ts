import type { SourceId } from '../../../../engine/sources';
import { sameShape } from '../../../../engine/tensor/shape';
import type { Runtime } from '../../../core/runtime';
import { TensorValue, type Value } from '../../../core/values';
import { castTo } from '../../arrays/nested';
import { orderedDict } from '../../modules/collections';
import { namedTupleClass } from '../../modules/namedtuples';
import { reprOf } from '../../text/repr';
import { Dict } from '../../values/dict';
import { Method, Tuple } from '../../values/objects';
import { typeName } from '../../values/types';
import { quietly } from '../state';
import { TorchTensor } from '../tensor';
import { sizesText } from '../words';
import { childrenOf, type ModuleInstance, namedBuffers, namedParameters } from './instance';

/** `state_dict()`: tensors by their paths, over the same elements. */
export function stateDict(rt: Runtime, module: ModuleInstance, source: SourceId): Dict {
  const dict = orderedDict.maker(rt, orderedDict, [], source) as Dict;
  const add = (path: string, owner: ModuleInstance): void => {
    const kept = [...owner.fields].filter((entry): entry is [string, TorchTensor] => {
      const [name, value] = entry;
      return value instanceof TorchTensor && (value.isParameter || owner.buffers.get(name) === true);
    });
    // Parameters stand before buffers.
    const order = [
      ...kept.filter(([, tensor]) => tensor.isParameter),
      ...kept.filter(([, tensor]) => !tensor.isParameter),
    ];
    for (const [name, tensor] of order) dict.setText(path + name, tensor.detached());
    // A module under two names stands here twice.
    for (const [name, child] of childrenOf(owner)) add(`${path}${name}.`, child);
  };
  add('', module);
  return dict;
}

/** Puts another tensor's elements where a tensor's are, so that all who share them see them. */
function overwrite(rt: Runtime, tensor: TorchTensor, from: TorchTensor, source: SourceId): void {
  const { array } = castTo(rt, new TensorValue(from.peek().array, null), tensor.ref.dtype, source);
  quietly(rt, () => {
    tensor.beginWrite();
    tensor.ref.write(new TensorValue(array, null, tensor.ref.source), source);
    if (tensor.isWanted) tensor.leaf();
  });
}

/** What loading a state gives: the keys that did not fit. */
const keysClass = namedTupleClass('_IncompatibleKeys', ['missing_keys', 'unexpected_keys'], []);
keysClass.define(
  '__repr__',
  new Method('__repr__', 0, (rt, _self, [keys], source) => {
    const [missing, unexpected] = (keys as Tuple).items as [Value[], Value[]];
    if (missing.length + unexpected.length === 0) return '<All keys matched successfully>';
    return `_IncompatibleKeys(missing_keys=${reprOf(rt, missing, source)}, unexpected_keys=${reprOf(rt, unexpected, source)})`;
  }),
);

/** `load_state_dict()`. */
export function loadStateDict(rt: Runtime, [module, given, strict]: Value[], source: SourceId): Value {
  if (!(given instanceof Dict))
    throw rt.error('TypeError', `Expected state_dict to be dict-like, got ${typeName(given)}.`, source);
  const own = stateDict(rt, module as ModuleInstance, source);
  const names = new Set([...own.entries.values()].map(({ key }) => key));
  const missing = [...names].filter((name) => given.getText(name as string) === undefined);
  const unexpected = [...given.entries.values()].map(({ key }) => key).filter((key) => !names.has(key));
  const wrong: string[] = [];
  const list = (keys: readonly Value[]) => keys.map((key) => `"${String(key)}"`).join(', ');
  if (strict !== false) {
    if (unexpected.length > 0) wrong.push(`Unexpected key(s) in state_dict: ${list(unexpected)}. `);
    if (missing.length > 0) wrong.unshift(`Missing key(s) in state_dict: ${list(missing)}. `);
  }
  const held = new Map<string, TorchTensor>([
    ...namedParameters(module as ModuleInstance),
    ...namedBuffers(module as ModuleInstance),
  ]);
  for (const [name, tensor] of held) {
    const from = given.getText(name);
    if (!(from instanceof TorchTensor)) continue;
    if (sameShape(from.ref.shape, tensor.ref.shape)) overwrite(rt, tensor, from, source);
    else
      wrong.push(
        `size mismatch for ${name}: copying a param with shape torch.Size(${sizesText(from.ref.shape)}) from checkpoint, the shape in current model is torch.Size(${sizesText(tensor.ref.shape)}).`,
      );
  }
  if (wrong.length > 0)
    throw rt.error(
      'RuntimeError',
      `Error(s) in loading state_dict for ${(module as ModuleInstance).cls.name}:\n\t${wrong.join('\n\t')}`,
      source,
    );
  return new Tuple([missing, unexpected], keysClass);
}
