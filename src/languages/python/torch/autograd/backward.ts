import { backward, type Seed, Sweep } from '../../../../engine/backward';
import { recordBackward } from '../../../../engine/recordedBackward';
import type { SourceId } from '../../../../engine/sources';
import type { NodeId } from '../../../../engine/tape';
import { bytesOf } from '../../../../engine/tensor/dtype';
import { isError } from '../../../../engine/tensor/error';
import { filled, type NdArray } from '../../../../engine/tensor/ndarray';
import { sameShape } from '../../../../engine/tensor/shape';
import { tensorGradient } from '../../../../engine/tensorSweep';
import type { NamedArray, Trained } from '../../../core/passes';
import { RunSlot } from '../../../core/runSlot';
import type { Runtime } from '../../../core/runtime';
import { allowanceOf, tensorOperation } from '../../../core/tensors';
import { TensorValue, type Value } from '../../../core/values';
import { ArrayRef } from '../../arrays/arrayRef';
import { castTo } from '../../arrays/nested';
import { listOf } from '../../operators/iterate';
import { Tuple } from '../../values/objects';
import { typeName } from '../../values/types';
import { tensorMethods, torchFunctions } from '../define';
import { noGradFn, notScalar } from '../mistakes/raised';
import { gradientsLeft, tellBroadcasts } from '../mistakes/silent';
import { flag } from '../operands';
import { stateOf } from '../state';
import { TorchTensor } from '../tensor';
import { checkSaved, freeSaved, type Reached, reachedFrom } from './graph';
import { calledIn, type Held, type Named, namedTensors, scopesNow } from './scopes';

const isNone = (value: Value) => value === undefined || value === null;

/** A tensor that is differentiated, and the gradient to start from; null for a one. */
interface Start {
  readonly tensor: TorchTensor;
  readonly node: NodeId;
  readonly gradient: TorchTensor | null;
}

function startOf(rt: Runtime, tensor: TorchTensor, gradient: Value, k: number, source: SourceId): Start {
  const { node } = tensor;
  if (node === null)
    throw rt.advice.explain(
      rt.error('RuntimeError', `element ${k} of tensors does not require grad and does not have a grad_fn`, source),
      noGradFn(rt, tensor, calledIn(scopesNow(rt), tensor, []), source),
    );
  if (isNone(gradient)) {
    if (tensor.ref.size !== 1)
      throw rt.advice.explain(
        rt.error('RuntimeError', 'grad can be implicitly created only for scalar outputs', source),
        notScalar(rt, tensor.peek().array, source),
      );
    return { tensor, node, gradient: null };
  }
  if (!(gradient instanceof TorchTensor))
    throw rt.error('TypeError', `gradients can be either Tensors or None, but got ${typeName(gradient)}`, source);
  const size = (each: TorchTensor) => `torch.Size([${each.ref.shape.join(', ')}])`;
  if (!sameShape(gradient.ref.shape, tensor.ref.shape))
    throw rt.error(
      'RuntimeError',
      `Mismatch in shape: grad_output[${k}] has a shape of ${size(gradient)} and output[${k}] has a shape of ${size(tensor)}.`,
      source,
    );
  return { tensor, node, gradient };
}

/** The memory of the last sweep of a run, for the next one. */
const spares = new RunSlot(() => new Sweep());

function swept(rt: Runtime, starts: readonly Start[], { first }: Reached, source: SourceId): Sweep {
  const seeds = starts.map(
    ({ node, gradient }): Seed =>
      gradient === null ? { node, gradient: 1 } : { node, gradient: 1, array: gradient.peek().array },
  );
  const { tick } = allowanceOf(rt, source);
  const state = stateOf(rt);
  // The program's own backward methods run within the sweep, and may begin another one.
  const memory = state.sweeping === 0 ? spares.of(rt) : new Sweep();
  state.sweeping++;
  let sweep: Sweep;
  try {
    sweep = backward(rt.tape, seeds, memory, tick, first);
  } finally {
    state.sweeping--;
  }
  rt.budget.spend(rt, Math.max(...starts.map(({ node }) => node)) - first);
  return sweep;
}

/**
 * The gradients of some rows as values that can be differentiated again: the backward pass is recorded. Refused by name
 * where an operation has no rule for that.
 */
