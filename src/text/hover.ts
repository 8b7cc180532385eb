import type { Check } from '../graph/check';
import type { HandGradient } from '../protocol';
import type { Card, CardRow } from './card';
import { checksText, elementCount } from './checkText';
import { shortData } from './dataText';
import { handText } from './handText';
import { codeBlock, codeSpan, escapeMarkdown, tableRow } from './markdownEscape';
import { fullNumber, shortNumber, sumText } from './numberFormat';
import { rangeText } from './rangeText';
import { shapeText } from './tensorShape';
import { wordsText } from './wordsText';

/** What is known of a gate besides its card. */
export interface CardNotes {
  /** What is unhealthy about it, in words. */
  readonly unhealthy: readonly string[];
  /** What gradients that the code derives itself say of it. */
  readonly derived?: readonly HandGradient[];
  readonly checks: readonly Check[];
}

/**
 * The card as Markdown for a hover over code. Everything of the user is escaped; the result needs neither HTML nor
 * trusted links.
 */
export function cardMarkdown(
  card: Card,
  language: string,
  { unhealthy, derived = [], checks }: CardNotes = NO_NOTES,
): string {
  const title = card.flowTitle === '' ? '' : ` — ${escapeMarkdown(card.flowTitle)}`;
  const parts = [
    `**${escapeMarkdown(card.title)}** = ${allText(card, 'value')} · ∂ ${allText(card, 'grad')}${title}`,
    codeBlock(card.code, language),
  ];
  if (card.rows.length > 0)
    parts.push(card.rows.some(({ tensor }) => tensor) ? tensorTable(card.rows) : rowsTable(card.rows));
  parts.push(sentenceMarkdown(card.sentence));
  if (card.fork.length > 1) parts.push(forkText(card));
  if (card.composite !== undefined) parts.push(sentenceMarkdown(card.composite.text));
  if (card.words !== undefined) parts.push(sentenceMarkdown(wordsText(card.words)));
  if (card.convention !== null) parts.push(`_Convention:_ ${escapeMarkdown(card.convention)}`);
  parts.push(...unhealthy.map((text) => `_Unhealthy:_ ${sentenceMarkdown(text)}`));
  parts.push(...derived.map(handMarkdown));
  if (checks.length > 0)
    parts.push(`_Checked:_ ${sentenceMarkdown(checksText(checks, elementCount({ shape: null, ...card })))}`);
  return parts.join('\n\n');
}

/** What a gradient that the code derives itself says, as a line of a hover. */
export function handMarkdown(hand: HandGradient): string {
  return `_By hand:_ ${handText(hand)}`;
}

const NO_NOTES: CardNotes = { unhealthy: [], checks: [] };

/** The value or gradient with every digit; of a fold of several values the list. */
function allText(card: Card, which: 'value' | 'grad'): string {
  if (card.tensor !== undefined) {
    const { data, statistics } = card.tensor[which];
    const isShort = data !== undefined && (card.shape?.length ?? 0) < 2;
    const numbers = isShort ? shortData(data, card.shape ?? null) : rangeText(statistics);
    return escapeMarkdown(`${numbers} (${shapeText(card.shape ?? [])})`);
  }
  if (card.values === undefined) return fullNumber(card[which]);
  return escapeMarkdown(`[${card.values.map((item) => fullNumber(item[which])).join(', ')}]`);
}

/** `∂ 4 + 2 = 6, from p and q`: what accumulates in a fork. */
export function forkText(card: Card): string {
  const sum = sumText(card.fork.map(({ contribution }) => shortNumber(contribution)));
  const from = card.fork.map(({ label }) => codeSpan(label)).join(', ');
  return `Used ${card.fork.length} times: ∂ ${sum} = ${shortNumber(card.grad)}, from ${from}`;
}

function rowsTable(rows: readonly CardRow[]): string {
  return [
    tableRow(['input', 'value', 'local × upstream', 'contribution']),
    '| --- | ---: | ---: | ---: |',
    ...rows.map((row) =>
      tableRow([
        codeSpan(row.label),
        fullNumber(row.value),
        productText(row),
        row.contribution === null ? '–' : fullNumber(row.contribution),
      ]),
    ),
  ].join('\n');
}

/** What flows back from an operation of tensors: `xᵀ · ∂h`, with the shapes of matrices and where something is summed. */
function tensorTable(rows: readonly CardRow[]): string {
  return [
    tableRow(['input', 'gets', 'contribution']),
    '| --- | --- | ---: |',
    ...rows.map(({ label, constant, tensor }) => {
      const { shape = [], formula = '', shapes = '', stretched = '', contribution = null } = tensor ?? {};
      const notes = [shapes, stretched].filter((note) => note !== '').map(escapeMarkdown);
      const gets = constant ? 'constant' : [escapeMarkdown(formula), ...notes].join(', ');
      const name = shape.length === 0 ? codeSpan(label) : `${codeSpan(label)} ${escapeMarkdown(shapeText(shape))}`;
      return tableRow([name, gets, constant || contribution === null ? '–' : rangeText(contribution)]);
    }),
  ].join('\n');
}

function productText(row: CardRow): string {
  if (row.constant) return 'constant';
  if (row.local === null) return '';
  const local = fullNumber(row.local);
  const named = row.localFormula !== '' && row.localFormula !== local;
  return `${named ? `${escapeMarkdown(row.localFormula)} = ` : ''}${local} × ${fullNumber(row.upstream)}`;
}

/** The sentence's names stand in backticks; all the rest is escaped. */
function sentenceMarkdown(sentence: string): string {
  return sentence
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : escapeKeepingSpaces(part)))
    .join('');
}

function escapeKeepingSpaces(text: string): string {
  const [, before, middle, after] = /^(\s*)(.*?)(\s*)$/s.exec(text)!;
  return before! + escapeMarkdown(middle!) + after!;
}
