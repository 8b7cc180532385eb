import type * as t from '@babel/types';
import type { InputDeclaration } from '../core/ir';
import { unwrap } from './syntax';
import type { TensorMaker } from './tfjs/factories';

/** What an initialiser makes of its variable. */
export type LiteralKind = InputDeclaration['literal'];

/**
 * A numeric literal (a sign is allowed) or a non-empty, possibly nested array of such makes an input by itself; an
 * object made of literals can be named by `wrt`. What TypeScript puts around a value (`as`, `!`, parentheses) counts
 * for nothing.
 */
export function literalKind(init: t.Expression, maker: Maker = () => null): LiteralKind {
  const node = unwrap(init);
  if (node.type === 'CallExpression') return tensorKind(node, maker);
  if (node.type === 'ArrayExpression') return node.elements.length === 0 ? 'computed' : partKind(node, maker);
  return isNumber(node) || node.type === 'ObjectExpression' ? partKind(node, maker) : 'computed';
}

/** Tells how a function makes a tensor; null for one that does not. */
export type Maker = (callee: t.Node) => TensorMaker | null;

/** Whether an initialiser leaves it to a function which numbers a tensor has: `tf.variable(tf.zeros([3]))`. */
export function isMade(init: t.Expression, maker: Maker): boolean {
  const node = unwrap(init);
  if (node.type !== 'CallExpression') return false;
  if (maker(node.callee) === 'made') return true;
  const [values] = node.arguments;
  return values !== undefined && isExpression(values) && isMade(values, maker);
}

/**
 * A tensor of literals is an input where its type has fractions, and one that a function fills can be named; a variable is
 * what its tensor is.
 */
function tensorKind({ callee, arguments: args }: t.CallExpression, maker: Maker): LiteralKind {
  const how = maker(callee);
  const isWhole = args.some((other) => other.type === 'StringLiteral' && /^(int32|bool)$/.test(other.value));
  if (how === null || isWhole) return 'computed';
  const [values] = args;
  if (!values || !isExpression(values)) return 'computed';
  if (how === 'made') return 'named';
  const kind = literalKind(values, maker);
  return kind === 'automatic' || isMade(values, maker) ? kind : 'computed';
}

function isExpression(node: t.CallExpression['arguments'][number]): node is t.Expression {
  return node.type !== 'SpreadElement' && node.type !== 'ArgumentPlaceholder';
}

/** The same for a part of a literal, which may also be text and the like, or empty. Each node is looked at once. */
function partKind(expression: t.Expression, maker: Maker): LiteralKind {
  const node = unwrap(expression);
  if (isNumber(node)) return 'automatic';
  switch (node.type) {
    case 'StringLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
      return 'named';
    // Tensors in a list or an object, such as the weights of layers, can be named.
    case 'CallExpression':
      return tensorKind(node, maker) !== 'computed' ? 'named' : 'computed';
    case 'ArrayExpression': {
      const kinds = node.elements.map((element) =>
        element && element.type !== 'SpreadElement' ? partKind(element, maker) : 'computed',
      );
      if (kinds.includes('computed')) return 'computed';
      return kinds.length > 0 && kinds.every((kind) => kind === 'automatic') ? 'automatic' : 'named';
    }
    case 'ObjectExpression': {
      const literal = node.properties.every(
        (property) =>
          property.type === 'ObjectProperty' &&
          !property.computed &&
          partKind(property.value as t.Expression, maker) !== 'computed',
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
