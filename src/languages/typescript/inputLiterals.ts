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
export function literalKind(init: t.Expression, isTensor: (callee: t.Node) => boolean = () => false): LiteralKind {
  const node = unwrap(init);
  if (node.type === 'CallExpression') return isTensor(node.callee) ? tensorKind(node, isTensor) : 'computed';
  if (node.type === 'ArrayExpression') return node.elements.length === 0 ? 'computed' : partKind(node, isTensor);
  return isNumber(node) || node.type === 'ObjectExpression' ? partKind(node, isTensor) : 'computed';
}

/** A tensor of literals is an input where its type has fractions; a variable is one where its tensor is. */
function tensorKind({ arguments: args }: t.CallExpression, isTensor: (callee: t.Node) => boolean): LiteralKind {
  const [values, ...others] = args;
  if (!values || !isExpression(values)) return 'computed';
  const kind = literalKind(values, isTensor);
  const isWhole = others.some((other) => other.type === 'StringLiteral' && /^(int32|bool)$/.test(other.value));
  return isWhole || kind !== 'automatic' ? 'computed' : 'automatic';
}

function isExpression(node: t.CallExpression['arguments'][number]): node is t.Expression {
  return node.type !== 'SpreadElement' && node.type !== 'ArgumentPlaceholder';
}

/** The same for a part of a literal, which may also be text and the like, or empty. Each node is looked at once. */
function partKind(expression: t.Expression, isTensor: (callee: t.Node) => boolean): LiteralKind {
  const node = unwrap(expression);
  if (isNumber(node)) return 'automatic';
  switch (node.type) {
    case 'StringLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
      return 'named';
    // Tensors in a list or an object, such as the weights of layers, can be named.
    case 'CallExpression':
      return isTensor(node.callee) && tensorKind(node, isTensor) !== 'computed' ? 'named' : 'computed';
    case 'ArrayExpression': {
      const kinds = node.elements.map((element) =>
        element && element.type !== 'SpreadElement' ? partKind(element, isTensor) : 'computed',
      );
      if (kinds.includes('computed')) return 'computed';
      return kinds.length > 0 && kinds.every((kind) => kind === 'automatic') ? 'automatic' : 'named';
    }
    case 'ObjectExpression': {
      const literal = node.properties.every(
        (property) =>
          property.type === 'ObjectProperty' &&
          !property.computed &&
          partKind(property.value as t.Expression, isTensor) !== 'computed',
      );
      return literal ? 'named' : 'computed';
    }
    default:
      return 'computed';
  }
}

function isNumber(node: t.Expression): boolean {
  if (node.type === 'NumericLiteral') return true;
  return (
    node.type === 'UnaryExpression' &&
    (node.operator === '-' || node.operator === '+') &&
    isNumber(unwrap(node.argument))
  );
}
