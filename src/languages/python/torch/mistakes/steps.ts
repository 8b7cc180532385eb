import type { Range, SourceId } from '../../../../engine/sources';
import type { NodeId } from '../../../../engine/tape';
import { sameShape } from '../../../../engine/tensor/shape';
import type { Advice } from '../../../core/advice';
import type { Runtime } from '../../../core/runtime';
import { namedTensors, scopesNow } from '../autograd/scopes';
import { stateOf } from '../state';
import type { TorchTensor } from '../tensor';
import { code, lineOf, numbers, placeOf } from './words';

/** Steps that bind a leaf's name to a new tensor in place of changing the leaf: `w = w - 0.1 * w.grad`. */

const MAKES_NEW = 'torch-step-makes-new';

/** Such a statement. */
interface Rebinding {
  readonly name: string;
  /** The statement as it is written, and as it changes the tensor in place. */
  readonly text: string;
  readonly inPlace: string;
  readonly range: Range;
  /** What stands before it in its line, if that is nothing else: it can become two lines. */
  readonly indent: string | null;
}

/** Reads the statement whose right side is the expression; null for another one. */
function rebinding(rt: Runtime, source: SourceId): Rebinding | null {
  const place = placeOf(rt, source);
  if (place === null) return null;
  const { text } = place.file;
  const line = text.slice(text.lastIndexOf('\n', place.start - 1) + 1, place.start);
  const [, before, name] = /^(|.*[:;])\s*([A-Za-z_][\w.]*)\s*=\s*$/.exec(line) ?? [];
  if (before === undefined || name === undefined || !/^[ \t]*(?:[#;\r\n]|$)/.test(text.slice(place.end))) return null;
  const expression = rt.sources.code(source);
  const [, sign, change] = /^\s*([-+])\s*(.+)$/s.exec(expression.slice(name.length)) ?? [];
  if (!expression.startsWith(name) || sign === undefined || change === undefined || !isOneTerm(change)) return null;
  const at = place.start - line.length + line.indexOf(name, before.length);
  return {
    name,
    text: text.slice(at, place.end),
    inPlace: `${name} ${sign}= ${change}`,
    range: place.file.range(at, place.end),
    indent: before === '' ? /^\s*/.exec(line)![0] : null,
  };
}

/** Whether no sum stands outside of brackets: `w - a + b` is not `w -= a + b`. */
function isOneTerm(text: string): boolean {
  let inner = text.replace(/\b\d[\d.]*e[-+]?\d+/gi, '1');
  for (let before = ''; before !== inner; ) {
    before = inner;
    inner = inner.replace(/\([^()]*\)|\[[^[\]]*\]/g, '');
  }
  return !/[-+<>=&|^]|\b(?:if|and|or|not|in|is|lambda)\b/.test(inner);
}

/**
 * A tensor without gradients that such a step under `no_grad` has put in place of a leaf; null for any other tensor. `path` is
 * what it is called now, if that is to be what the step called it.
 */
export function leafLost(rt: Runtime, tensor: TorchTensor, path?: string): Advice | null {
  if (tensor.requiresGrad) return null;
  const { array, source } = tensor.peek();
  if (rt.advice.has(MAKES_NEW, source)) return null;
  const step = rebinding(rt, source);
  if (step === null || (path !== undefined && lastPart(path) !== lastPart(step.name))) return null;
  if (!wasLeaf(rt, step.name, array.shape)) return null;
  return {
    code: MAKES_NEW,
    message: `${code(step.text)} makes a new tensor (${numbers(array)}) under \`torch.no_grad()\`, which wants no gradient: from ${lineOf(rt, source)} on ${code(step.name)} is no longer the leaf that it was, and passes end before it. ${code(step.inPlace)} changes the leaf itself.`,
    source,
    fixes: [{ title: `Write ${step.inPlace}`, edits: [{ range: step.range, text: step.inPlace }] }],
  };
}

/** `w` of `self.w`: methods call by another path what belongs to an object. */
function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** Whether passes have reached a leaf of that name and shape, which was then read where no gradients are recorded. */
function wasLeaf(rt: Runtime, name: string, shape: readonly number[]): boolean {
  const nodes = new Set<NodeId>();
  for (const { trained } of rt.passes.passes)
    for (const leaf of trained)
      if (lastPart(leaf.name) === lastPart(name) && sameShape(leaf.before.shape, shape)) nodes.add(leaf.node);
  for (const { kind, node } of nodes.size > 0 ? rt.cuts.all() : [])
    if (kind === 'no_grad' && nodes.has(node)) return true;
  return false;
}

/** The same of any tensor that a name leads to now, for a pass that finds nothing to go back through. */
export function lostLeaf(rt: Runtime): Advice | null {
  for (const { name, tensor } of namedTensors(scopesNow(rt))) {
    const advice = leafLost(rt, tensor, name);
    if (advice !== null) return advice;
  }
  return null;
}

/** A tensor that such a step has put in place of a leaf while it was recorded; null for any other tensor. */
export function leafReplaced(rt: Runtime, tensor: TorchTensor): Pick<Advice, 'message' | 'fixes'> | null {
  const { node } = tensor;
  if (node === null) return null;
  const { leaves } = stateOf(rt);
  const source = rt.tape.source[node]!;
  const step = rebinding(rt, source);
  if (step === null || !rt.tape.operandsOf(node).some((operand) => leaves.has(operand))) return null;
  const text = `with torch.no_grad():\n${step.indent ?? ''}    ${step.inPlace}`;
  return {
    message: `${code(step.text)} on ${lineOf(rt, source)} has put a new tensor in place of the leaf ${code(step.name)}. A step changes the leaf itself: write ${code(step.inPlace)} under \`with torch.no_grad():\`.`,
    fixes:
      step.indent === null
        ? []
        : [{ title: 'Change the leaf in place, under with torch.no_grad()', edits: [{ range: step.range, text }] }],
  };
}
