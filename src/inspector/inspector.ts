import { SourceFile } from '../engine/sources';
import { Spares } from '../engine/spares';
import { buildGraph, gateId } from '../graph/build';
import { type ElementView, elementView } from '../graph/elementView';
import { foldGraph } from '../graph/fold';
import type { FoldWish } from '../graph/folding/wish';
import type { Gate, Graph } from '../graph/model';
import { renumbered } from '../graph/renumber';
import { frontEndOf } from '../languages';
import type { FrontEnd, Subject } from '../languages/core/frontEnd';
import type {
  Card,
  CardRequest,
  Check,
  CheckRequest,
  CheckResponse,
  FoundFile,
  InspectRequest,
  InspectResponse,
  PassRequest,
  PassView,
  PictureRequest,
  Snippet,
  SnippetResult,
  SnippetsRequest,
  WorkerMethods,
} from '../protocol';
import { cardOf } from '../text/card';
import { callName } from '../text/label';
import { FencedInspection, type FindSnippets, fencedSnippets } from './fencedText';
import { checkGate, checkLeaf, countOf, leafAt, nodeName, Stopped } from './gradientChecks';
import { ImportedModules } from './importedModules';
import { KeptTraces } from './keptTraces';
import { baseOf, openText } from './openText';
import { pictureOfPass, sweepOfPass, viewOfPass } from './passes';
import { failedResult } from './result';
import type { RunHooks } from './runSubject';
import { OpenedText, Session } from './session';
import { moduleSnippets } from './subjects';

/** Graphs of the last results that cards can be asked of. */
const KEPT_RESULTS = 256;
/** Pictures that readers folded their own way. */
const KEPT_PICTURES = 16;
/** Numbers of one input that are checked. */
const CHECKED_NUMBERS = 64;
/** Elements of a tensor that are checked for a gate. */
const CHECKED_ELEMENTS = 12;

/**
 * The whole pipeline, from a request to results. It lives in the worker; unit tests use it in their own process. It
 * keeps the graphs of the last results, so that cards can be fetched by id.
 */
export class Inspector implements WorkerMethods {
  readonly #graphs = new Map<string, Graph>();
  readonly #pictures = new Map<string, Graph>();
  readonly #imported = new ImportedModules();
  readonly #spares = new Spares();
  readonly #traces = new KeptTraces(undefined, this.#spares);
  #count = 0;

  constructor(
    private readonly hooks: RunHooks = {},
    /** Begins the ids of results, so that those of a worker that took another's place are none of its. */
    private readonly salt = `${Math.random().toString(36).slice(2, 8)}n`,
  ) {}

  snippets({ language, text, excerpt = false }: SnippetsRequest): readonly Snippet[] | null {
    if (language === 'markdown') return fencedSnippets(text, (fence) => this.snippets(fence));
    const frontEnd = frontEndOf(language);
    if (!frontEnd) return null;
    const file = new SourceFile('', text, { excerpt });
    try {
      const annotated = frontEnd.annotated(frontEnd.parse(file));
      if (annotated.length === 0) return moduleSnippets(file, language, excerpt);
      return annotated.map(({ subject, directive, scenario }) => ({
        target: subject
          ? { name: subject.label, range: file.range(subject.start, subject.end) }
          : { name: '@grad', range: directive.range },
        directive: directive.range,
        scenario,
      }));
    } catch {
      return null;
    }
  }

  picture({ result, folds }: PictureRequest): Graph | null {
    const graph = this.#picture(result, folds);
    return graph && slimmed(graph);
  }

  card(request: CardRequest): Card | null {
    const card = this.#card(request);
    const { element } = request;
    if (card === null || element === undefined || card.tensor === undefined) return card;
    const followed = this.#element(request, element);
    return followed === null ? card : { ...card, element: followed };
  }

  /** What a backward sweep of the code's own did. */
  pass({ result, pass }: PassRequest): PassView | null {
    const kept = this.#traces.get(result);
    const found = kept?.passes[pass];
    return kept && found ? viewOfPass(kept, found) : null;
  }

  /** Follows one element of a gate's tensor. */
  #element({ result, gate, folds }: CardRequest, element: number): ElementView | null {
    const kept = this.#traces.get(result);
    const graph = (folds && this.#picture(result, folds)) ?? kept?.graph;
    if (kept === null || !graph) return null;
    const drawn = graph.gates.find(({ id }) => id === gate);
    const node = /^g(\d+)$/.exec(drawn?.primitive ?? gate)?.[1];
    if (node === undefined || kept.trace.tape.tensor(Number(node)).size <= element) return null;
    const gates = new Map(graph.gates.map((one) => [one.primitive ?? one.id, one]));
    const pass = folds?.pass === undefined ? undefined : kept.passes[folds.pass];
    const sweep = pass === undefined ? kept.sweep : sweepOfPass(kept, pass);
    return elementView(kept.trace.tape, sweep, Number(node), element, {
      gate: (of) => gates.get(gateId(of))?.id ?? null,
      label: (of) => {
        const held = gates.get(gateId(of));
        return held ? callName(held) : nodeName(kept, of);
      },
    });
  }

