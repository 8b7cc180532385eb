import type { Edge, Gate, Graph } from '../src/graph/model';
import type { Check, SnippetResult, VariableResult } from '../src/protocol';
import { elementCount } from '../src/text/checkText';
import { isFold } from '../src/text/compositeText';
import { edgeFigure } from '../src/text/edgeText';
import { callName, labelOf } from '../src/text/label';
import { shortNumber } from '../src/text/numberFormat';
import { standIn } from '../src/text/picture';
import { flowTitle } from '../src/text/sentence';
import { checkMark, handMark } from './checkView';
import { dataSign, fullData, shortData } from './dataText';
import { h } from './dom';
import { gradClass } from './gateLabel';
import { flowIcon, type IconName, icon } from './icons';
import { signClass, sizeOf } from './sign';

/**
 * The content of the graph as a table: each gate as it is drawn, below it what flows from it to each of its inputs; then
 * variables. Arrow keys, Home and End move from row to row, the name of an input leads to its own row.
 */
export class TableView {
  readonly element = h('div', { class: 'table-view', onkeydown: (event: KeyboardEvent) => this.#key(event) });

  constructor(
    readonly select: (gate: string) => void,
    /** What finite differences say of a gate, as far as it is known. */
    readonly checks: (gate: Gate) => readonly Check[],
  ) {}

  show(result: SnippetResult, selected: string | null): void {
    const { graph, variables } = result;
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.row : undefined;
    this.element.replaceChildren(
      ...(graph.gates.length === 0 ? [] : [this.#gates(result, selected)]),
      ...(variables.length === 0 ? [] : [this.#variables(variables)]),
      ...(graph.gates.length + variables.length === 0 ? [h('p', { class: 'dim' }, 'Nothing was computed.')] : []),
    );
    if (focused !== undefined) this.#focusRow(focused);
  }

  #gates({ graph, diagnostics, handGradients = [] }: SnippetResult, selected: string | null): HTMLElement {
    const unhealthy = new Set(diagnostics.map(({ gate }) => (gate === undefined ? '' : standIn(graph, gate))));
    return h(
      'table',
      { class: 'listing' },
      h('caption', { class: 'visually-hidden' }, 'Gates in the order of the computation'),
      headings('gate', 'value', '∂'),
      ...graph.gates.map((gate) => {
        const marks = unhealthy.has(gate.id) ? [mark('unhealthy', 'warning')] : [];
        const derived = gate.kind === 'input' ? handGradients.find(({ input }) => input === gate.name) : undefined;
        const hand = handMark(derived);
        if (hand) marks.push(hand);
        return this.#gate(graph, gate, selected === gate.id, marks);
      }),
    );
  }

  #gate(graph: Graph, gate: Gate, selected: boolean, health: readonly HTMLElement[]): HTMLElement {
    const name = callName(gate);
    const label = labelOf(graph, gate);
    const button = h(
      'button',
      {
        class: 'link listing-name',
        type: 'button',
        'data-row': gate.id,
        'aria-pressed': String(selected),
        onclick: () => this.select(gate.id),
      },
      name,
    );
    const formula =
      gate.formula !== '' && gate.formula !== name ? h('span', { class: 'dim formula' }, gate.formula) : null;
    const tag =
      gate.flow === null
        ? h('span', { class: 'dim' }, gate.kind)
        : h('span', { class: `flow-tag flow-${gate.flow}` }, flowIcon(gate.flow), flowTitle(gate));
    const marks = [
      ...(label.count === '' ? [] : [mark(label.count)]),
      ...(label.isFork ? [mark('fork', 'fork')] : []),
      ...(isFold(gate) ? [mark(gate.count === 1 ? 'folded' : `folded from ${gate.count} gates`, 'fold')] : []),
      ...(gate.isOutput ? [mark('output')] : []),
      ...health,
    ];
    return h(
      'tbody',
      { class: selected ? 'is-selected' : '' },
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, h('div', { class: 'listing-gate' }, button, formula, tag, ...marks)),
        h('td', { class: 'number' }, label.value),
        h(
          'td',
          { class: `number ${gradClass(gate)} ${label.isFork ? 'is-sum' : ''}` },
          label.grad.replace(/^∂ /, ''),
          this.#check(gate),
        ),
      ),
      ...graph.edges.filter(({ to }) => to === gate.id).map((edge) => this.#edge(graph, gate, edge)),
    );
  }

  /** What flows back over one edge of the drawing. */
  #edge(graph: Graph, gate: Gate, edge: Edge): HTMLElement {
    const { from, operand, local, carried } = edge;
    const own = gate.operands[operand];
    const source = graph.gates.find(({ id }) => id === from);
    const name = own?.gate === from ? own.label : source === undefined ? from : callName(source);
    const button = h(
      'button',
      {
        class: 'link listing-source',
        type: 'button',
        'data-row': `${gate.id} ${operand}`,
        title: 'Go to its row',
        onclick: () => this.#focusRow(from),
      },
      name,
    );
    const product = local === null ? '' : `${shortNumber(local)} × ${shortNumber(gate.grad)}`;
    return h(
      'tr',
      { class: 'listing-operand' },
      h(
        'th',
        { scope: 'row', colspan: 2 },
        h(
          'div',
          { class: 'listing-product' },
          h(
            'span',
            {},
            h('span', { class: 'dim' }, 'to '),
            button,
            carried ? h('span', { class: 'dim' }, ' of the turn before') : null,
          ),
          h('span', { class: 'dim' }, product),
        ),
      ),
      h('td', { class: `number ${signClass(sizeOf(edge))}` }, edge.cut ? 'cut off' : edgeFigure(edge)),
    );
  }

  get #rows(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('[data-row]')];
  }

  #focusRow(row: string): void {
    this.#rows.find(({ dataset }) => dataset.row === row)?.focus();
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = this.#rows;
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    rows[next]?.focus();
    event.preventDefault();
  }

  #check(gate: Gate): HTMLElement | null {
    const checks = this.checks(gate);
    return checks.length === 0 ? null : checkMark(checks, elementCount(gate));
  }

  #variables(variables: readonly VariableResult[]): HTMLElement {
    return h(
      'table',
      { class: 'listing' },
      h('caption', {}, 'Variables'),
      headings('name', 'value', '∂'),
      h(
        'tbody',
        {},
        ...variables.map((variable) =>
          h(
            'tr',
            {},
            h(
              'th',
              { scope: 'row' },
              variable.gate === null
                ? variable.name
                : h(
                    'button',
                    {
                      class: 'link listing-name',
                      type: 'button',
                      'data-row': `variable ${variable.name}`,
                      onclick: () => this.select(variable.gate!),
                    },
                    variable.name,
                  ),
            ),
            h('td', { class: 'number', title: fullData(variable.value) }, shortData(variable.value, variable.shape)),
            h(
              'td',
              { class: `number ${dataSign(variable.grad)}`, title: fullData(variable.grad) },
              shortData(variable.grad, variable.shape),
            ),
          ),
        ),
      ),
    );
  }
}

/** What the drawing shows by a sign or a line. */
function mark(text: string, sign?: IconName): HTMLElement {
  return h('span', { class: 'listing-mark dim' }, sign === undefined ? null : icon(sign), text);
}

function headings(...words: readonly string[]): HTMLElement {
  return h('thead', {}, h('tr', {}, ...words.map((word) => h('th', { scope: 'col' }, word))));
}
