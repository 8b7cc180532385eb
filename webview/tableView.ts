import type { Gate, Graph } from '../src/graph/model';
import type { Check, SnippetResult, VariableResult } from '../src/protocol';
import { callName, gradText, valueText } from '../src/text/label';
import { shortNumber } from '../src/text/numberFormat';
import { checkMark } from './checkView';
import { dataSign, fullData, shortData } from './dataText';
import { h } from './dom';
import { flowIcon } from './icons';
import { signClass } from './sign';

/** The content of the graph as a table: each gate, below it what flows from it to each of its inputs; then variables. */
export class TableView {
  readonly element = h('div', { class: 'table-view' });

  constructor(
    readonly select: (gate: string) => void,
    /** What finite differences say of a gate, as far as it is known. */
    readonly checks: (gate: Gate) => readonly Check[],
  ) {}

  show(result: SnippetResult, selected: string | null): void {
    const { graph, variables } = result;
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.row : undefined;
    this.element.replaceChildren(
      ...(graph.gates.length === 0 ? [] : [this.#gates(graph, selected)]),
      ...(variables.length === 0 ? [] : [this.#variables(variables)]),
      ...(graph.gates.length + variables.length === 0 ? [h('p', { class: 'dim' }, 'Nothing was computed.')] : []),
    );
    if (focused !== undefined) this.element.querySelector<HTMLElement>(`[data-row="${focused}"]`)?.focus();
  }

  #gates(graph: Graph, selected: string | null): HTMLElement {
    return h(
      'table',
      { class: 'listing' },
      h('caption', { class: 'visually-hidden' }, 'Gates in the order of the computation'),
      headings('gate', 'value', '∂'),
      ...graph.gates.map((gate) => this.#gate(gate, selected === gate.id)),
    );
  }

  #gate(gate: Gate, selected: boolean): HTMLElement {
    const name = callName(gate);
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
        : h('span', { class: `flow-tag flow-${gate.flow}` }, flowIcon(gate.flow), `${gate.op} ${gate.flow}`);
    return h(
      'tbody',
      { class: selected ? 'is-selected' : '' },
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, h('div', { class: 'listing-gate' }, button, formula, tag)),
        h('td', { class: 'number' }, valueText(gate)),
        h(
          'td',
          { class: gate.values ? 'number' : `number ${signClass(gate.grad)}` },
          gate.kind === 'constant' ? '' : gradText(gate),
          this.#check(gate),
        ),
      ),
      ...gate.operands
        .filter((operand) => operand.gate !== null)
        .map((operand) =>
          h(
            'tr',
            { class: 'listing-operand' },
            h(
              'th',
              { scope: 'row', colspan: 2 },
              h(
                'div',
                { class: 'listing-product' },
                h('span', {}, h('span', { class: 'dim' }, 'to '), operand.label),
                h(
                  'span',
                  { class: 'dim' },
                  operand.local === null ? '' : `${shortNumber(operand.local)} × ${shortNumber(gate.grad)}`,
                ),
              ),
            ),
            h(
              'td',
              { class: `number ${signClass(operand.contribution)}` },
              operand.contribution === null ? '' : shortNumber(operand.contribution),
            ),
          ),
        ),
    );
  }

  #check(gate: Gate): HTMLElement | null {
    const checks = this.checks(gate);
    return checks.length === 0 ? null : checkMark(checks);
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

function headings(...words: readonly string[]): HTMLElement {
  return h('thead', {}, h('tr', {}, ...words.map((word) => h('th', { scope: 'col' }, word))));
}
