import { expect } from 'vitest';
import type { SnippetResult } from '../../src/protocol';
import { cardOf } from '../../src/text/card';
import { cardMarkdown } from '../../src/text/hover';
import { lensTitle } from '../../src/text/lensTitle';
import { toMarkdown } from '../../src/text/markdown';
import { mermaidExport } from '../../src/text/mermaid';

/** Fails unless every text that is made of a result shows what the user wrote as text, and as nothing else. */
export function expectEscaped(result: SnippetResult): void {
  const title = lensTitle(result);
  expect(title, 'a lens is one short line').toMatch(/^[^\n\r\u2028\u2029]{0,600}$/u);
  expect(title.replaceAll('\\$(', ''), 'a lens draws no icon').not.toContain('$(');
  if (result.graph.omitted === null) expectMermaid(mermaidExport(result.graph));
  for (const { id } of result.graph.gates.slice(0, 40)) {
    const card = cardOf(result.graph, id);
    if (card) expectMarkdown(cardMarkdown(card, 'typescript'));
  }
  expectMarkdown(toMarkdown('a.ts', [result]));
}

/** A label: letters, digits, a few harmless signs, and codes. */
const LABEL = String.raw`"[\p{L}\p{M}\p{N} ,.()=−×÷∂+∞…·\u200b#;]*(?:<br/>[\p{L}\p{M}\p{N} ,.()=−×÷∂+∞…·\u200b#;]*)?"`;
const ID = '[a-z][a-zA-Z0-9]*';
const mermaidLine = new RegExp(
  [
    '^(?:---|config:|  layout: dagre|flowchart LR|)$',
    `^  (?:${ID}\\(\\[${LABEL}\\]\\)|${ID}\\(${LABEL}\\)(?::::[a-z]+)?|omitted\\[${LABEL}\\])$`,
    `^  ${ID} -->(?:\\|${LABEL}\\|)? ${ID}$`,
    '^  classDef [a-z]+ [a-z0-9#:,-]+$',
    `^  style ${ID} stroke-width:3px$`,
  ].join('|'),
  'u',
);

function expectMermaid(text: string): void {
  for (const line of text.split('\n')) expect(line, 'a line of Mermaid').toMatch(mermaidLine);
}

/** Takes out what Markdown shows as it stands, then looks for what it would not. */
function expectMarkdown(text: string): void {
  let rest = '';
  let fence: string | null = null;
  for (const line of text.split('\n')) {
    const opens = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (opens?.startsWith(fence) && line.trim() === opens) fence = null;
      else continue;
    } else if (opens) fence = opens;
    else rest += `${line}\n`;
  }
  expect(fence, 'a fence that is not closed').toBeNull();
  const plain = rest.replace(/\\[!-/:-@[-`{-~]/g, '').replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
  expect(plain, 'no HTML, links, images or icons').not.toMatch(/[<>]|\]\(|!\[|\$\(|command:|javascript:|https?:/);
  expect(plain, 'no code span that is left open').not.toContain('`');
}
