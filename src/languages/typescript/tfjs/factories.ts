import type * as t from '@babel/types';
import type { ImportedName } from '../../core/module';
import { packageNames } from './packages';

/** Functions that make a tensor of the numbers they are given. */
const GIVEN = /^(scalar|tensor([1-6]d)?|variable)$/;

/** Functions that make one of a shape or of limits. */
const MADE = /^(zeros|ones|fill|eye|range|linspace|random(Standard)?Normal|truncatedNormal|randomUniform)$/;

/** Whether a function makes a tensor of the numbers it is `given`, or is told only what it is to be `made` like. */
export type TensorMaker = 'given' | 'made';

/** How a function of TensorFlow.js that code calls makes an input of literals; null for any other function. */
export function tensorMaker(callee: t.Node, imports: ReadonlyMap<string, ImportedName>): TensorMaker | null {
  const name = calledName(callee, imports);
  if (name === null) return null;
  return GIVEN.test(name) ? 'given' : MADE.test(name) ? 'made' : null;
}

function calledName(callee: t.Node, imports: ReadonlyMap<string, ImportedName>): string | null {
  if (callee.type === 'Identifier') {
    const imported = imports.get(callee.name);
    return imported !== undefined && isTensorFlow(imported) ? imported.name : null;
  }
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return null;
  const imported = callee.object.type === 'Identifier' ? imports.get(callee.object.name) : undefined;
  const isWhole = imported !== undefined && (imported.name === null || imported.name === 'default');
  return isWhole && isTensorFlow(imported) ? callee.property.name : null;
}

function isTensorFlow({ specifier }: ImportedName): boolean {
  return packageNames.includes(specifier);
}
