import type { SourceId } from '../../../../engine/sources';
import type { NodeId } from '../../../../engine/tape';
import type { NdArray } from '../../../../engine/tensor/ndarray';
import type { Advice, Fix } from '../../../core/advice';
import { type CutKind, torchCuts } from '../../../core/cuts';
import type { Runtime } from '../../../core/runtime';
import { namedTensors, scopesNow } from '../autograd/scopes';
import { stateOf } from '../state';
import type { TorchTensor } from '../tensor';
import { lostLeaf } from './steps';
import { argument, code, codeAt, insertion, lineOf, lines, number, numbers, placeOf, replacement } from './words';

/** What errors of PyTorch's mean here, with the numbers of the run, and how they are mended. */

/** The part of a call before `.backward(`, and how long it is; null for another call. */
function receiver(call: string): string | null {
  return /^(.*\S)\s*\.\s*backward\s*\(/s.exec(call)?.[1] ?? null;
}

/** A pass through operations that an earlier one has let go. `nodes` are all that the pass goes through. */
export function backwardTwice(
  rt: Runtime,
  node: NodeId,
  freedBy: SourceId,
  source: SourceId,
  nodes: ReadonlySet<NodeId>,
): Advice {
  const { tape } = rt;
  const own = tape.source[node]!;
  const made = `${codeAt(rt, own)} (${numbers(tape.tensor(node))})`;
  const isLoop = freedBy === source;
  const when = isLoop ? 'An earlier turn of the loop' : `${codeAt(rt, freedBy)} on ${lineOf(rt, freedBy)}`;
  const carried = isLoop ? carriedOver(rt, nodes) : [];
  const detach = carried.flatMap(({ name, change }) => (change === null ? [] : [`${name} = ${change}`]));
  const first = carried.map(({ name }) => code(name)).join(', ');
  const write = detach.length > 0 ? `Write ${detach.map(code).join(' and ')}` : 'Detach that with `.detach()`';
  const advice =
    carried.length > 0
      ? `${first} ${carried.length === 1 ? 'carries' : 'carry'} it over from turn to turn. ${write} before the next turn, so that each pass ends at its own`
      : isLoop
        ? 'Compute it anew in each turn'
        : 'Compute it anew';
  return {
    code: 'torch-backward-twice',
    message: `${when} has gone back through ${made} already, and let go of what that had kept for it. ${advice}, or write \`retain_graph=True\` in the first call${carried.length > 0 ? ', with which every pass goes back through all turns before it' : ''}.`,
    source,
    fixes: [...lines(rt, source, 'below', detach), ...argument(rt, freedBy, 'retain_graph=True')],
  };
}

/** What leads from one turn of a loop to the next. */
interface Carried {
  readonly name: string;
  /** What it has to become between them; null where the code at hand has no name for it. */
  readonly change: string | null;
}

/** Values of before the last pass that a later value under the same name, or of the same code, was computed from. */
function carriedOver(rt: Runtime, nodes: ReadonlySet<NodeId>): Carried[] {
  const last = rt.passes.passes.at(-1);
  if (last === undefined) return [];
  const { tape } = rt;
  const used = new Set<NodeId>();
  const anew = new Set<SourceId>();
  for (const node of nodes) {
    if (node < last.end) continue;
    anew.add(tape.source[node]!);
    for (const operand of tape.operandsOf(node)) if (operand < last.end) used.add(operand);
  }
  const now = new Map(namedTensors(scopesNow(rt)).map(({ name, tensor }) => [name, tensor.node]));
  const found = new Map<string, Carried>();
  for (const [node, path] of stateOf(rt).called) {
    const next = now.get(path);
    // A name, or a place in the tuple or list of that name.
    const [, name, place] = /^([\w.]+)(\[\d+\])?$/.exec(path) ?? [];
    if (name === undefined || !used.has(node) || next == null || next < last.end) continue;
    const change = place === undefined ? `${name}.detach()` : `tuple(each.detach() for each in ${name})`;
    found.set(name, { name, change });
  }
  if (found.size > 0) return [...found.values()];
  for (const node of used) {
    const source = tape.source[node]!;
    if (tape.operandsOf(node).length > 0 && anew.has(source)) return [{ name: targetOf(rt, source), change: null }];
  }
  return [];
}

/** `self.h` where the expression stands in `self.h = …`, else its own code. */
function targetOf(rt: Runtime, source: SourceId): string {
  const place = placeOf(rt, source);
  const target = place && /(?:^|\n)[ \t]*([A-Za-z_][\w.]*)\s*=\s*$/.exec(place.file.text.slice(0, place.start))?.[1];
  return target ?? rt.sources.code(source);
}

/** A pass that begins at many numbers. */
export function notScalar(rt: Runtime, array: NdArray, source: SourceId): Advice {
  const call = rt.sources.code(source);
  const from = receiver(call);
  const what = from === null ? 'The output' : code(from);
  const needsParentheses = from !== null && !/^[\w.]+(?:[([].*[)\]])?$/s.test(from);
  const sum = from === null ? [] : insertion(rt, 'Write .sum() before .backward()', source, from.length, '.sum()');
  return {
    code: 'torch-not-scalar',
    message: `${what} has ${array.size} numbers, ${numbers(array)}, and a backward pass begins at one. With \`.sum()\` before it each of them begins with the gradient 1, with \`.mean()\` with ${number(1 / array.size)}; \`gradient=\` takes other ones.`,
    source,
    fixes: needsParentheses ? [] : sum,
  };
}

const cutWords: Readonly<Partial<Record<CutKind, string>>> = {
  detach: 'was detached',
  no_grad: 'was read under `torch.no_grad()`',
  item: 'became a number of Python',
  numpy: 'became an array of NumPy',
  copy: 'was copied as numbers',
};

/** A pass that begins at what was computed from nothing that wants a gradient. */
export function noGradFn(rt: Runtime, tensor: TorchTensor, name: string | null, source: SourceId): Advice {
  const lost = lostLeaf(rt);
  if (lost !== null) return lost;
  const { array, source: made } = tensor.peek();
  const cut = [...rt.cuts.all()].filter(({ kind }) => torchCuts.includes(kind)).at(-1);
  const what = `${name === null ? 'The output' : code(name)} (${numbers(array)})`;
  const fixes: Fix[] = [];
  let why = 'Create the tensors that you want gradients for with `requires_grad=True`.';
  if (cut !== undefined) {
    const at = cut.source === 0 ? rt.tape.source[cut.node]! : cut.source;
    const from = rt.tape.source[cut.node]!;
    why = `${code(rt.sources.name(from) ?? rt.sources.code(from))} ${cutWords[cut.kind]} on ${lineOf(rt, at)}: nothing flows back from there. Compute with the tensor itself.`;
  } else if (/^torch\.\w+\(/.test(rt.sources.code(made))) fixes.push(...argument(rt, made, 'requires_grad=True'));
  return {
    code: 'torch-no-grad-fn',
    message: `${what} was computed from nothing that wants a gradient. ${why}`,
    source,
    fixes,
  };
}

/** A leaf that is changed while gradients are recorded. */
export function leafInPlace(rt: Runtime, tensor: TorchTensor, source: SourceId): Advice {
  const { array } = tensor.peek();
  return {
    code: 'torch-leaf-in-place',
    message: `${codeAt(rt, source)} changes a leaf (${numbers(array)}) while what is done to it is recorded. A step is no part of the graph: write it under \`with torch.no_grad():\`.`,
    source,
    fixes: underNoGrad(rt, source),
  };
}

function underNoGrad(rt: Runtime, source: SourceId): Fix[] {
  const place = placeOf(rt, source);
  if (place === null) return [];
  const { text } = place.file;
  const begin = text.lastIndexOf('\n', place.start - 1) + 1;
  const indent = text.slice(begin, place.start);
  const next = text.indexOf('\n', place.start);
  const isWholeLine = indent.trim() === '' && (next === -1 || place.end <= next);
  if (!isWholeLine) return [];
  const fix = `with torch.no_grad():\n${indent}    `;
  return insertion(rt, 'Write it under with torch.no_grad()', source, 0, fix);
}

/** What an operation had kept was changed before the pass came. */
export function savedChanged(rt: Runtime, node: NodeId, writer: SourceId | undefined, source: SourceId): Advice {
  const keeper = codeAt(rt, rt.tape.source[node]!);
  const changed =
    writer === undefined
      ? 'It was changed since'
      : `${codeAt(rt, writer)} on ${lineOf(rt, writer)} has changed that since`;
  const anew = writer === undefined ? null : outOfPlace(rt.sources.code(writer));
  return {
    code: 'torch-saved-in-place',
    message: `${keeper} needs for its gradient a value that it has kept. ${changed}. ${anew === null ? 'Make a new tensor instead.' : `${code(anew)} makes a new tensor instead.`}`,
    source: writer ?? source,
    fixes: writer === undefined || anew === null ? [] : replacement(rt, writer, anew),
  };
}

/** `y = y + 1` for `y += 1`, `y = y.add(1)` for `y.add_(1)`; null where that cannot be told from the text. */
function outOfPlace(text: string): string | null {
  const augmented = /^([A-Za-z_][\w.]*)\s*(\*\*|\/\/|[-+*/@%])=\s*(.+)$/s.exec(text);
  if (augmented) {
    const [, target, sign, value] = augmented;
    return `${target} = ${target} ${sign} ${/^[\w.]+(?:\([^()]*\))?$/.test(value!) ? value : `(${value})`}`;
  }
  const call = /^([A-Za-z_][\w.]*)\.(\w*[a-z0-9])_\((.*)\)$/s.exec(text);
  return call ? `${call[1]} = ${call[1]}.${call[2]}(${call[3]})` : null;
}

/** Whole numbers that are to have a gradient. */
export function wholeNumbers(rt: Runtime, tensor: TorchTensor, source: SourceId): Advice {
  const { array, source: made } = tensor.ref.peek();
  const own = rt.sources.code(made);
  return {
    code: 'torch-whole-numbers',
    message: `${code(own)} holds ${array.dtype === 'bool' ? 'truth values' : 'whole numbers'} (${array.dtype}): they cannot be moved by a little, so nothing has a slope in them. Write \`dtype=torch.float32\`, or numbers with a point.`,
    source,
    fixes: /^torch\.\w+\(/.test(own) ? argument(rt, made, 'dtype=torch.float32') : [],
  };
}
