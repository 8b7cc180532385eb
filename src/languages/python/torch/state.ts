import type { SourceId } from '../../../engine/sources';
import type { NodeId } from '../../../engine/tape';
import type { NdArray } from '../../../engine/tensor/ndarray';
import type { OperationWords } from '../../../engine/trace';
import type { Trained } from '../../core/passes';
import { RunSlot } from '../../core/runSlot';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import type { Storage } from '../arrays/storage';
import type { Broadcast } from './mistakes/silent';
import type { TorchTensor } from './tensor';

/** A value that an operation keeps for its backward pass, with how often its elements had been written to by then. */
export interface Saved {
  /** Null once it was let go. */
  storage: Storage | null;
  readonly version: number;
  readonly shape: readonly number[];
  /** What made the value; null for a leaf. */
  readonly madeBy: string | null;
  /** Its row; null where no gradient flows through it. */
  readonly node: NodeId | null;
}

/** What is known of an operation of PyTorch's that was recorded: the function that its backward pass is called. */
export interface Made {
  readonly name: string;
  /** What it keeps; null where it needs nothing, so that going back twice is no error. */
  readonly saved: readonly Saved[] | null;
  freed: boolean;
  /** The module of the function's class, where that is not the engine's own. */
  readonly home?: string;
  /** The call that let it go. */
  freedBy?: SourceId;
}

/** What a run of PyTorch code keeps beside its values. */
export class TorchState {
  /** False under `no_grad`. */
  gradEnabled = true;
  /** What {@link gradEnabled} was before each context that is under way. */
  readonly contexts: boolean[] = [];
  defaultDtype: 'float32' | 'float64' = 'float32';
  /** Operations by their last row. */
  readonly made = new Map<NodeId, Made>();
  /** Leaves that want gradients, by their rows. */
  readonly leaves = new Map<NodeId, TorchTensor>();
  /** Other tensors whose gradients are kept, by their rows. */
  readonly retained = new Map<NodeId, TorchTensor>();
  /** What the last pass says of a leaf, until the code has taken its step. */
  readonly waiting = new Map<TorchTensor, Trained>();
  /** What the program called values between leaves and outputs when the last pass began, by their rows. */
  readonly called = new Map<NodeId, string>();
  /** How many backward passes are under way: one may be within the backward method of another's operation. */
  sweeping = 0;
  /** What the program has saved, by the names of the files that it would be in. */
  readonly saved = new Map<string, Value>();
  /** Differences of a column and a row that no pass has gone through yet. */
  readonly broadcasts: Broadcast[] = [];

  /** What PyTorch says of an operation; null for a row that is none of its own. */
  wordsOf(node: NodeId): OperationWords | null {
    const own = this.made.get(node);
    if (own === undefined) return null;
    const saved = (own.saved ?? []).flatMap((each) => each.node ?? []);
    return { name: own.name, saved: [...new Set(saved)] };
  }

  /** A leaf holds another value: where a pass waits for its step, this was it. */
  stepped(leaf: TorchTensor, array: NdArray): void {
    const trained = this.waiting.get(leaf);
    if (trained) trained.after = array;
  }
}

const states = new RunSlot((rt) => {
  const state = new TorchState();
  rt.words = state;
  return state;
});

/** The state of this run: what one sets, the next does not see. */
export function stateOf(rt: Runtime): TorchState {
  return states.of(rt);
}

/** Runs what is not to be recorded. */
export function quietly<T>(rt: Runtime, run: () => T): T {
  const state = stateOf(rt);
  const before = state.gradEnabled;
  state.gradEnabled = false;
  try {
    return run();
  } finally {
    state.gradEnabled = before;
  }
}
