import type { Value } from '../../../core/values';
import { Dict } from '../../values/dict';
import { Instance } from '../../values/objects';
import type { TorchTensor } from '../tensor';

/** What an optimizer keeps for one parameter. */
export interface Kept {
  taken: number;
  readonly slots: Map<string, Float64Array>;
}

/** An object of `torch.optim.Optimizer` or of a class that inherits from it. */
export class OptimizerInstance extends Instance {
  readonly groups: Value[] = [];
  defaults = new Dict();
  readonly kept = new Map<TorchTensor, Kept>();
  /** What a class of the program's keeps itself. */
  readonly own = new Dict();

  override bare(): OptimizerInstance {
    const copy = new OptimizerInstance(this.cls);
    copy.groups.push(...this.groups);
    copy.defaults = this.defaults;
    for (const [parameter, kept] of this.kept) copy.kept.set(parameter, kept);
    return copy;
  }
}

/** The parameters of a group. */
export function parametersOf(group: Dict): TorchTensor[] {
  return group.getText('params') as TorchTensor[];
}

/** The parameters of all groups, in order. */
export function placesOf(optimizer: OptimizerInstance): TorchTensor[] {
  return optimizer.groups.flatMap((group) => parametersOf(group as Dict));
}
