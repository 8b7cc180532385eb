import type { Passes, PassVariable, PassView } from '../src/protocol';
import { shortNumber } from '../src/text/numberFormat';
import { passName } from '../src/text/passName';
import { fullData, shortData } from './dataText';
import { h, setAttribute, setText } from './dom';
import { icon } from './icons';

export interface TimelineEvents {
  /** Shows a pass in place of the result, from 0; null for the result. */
  readonly show: (pass: number | null) => void;
  /** What a pass did to its variables; null when it is no longer known. */
  readonly fetch: (pass: number) => Promise<PassView | null>;
}

/** Variables that are told of a pass; the graph has all of them. */
const VARIABLES = 24;

/**
 * Between the toolbar and the picture: the curve of what the code made smaller with its own backward sweeps, a scrubber
 * through them, and what the chosen one did to each variable.
 */
export class Timeline {
  readonly element: HTMLElement;
  readonly #curve = curve();
  readonly #scale = h('span', { class: 'timeline-scale', title: 'The curve has the logarithm of the loss' }, 'log');
  readonly #marker = h('span', { class: 'timeline-marker', 'aria-hidden': 'true' });
  readonly #text = h('span', { class: 'scrubber-text' });
  readonly #loss = h('span', { class: 'timeline-loss' });
  readonly #slider: HTMLInputElement;
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;
  readonly #back: HTMLButtonElement;
  readonly #variables = h('div', {
    class: 'timeline-variables',
    role: 'region',
    'aria-label': 'What the step did',
    'aria-live': 'polite',
    tabindex: '0',
  });
  #passes: Passes | null = null;
  #result = '';
  #shown: number | null = null;
  #asked = '';

  constructor(readonly events: TimelineEvents) {
    this.#slider = h('input', {
      class: 'scrubber-slider timeline-slider',
      type: 'range',
      min: '1',
      step: '1',
      'aria-label': 'Pass',
      oninput: () => this.events.show(Number(this.#slider.value) - 1),
    });
    const step = (by: number) => () => this.events.show((this.#shown ?? (this.#passes?.count ?? 1) - 1) + by);
    this.#previous = h(
      'button',
      { class: 'tool', type: 'button', title: 'Previous pass', 'aria-label': 'Previous pass', onclick: step(-1) },
      icon('previous'),
    );
    this.#next = h(
      'button',
      { class: 'tool', type: 'button', title: 'Next pass', 'aria-label': 'Next pass', onclick: step(1) },
      icon('next'),
    );
    this.#back = h(
      'button',
      { class: 'link', type: 'button', title: 'Back to the output', onclick: () => this.events.show(null) },
      'Output',
    );
    this.element = h(
      'section',
      { class: 'timeline', 'aria-label': 'Passes', hidden: true },
      h('div', { class: 'timeline-curve' }, this.#curve, this.#scale, this.#marker, this.#slider),
      h(
        'div',
        { class: 'timeline-line' },
        this.#previous,
        this.#next,
        this.#text,
        this.#loss,
        h('span', { class: 'timeline-space' }),
        this.#back,
      ),
      this.#variables,
    );
  }

  /** `shown` is the pass that is asked for; its picture may be on its way. */
  show(result: string, passes: Passes | null, shown: number | null): void {
    if (passes === null) {
      this.element.hidden = true;
      this.#passes = null;
      return;
    }
    // A single pass is the graph below; it is told here only if its step changed something.
    const isSingle = passes.count === 1;
    if (!isSingle || shown !== null) this.element.hidden = false;
    else if (result !== this.#result || this.#passes === null) this.element.hidden = true;
    this.element.classList.toggle('is-single', isSingle);
    if (passes !== this.#passes) this.#draw(passes);
    this.#passes = passes;
    this.#result = result;
    this.#shown = shown === null ? null : Math.min(shown, passes.count - 1);
    const at = this.#shown ?? passes.count - 1;
    this.#slider.max = String(passes.count);
    this.#slider.value = String(at + 1);
    const { count } = passes;
    const whole = isSingle ? 'What the step did' : `${count} passes`;
    setText(this.#text, this.#shown === null ? whole : `pass ${at + 1} of ${count}`);
    setAttribute(this.#slider, 'aria-valuetext', `pass ${at + 1} of ${count}`);
    const known = passes.losses.findLast(({ pass }) => pass <= at);
    this.#loss.hidden = isSingle;
    setText(this.#loss, known === undefined ? '' : `${passName(passes)} ${shortNumber(known.loss)}`);
    this.#previous.disabled = at === 0;
    this.#next.disabled = this.#shown !== null && at === count - 1;
    this.#back.hidden = this.#shown === null;
    this.element.classList.toggle('is-whole', this.#shown === null);
    this.#marker.style.left = `${count === 1 ? 50 : (100 * at) / (count - 1)}%`;
    void this.#tell();
  }

  async #tell(): Promise<void> {
    const isSingle = this.#passes?.count === 1;
    const pass = this.#shown ?? (isSingle ? 0 : null);
    const asked = `${this.#result} ${pass}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    if (pass === null) {
      this.#variables.replaceChildren();
      return;
    }
    const view = await this.events.fetch(pass);
    if (asked !== this.#asked || this.#passes === null) return;
    const all = (view?.variables ?? []).filter((variable) => !isSingle || isChanged(variable));
    const rows = all.slice(0, VARIABLES).map(variableRow);
    const more = all.length - rows.length;
    this.#variables.replaceChildren(...rows, ...(more > 0 ? [h('span', { class: 'dim' }, `${more} more`)] : []));
    if (isSingle && rows.length > 0) this.element.hidden = false;
    if (view !== null) setText(this.#loss, `${passName(this.#passes)} ${shortNumber(view.loss)}`);
  }

  #draw({ losses, count }: Passes): void {
    this.#curve.querySelector('path')!.setAttribute('d', curvePath(losses, count));
    this.#scale.hidden = !isLogarithmic(losses);
  }
}

function isChanged({ before, after }: PassVariable): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}

/** `w 0.5 → 0.62  ∂ −1.2`: what the pass's step did. */
function variableRow({ name, before, gradient, after, shape, statistics }: PassVariable): HTMLElement {
  // Where room is short, the line breaks between the two before it breaks in them.
  const value = (text: string) => h('span', { class: 'timeline-value' }, text);
  return h(
    'div',
    { class: 'timeline-variable' },
    h('b', { title: name }, name),
    h(
      'span',
      { title: `from ${fullData(before)}\nto ${fullData(after)}` },
      value(shortData(before, shape, statistics?.before)),
      ' ',
      value(`→ ${shortData(after, shape, statistics?.after)}`),
    ),
    h(
      'span',
      { class: 'dim', title: `∂ ${fullData(gradient)}` },
      `∂ ${shortData(gradient, shape, statistics?.gradient)}`,
    ),
  );
}

const WIDTH = 1000;
const HEIGHT = 100;

function curve(): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('vector-effect', 'non-scaling-stroke');
  svg.append(path);
  return svg;
}

type Losses = Passes['losses'];

/** Losses that span more than two powers of ten are drawn by their logarithm, or the curve would lie on its ground. */
function isLogarithmic(losses: Losses): boolean {
  const numbers = losses.map(({ loss }) => Number(loss)).filter(Number.isFinite);
  const low = Math.min(...numbers);
  return low > 0 && Math.max(...numbers) / low > 100;
}

/**
 * The curve from the first pass at the left to the last at the right; what is not finite leaves a gap.
 */
export function curvePath(losses: Losses, count: number): string {
  const numbers = losses.map(({ loss }) => Number(loss)).filter(Number.isFinite);
  if (numbers.length === 0) return '';
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const isLog = isLogarithmic(losses);
  const scale = (loss: number) => (isLog ? Math.log(loss) : loss);
  const [bottom, top] = [scale(low), scale(high)];
  let isDown = false;
  const parts: string[] = [];
  for (const { pass, loss } of losses) {
    const number = Number(loss);
    if (!Number.isFinite(number)) {
      isDown = false;
      continue;
    }
    const x = count === 1 ? WIDTH / 2 : (WIDTH * pass) / (count - 1);
    const share = top === bottom ? 0.5 : (scale(number) - bottom) / (top - bottom);
    const y = HEIGHT - 6 - share * (HEIGHT - 12);
    parts.push(`${isDown ? 'L' : 'M'}${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`);
    isDown = true;
  }
  return parts.join('');
}
