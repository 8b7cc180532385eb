import { DONE } from '../../../core/ir';
import type { Value } from '../../../core/values';
import { Instance, IteratorObject } from '../../values/objects';
import { TorchTensor } from '../tensor';

/** An object of `torch.nn.Module` or of a class that inherits from it. What it holds is found among its attributes. */
export class ModuleInstance extends Instance {
  /** `train()` and `eval()` say it. */
  training = true;
  /** Whether `Module.__init__` has run. */
  isReady = false;
  /** Names of attributes that are buffers, and whether `state_dict` has them. */
  readonly buffers = new Map<string, boolean>();
  /** What the module that holds it calls it; null for one that none holds. */
  place: string | null = null;
  /** What a layer of ours keeps beside its attributes. */
  extra: unknown = null;

  override get ownsParts(): boolean {
    return true;
  }

  override bare(): ModuleInstance {
    const copy = new ModuleInstance(this.cls);
    copy.training = this.training;
    copy.isReady = this.isReady;
    copy.place = this.place;
    copy.extra = this.extra;
    for (const [name, isKept] of this.buffers) copy.buffers.set(name, isKept);
    return copy;
  }
}

/** Gives a module an attribute; a module among its attributes is called by the first name that it gets. */
export function hold(module: ModuleInstance, name: string, value: Value): void {
  if (value instanceof ModuleInstance) value.place ??= name;
  module.fields.set(name, value);
}

/** The modules that a module has as attributes, by name, in the order in which they were set. */
export function childrenOf(module: ModuleInstance): [string, ModuleInstance][] {
  return [...module.fields].filter((entry): entry is [string, ModuleInstance] => entry[1] instanceof ModuleInstance);
}

/** A module with all inside it, by their paths; the module itself has an empty one. Each comes once. */
export function namedModules(module: ModuleInstance): [string, ModuleInstance][] {
  const found: [string, ModuleInstance][] = [];
  const known = new Set<ModuleInstance>();
  const visit = (path: string, one: ModuleInstance): void => {
    if (known.has(one)) return;
    known.add(one);
    found.push([path, one]);
    for (const [name, child] of childrenOf(one)) visit(path === '' ? name : `${path}.${name}`, child);
  };
  visit('', module);
  return found;
}

function named(
  module: ModuleInstance,
  holds: (owner: ModuleInstance, name: string, value: Value) => boolean,
): [string, TorchTensor][] {
  const known = new Set<TorchTensor>();
  return namedModules(module).flatMap(([path, owner]) =>
    [...owner.fields].flatMap(([name, value]): [string, TorchTensor][] => {
      if (!(value instanceof TorchTensor) || known.has(value) || !holds(owner, name, value)) return [];
      known.add(value);
      return [[path === '' ? name : `${path}.${name}`, value]];
    }),
  );
}

/** Parameters by their paths, as `state_dict` names them. */
export function namedParameters(module: ModuleInstance): [string, TorchTensor][] {
  return named(module, (_owner, _name, value) => (value as TorchTensor).isParameter);
}

export function namedBuffers(module: ModuleInstance): [string, TorchTensor][] {
  return named(module, (owner, name) => owner.buffers.has(name));
}

/** What a generator of Python's gives: it is walked once. */
export function generated(values: readonly Value[]): IteratorObject {
  let at = 0;
  return new IteratorObject('generator', () => (at < values.length ? values[at++] : DONE));
}
