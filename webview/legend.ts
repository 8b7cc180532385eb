import type { Flow } from '../src/engine/ops/flow';
import type { Gate, Graph } from '../src/graph/model';
import type { Card } from '../src/text/card';
import { h, prose, setAttribute, setText } from './dom';
import { flowIcon } from './icons';

const meanings: Readonly<Record<Flow, string>> = {
  distributes: 'add, subtract: every input gets the gradient as it is (or with its sign turned).',
  routes: 'max, min, abs: the gradient takes one way, the others get nothing.',
  swaps: 'multiply, divide: each input gets the gradient times the value of the other.',
  scales: 'tanh, exp, powers: the one input gets a multiple of the gradient.',
  blocks: 'floor, round, comparisons: no gradient gets through.',
};

const flows = Object.keys(meanings) as Flow[];

export interface LegendEvents {
  readonly toggle: (flow: Flow) => void;
  /** The card of a gate, for the sentence about it. */
  readonly card: (gate: string) => Promise<Card | null>;
  /** Makes gates stand out; none when the list is empty. */
  readonly mark: (gates: readonly string[]) => void;
}

/**
 * The five patterns with how many gates have each. A pressed one stands out: all gates of other patterns are dimmed. The
 * pointer or the focus on one tells what it means, by a gate of this very graph.
 */
export class Legend {
  readonly element: HTMLElement;
  readonly #buttons = new Map<Flow, { readonly button: HTMLButtonElement; readonly count: HTMLElement }>();
  readonly #note = h('div', { class: 'legend-note', id: 'legend-note', role: 'tooltip', hidden: true });
  #graph: Graph | null = null;
  #explained: Flow | null = null;

  constructor(readonly events: LegendEvents) {
    for (const flow of flows) {
      const count = h('span', { class: 'legend-count' });
      const explain = () => this.#explain(flow);
      const leave = () => this.#explain(null);
      const button = h(
        'button',
        {
          class: `legend-item flow-${flow}`,
          type: 'button',
          'aria-describedby': 'legend-note',
          onclick: () => button.getAttribute('aria-disabled') === 'false' && events.toggle(flow),
          onpointerenter: explain,
          onpointerleave: leave,
          onfocus: explain,
          onblur: leave,
        },
        flowIcon(flow),
        h('span', { class: 'legend-word' }, flow),
        ' ',
        count,
      );
      this.#buttons.set(flow, { button, count });
    }
    this.element = h(
      'section',
      {
        class: 'legend',
        'aria-label': 'How gates pass gradient on',
        onkeydown: (event: KeyboardEvent) => {
          if (event.key !== 'Escape' || this.#explained === null) return;
          event.preventDefault();
          this.#explain(null);
        },
      },
      ...[...this.#buttons.values()].map(({ button }) => button),
      this.#note,
    );
  }

  show(graph: Graph, emphasised: readonly Flow[]): void {
    for (const [flow, { button, count }] of this.#buttons) {
      const gates = graph.gates.filter((gate) => gate.flow === flow).length;
      setText(count, gates === 0 ? '' : String(gates));
      setAttribute(button, 'aria-pressed', String(emphasised.includes(flow)));
      setAttribute(button, 'aria-label', `${flow} ${gates === 1 ? '1 gate' : `${gates} gates`}`);
      // Not disabled, since what is not in this graph can be explained, too.
      setAttribute(button, 'aria-disabled', String(gates === 0 && !emphasised.includes(flow)));
      button.classList.toggle('is-absent', gates === 0);
    }
    if (graph === this.#graph) return;
    this.#graph = graph;
    if (this.#explained !== null) void this.#showExample(this.#explained);
  }

  #explain(flow: Flow | null): void {
    if (flow === this.#explained) return;
    if (this.#explained !== null) this.events.mark([]);
    this.#explained = flow;
    this.#note.hidden = flow === null;
    if (flow === null) return;
    this.#note.replaceChildren(...this.#meaning(flow));
    void this.#showExample(flow);
  }

  #meaning(flow: Flow): HTMLElement[] {
    return [h('p', {}, h('b', { class: `flow-tag flow-${flow}` }, flowIcon(flow), flow), ` ${meanings[flow]}`)];
  }

  async #showExample(flow: Flow): Promise<void> {
    const graph = this.#graph;
    const gate = graph === null ? null : exampleOf(graph, flow);
    const card = gate === null ? null : await this.events.card(gate.id);
    if (this.#explained !== flow || this.#graph !== graph || gate === null || !card?.sentence) return;
    this.#note.replaceChildren(
      ...this.#meaning(flow),
      h('p', { class: 'legend-example' }, h('span', { class: 'dim' }, 'Here: '), ...prose(card.sentence)),
    );
    this.events.mark([gate.id]);
  }
}

/** The gate that shows a pattern best: of one value, with a gradient that is not zero, in a variable. */
export function exampleOf({ gates }: Pick<Graph, 'gates'>, flow: Flow): Gate | null {
  const worth = ({ fold, count, grad, name, operands }: Gate): number => {
    const isPlain = fold === undefined && count === 1;
    const flows = Number.isFinite(Number(grad)) && Number(grad) !== 0;
    const isNamed = operands.every((operand) => operand.gate !== null);
    return 8 * Number(isPlain) + 4 * Number(flows) + 2 * Number(isNamed) + Number(name !== null);
  };
  const fitting = gates.filter((gate) => gate.flow === flow);
  return fitting.reduce<Gate | null>((best, gate) => (best === null || worth(gate) > worth(best) ? gate : best), null);
}
