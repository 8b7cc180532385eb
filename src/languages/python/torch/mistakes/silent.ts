import type { SourceId } from '../../../../engine/sources';
import type { NodeId } from '../../../../engine/tape';
import type { NdArray } from '../../../../engine/tensor/ndarray';
import type { Trained } from '../../../core/passes';
import type { Runtime } from '../../../core/runtime';
import type { TensorValue } from '../../../core/values';
import { calledIn, namedTensors, scopesNow } from '../autograd/scopes';
import { stateOf } from '../state';
import type { TorchTensor } from '../tensor';
import { leafLost, leafReplaced } from './steps';
import { code, codeAt, lineOf, lines, number, numbers, replacement } from './words';

/** Mistakes that PyTorch says nothing of: the program runs on with numbers that nobody wanted. */

/** What a leaf had as its gradient before a pass, and what the pass alone gives. */
export interface Accumulated {
  readonly tensor: TorchTensor;
  readonly node: NodeId;
  readonly before: NdArray | null;
  readonly own: NdArray;
}

/**
 * Gradients of passes at different values of a leaf that were added up: the last pass's gradient was left standing when the
 * step was taken. Adding up over passes without a step between is what accumulating is for.
 */
export function gradientsLeft(
  rt: Runtime,
  leaves: readonly Accumulated[],
  trained: readonly Trained[],
  earlier: ReadonlyMap<TorchTensor, Trained>,
  source: SourceId,
): void {
  if (earlier.size === 0 || rt.advice.has('torch-missing-zero-grad', source)) return;
  const left = leaves.filter(({ tensor, node, before }) => {
    const last = earlier.get(tensor);
    return last !== undefined && last.node !== node && before !== null && isLeft(before, last.gradient);
  });
  const [first] = left;
  if (first === undefined) return;
  const nameOf = ({ node }: Accumulated) => trained.find((each) => each.node === node)?.name ?? 'a leaf';
  const steps = [...new Set(left.flatMap(({ tensor }) => tensor.ref.storage.changedBy ?? []))];
  const optimizer = steps.flatMap((step) => /^(.+)\.step\(.*\)$/s.exec(rt.sources.code(step))?.[1] ?? [])[0];
  const zero =
    optimizer === undefined ? left.map((leaf) => `${nameOf(leaf)}.grad.zero_()`) : [`${optimizer}.zero_grad()`];
  const name = nameOf(first);
  const total = numbers(first.tensor.grad!.peek().array);
  const others =
    left.length > 1
      ? ` So it is with ${left
          .slice(1, 4)
          .map((leaf) => code(nameOf(leaf)))
          .join(', ')}${left.length > 4 ? ' and others' : ''}.`
      : '';
  const last = steps.sort((a, b) => rt.sources.line(a) - rt.sources.line(b)).at(-1);
  rt.advice.add({
    code: 'torch-missing-zero-grad',
    message: `${code(`${name}.grad`)} is ${total} here, but the gradient of this pass is ${numbers(first.own)}: the ${numbers(first.before!)} of passes before the last step is still in it, and the next step goes by both.${others} Begin anew after each step: ${code(zero[0]!)}.`,
    source,
    fixes: last === undefined ? [] : lines(rt, last, 'below', zero),
  });
}

function isLeft(before: NdArray, last: NdArray): boolean {
  if (before.size !== last.size) return false;
  // Asked of every leaf in every pass: by views, nothing is copied.
  let isZero = true;
  for (let k = 0; k < before.size; k++) {
    const value = before.flat(k);
    if (!Object.is(value, last.flat(k))) return false;
    if (value !== 0) isZero = false;
  }
  return !isZero;
}