function recordedGradients(
  rt: Runtime,
  starts: readonly Start[],
  wanted: readonly NodeId[],
  found: readonly (NdArray | null)[],
  source: SourceId,
): (TensorValue | null)[] {
  const sums: (TensorValue | null)[] = wanted.map(() => null);
  const state = stateOf(rt);
  const begin = rt.tape.length;
  for (const { tensor, node, gradient } of starts) {
    const seed = gradient?.value() ?? new TensorValue(filled(tensor.ref.dtype, tensor.ref.shape, 1), null, source);
    const upstream = seed.node ?? rt.tape.tensorConstant(seed.array, source);
    const nodes = recordBackward(rt.tape, node, wanted, source, upstream, allowanceOf(rt, source));
    if (isError(nodes))
      throw rt.unsupported(`\`create_graph=True\` is not supported here: ${nodes.tell()}; leave it out`, source);
    nodes.forEach((row, k) => {
      if (row === null) return;
      const own = castTo(rt, new TensorValue(rt.tape.tensor(row), row, source), found[k]!.dtype, source);
      const before = sums[k];
      sums[k] = before ? tensorOperation(rt, 'add', [before, own], {}, source) : own;
    });
  }
  const depends = dependentRows(rt, begin);
  return sums.map((value, k) => {
    const array = found[k];
    if (!array) return null;
    if (value?.node == null || !state.gradEnabled || !depends(value.node)) return new TensorValue(array, null, source);
    return value;
  });
}

/** Tells of rows from `begin` on whether a leaf that gradients are wanted for, or a value computed of one, is among what they come from. */
function dependentRows(rt: Runtime, begin: NodeId): (node: NodeId) => boolean {
  const { tape } = rt;
  const state = stateOf(rt);
  const known = new Map<NodeId, boolean>();
  return (last) => {
    const open = [last];
    while (open.length > 0) {
      const node = open.at(-1)!;
      if (known.has(node)) {
        open.pop();
        continue;
      }
      const operands = tape.operandsOf(node);
      if (node < begin || operands.length === 0) {
        const isOwn = state.leaves.has(node) || (operands.length > 0 && reachedFrom(rt, [node]).leaves.length > 0);
        known.set(node, isOwn);
        open.pop();
        continue;
      }
      const missing = operands.filter((operand) => !known.has(operand));
      if (missing.length > 0) open.push(...missing);
      else {
        known.set(
          node,
          operands.some((operand) => known.get(operand)),
        );
        open.pop();
      }
    }
    return known.get(last)!;
  };
}

/** Adds a gradient to what a tensor has, in the same object where there is one. */
function accumulate(rt: Runtime, tensor: TorchTensor, gradient: TensorValue, source: SourceId): void {
  const { grad } = tensor;
  if (grad === null) {
    tensor.grad = TorchTensor.of(rt, gradient);
    return;
  }
  if (gradient.node !== null) {
    tensor.grad = TorchTensor.of(rt, tensorOperation(rt, 'add', [grad.value(), gradient], {}, source));
    return;
  }
  const before = new TensorValue(grad.peek().array, null);
  const sum = tensorOperation(rt, 'add', [before, gradient], { dtype: before.array.dtype }, source);
  if (grad.ref.parent === null) grad.ref.storage.write(sum);
  else grad.ref = ArrayRef.of(rt, sum);
}

