import { oneLine } from '../graph/clip';

/** Text that Markdown shows as it stands, in one line: every character that may mean something has a backslash. */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]()#+\-.!|<>~$:@^]/g, '\\$&')
    .replaceAll('&', '&amp;');
}

/** Inline code that shows the text as it stands, also with backticks in it. */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  const ticks = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return line === '' ? '' : ticks + pad + line + pad + ticks;
}

/** A fenced block that the code cannot end: the fence is longer than any run of backticks in it. */
export function codeBlock(code: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(code) + 1));
  return `${fence}${language}\n${code}\n${fence}`;
}

/** A row of a table; cells are Markdown already, and a pipe inside one does not end it. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
}

function longestRun(text: string): number {
  let longest = 0;
  for (const run of text.matchAll(/`+/g)) longest = Math.max(longest, run[0].length);
  return longest;
}
