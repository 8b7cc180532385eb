import { SourceFile } from '../../../../src/engine/sources';
import { Spares } from '../../../../src/engine/spares';
import { buildGraph } from '../../../../src/graph/build';
import { type FoldWish, noWish } from '../../../../src/graph/folding/wish';
import type { Graph } from '../../../../src/graph/model';
import { ImportedModules } from '../../../../src/inspector/importedModules';
import type { KeptTrace } from '../../../../src/inspector/keptTraces';
import { OpenedText, Session } from '../../../../src/inspector/session';
import { frontEndOf } from '../../../../src/languages';
import type { InspectRequest, SnippetResult } from '../../../../src/protocol';

/** A result with the trace it was made of, so that pictures with other limits and wishes can be made. */
export interface Traced {
  readonly result: SnippetResult;
  readonly kept: KeptTrace;
  picture(wish?: Partial<FoldWish>, limit?: number): Graph;
}

/** Runs the annotated snippets of a text. */
export function traced(text: string): Traced[] {
  const frontEnd = frontEndOf('typescript')!;
  const request: InspectRequest = {
    uri: 'file:///folding.ts',
    version: 1,
    language: 'typescript',
    text,
    focus: { kind: 'annotated' },
    budget: { time: 20_000, operations: 5_000_000, callDepth: 1000, elements: 10_000_000 },
    picture: 'default',
  };
  const imported = new ImportedModules();
  const file = new SourceFile(request.uri, text);
  const syntax = frontEnd.parse(file);
  const opened = new OpenedText(file, syntax, imported.graph(frontEnd, request.uri, syntax));
  let count = 0;
  const session = new Session(frontEnd, request, {
    opened,
    link: (subjects) => imported.link(frontEnd, request.uri, opened.graph, subjects),
    hooks: {},
    nextId: () => `r${++count}`,
    spares: new Spares(),
  });
  return session.results().flatMap((result) => {
    const kept = session.traces.get(result.id);
    if (!kept) return [];
    const picture = (wish: Partial<FoldWish> = {}, limit = 60) =>
      buildGraph(kept.trace, kept.sweep, { ...kept.picture, limit, wish: { ...noWish, ...wish } });
    return [{ result, kept, picture }];
  });
}

/** The only result of a text. */
export function tracedOne(text: string): Traced {
  const [first, ...others] = traced(text);
  if (first === undefined || others.length > 0) throw new Error(`${others.length + (first ? 1 : 0)} results`);
  if (first.result.error) throw new Error(first.result.error.message);
  return first;
}
