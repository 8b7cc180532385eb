import type * as t from '@babel/types';
import type { InputDeclaration } from '../core/ir';
import { unwrap } from './syntax';

/** What an initialiser makes of its variable. */
export type LiteralKind = InputDeclaration['literal'];

/**
 * A numeric literal (a sign is allowed) or a non-empty, possibly nested array of such makes an input by itself; an
 * object made of literals can be named by `wrt`. What TypeScript puts around a value (`as`, `!`, parentheses) counts
 * for nothing.
 */
export function literalKind(init: t.Expression): LiteralKind {
  const node = unwrap(init);
  if (isNumber(node)) return 'automatic';
  if (node.type === 'ArrayExpression' && node.elements.length > 0) {
    const kinds = node.elements.map((element) =>
      element && element.type !== 'SpreadElement' ? literalKind(element) : 'computed',
    );
    if (kinds.every((kind) => kind === 'automatic')) return 'automatic';
    return node.elements.every((element) => element && element.type !== 'SpreadElement' && isLiteral(element))
      ? 'named'
      : 'computed';
  }
  return node.type === 'ObjectExpression' && isLiteral(node) ? 'named' : 'computed';
}

function isNumber(node: t.Expression): boolean {
  if (node.type === 'NumericLiteral') return true;
  return (
    node.type === 'UnaryExpression' &&
    (node.operator === '-' || node.operator === '+') &&
    isNumber(unwrap(node.argument))
  );
}

function isLiteral(expression: t.Expression): boolean {
  const node = unwrap(expression);
  if (isNumber(node)) return true;
  switch (node.type) {
    case 'StringLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
      return true;
    case 'ArrayExpression':
      return node.elements.every(
        (element) => element !== null && element.type !== 'SpreadElement' && isLiteral(element),
      );
    case 'ObjectExpression':
      return node.properties.every(
        (property) =>
          property.type === 'ObjectProperty' && !property.computed && isLiteral(property.value as t.Expression),
      );
    default:
      return false;
  }
}
