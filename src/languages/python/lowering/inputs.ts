import type { InputDeclaration } from '../../core/ir';
import type { Expr, Name } from '../parsing/ast';
import type { Lowering } from './lowering';

/**
 * A numeric literal (a sign is allowed) or a non-empty, possibly nested list of such makes an input by itself, where its
 * name is bound once; other literals can be named by `wrt`.
 */
export function literalKind(node: Expr): InputDeclaration['literal'] {
  if (isNumber(node)) return 'automatic';
  switch (node.kind) {
    case 'string':
    case 'constant':
      return 'named';
    case 'list': {
      const kinds = node.items.map(literalKind);
      if (kinds.includes('computed')) return 'computed';
      return kinds.length > 0 && kinds.every((kind) => kind === 'automatic') ? 'automatic' : 'named';
    }
    case 'tuple':
      return node.items.every((item) => literalKind(item) !== 'computed') ? 'named' : 'computed';
    case 'dict':
      return node.entries.every(
        ({ key, value }) => key !== null && literalKind(key) !== 'computed' && literalKind(value) !== 'computed',
      )
        ? 'named'
        : 'computed';
    default:
      return 'computed';
  }
}

function isNumber(node: Expr): boolean {
  if (node.kind === 'number') return true;
  return node.kind === 'unary' && (node.op === '-' || node.op === '+') && isNumber(node.operand);
}

/** Functions of libraries that make an array of the numbers they are given; others take a shape. */
const FROM_NUMBERS = /^(as)?array$|tensor$|^Parameter$/i;

/** Whether a call is given the numbers that it makes an array of, as in `np.array([1.0, 2.0])`. */
function listsNumbers(node: Expr): boolean {
  if (node.kind !== 'call') return false;
  const { callee } = node;
  const name = callee.kind === 'attribute' ? callee.name : callee.kind === 'name' ? callee.id : '';
  const first = node.args[0];
  return (
    FROM_NUMBERS.test(name) &&
    first?.kind === 'positional' &&
    first.value.kind === 'list' &&
    literalKind(first.value) === 'automatic'
  );
}

/** The declaration of a top-level variable by its first assignment; null for any other one. */
export function inputOf(target: Name, value: Expr, lowering: Lowering): InputDeclaration | null {
  if (lowering.fn !== lowering.moduleFn || lowering.scope !== lowering.topScope || lowering.file.imported) return null;
  const variable = lowering.topScope.own(target.id);
  if (!variable || lowering.inputs.some((input) => input.variable === variable)) return null;
  const count = lowering.bindings.counts.get(target.id) ?? 0;
  const kind = literalKind(value);
  const literal =
    kind === 'automatic' && count !== 1
      ? 'named'
      : kind === 'computed' || value.kind !== 'list' || value.items.length > 0
        ? kind
        : 'computed';
  variable.initialiser ??= lowering.range(value);
  const input: InputDeclaration = {
    name: target.id,
    variable,
    source: lowering.source(target, target.id),
    literal,
    ...(literal === 'computed' && count === 1 && { once: true }),
    isMade: literal === 'computed' && !listsNumbers(value),
    valueStart: value.start,
    valueEnd: value.end,
  };
  lowering.inputs.push(input);
  return input;
}
