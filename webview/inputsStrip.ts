import type { Check, HandGradient, InputResult } from '../src/protocol';
import type { ShownInput } from '../src/text/lastPass';
import { h } from './dom';
import { icon } from './icons';
import { InputElements } from './inputElements';
import { InputRow, type RowInput } from './inputRow';

export interface InputsEvents {
  readonly set: (name: string, code: string) => void;
  readonly reset: () => void;
  readonly write: () => void;
}

/** The inputs below the graph: a field and for a scalar a slider each, and the gradient that arrives. */
export class InputsStrip {
  readonly element: HTMLElement;
  readonly #rows = new Map<string, InputRow>();
  readonly #elements = new Map<string, InputElements>();
  readonly #list = h('div', { class: 'inputs-list' });
  readonly #actions: HTMLElement;
  readonly #write: HTMLButtonElement;
  #inputs: readonly ShownInput[] = [];

  constructor(readonly events: InputsEvents) {
    this.#write = h(
      'button',
      { class: 'button', type: 'button', title: 'Write these values into the code', onclick: events.write },
      icon('write'),
      'Write to code',
    );
    this.#actions = h(
      'div',
      { class: 'inputs-actions is-idle' },
      h(
        'button',
        { class: 'button secondary', type: 'button', title: 'Back to the values of the code', onclick: events.reset },
        icon('reset'),
        'Reset',
      ),
      this.#write,
    );
    const scroll = h('div', { class: 'inputs-scroll' }, this.#list);
    this.element = h('section', { class: 'inputs', 'aria-label': 'Inputs' }, scroll, this.#actions);
  }

  /** What finite differences say of each input, as far as it is known. */
  showChecks(of: (name: string) => readonly Check[]): void {
    for (const [name, row] of this.#rows) row.showCheck(of(name));
  }

  /** Gradients of inputs that the code derives itself. */
  showDerived(derived: readonly HandGradient[]): void {
    for (const [name, row] of this.#rows) row.showDerived(derived.find(({ input }) => input === name));
  }

  show(inputs: readonly ShownInput[], canWriteToCode: boolean): void {
    this.#inputs = inputs;
    const names = new Set(inputs.map((input) => input.name));
    for (const [name, row] of this.#rows) {
      if (names.has(name)) continue;
      row.element.remove();
      this.#rows.delete(name);
      this.#elements.delete(name);
    }
    inputs.forEach((input, index) => {
      let row = this.#rows.get(input.name);
      if (row === undefined) {
        row = new InputRow(input.name, (code) => this.#set(input.name, code));
        this.#rows.set(input.name, row);
        const elements = new InputElements(input.name, (code) => this.events.set(input.name, code));
        this.#elements.set(input.name, elements);
        row.element.append(elements.element);
      }
      row.show(asNumber(input));
      this.#elements.get(input.name)!.show(input);
      // Moved only when it is elsewhere: moving an element takes the focus from its field.
      const there = this.#list.children[index] ?? null;
      if (there !== row.element) this.#list.insertBefore(row.element, there);
    });
    this.element.hidden = inputs.length === 0;
    this.#actions.classList.toggle('is-idle', !inputs.some((input) => input.overridden));
    this.#write.disabled = !canWriteToCode;
  }

  /** A number typed for a tensor without axes goes into the code that makes it. */
  #set(name: string, code: string): void {
    const input = this.#inputs.find((candidate) => candidate.name === name);
    const scalar = input !== undefined && isScalarTensor(input) && /^[-+]?[\d.]/.test(code);
    this.events.set(name, scalar ? input.valueCode.replace(SCALAR, `$1${code}`) : code);
  }
}

/** The number in `tf.scalar(0.5)` and in `torch.tensor(3.0, requires_grad=True)`. */
const SCALAR = /(\b(?:scalar|tensor|variable|Tensor|Parameter)\(\s*)([^,()]+)(?=[,)])/;

function isScalarTensor({ dtype, shape, isFixed }: InputResult): boolean {
  return dtype !== undefined && shape?.length === 0 && !isFixed;
}

/**
 * A tensor without axes is edited as the number that the code makes it of: training may have given it another since. Where
 * the code has none, such as `torch.rand(())`, a number alone would make something else of the variable.
 */
function asNumber(input: ShownInput): RowInput {
  if (!isScalarTensor(input)) return input;
  const code = SCALAR.exec(input.valueCode)?.[2]?.trim();
  if (code === undefined) return { ...input, isNumber: false };
  const number = Number(code);
  return { ...input, valueCode: code, value: Number.isFinite(number) ? number : input.value };
}
