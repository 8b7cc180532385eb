import type { Flow } from '../src/engine/ops/flow';
import type { Graph } from '../src/graph/model';
import { h, setAttribute, setText } from './dom';
import { flowIcon } from './icons';

const meanings: Readonly<Record<Flow, string>> = {
  distributes: 'add, subtract: every input gets the gradient as it is (or with its sign turned).',
  routes: 'max, min, abs: the gradient takes one way, the others get nothing.',
  swaps: 'multiply, divide: each input gets the gradient times the value of the other.',
  scales: 'tanh, exp, powers: the one input gets a multiple of the gradient.',
  blocks: 'floor, round, comparisons: no gradient gets through.',
};

const flows = Object.keys(meanings) as Flow[];

/** The five patterns with how many gates have each. A pressed one stands out: all gates of other patterns are dimmed. */
export class Legend {
  readonly element: HTMLElement;
  readonly #buttons = new Map<Flow, { readonly button: HTMLButtonElement; readonly count: HTMLElement }>();

  constructor(toggle: (flow: Flow) => void) {
    for (const flow of flows) {
      const count = h('span', { class: 'legend-count' });
      const button = h(
        'button',
        {
          class: `legend-item flow-${flow}`,
          type: 'button',
          title: `${flow}: ${meanings[flow]}`,
          onclick: () => toggle(flow),
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
      { class: 'legend', 'aria-label': 'How gates pass gradient on' },
      ...[...this.#buttons.values()].map(({ button }) => button),
    );
  }

  show(graph: Graph, emphasised: readonly Flow[]): void {
    for (const [flow, { button, count }] of this.#buttons) {
      const gates = graph.gates.filter((gate) => gate.flow === flow).length;
      setText(count, gates === 0 ? '' : String(gates));
      setAttribute(button, 'aria-pressed', String(emphasised.includes(flow)));
      setAttribute(button, 'aria-label', `${flow} ${gates === 1 ? '1 gate' : `${gates} gates`}`);
      button.classList.toggle('is-absent', gates === 0);
      button.disabled = gates === 0 && !emphasised.includes(flow);
    }
  }
}
