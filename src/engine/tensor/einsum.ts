import type { Dtype } from './dtype';
import { TensorError } from './error';
import type { Tick } from './gemm';
import { matmul } from './matmul';
import type { NdArray } from './ndarray';
import { reduce, sumFold } from './reduce';
import { type Shape, shapeText, sizeOf } from './shape';
import { diagonal, expanded, permuted, reshaped } from './views';

/** An axis of an einsum: a letter, or `.0`, `.1`, … for the axes of an ellipsis, counted from the last. */
export type Label = string;

export interface Contraction {
  readonly inputs: readonly (readonly Label[])[];
  readonly output: readonly Label[];
  readonly extents: ReadonlyMap<Label, number>;
}

/** Reads `ij,jk->ik` for operands of these shapes. */
export function parseEinsum(subscripts: string, shapes: readonly Shape[]): Contraction | TensorError {
  const [left, right, ...more] = subscripts.replace(/\s+/g, '').split('->');
  const parts = left!.split(',');
  if (more.length > 0 || !/^[a-zA-Z.,]*$/.test(left!) || (right !== undefined && !/^[a-zA-Z.]*$/.test(right))) {
    return invalid(`'${subscripts}' is not what einsum understands: write letters, as in 'ij,jk->ik'`);
  }
  if (parts.length !== shapes.length) {
    return invalid(`'${subscripts}' has ${parts.length} terms for ${shapes.length} operands`);
  }
  const inputs: Label[][] = [];
  const extents = new Map<Label, number>();
  const owner = new Map<Label, number>();
  let spread = 0;
  for (const [k, part] of parts.entries()) {
    const labels = labelsOf(part, shapes[k]!.length);
    if (labels === null) {
      return invalid(`'${part}' does not fit {${k}} of shape ${shapeText(shapes[k]!)}`, 'ShapeMismatch');
    }
    for (const [axis, label] of labels.entries()) {
      const extent = shapes[k]![axis]!;
      const known = extents.get(label);
      if (label.startsWith('.')) spread = Math.max(spread, Number(label.slice(1)) + 1);
      if (known === undefined || known === 1) {
        extents.set(label, extent);
        owner.set(label, k);
      } else if (extent !== 1 && extent !== known) {
        const name = label.startsWith('.') ? 'an axis of ...' : `'${label}'`;
        return invalid(
          `${name} is ${known} in {${owner.get(label)}} and ${extent} in {${k}}, of shape ${shapeText(shapes[k]!)}`,
          'ShapeMismatch',
        );
      }
    }
    inputs.push(labels);
  }
  const dots = Array.from({ length: spread }, (_, i) => `.${spread - 1 - i}`);
  const output = right === undefined ? implied(inputs, dots) : expandDots(right, dots);
  if (output === null || new Set(output).size !== output.length || output.some((label) => !extents.has(label))) {
    return invalid(`the result '${right}' of '${subscripts}' names an axis twice or one that no operand has`);
  }
  return { inputs, output, extents };
}

function invalid(text: string, code: 'InvalidArgument' | 'ShapeMismatch' = 'InvalidArgument'): TensorError {
  return new TensorError(code, text);
}

function labelsOf(part: string, rank: number): Label[] | null {
  const letters = part.replace('...', '');
  if (letters.includes('.')) return null;
  const spread = part.includes('...') ? rank - letters.length : 0;
  if (spread < 0 || letters.length + spread !== rank) return null;
  return expandDots(
    part,
    Array.from({ length: spread }, (_, i) => `.${spread - 1 - i}`),
  );
}

function expandDots(part: string, dots: readonly Label[]): Label[] | null {
  const [before, after, ...more] = part.split('...');
  if (more.length > 0 || `${before}${after ?? ''}`.includes('.')) return null;
  return [...before!, ...(after === undefined ? [] : dots), ...(after ?? '')];
}

/** Without `->`: the ellipsis, then the letters that occur once, sorted. */
function implied(inputs: readonly (readonly Label[])[], dots: readonly Label[]): Label[] {
  const letters = inputs.flat().filter((label) => !label.startsWith('.'));
  const once = letters.filter((label) => letters.indexOf(label) === letters.lastIndexOf(label));
  return [...dots, ...once.sort()];
}