/** `tensor.backward()`. */
function runBackward(
  rt: Runtime,
  tensors: readonly TorchTensor[],
  gradients: readonly Value[],
  retain: Value,
  creates: boolean,
  only: readonly TorchTensor[] | null,
  source: SourceId,
): void {
  const state = stateOf(rt);
  const starts = tensors.map((tensor, k) => startOf(rt, tensor, gradients[k], k, source));
  const reached = reachedFrom(
    rt,
    starts.map(({ node }) => node),
  );
  checkSaved(rt, reached, source);
  const scopes = scopesNow(rt);
  const named = namedTensors(scopes);
  const start = reached.first;
  const sweep = swept(rt, starts, reached, source);
  const leaves = only === null ? reached.leaves : reached.leaves.filter(({ tensor }) => only.includes(tensor));
  const arrays = leaves.map(({ node }) => tensorGradient(rt.tape, sweep, node));
  const nodeGrads = gradientsBetween(rt, sweep, reached, named);
  state.called.clear();
  for (const { name, tensor } of named)
    if (!tensor.isWanted && tensor.node !== null) state.called.set(tensor.node, name);
  const kept = [...state.retained].filter(([node]) => reached.nodes.has(node));
  const keptArrays = kept.map(([node]) => tensorGradient(rt.tape, sweep, node));
  const end = rt.tape.length;
  const values = creates
    ? recordedGradients(
        rt,
        starts,
        leaves.map(({ node }) => node),
        arrays,
        source,
      )
    : arrays.map((array) => new TensorValue(array, null, source));
  const before = leaves.map(({ tensor }) => tensor.grad?.peek().array ?? null);
  leaves.forEach(({ tensor }, k) => {
    accumulate(rt, tensor, values[k]!, source);
  });
  kept.forEach(([, tensor], k) => {
    accumulate(rt, tensor, new TensorValue(keptArrays[k]!, null, source), source);
  });
  if (!flag(retain, creates)) freeSaved(rt, reached, source);
  const [first] = starts;
  tellBroadcasts(rt, reached.nodes);
  if (first === undefined || starts.length > 1) return;
  const earlier = new Map(state.waiting);
  const trained = note(rt, first, leaves, scopes, named, nodeGrads, start, end, source);
  const added = leaves.map(({ tensor, node }, k) => ({ tensor, node, before: before[k]!, own: arrays[k]! }));
  gradientsLeft(rt, added, trained, earlier, source);
}

/** Gradients of this pass for tensors with a name that are no leaves. */
function gradientsBetween(rt: Runtime, sweep: Sweep, { nodes }: Reached, named: readonly Named[]): NamedArray[] {
  const found: NamedArray[] = [];
  for (const { name, tensor } of named) {
    if (tensor.isWanted) continue;
    const { node } = tensor;
    if (node !== null && nodes.has(node)) found.push({ name, array: tensorGradient(rt.tape, sweep, node) });
  }
  return found;
}

/** Notes a pass: what was differentiated, and what the gradients are after it. */
function note(
  rt: Runtime,
  { tensor, node, gradient }: Start,
  leaves: Reached['leaves'],
  scopes: readonly (readonly Held[])[],
  named: readonly Named[],
  nodeGrads: readonly NamedArray[],
  start: NodeId,
  end: NodeId,
  source: SourceId,
): readonly Trained[] {
  const state = stateOf(rt);
  const seed = gradient?.peek().array ?? null;
  const order = new Map<TorchTensor, number>();
  for (let k = 0; k < named.length; k++) order.set(named[k]!.tensor, k);
  const place = (leaf: TorchTensor) => order.get(leaf) ?? order.size;
  const ordered = [...leaves].sort((a, b) => place(a.tensor) - place(b.tensor));
  const trained = ordered.map(({ node: row, tensor: leaf }): Trained => {
    const before = rt.tape.tensor(row);
    rt.checkSize(before.size, source, (2 * bytesOf(before.dtype, before.size)) / 8);
    const at = order.get(leaf);
    const name = (at === undefined ? null : named[at]!.name) ?? rt.sources.name(rt.tape.source[row]!) ?? 'a leaf';
    const own = { name, node: row, before, gradient: leaf.grad!.peek().array, after: before };
    state.waiting.set(leaf, own);
    return own;
  });
  const grads: { name: string; array: NdArray | null }[] = [];
  for (const { name, tensor: each } of named)
    if (each.isWanted || each.retains) grads.push({ name, array: each.grad?.peek().array ?? null });
  const output = { name: calledIn(scopes, tensor, named), array: tensor.peek().array, node };
  rt.passes.addPass(
    { source, output, trained, start, end, ...(seed !== null && { seed }) },
    { outputGradient: seed, grads, nodeGrads },
  );
  return trained;
}

function tensorList(rt: Runtime, value: Value, name: string, source: SourceId): TorchTensor[] {
  if (value instanceof TorchTensor) return [value];
  return listOf(rt, value, source).map((item) => {
    if (item instanceof TorchTensor) return item;
    throw rt.error('TypeError', `${name}: expected Tensors, but got ${typeName(item)}`, source);
  });
}

