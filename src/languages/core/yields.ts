import { Variable } from './scopes';

const known = new WeakMap<object, boolean>();

/** Whether a piece of IR holds a `yield` of its own, those of functions inside it left out. */
export function yields(node: unknown): boolean {
  if (typeof node !== 'object' || node === null || node instanceof Variable) return false;
  if (Array.isArray(node)) return node.some(yields);
  // What is no plain object (a watch, a failure) is no IR.
  if (Object.getPrototypeOf(node) !== Object.prototype) return false;
  const before = known.get(node);
  if (before !== undefined) return before;
  const { kind } = node as { readonly kind?: string };
  const found =
    kind === 'yield' || (kind !== 'closure' && Object.entries(node).some(([key, value]) => partYields(key, value)));
  known.set(node, found);
  return found;
}

function partYields(key: string, value: unknown): boolean {
  // The right side of a compound assignment is put together around its old value.
  if (key === 'combine') return yields((value as (old: unknown) => unknown)({ kind: 'constant', value: 0 }));
  return yields(value);
}
