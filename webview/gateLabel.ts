import type { Gate, Graph } from '../src/graph/model';
import { isFold } from '../src/text/compositeText';
import { callName, gradText, type Label, labelOf, valueText } from '../src/text/label';
import { shortNumber } from '../src/text/numberFormat';
import { flowTitle } from '../src/text/sentence';
import { h, setAttribute, setText } from './dom';
import { heatStrip } from './heat';
import { heatBackground } from './heatMatrix';
import { flowIcon, icon } from './icons';
import { signClass, sizeOf } from './sign';
import type { SweptGrad } from './sweepLook';

/** The two lines of a gate in the page; patched in place while only its numbers change. */
export class GateLabel {
  readonly element: HTMLElement;
  readonly #name = h('b', { class: 'gate-name' });
  readonly #formula = h('span', { class: 'gate-formula' });
  readonly #count = h('span', { class: 'gate-count' });
  readonly #strip = h('span', { class: 'gate-strip', 'aria-hidden': 'true' });
  readonly #shape = h('span', { class: 'gate-shape' });
  readonly #valueHeat = h('span', { class: 'gate-heat', 'aria-hidden': 'true' });
  readonly #gradHeat = h('span', { class: 'gate-heat', 'aria-hidden': 'true' });
  readonly #value = h('span', { class: 'gate-value' });
  readonly #grad = h('span', { class: 'gate-grad' });
  readonly #mark = h('span', { class: 'gate-mark' });
  readonly #texts = [this.#name, this.#formula, this.#shape, this.#value, this.#grad];
  /** Forms of the text that are known to fit. */
  readonly #fitting = new Set<string>();
  #drawnMark = '';