  #card({ result, gate, folded, folds }: CardRequest): Card | null {
    const graph = folds ? this.#picture(result, folds) : this.#graphs.get(result);
    if (!graph) return null;
    const card = cardOf(folded ? foldGraph(graph, new Set(folded)) : graph, gate);
    // Code inside a fold is asked about, too.
    return card ?? (graph.primitives ? cardOf(foldGraph(graph, new Set()), gate) : null);
  }

  check({ result, of, each, slice }: CheckRequest): CheckResponse | null {
    const kept = this.#traces.get(result);
    if (kept === null) return null;
    const patience = { each, stopped: () => this.hooks.stopped?.() ?? false };
    if ('gate' in of) {
      const graph = (of.folds && this.#picture(result, of.folds)) ?? kept.graph;
      const pass = of.folds?.pass === undefined ? undefined : kept.passes[of.folds.pass];
      // A gate of another pass's picture has no path to this one's output.
      if (pass !== undefined && drawnAs(graph, of.gate) === undefined) return null;
      const shown = pass === undefined ? kept : { ...kept, sweep: sweepOfPass(kept, pass) };
      const nodes = nodesOfGate(graph, of.gate).filter((node) => node < shown.sweep.adjoint.length);
      if (nodes.length === 0) return null;
      // Of a tensor some of the elements, evenly chosen.
      const count = countOf(kept, nodes);
      const taken = count === nodes.length ? count : Math.min(count, CHECKED_ELEMENTS);
      // All values of a composite in the time of one.
      const share = { ...patience, each: each / taken };
      const check = (k: number) => {
        const leaf = leafAt(kept, nodes, Math.floor((k * count) / taken));
        // The snippet is run again for its own output only.
        const input = pass ? undefined : kept.inputs.find((candidate) => candidate.nodes.includes(leaf.node));
        if (!input || leaf.element !== null) return checkGate(shown, leaf, share);
        return checkLeaf(kept, input, input.nodes.indexOf(leaf.node), share);
      };
      const { checks, next } = untilStopped(0, taken, Number.POSITIVE_INFINITY, check);
      return { checks: next === null ? checks : [], next: next === null ? null : 0, omitted: 0 };
    }
    const input = kept.inputs.find(({ name }) => name === of.input);
    if (input === undefined) return null;
    const all = countOf(kept, input.nodes);
    const count = Math.min(all, CHECKED_NUMBERS);
    const response = untilStopped(of.from, count, slice, (element) => checkLeaf(kept, input, element, patience));
    return { ...response, omitted: all - count };
  }

  /** Always answers: what goes wrong is an error in a result. `read` gives the first file there is of several addresses. */
  inspect(
    request: InspectRequest,
    read: (candidates: readonly string[]) => FoundFile | null = () => null,
  ): InspectResponse {
    const inspection = this.begin(request);
    while (inspection.wanted.length > 0) inspection.answer(inspection.wanted.map(read));
    return inspection.finish();
  }

  /** The same in steps, for files that have to be waited for: evaluation itself never does. */
  begin(request: InspectRequest): Inspection {
    if (request.language === 'markdown') {
      const find: FindSnippets = (fence) => this.snippets(fence);
      return new FencedInspection(
        request,
        find,
        (part) => this.begin(part),
        () => this.#nextId(),
      );
    }
    const frontEnd = frontEndOf(request.language);
    if (!frontEnd) throw new TypeError(`internal: no front end for ${request.language}`);
    const timings = { parse: 0, run: 0, build: 0 };
    const timed = <T>(body: () => T): T => {
      const started = performance.now();
      try {
        return body();
      } finally {
        timings.parse += performance.now() - started;
      }
    };
    const opened = timed(() => this.#open(frontEnd, request));
    const graph = opened instanceof OpenedText ? opened.graph : null;
    return {
      get wanted() {
        return graph?.wanted ?? [];
      },
      answer: (found) => timed(() => graph?.answer(found)),
      finish: () => {
        const { results, unset } = this.#results(frontEnd, request, opened, timings);
        for (const { id, graph } of results) this.#keep(id, graph);
        const shown = request.wholeArrays
          ? results
          : results.map((result) => ({ ...result, graph: slimmed(result.graph) }));
        return {
          uri: request.uri,
          version: request.version,
          results: shown,
          ...(unset.length > 0 && { unset }),
          timings,
          dependencies: [...(request.notebook?.cells ?? []).map(({ uri }) => uri), ...(graph?.dependencies ?? [])],
        };
      },
    };
  }

  /** The parsed text; the error where it does not parse. */
  #open(frontEnd: FrontEnd, request: InspectRequest): OpenedText | { readonly error: unknown } {
    try {
      const { file, syntax, leftOut } = openText(frontEnd, request);
      return new OpenedText(file, syntax, this.#imported.graph(frontEnd, baseOf(request), syntax), leftOut);
    } catch (error) {
      return { error };
    }
  }

  #picture(result: string, folds: FoldWish): Graph | null {
    const key = `${result} ${JSON.stringify(folds)}`;
    let graph = this.#pictures.get(key) ?? null;
    if (graph !== null) return graph;
    const kept = this.#traces.get(result);
    if (kept === null) return null;
    const pass = folds.pass === undefined ? undefined : kept.passes[folds.pass];
    graph =
      pass === undefined
        ? buildGraph(kept.trace, kept.sweep, { ...kept.picture, wish: folds })
        : renumbered(buildGraph(kept.trace, sweepOfPass(kept, pass), pictureOfPass(kept, pass, folds)));
    this.#pictures.set(key, graph);
    const oldest = this.#pictures.keys().next().value;
    if (this.#pictures.size > KEPT_PICTURES && oldest !== undefined) this.#pictures.delete(oldest);
    return graph;
  }

  #keep(id: string, graph: Graph): void {
    this.#graphs.set(id, graph);
    for (const oldest of this.#graphs.keys()) {
      if (this.#graphs.size <= KEPT_RESULTS) break;
      this.#graphs.delete(oldest);
    }
  }

  #nextId(): string {
    return `r${this.salt}${++this.#count}`;
  }

  #results(
    frontEnd: FrontEnd,
    request: InspectRequest,
    opened: OpenedText | { readonly error: unknown },
    timings: { parse: number; run: number; build: number },
  ): { readonly results: SnippetResult[]; readonly unset: readonly string[] } {
    let started = performance.now();
    let session: Session;
    try {
      if (!(opened instanceof OpenedText)) throw opened.error;
      const link = (subjects: readonly Subject[]) =>
        this.#imported.link(frontEnd, baseOf(request), opened.graph, subjects);
      session = new Session(frontEnd, request, {
        opened,
        link,
        hooks: this.hooks,
        nextId: () => this.#nextId(),
        spares: this.#spares,
      });
    } catch (error) {
      return { results: [failedResult(this.#nextId(), frontEnd, 'file', null, null, error)], unset: [] };
    } finally {
      timings.parse += performance.now() - started;
    }
    started = performance.now();
    const results = session.results();
    const { uri, focus, only, occurrence } = request;
    this.#traces.keep(session.traces, JSON.stringify([uri, focus, only, occurrence]));
    timings.build = session.buildTime;
    timings.run = performance.now() - started - timings.build;
    // After an error nobody knows what would have been reached.
    return { results, unset: results.some(({ error }) => error !== null) ? [] : session.unset };
  }
}

/** The picture without the lists of values that folds by the code have: those come with their cards. */
function slimmed(graph: Graph): Graph {
  if (graph.gates.every(({ fold }) => fold === undefined)) return graph;
  return { ...graph, gates: graph.gates.map((gate) => (gate.fold && gate.values ? { ...gate, values: [] } : gate)) };
}

/** A request that is under way. */
export interface Inspection {
  /** For each import whose file is not known yet the addresses that it may mean. Once there are none, it can finish. */
  readonly wanted: readonly (readonly string[])[];
  /** Takes the first file there is of each of {@link wanted}; null where there is none. */
  answer(found: readonly (FoundFile | null)[]): void;
  finish(): InspectResponse;
}

/** Values of a folded gate that are checked. */
const CHECKED_VALUES = 8;

/** The rows of the tape whose gradients a gate shows: several for a composite of several values. */
function nodesOfGate(graph: Graph, gate: string): number[] {
  const drawn = drawnAs(graph, gate);
  const composite = graph.composites?.find(({ id }) => id === (drawn?.id ?? gate));
  const values = drawn?.fold ? drawn.values?.slice(0, CHECKED_VALUES).map((value) => value.gate) : undefined;
  return (composite?.outputs ?? values ?? [gate]).flatMap((id) => {
    const node = /^g(\d+)$/.exec(drawnAs(graph, id)?.primitive ?? id)?.[1];
    return node === undefined ? [] : [Number(node)];
  });
}

/** The gate of a picture by its id there, or by that of the primitive gate that it is. */
function drawnAs(graph: Graph, gate: string): Gate | undefined {
  const is = ({ id, primitive }: Gate) => id === gate || primitive === gate;
  return graph.gates.find(is) ?? graph.primitives?.find(is);
}

/** Checks one number after the other until time is up or the check is stopped. */
function untilStopped(
  from: number,
  count: number,
  slice: number,
  check: (element: number) => Check,
): Omit<CheckResponse, 'omitted'> {
  const started = performance.now();
  const checks: Check[] = [];
  for (let element = from; element < count; element++) {
    try {
      if (element > from && performance.now() - started > slice) return { checks, next: element };
      checks.push(check(element));
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      return { checks, next: element };
    }
  }
  return { checks, next: null };
}
