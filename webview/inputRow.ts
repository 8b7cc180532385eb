import type { Check, HandGradient } from '../src/protocol';
import type { ShownInput } from '../src/text/lastPass';
import { shortNumber } from '../src/text/numberFormat';
import { checkMark, handMark } from './checkView';
import { dataSign, fullData, shortData } from './dataText';
import { h, setAttribute, setText } from './dom';
import { fieldText } from './fieldText';
import { formatStepped, sliderRange } from './slider';
import { keepingPoint } from './valueCode';

/** How long typing must rest before the value is taken without Enter. */
const PAUSE = 450;

/** What a row shows of an input, or of one number of it. */
export interface RowInput
  extends Pick<ShownInput, 'value' | 'grad' | 'held' | 'shape' | 'valueCode' | 'used' | 'overridden' | 'isFixed'> {
  /** False for a single number that the code does not spell. */
  readonly isNumber?: boolean;
}

/** Of a long name the middle gives way: what tells names apart stands at their ends as often as not. */
function nameParts(name: string): readonly (HTMLElement | string)[] {
  if (name.length <= SHORT) return [name];
  return [
    h('span', { class: 'name-start' }, name.slice(0, -TAIL)),
    h('span', { class: 'name-end' }, name.slice(-TAIL)),
  ];
}

const SHORT = 7;
const TAIL = 3;

/** The gradient with every digit, and what `.grad` holds in the end where the code has changed it since. */
function gradTitle({ grad, held }: RowInput): string {
  if (grad === null) return '';
  const end = held === undefined ? '' : `\nIn the end .grad is ${held === null ? 'None' : fullData(held)}`;
  return `∂ ${fullData(grad)}${end}`;
}

/** One input: its name, a field and for a number a slider, and the gradient that arrives. */
export class InputRow {
  readonly element: HTMLElement;
  readonly #field: HTMLInputElement;
  readonly #slider: HTMLInputElement;
  /** The value itself, where it cannot be set. */
  readonly #value = h('span', { class: 'input-value', hidden: true });
  readonly #grad = h('span', { class: 'input-grad' });
  #check = checkMark([]);
  #checks: readonly Check[] = [];
  #hand: HTMLElement | null = null;
  #derived = '';
  readonly #name: HTMLElement;
  #code = '';
  /** Numbers of its value, where it is rectangular. */
  #size: number | undefined;
  /** What the user typed and was not sent yet. */
  #typed = false;
  #timer = 0;
  #frame = 0;
  #sliding = false;