  constructor() {
    this.element = h(
      'div',
      { class: 'gate-label' },
      h('div', { class: 'gate-line' }, this.#mark, this.#name, this.#formula, this.#shape, this.#count),
      h(
        'div',
        { class: 'gate-line gate-numbers' },
        h('span', { class: 'gate-number' }, this.#valueHeat, this.#value),
        h('span', { class: 'gate-number' }, this.#gradHeat, this.#grad),
      ),
      this.#strip,
    );
  }

  /**
   * `compact` gates leave out the formula and the terms of a fork's sum; their numbers stand below each other. `swept` is
   * how far the gradient is, where the reader steps through the sweep.
   */
  patch(graph: Graph, gate: Gate, compact: boolean, unhealthy: boolean, swept: SweptGrad | null = null): void {
    const label = labelOf(graph, gate, swept?.fork);
    // What is a fork is so at every step.
    const isFork = swept === null ? label.isFork : labelOf(graph, gate).isFork;
    this.#patchMark({ ...label, isFork }, isFold(gate), unhealthy);
    const name = clipped(label.name, compact ? 13 : 22);
    setText(this.#name, name);
    // A variable's name is enough where room is short; a sign alone says little.
    const room = compact ? (gate.name === null ? COMPACT_LINE : 0) : LINE;
    setText(this.#formula, room === 0 ? '' : cutOff(label.formula, room - name.length));
    setText(this.#count, label.count);
    setText(this.#shape, label.shape);
    const isThere = swept === null || swept.state === 'complete';
    this.#strip.style.background = gate.fold && isThere ? heatStrip(gate.fold.strip.map(({ grad }) => grad)) : '';
    setText(this.#value, label.value);
    this.#patchHeat(gate, isThere);
    if (!isThere) {
      const { sum } = swept;
      setText(this.#grad, sum === null ? '∂ …' : `∂ ${shortNumber(sum)}${compact ? '+…' : ' + …'}`);
      setAttribute(this.#grad, 'class', `gate-grad ${sum === null ? 'sign-zero' : signClass(sum)}`);
      return;
    }
    setText(this.#grad, compact && label.isFork ? `∂ ${gradText(gate)}` : label.grad);
    setAttribute(this.#grad, 'class', `gate-grad ${gradClass(gate)}`);
  }

  /**
   * True when the text needs more room than the gate was drawn with. Asking the page would have it laid out; figures are
   * of one width, so texts that differ in their digits alone need the same.
   */
  get overflows(): boolean {
    const form = [this.#drawnMark, ...this.#texts.map((text) => text.textContent.replace(/\d/g, '0'))].join('|');
    if (this.#fitting.has(form)) return false;
    const overflows = this.element.scrollWidth > this.element.clientWidth;
    if (!overflows) this.#fitting.add(form);
    return overflows;
  }

  #patchHeat({ tensor, kind }: Gate, isThere: boolean): void {
    this.element.classList.toggle('is-tensor', tensor !== undefined);
    this.#valueHeat.style.background = tensor === undefined ? '' : heatBackground(tensor.value);
    const hasGrad = tensor !== undefined && isThere && kind !== 'constant';
    this.#gradHeat.style.background = hasGrad ? heatBackground(tensor.grad) : '';
  }

  #patchMark(label: Label, folded: boolean, unhealthy: boolean): void {
    const mark = `${label.flow ?? ''}${label.isFork ? ' fork' : ''}${folded ? ' fold' : ''}${unhealthy ? ' unhealthy' : ''}`;
    if (mark === this.#drawnMark) return;
    this.#drawnMark = mark;
    this.#mark.replaceChildren(
      ...(label.flow === null ? [] : [flowIcon(label.flow)]),
      ...(label.isFork ? [icon('fork')] : []),
      ...(folded ? [icon('fold')] : []),
      ...(unhealthy ? [icon('warning')] : []),
    );
  }
}

/** The class that colours a gate's gradient by its sign; of several gradients only where all have one. */
export function gradClass({ values, grad, fold, tensor }: Gate): string {
  if (tensor !== undefined) {
    const size = sizeOf({ contribution: null, tensor: { shape: [], contribution: tensor.grad.statistics } });
    return size === null ? '' : signClass(size);
  }
  if (values === undefined) return signClass(grad);
  // The text says NaN where a single one is.
  if (fold ? fold.grad.nan > 0 : values.some((one) => one.grad === 'NaN')) return signClass('NaN');
  if (!fold) return '';
  const size = sizeOf({
    contribution: null,
    spread: { count: fold.count, least: fold.grad.least, most: fold.grad.most },
  });
  return size === null ? '' : signClass(size);
}

/** Characters in a gate's first line; the formula has what the name leaves. */
const LINE = 34;

const COMPACT_LINE = 10;

/** The beginning of a formula; nothing where that would be hardly more than a piece of its first name. */
function cutOff(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = text.slice(0, Math.max(length - 1, 0)).replace(/[\s…]+$/, '');
  return kept.includes('…') || kept.length < 4 ? '' : `${kept}…`;
}

/** `net.hidden.weight`: the last names tell most. */
const PATH = /^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}\p{N}_$]+)+$/u;

/** A long name without its middle, since the ends tell names apart; a path without its first names. The card has all of it. */
function clipped(name: string, length: number): string {
  if (name.length <= length) return name;
  if (PATH.test(name)) {
    const steps = name.split('.');
    const ends = [name, ...steps.map((_, k) => `…${steps.slice(k + 1).join('.')}`).slice(0, -1)];
    const end = ends.find((each) => each.length <= length + 1);
    if (end !== undefined) return end;
  }
  const half = (length - 1) / 2;
  return `${name.slice(0, Math.ceil(half))}…${name.slice(name.length - Math.floor(half))}`;
}

/** What a screen reader says of a gate: `gate y, 12, gradient 4, mul swaps`. */
export function spokenGate(gate: Gate, unhealthy = false, swept: SweptGrad | null = null): string {
  const kind = gate.kind === 'gate' ? 'gate' : gate.kind;
  const parts = [`${kind} ${callName(gate)}`, valueText(gate)];
  if (gate.kind !== 'constant') parts.push(`gradient ${spokenGrad(gate, swept)}`);
  if (gate.flow !== null) parts.push(flowTitle(gate));
  if (isFold(gate)) parts.push(gate.count === 1 ? 'folded' : `folded from ${gate.count} gates`);
  if (gate.isOutput) parts.push('output');
  if (unhealthy) parts.push('unhealthy');
  return parts.join(', ');
}

function spokenGrad(gate: Gate, swept: SweptGrad | null): string {
  if (swept === null || swept.state === 'complete') return gradText(gate);
  return swept.sum === null ? 'not there yet' : `${shortNumber(swept.sum)} so far`;
}