/** `.grad` of what is no leaf was read. */
export function gradOfNonLeaf(rt: Runtime, tensor: TorchTensor, source: SourceId): void {
  const pass = rt.passes.passes.at(-1);
  const scopes = scopesNow(rt);
  const name = calledIn(scopes, tensor, namedTensors(scopes));
  const own = name === null ? /^(.*)\.grad$/s.exec(rt.sources.code(source))?.[1] : name;
  const what = own === undefined ? 'This tensor' : code(own);
  const gradient = pass && rt.passes.detailsOf(pass)?.nodeGrads.find((each) => each.name === name)?.array;
  const was = gradient ? ` It was ${numbers(gradient)} in the pass on ${lineOf(rt, pass.source)}.` : '';
  const keep = `${name ?? 'y'}.retain_grad()`;
  const step = leafReplaced(rt, tensor);
  rt.advice.add({
    code: 'torch-grad-of-non-leaf',
    message: `${what} was computed from other tensors: a pass keeps the gradients of leaves alone, so its \`.grad\` is None.${was} ${step === null ? `${code(keep)} before the pass keeps it.` : step.message}`,
    source,
    fixes: step?.fixes ?? (pass && name !== null ? lines(rt, pass.source, 'above', [keep]) : []),
  });
}

/** `.grad` was read of what wants none, such as what a step has put in place of a leaf. */
export function gradOfLost(rt: Runtime, tensor: TorchTensor): void {
  const advice = leafLost(rt, tensor);
  if (advice !== null) rt.advice.add(advice);
}

/** A column minus a row: every number meets every other one. */
export interface Broadcast {
  readonly node: NodeId;
  readonly source: SourceId;
  readonly shapes: readonly [readonly number[], readonly number[]];
}

/** Notes a difference in which a column of numbers meets a row of as many, by accident as a rule. */
export function noteBroadcast(
  rt: Runtime,
  result: TensorValue,
  operands: readonly TensorValue[],
  source: SourceId,
): void {
  const [a, b] = operands.map(({ array }) => array.shape);
  if (result.node === null || a === undefined || b === undefined || !(isColumn(a, b) || isColumn(b, a))) return;
  stateOf(rt).broadcasts.push({ node: result.node, source, shapes: [a, b] });
}

function isColumn(column: readonly number[], row: readonly number[]): boolean {
  return column.length === 2 && column[1] === 1 && row.length === 1 && row[0]! > 1 && column[0] === row[0];
}

/** A name, with what is called of it or looked up in it. */
const SIMPLE = String.raw`[\w.]+(?:[([][^()[\]]*[)\]])?`;
const DIFFERENCE = new RegExp(`^()(${SIMPLE})(\\s+-\\s+)(${SIMPLE})()$`);
const LOSS = new RegExp(`^([\\w.]+(?:\\(.*\\))?\\()(${SIMPLE})(,\\s*)(${SIMPLE})((?:,.*)?\\))$`, 's');

/** A difference, or a call of a loss, with the column among its two operands as a row; null for code that is not so simple. */
function paired(text: string, column: 0 | 1): string | null {
  const found = DIFFERENCE.exec(text) ?? LOSS.exec(text);
  if (found === null) return null;
  const [, begin, first, between, second, end] = found;
  const [a, b] = [first, second].map((operand, k) => (k === column ? `${operand}.squeeze(1)` : operand));
  return `${begin}${a}${between}${b}${end}`;
}

/** Such differences that a pass has gone through. */
export function tellBroadcasts(rt: Runtime, nodes: ReadonlySet<NodeId>): void {
  const state = stateOf(rt);
  for (const { node, source, shapes } of state.broadcasts) {
    if (!nodes.has(node)) continue;
    const [a, b] = shapes;
    const count = Math.max(a[0]!, b[0]!);
    const mended = paired(rt.sources.code(source), a.length === 2 ? 0 : 1);
    rt.advice.add({
      code: 'torch-broadcast',
      message: `${codeAt(rt, source)} takes [${a.join(', ')}] and [${b.join(', ')}]: each number of one meets each of the other, so the loss is of ${number(count * count)} differences where ${count} are meant. ${mended === null ? 'Give both the same shape, as with `.squeeze(1)` or `.view_as(…)`.' : `${code(mended)} pairs them.`}`,
      source,
      fixes: mended === null ? [] : replacement(rt, source, mended),
    });
  }
  state.broadcasts.length = 0;
}
