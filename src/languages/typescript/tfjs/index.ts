import { SnippetFailure } from '../../core/failure';
import type { BuiltInModule } from '../../core/link';
import type { Value } from '../../core/values';
import { Namespace, Refused } from '../objects';
import { activations } from './activations';
import { blocks } from './blocks';
import type { TfFunction } from './call';
import { convolutions } from './convolutions';
import { creation } from './creation';
import { elementwise } from './elementwise';
import { gathering } from './gathering';
import { gradients } from './gradients';
import { callable, emptyGroups, groupOf, groups, refusal } from './groups';
import { housekeeping } from './housekeeping';
import { joining } from './joining';
import { models } from './layers';
import { linearAlgebra } from './linearAlgebra';
import { REDUCTION } from './losses';
import { refusedFunctions, tensorMethodNames } from './names';
import { normalizations } from './normalizations';
import { poolings } from './poolings';
import { random } from './random';
import { reductions } from './reductions';
import { refusals } from './refusals';
import { searching } from './searching';
import { shapes } from './shapes';
import { slicing } from './slicing';
import { classes, installMethods, ownMethods } from './tensorMethods';
import { variables } from './variables';

/** Functions of `tf` by family, as the table of the documentation lists them. */
export const families: Readonly<Record<string, ReadonlyMap<string, TfFunction>>> = {
  Creation: creation,
  Random: random,
  Variables: variables,
  'Element by element': elementwise,
  Activations: activations,
  Reductions: reductions,
  'Linear algebra': linearAlgebra,
  Shapes: shapes,
  'Joining and splitting': joining,
  Slicing: slicing,
  'By place': gathering,
  Searching: searching,
  Blocks: blocks,
  Convolutions: convolutions,
  Pooling: poolings,
  Normalization: normalizations,
  Gradients: gradients,
  Models: models,
  Housekeeping: housekeeping,
};

/** Every function of `tf` that there is here. */
export const functions: ReadonlyMap<string, TfFunction> = new Map(
  Object.values(families).flatMap((family) => [...family]),
);

/** Functions that are methods of tensors, too, and methods that only tensors have. */
export const methodNames: readonly string[] = [
  ...[...functions.keys()].filter((name) => tensorMethodNames.has(name)),
  ...Object.keys(ownMethods),
];

installMethods([...functions].filter(([name]) => tensorMethodNames.has(name)));

const members = new Map<string, Value>([...functions].map(([name, run]) => [name, callable(name, run)]));
for (const [group, own] of groups) members.set(group, groupOf(group, own));
for (const group of emptyGroups) members.set(group, groupOf(group, new Map()));
for (const [name, own] of Object.entries(classes)) members.set(name, own);
members.set('Reduction', new Namespace('Reduction', new Map(Object.entries(REDUCTION))));
for (const [name, message] of Object.entries(refusals)) members.set(name, new Refused(message));
for (const name of refusedFunctions) if (!members.has(name)) members.set(name, new Refused(refusal(`tf.${name}`)));

/** Functions of the package that are refused by name. */
export const refusedNames: readonly string[] = [...members].flatMap(([name, value]) =>
  value instanceof Refused ? [name] : [],
);

const namespace = new Namespace('tf', members);

/** TensorFlow.js as the code sees it. Nothing of the package is read or run. */
export const tensorflow: BuiltInModule = {
  namespace,
  exported(name) {
    if (name === 'default') return namespace;
    const value = members.get(name);
    if (value === undefined) return new SnippetFailure('ImportNotFound', `TensorFlow.js has no \`${name}\``, null);
    return value instanceof Refused ? new SnippetFailure('Unsupported', value.message, null) : value;
  },
  names: [...members.keys()],
};