interface Term {
  readonly array: NdArray;
  readonly labels: readonly Label[];
}

/** Takes the diagonal where a label occurs twice. */
export function withoutRepeats({ array, labels }: Term): Term {
  for (const [axis, label] of labels.entries()) {
    const other = labels.indexOf(label, axis + 1);
    if (other < 0) continue;
    const rest = labels.filter((_, k) => k !== axis && k !== other);
    return withoutRepeats({ array: diagonal(array, 0, axis, other), labels: [...rest, label] });
  }
  return { array, labels };
}

/** Sums over the labels that are not among `kept`. */
function summed({ array, labels }: Term, kept: ReadonlySet<Label>): Term {
  const axes = [...labels.keys()].filter((axis) => !kept.has(labels[axis]!));
  if (axes.length === 0) return { array, labels };
  return {
    array: reduce(sumFold, 0, array, axes, false, 'float64'),
    labels: labels.filter((label) => kept.has(label)),
  };
}

/** With the axes in the order of `labels`; labels that the term lacks are axes of 1. */
function arranged(term: Term, labels: readonly Label[]): NdArray {
  const present = labels.filter((label) => term.labels.includes(label));
  const turned = permuted(
    term.array,
    present.map((label) => term.labels.indexOf(label)),
  );
  return reshaped(
    turned,
    labels.map((label) => (term.labels.includes(label) ? term.array.shape[term.labels.indexOf(label)]! : 1)),
  );
}

/** The product of two terms, summed over what neither `kept` nor anything else needs: one product of matrices. */
function product(a: Term, b: Term, kept: ReadonlySet<Label>, extents: ReadonlyMap<Label, number>, tick: Tick): Term {
  const shared = a.labels.filter((label) => b.labels.includes(label));
  const batch = shared.filter((label) => kept.has(label));
  const inner = shared.filter((label) => !kept.has(label));
  const left = a.labels.filter((label) => !shared.includes(label));
  const right = b.labels.filter((label) => !shared.includes(label));
  const extentsOf = (labels: readonly Label[]) => labels.map((label) => extents.get(label)!);
  const own = (term: Term, labels: readonly Label[]) =>
    labels.map((label) => term.array.shape[term.labels.indexOf(label)]!);
  // Shared axes of 1 that are longer in the other term are stretched.
  const wide = (term: Term, ...groups: (readonly Label[])[]) => {
    const all = groups.flat();
    const shape = all.map((label) => (shared.includes(label) ? extents.get(label)! : own(term, [label])[0]!));
    const stretched = expanded(arranged(term, all), shape);
    return reshaped(
      stretched,
      groups.map((group) => sizeOf(group.map((label) => shape[all.indexOf(label)]!))),
    );
  };
  const found = matmul(wide(a, batch, left, inner), wide(b, batch, inner, right), 'float64', tick);
  const shape = [...extentsOf(batch), ...own(a, left), ...own(b, right)];
  return { array: reshaped(found, shape), labels: [...batch, ...left, ...right] };
}

/** The contraction of arrays, from left to right; the result has the axes of `output`, stretched where none has them. */
export function contract(
  arrays: readonly NdArray[],
  { inputs, output, extents }: Contraction,
  dtype: Dtype,
  tick: Tick,
): NdArray {
  const terms = arrays.map((array, k) => withoutRepeats({ array, labels: inputs[k]! }));
  let term: Term | null = null;
  for (const [k, next] of terms.entries()) {
    const later = new Set([...output, ...terms.slice(k + 1).flatMap(({ labels }) => labels)]);
    // An axis of 1 that is longer elsewhere stays until it meets the other.
    const own = summed(next, new Set([...later, ...(term?.labels ?? [])]));
    term = term === null ? own : product(term, own, later, extents, tick);
    term = summed(term, later);
  }
  const shape = output.map((label) => extents.get(label)!);
  const found = expanded(arranged(term!, output), shape);
  return found.dtype === dtype ? found : rounding(found, dtype);
}

function rounding(a: NdArray, dtype: Dtype): NdArray {
  return reduce(sumFold, 0, a, [], false, dtype);
}
