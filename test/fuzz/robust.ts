import { Inspector } from '../../src/inspector/inspector';
import type { Budget, DocumentLanguage, Focus, NotebookPlace, Range, SnippetResult } from '../../src/protocol';
import { cardMarkdown } from '../../src/text/hover';
import { toJson } from '../../src/text/json';
import { lensTitle } from '../../src/text/lensTitle';
import { toMarkdown } from '../../src/text/markdown';
import { mermaidExport } from '../../src/text/mermaid';
import { toTable } from '../../src/text/table';
import { catalogue } from './catalogue';
import { Choices } from './choices';
import { mutated } from './mutate';
import { sources } from './sources';

const budget: Budget = { time: 400, operations: 200_000, callDepth: 2000, elements: 1_000_000 };
/** Milliseconds for all that is no run: parsing, sweeping, building. */
const GRACE = 20_000;

export interface Attempt {
  readonly uri: string;
  readonly language: DocumentLanguage;
  readonly text: string;
  readonly focus: Focus;
  readonly set: Readonly<Record<string, string>>;
  readonly notebook?: NotebookPlace;
}

const files = ['fuzz.ts', 'fuzz.ts', 'fuzz.tsx', 'fuzz.js', 'fuzz.md'];

/** A broken source, and what of it is asked for: its directives, a variable, a selection, or a place. */
export function attemptOf(numbers: readonly number[]): Attempt {
  const choices = new Choices(numbers);
  const all = sources();
  const uri = choices.one(files);
  const [source, other] = [choices.one(all), choices.one(all)];
  const text = uri.endsWith('.md')
    ? mutated(
        `# Notes\n\n\`\`\`ts\n${source}\n\`\`\`\n\n> ~~~js\n> ${other.replaceAll('\n', '\n> ')}\n> ~~~\n`,
        other,
        choices,
      )
    : mutated(source, other, choices);
  return { uri, language: uri.endsWith('.md') ? 'markdown' : 'typescript', text, ...focusIn(text, choices) };
}

/** What of a text is asked for, and with which inputs. */
export function focusIn(text: string, choices: Choices): Pick<Attempt, 'focus' | 'set'> {
  const lines = text.split('\n');
  const place = () => {
    const line = choices.below(lines.length);
    return { line: line + 1, column: 1 + choices.below(lines[line]!.length + 1) };
  };
  const [start, end] = [place(), place()];
  const kind = choices.one(['annotated', 'selection', 'at', 'variable'] as const);
  const inOrder = start.line < end.line || (start.line === end.line && start.column <= end.column);
  const range: Range = inOrder ? { start, end } : { start: end, end: start };
  const names = text.match(/[A-Za-z_$][\w$]*/g) ?? ['x'];
  const focus: Focus =
    kind === 'annotated'
      ? { kind }
      : kind === 'variable'
        ? { kind, name: choices.one(names) }
        : { kind, range: kind === 'at' ? { start, end: start } : range };
  const set = choices.chance(1, 6)
    ? { [choices.one(names)]: choices.one(['2', '[1, 2]', ')', '', '"a"', 'x.y', '1e999']) }
    : {};
  return { focus, set };
}

const inspector = new Inspector();

/** What is wrong with the answer to an attempt; null when nothing is. */
export function complaint(attempt: Attempt): string | null {
  const { text, language } = attempt;
  const started = performance.now();
  let results: readonly SnippetResult[];
  try {
    inspector.snippets({ language, text, excerpt: attempt.notebook !== undefined });
    ({ results } = inspector.inspect({ ...attempt, version: 1, budget, picture: 'default' }));
    const took = performance.now() - started;
    if (took > (results.length + 1) * budget.time + GRACE) return `it took ${took.toFixed(0)} ms`;
    for (const result of results.slice(0, 4)) showEverywhere(result);
  } catch (error) {
    return `it crashed: ${error instanceof Error ? error.stack : error}`;
  }
  for (const { error, target, directive, graph, diagnostics } of results) {
    if (error && !catalogue.has(error.code)) return `${error.code}: ${error.message}`;
    if (error && /\bundefined\b is not valid|\[object Object\] is/.test(error.message))
      return `odd message: ${error.message}`;
    const ranges = [error, target, ...graph.gates.slice(0, 50), ...diagnostics].map((held) => held?.range);
    for (const range of [...ranges, directive]) {
      if (range && range.file === undefined && !isInside(range, text)) {
        return `a range outside of the text: ${JSON.stringify(range)}`;
      }
    }
  }
  const notNumber = numberThatIsNone(toJson('typescript', results));
  return notNumber === null ? null : `JSON with a number that is none at ${notNumber}`;
}

/** Everything that shows a result is made of it. */
function showEverywhere(result: SnippetResult): void {
  lensTitle(result);
  toTable('fuzz.ts', [result]);
  toMarkdown('fuzz.ts', [result]);
  if (result.graph.omitted === null) mermaidExport(result.graph);
  for (const { id } of result.graph.gates.slice(0, 20)) {
    const card = inspector.card({ result: result.id, gate: id });
    if (card) cardMarkdown(card, 'typescript');
  }
  structuredClone(result);
}

/** Where a report holds NaN or an infinity, which JSON has no words for; null where nowhere. */
function numberThatIsNone(value: unknown, place = 'the report'): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : place;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, held] of Object.entries(value)) {
    const found = numberThatIsNone(held, `${place}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

function isInside({ start, end }: Range, text: string): boolean {
  const lines = text.split('\n');
  const holds = ({ line, column }: Range['start']) =>
    line >= 1 && line <= lines.length && column >= 1 && column <= lines[line - 1]!.length + 1;
  return (
    holds(start) && holds(end) && (start.line < end.line || (start.line === end.line && start.column <= end.column))
  );
}
