import { Inspector } from '../../../src/inspector/inspector';
import type { Graph, LanguageId, PassRequest, PassView, PictureRequest, SnippetResult } from '../../../src/protocol';
import type { Answers, Cards } from './harness';

/** What the worker gives for the first annotated snippet of a text, or for a whole module of Python, and the cards it answers with. */
export function inspected(
  text: string,
  language: LanguageId = 'typescript',
): {
  readonly result: SnippetResult;
  readonly cards: Cards;
  readonly checks: Answers;
  readonly pictures: (request: PictureRequest) => Graph | null;
  readonly passes: (request: PassRequest) => PassView | null;
} {
  const inspector = new Inspector();
  const { results } = inspector.inspect({
    uri: language === 'python' ? 'file:///page.py' : 'file:///page.ts',
    version: 1,
    language,
    text,
    focus: { kind: 'annotated', orModule: true },
    budget: { time: 10_000, operations: 1_000_000, callDepth: 1000, elements: 1_000_000 },
    picture: 'default',
  });
  const result = results[0]!;
  if (result.error) throw new Error(`${result.error.code}: ${result.error.message}`);
  const checks: Answers = (request) => inspector.check({ ...request, each: 5000, slice: 50 });
  return {
    result,
    cards: (request) => inspector.card(request),
    checks,
    pictures: (request) => inspector.picture(request),
    passes: (request) => inspector.pass(request),
  };
}
