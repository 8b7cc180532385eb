import { SnippetFailure } from '../../core/failure';
import type { BuiltInModule } from '../../core/link';
import type { Value } from '../../core/values';
import { builtin } from '../intrinsics/define';
import { Namespace, Refused } from '../objects';
import { TfCall, type TfFunction } from './call';
import { creation } from './creation';
import { elementwise } from './elementwise';
import { linearAlgebra } from './linearAlgebra';
import { refusedFunctions, tensorMethodNames } from './names';
import { reductions } from './reductions';
import { installMethods } from './tensorMethods';

/** Every function of `tf` that there is here. */
export const functions: ReadonlyMap<string, TfFunction> = new Map([
  ...creation,
  ...elementwise,
  ...reductions,
  ...linearAlgebra,
]);

installMethods([...functions].filter(([name]) => tensorMethodNames.has(name)));

const members = new Map<string, Value>(
  [...functions].map(([name, run]) => [
    name,
    builtin(name, ({ rt, args, source }) => run(new TfCall(rt, name, args, source))),
  ]),
);
for (const name of refusedFunctions) if (!members.has(name)) members.set(name, new Refused(refusal(name)));

const namespace = new Namespace('tf', members);

function refusal(name: string): string {
  return `\`tf.${name}\` is not supported; the functions that are stand in a table of the documentation`;
}

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
