import type * as t from '@babel/types';
import type { ImportedName } from '../../core/module';
import { packageNames } from './packages';

/** Functions that make a tensor of the numbers they are given. */
const FACTORY = /^(scalar|tensor([1-6]d)?|variable)$/;

/** Whether code calls a function of TensorFlow.js that makes a tensor of literals an input. */
export function makesTensor(callee: t.Node, imports: ReadonlyMap<string, ImportedName>): boolean {
  if (callee.type === 'Identifier') {
    const imported = imports.get(callee.name);
    return imported !== undefined && isTensorFlow(imported) && FACTORY.test(imported.name ?? '');
  }
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return false;
  if (callee.object.type !== 'Identifier' || !FACTORY.test(callee.property.name)) return false;
  const imported = imports.get(callee.object.name);
  return imported !== undefined && isTensorFlow(imported) && (imported.name === null || imported.name === 'default');
}

function isTensorFlow({ specifier }: ImportedName): boolean {
  return packageNames.includes(specifier);
}