function listOfValues(rt: Runtime, value: Value, source: SourceId): readonly Value[] {
  if (isNone(value)) return [];
  return value instanceof TorchTensor ? [value] : listOf(rt, value, source);
}

/** The gradients of tensors for one sweep that leaves no mark: nothing is added up, freed or listed. */
export function gradientsFrom(
  rt: Runtime,
  output: TorchTensor,
  gradient: TorchTensor,
  inputs: readonly TorchTensor[],
  source: SourceId,
): NdArray[] {
  if (output.node === null) return inputs.map(({ ref }) => filled(ref.dtype, ref.shape, 0));
  const start = startOf(rt, output, gradient, 0, source);
  const reached = reachedFrom(rt, [start.node]);
  const nodes = inputs.map((input) => input.node!);
  const sweep = swept(rt, [start], { ...reached, first: Math.min(reached.first, ...nodes) }, source);
  return nodes.map((node, k) =>
    reached.nodes.has(node)
      ? tensorGradient(rt.tape, sweep, node)
      : filled(inputs[k]!.ref.dtype, inputs[k]!.ref.shape, 0),
  );
}

/** `torch.autograd.grad(outputs, inputs)`: gradients as values; `.grad` stays what it is. */
function grad(rt: Runtime, args: Value[], source: SourceId): Value {
  const [outputs, inputs, gradients, retain, create, _onlyInputs, allowUnused] = args;
  const outs = tensorList(rt, outputs, 'grad', source);
  const ins = tensorList(rt, inputs, 'grad', source);
  const seeds = listOfValues(rt, gradients, source);
  const starts = outs.map((tensor, k) => startOf(rt, tensor, seeds[k], k, source));
  const wanted = ins.map((tensor) => {
    if (tensor.node !== null) return tensor.node;
    throw rt.error('RuntimeError', 'One of the differentiated Tensors does not require grad', source);
  });
  const reached = reachedFrom(
    rt,
    starts.map(({ node }) => node),
  );
  checkSaved(rt, reached, source);
  const sweep = swept(rt, starts, { ...reached, first: Math.min(reached.first, ...wanted) }, source);
  const found = wanted.map((node) => (reached.nodes.has(node) ? tensorGradient(rt.tape, sweep, node) : null));
  if (found.includes(null) && !flag(allowUnused))
    throw rt.error(
      'RuntimeError',
      'One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.',
      source,
    );
  const creates = flag(create);
  const values = creates
    ? recordedGradients(rt, starts, wanted, found, source)
    : found.map((array) => array && new TensorValue(array, null, source));
  if (!flag(retain, creates)) freeSaved(rt, reached, source);
  const scopes = scopesNow(rt);
  const named = namedTensors(scopes);
  const told = (tensor: TorchTensor): NamedArray => ({
    name: calledIn(scopes, tensor, named),
    array: tensor.peek().array,
  });
  rt.passes.addCall({
    source,
    outputs: outs.map(told),
    inputs: ins.map(told),
    grads: found.map((array, k) => array ?? filled(ins[k]!.ref.dtype, ins[k]!.ref.shape, 0)),
  });
  return new Tuple(values.map((value) => (value === null ? null : TorchTensor.of(rt, value))));
}

tensorMethods({
  'backward(gradient=, retain_graph=, create_graph=, inputs=)': (rt, [x, gradient, retain, create, inputs], source) => {
    const only = isNone(inputs) ? null : tensorList(rt, inputs, 'backward', source);
    runBackward(rt, [x as TorchTensor], [gradient], retain, flag(create), only, source);
    return null;
  },
});

/** `torch.autograd`. */
export const autogradMembers = new Map<string, Value>();
torchFunctions(
  {
    'grad(outputs, inputs, grad_outputs=, retain_graph=, create_graph=, only_inputs=, allow_unused=)': grad,
    'backward(tensors, grad_tensors=, retain_graph=, create_graph=)': (
      rt,
      [tensors, gradients, retain, create],
      source,
    ) => {
      const list = tensorList(rt, tensors, 'backward', source);
      runBackward(rt, list, listOfValues(rt, gradients, source), retain, flag(create), null, source);
      return null;
    },
  },
  autogradMembers,
);
