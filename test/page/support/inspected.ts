import { Inspector } from '../../../src/inspector/inspector';
import type { SnippetResult } from '../../../src/protocol';
import type { Cards } from './harness';

/** What the worker gives for the first annotated snippet of a text, and the cards it answers with. */
export function inspected(text: string): { readonly result: SnippetResult; readonly cards: Cards } {
  const inspector = new Inspector();
  const { results } = inspector.inspect({
    uri: 'file:///page.ts',
    version: 1,
    language: 'typescript',
    text,
    focus: { kind: 'annotated' },
    budget: { time: 10_000, operations: 1_000_000, callDepth: 1000, elements: 1_000_000 },
    picture: 'default',
  });
  const result = results[0]!;
  if (result.error) throw new Error(`${result.error.code}: ${result.error.message}`);
  return { result, cards: (request) => inspector.card(request) };
}