  constructor(
    readonly name: string,
    readonly set: (code: string) => void,
    /** What stands in the row, where that is not the whole name. */
    brief = name,
  ) {
    this.#name = h('span', { class: 'input-name', title: name }, ...nameParts(brief));
    this.#field = h('input', {
      class: 'input-field',
      type: 'text',
      spellcheck: 'false',
      autocomplete: 'off',
      'aria-label': `Value of ${name}`,
      oninput: () => this.#type(),
      onkeydown: (event: KeyboardEvent) => this.#key(event),
      onblur: () => {
        this.#commit();
        this.#field.value = this.#code;
      },
    });
    this.#slider = h('input', {
      class: 'input-slider',
      type: 'range',
      'aria-label': `Slide ${name}`,
      oninput: () => this.#slide(),
      onpointerdown: () => {
        this.#sliding = true;
      },
      onpointerup: () => this.#release(),
      onpointercancel: () => this.#release(),
      onchange: () => this.#release(),
    });
    this.element = h(
      'div',
      { class: 'input-row', 'data-input': name },
      this.#name,
      this.#field,
      this.#slider,
      this.#value,
      h('span', { class: 'input-end' }, this.#grad, this.#check),
    );
  }

  show(input: RowInput): void {
    const { isFixed = false } = input;
    const scalar = typeof input.value === 'number' && input.shape?.length === 0 && input.isNumber !== false && !isFixed;
    this.#code = fieldText(input.valueCode);
    this.#size = input.shape?.reduce((size, extent) => size * extent, 1);
    if (document.activeElement !== this.#field && !this.#sliding) this.#field.value = this.#code;
    this.#field.title = scalar ? this.#code : fullData(input.value);
    this.#field.hidden = isFixed;
    this.#slider.hidden = !scalar;
    this.#value.hidden = !isFixed;
    if (isFixed) {
      setText(this.#value, shortData(input.value, input.shape));
      this.#value.title = `${fullData(input.value)}\nwhen the code has run, made by ${this.#code}`;
    }
    if (scalar && !this.#sliding) this.#fitSlider(input.value as number);
    setText(this.#grad, input.grad === null ? '' : `∂ ${shortData(input.grad, input.shape)}`);
    this.#grad.title = gradTitle(input);
    setAttribute(this.#grad, 'class', `input-grad ${dataSign(input.grad)}`);
    this.element.classList.toggle('is-unused', !input.used);
    this.element.classList.toggle('is-overridden', input.overridden);
    this.element.classList.toggle('is-array', !scalar && !isFixed);
    this.element.classList.toggle('is-fixed', isFixed);
    this.#name.title = input.used ? this.name : `${this.name}: nothing of it reaches the output`;
  }

  /** What a gradient says that the code derives itself. */
  showDerived(hand: HandGradient | undefined): void {
    const derived = JSON.stringify(hand ?? null);
    if (derived === this.#derived) return;
    this.#derived = derived;
    this.#hand?.remove();
    this.#hand = handMark(hand);
    if (this.#hand) this.#grad.before(this.#hand);
  }

  showCheck(checks: readonly Check[]): void {
    if (checks === this.#checks || (checks.length === 0 && this.#checks.length === 0)) return;
    this.#checks = checks;
    const mark = checkMark(checks, this.#size);
    this.#check.replaceWith(mark);
    this.#check = mark;
  }

  #type(): void {
    this.#typed = true;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#commit(), PAUSE);
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Enter') this.#commit();
    else if (event.key === 'Escape') {
      window.clearTimeout(this.#timer);
      this.#typed = false;
      this.#field.value = this.#code;
    } else if (
      (event.key === 'ArrowUp' || event.key === 'ArrowDown') &&
      this.#stepped(event.key === 'ArrowUp' ? 1 : -1, event.shiftKey)
    ) {
      event.preventDefault();
    } else return;
    event.stopPropagation();
  }

  /** Steps a plain number up or down by the unit of its last digit; false when the field holds something else. */
  #stepped(way: number, big: boolean): boolean {
    const text = this.#field.value.trim();
    if (!/^-?\d*\.?\d+$/.test(text)) return false;
    const digits = text.split('.')[1]?.length ?? 0;
    const step = (big ? 10 : 1) * 10 ** -digits;
    this.#field.value = (Number(text) + way * step).toFixed(digits);
    this.#typed = true;
    this.#commit();
    return true;
  }

  #commit(): void {
    window.clearTimeout(this.#timer);
    const code = this.#field.value.trim();
    if (!this.#typed || code === '') return;
    this.#typed = false;
    if (code === this.#code) return;
    this.#code = code;
    // At once: the result may take its time.
    if (!this.#slider.hidden && Number.isFinite(Number(code))) this.#fitSlider(Number(code));
    this.set(code);
  }

  /** Sends the slider's value at most once a frame. */
  #slide(): void {
    const { min, max, step, value } = this.#slider;
    const code = keepingPoint(this.#code, formatStepped(Number(value), Number(step), Number(min), Number(max)));
    this.#field.value = code;
    this.#slider.style.setProperty('--share', String((Number(value) - Number(min)) / (Number(max) - Number(min))));
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      // What the field says by now: a result of an earlier position may have come in between.
      if (this.#field.value !== this.#code) this.set(this.#field.value);
    });
  }

  #release(): void {
    this.#sliding = false;
    this.#fitSlider(Number(this.#slider.value));
  }

  #fitSlider(value: number): void {
    if (!Number.isFinite(value)) return;
    const range = sliderRange(
      value,
      Number(this.#slider.min),
      Number(this.#slider.max),
      this.#slider.hasAttribute('min'),
    );
    this.#slider.min = String(range.min);
    this.#slider.max = String(range.max);
    this.#slider.step = String(range.step);
    this.#slider.value = String(value);
    this.#slider.title = `from ${shortNumber(range.min)} to ${shortNumber(range.max)}`;
    this.#slider.style.setProperty('--share', String((value - range.min) / (range.max - range.min)));
  }
}
