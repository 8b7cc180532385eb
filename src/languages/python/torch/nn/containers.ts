import type { SourceId } from '../../../../engine/sources';
import { isFloat } from '../../../../engine/tensor/dtype';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { methods } from '../../builtins/define';
import { listOf } from '../../operators/iterate';
import { boundsOf, indexOf, keyError, sliced } from '../../operators/subscript';
import { Dict } from '../../values/dict';
import { SliceValue, Tuple } from '../../values/objects';
import { type BuiltInClass, typeName } from '../../values/types';
import { TorchTensor } from '../tensor';
import { generated, hold, ModuleInstance } from './instance';
import { layer } from './layer';
import { callModule, parameterOf, shownAs } from './module';
import { checkModule } from './typename';

const self = (value: Value) => value as ModuleInstance;

/** What is numbered or named in a container: its attributes. */
const items = (module: ModuleInstance): Value[] => [...module.fields.values()];

/** Puts items in place of all that a container holds, numbered from 0 on. */
function refill(module: ModuleInstance, values: readonly Value[]): void {
  module.fields.clear();
  values.forEach((value, k) => {
    hold(module, String(k), value);
  });
}

/** A place in a container that is numbered, counted from the front. */
function placeIn(rt: Runtime, module: ModuleInstance, key: Value, source: SourceId): number {
  const place = indexOf(rt, key, source);
  if (place === null)
    throw rt.error('TypeError', `'${typeName(key)}' object cannot be interpreted as an integer`, source);
  const count = module.fields.size;
  if (place < -count || place >= count) throw rt.error('IndexError', `index ${place} is out of range`, source);
  return place < 0 ? place + count : place;
}

/** A new container of the same class. */
function another(module: ModuleInstance, values: readonly (readonly [string, Value])[]): ModuleInstance {
  const copy = new ModuleInstance(module.cls);
  copy.isReady = true;
  for (const [name, value] of values) copy.fields.set(name, value);
  return copy;
}

/** Places, walks, lengths, and what adds to the end: of all that number what they hold. */
function numbered(cls: BuiltInClass, accept: (rt: Runtime, value: Value, source: SourceId) => Value): void {
  methods(cls, {
    '__len__()': (_rt, [module]) => self(module).fields.size,
    '__iter__()': (_rt, [module]) => generated(items(self(module))),
    '__getitem__(key)': (rt, [module, key], source) => {
      const own = self(module);
      if (key instanceof SliceValue) {
        const bounds = boundsOf(rt, key, own.fields.size, source);
        // The parts of a sequence keep their names; lists number theirs anew.
        const entries = sliced([...own.fields], bounds);
        const isList = cls.name !== 'Sequential';
        return another(
          own,
          entries.map(([name, value], k) => [isList ? String(k) : name, value]),
        );
      }
      return items(own)[placeIn(rt, own, key, source)];
    },
    '__setitem__(key, value)': (rt, [module, key, value], source) => {
      const name = [...self(module).fields.keys()][placeIn(rt, self(module), key, source)]!;
      hold(self(module), name, accept(rt, value, source));
      return null;
    },
    '__delitem__(key)': (rt, [module, key], source) => {
      const place = placeIn(rt, self(module), key, source);
      refill(self(module), items(self(module)).toSpliced(place, 1));
      return null;
    },
    'append(module)': (rt, [module, value], source) => {
      hold(self(module), String(self(module).fields.size), accept(rt, value, source));
      return module;
    },
    'extend(modules)': (rt, [module, values], source) => {
      for (const value of elementsOf(rt, values, source))
        hold(self(module), String(self(module).fields.size), accept(rt, value, source));
      return module;
    },
    'insert(index, module)': (rt, [module, index, value], source) => {
      const place = indexOf(rt, index, source) ?? 0;
      refill(self(module), items(self(module)).toSpliced(place, 0, accept(rt, value, source)));
      return cls.name === 'Sequential' ? module : null;
    },
  });
}

/** What walks: other containers are walked without a call. */
function elementsOf(rt: Runtime, value: Value, source: SourceId): Value[] {
  return value instanceof ModuleInstance ? items(value) : listOf(rt, value, source);
}

const asModule = (rt: Runtime, value: Value, source: SourceId): Value => {
  checkModule(rt, value, source);
  return value;
};

const sequential = layer('Sequential', {
  home: 'container',
  init: '*args',
  make(rt, module, args, source) {
    const [first] = args;
    if (args.length === 1 && first instanceof Dict) {
      for (const { key, value } of first.entries.values()) hold(module, String(key), asModule(rt, value, source));
    } else
      refill(
        module,
        args.map((value) => asModule(rt, value, source)),
      );
  },
  forward(rt, module, [input], source) {
    let value = input;
    for (const child of items(module)) value = callModule(rt, child as ModuleInstance, [value], source);
    return value;
  },
});
numbered(sequential, asModule);

