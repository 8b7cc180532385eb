import type { Variable } from '../../../core/scopes';
import type { WantedLeaf } from '../../../core/valueModel';
import type { Value } from '../../../core/values';
import { addHeld, type Held, namedTensors } from './scopes';

/** What variables hold that may lead to tensors. */
function heldBy(variables: readonly { readonly variable: Variable; readonly value: Value }[]): Held[] {
  const held: Held[] = [];
  for (const { variable, value } of variables) addHeld(held, variable, value);
  return held;
}

/** Leaves with `requires_grad` that variables lead to. */
export function wantedLeaves(
  variables: readonly { readonly variable: Variable; readonly value: Value }[],
): readonly WantedLeaf[] {
  const scope = heldBy(variables);
  return namedTensors([scope]).flatMap(({ name, tensor }) => {
    if (!tensor.isWanted) return [];
    return [{ name, value: tensor.leaf(), gradient: tensor.grad?.peek().array ?? null }];
  });
}

/** Tensors inside modules, lists, dicts and objects that are no leaves of that kind. */
export function tensorsInside(
  variables: readonly { readonly variable: Variable; readonly value: Value }[],
): readonly { readonly name: string; readonly value: Value }[] {
  const scope = heldBy(variables);
  const own = new Set(scope.map(({ name }) => name));
  return namedTensors([scope]).flatMap(({ name, tensor }) =>
    tensor.isWanted || own.has(name) ? [] : [{ name, value: tensor }],
  );
}