const moduleList = layer('ModuleList', {
  home: 'container',
  init: 'modules=',
  make(rt, module, [modules], source) {
    if (modules !== undefined && modules !== null)
      refill(
        module,
        elementsOf(rt, modules, source).map((value) => asModule(rt, value, source)),
      );
  },
});
numbered(moduleList, asModule);

// --- by name ----------------------------------------------------------------------------------------------------------

/** Entries of a dict, of another container, or of pairs. */
function entriesOf(rt: Runtime, value: Value, source: SourceId): [string, Value][] {
  if (value instanceof ModuleInstance) return [...value.fields];
  if (value instanceof Dict) return [...value.entries.values()].map((entry) => [String(entry.key), entry.value]);
  return listOf(rt, value, source).map((pair) => {
    const [key, own] = listOf(rt, pair, source);
    return [String(key), own];
  });
}

function named(cls: BuiltInClass, accept: (rt: Runtime, value: Value, source: SourceId) => Value): void {
  const found = (rt: Runtime, module: Value, key: Value, source: SourceId): Value => {
    const value = self(module).fields.get(String(key));
    if (value === undefined) throw keyError(rt, key, source);
    return value;
  };
  methods(cls, {
    '__len__()': (_rt, [module]) => self(module).fields.size,
    '__iter__()': (_rt, [module]) => generated([...self(module).fields.keys()]),
    '__contains__(key)': (_rt, [module, key]) => typeof key === 'string' && self(module).fields.has(key),
    '__getitem__(key)': (rt, [module, key], source) => found(rt, module, key, source),
    '__setitem__(key, value)': (rt, [module, key, value], source) => {
      hold(self(module), String(key), accept(rt, value, source));
      return null;
    },
    '__delitem__(key)': (rt, [module, key], source) => {
      found(rt, module, key, source);
      self(module).fields.delete(String(key));
      return null;
    },
    'keys()': (_rt, [module]) => [...self(module).fields.keys()],
    'values()': (_rt, [module]) => items(self(module)),
    'items()': (_rt, [module]) => [...self(module).fields].map(([name, value]) => new Tuple([name, value])),
    'pop(key)': (rt, [module, key], source) => {
      const value = found(rt, module, key, source);
      self(module).fields.delete(String(key));
      return value;
    },
    'clear()': (_rt, [module]) => {
      self(module).fields.clear();
      return null;
    },
    'update(modules)': (rt, [module, values], source) => {
      for (const [name, value] of entriesOf(rt, values, source)) hold(self(module), name, accept(rt, value, source));
      return null;
    },
  });
}

named(
  layer('ModuleDict', {
    home: 'container',
    init: 'modules=',
    make(rt, module, [modules], source) {
      if (modules === undefined || modules === null) return;
      for (const [name, value] of entriesOf(rt, modules, source)) hold(module, name, asModule(rt, value, source));
    },
  }),
  asModule,
);

// --- parameters -------------------------------------------------------------------------------------------------------

/** Tensors become parameters; other values stay what they are. */
const asParameter = (rt: Runtime, value: Value, source: SourceId): Value =>
  value instanceof TorchTensor && !value.isParameter ? parameterOf(rt, value, isFloat(value.ref.dtype), source) : value;

/** `(0): Parameter containing: [torch.float32 of size 2x3]`. */
function showParameters(module: ModuleInstance): string {
  return [...module.fields]
    .map(([name, value]) => {
      if (!(value instanceof TorchTensor)) return `  (${name}): Object of type: ${typeName(value)}`;
      const { dtype, shape } = value.ref;
      const what = value.isParameter ? 'Parameter' : 'Tensor';
      return `  (${name}): ${what} containing: [torch.${dtype} of size ${shape.join('x')}]`;
    })
    .join('\n');
}

const parameterList = layer('ParameterList', {
  home: 'container',
  init: 'values=',
  make(rt, module, [values], source) {
    if (values !== undefined && values !== null)
      refill(
        module,
        elementsOf(rt, values, source).map((value) => asParameter(rt, value, source)),
      );
  },
});
numbered(parameterList, asParameter);
shownAs.set(parameterList, (_rt, module) => showParameters(module));

const parameterDict = layer('ParameterDict', {
  home: 'container',
  init: 'parameters=',
  make(rt, module, [values], source) {
    if (values === undefined || values === null) return;
    for (const [name, value] of entriesOf(rt, values, source)) module.fields.set(name, asParameter(rt, value, source));
  },
});
named(parameterDict, asParameter);
shownAs.set(parameterDict, (_rt, module) => showParameters(module));
