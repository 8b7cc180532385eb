import type { FoldLevel, FoldWish } from '../src/graph/folding/wish';
import type { Gate, Graph } from '../src/graph/model';
import type { Range, SnippetResult } from '../src/protocol';
import { compositesText } from '../src/text/compositeText';
import { type CompositeWish, foldedIds, noWish, pictureOf, standIn, toggledFold } from '../src/text/picture';
import type { FoldOffer } from './toolbar';
import { partsOf, unknownKeys, withoutKeys } from './unknownKeys';

/** What a reader wants folded: composites, which the page folds itself, and what is folded by the code. */
export interface FoldWishes {
  readonly composites: CompositeWish;
  readonly code: FoldWish;
}

/** What the picture is made from: the result that came, and what the user wants folded of it. */
export interface FoldSource {
  readonly result: SnippetResult | null;
  readonly wishes: FoldWishes;
}

/** The graph as it is drawn, with that folded which the user folded, and what can be folded next. */
export class Folding {
  #made: FoldSource = { result: null, wishes: { composites: null, code: noWish } };
  #picture: Graph | null = null;
  /** The last picture that the worker folded by the code, and what it was asked for with. */
  #fetched: { readonly result: string; readonly wish: string; readonly graph: Graph | null } | null = null;
  #asked = '';
  /** The last result and wish for which a picture was wanted, and the picture whose parts the wish was held against. */
  #last = { result: '', wish: '' };
  #known = { result: '', parts: '' };

  constructor(
    readonly source: () => FoldSource,
    /** Asks for a picture that is folded by the code; null where the trace is gone. */
    readonly fetch: (result: string, folds: FoldWish) => Promise<Graph | null>,
    /** A picture that was asked for is there. */
    readonly arrived: () => void,
    /** Keys of the wish are unknown in the picture of a fresh result: what is left of it. */
    readonly outdated: (wishes: FoldWishes) => void = () => undefined,
  ) {}

  /** Made anew only for another graph or wish. Until a picture that was asked for is there, the last one stays. */
  get picture(): Graph | null {
    const { result, wishes } = this.source();
    if (result === null) return null;
    this.#follow(result.id, wishes);
    if (isWished(wishes.code)) {
      const fetched = this.#fetchedFor(result, wishes.code);
      if (fetched !== undefined) return fetched ?? result.graph;
    }
    if (result.graph !== this.#made.result?.graph || wishes.composites !== this.#made.wishes.composites) {
      this.#made = { result, wishes };
      this.#picture = pictureOf(result.graph, wishes.composites);
    }
    return this.#picture;
  }

  /** Undefined while nothing is there that could be shown. */
  #fetchedFor(result: SnippetResult, code: FoldWish): Graph | null | undefined {
    const wish = JSON.stringify(code);
    const fetched = this.#fetched;
    if (fetched?.result === result.id && fetched.wish === wish) return fetched.graph;
    const asked = `${result.id} ${wish}`;
    if (this.#asked !== asked) {
      this.#asked = asked;
      void this.fetch(result.id, code)
        .catch(() => null)
        .then((graph) => {
          if (this.#asked !== asked) return;
          this.#fetched = { result: result.id, wish, graph };
          this.arrived();
          if (graph !== null) void this.#forgetUnknown(result.id, graph);
        });
    }
    return fetched?.graph ?? undefined;
  }

  /** A wish that is new, for a result that is not, is the reader's own and can be trusted. */
  #follow(result: string, { code }: FoldWishes): void {
    const wish = JSON.stringify(code);
    const isNewWish = this.#last.result === result && this.#last.wish !== wish;
    if (isNewWish || !isWished(code)) this.#known = { ...this.#known, result };
    if (this.#last.result !== result || isNewWish) this.#last = { result, wish };
  }

  async #forgetUnknown(result: string, graph: Graph): Promise<void> {
    const parts = partsOf(graph);
    const { code } = this.source().wishes;
    const isKnown = this.#known.result === result || this.#known.parts === parts;
    const unknown = isKnown ? [] : await unknownKeys(graph, code, (wish) => this.fetch(result, wish).catch(() => null));
    const { result: now, wishes } = this.source();
    if (now?.id !== result || wishes.code !== code) return;
    this.#known = { result, parts };
    if (unknown.length > 0) this.outdated({ ...wishes, code: withoutKeys(code, unknown) });
  }

  /** True while the picture is that of an older result or wish. */
  get isAwaited(): boolean {
    const { result, wishes } = this.source();
    if (result === null || !isWished(wishes.code)) return false;
    return this.#fetched?.result !== result.id || this.#fetched.wish !== JSON.stringify(wishes.code);
  }

  /** The gate of the picture that stands for a gate of the result's own graph. */
  standIn(gate: string): string {
    const { picture } = this;
    if (picture === null) return gate;
    const inPicture = standIn(picture, gate);
    if (picture.gates.some(({ id }) => id === inPicture)) return inPicture;
    const within = picture.within?.[gate];
    if (within !== undefined) return within;
    const range = this.source().result?.graph.gates.find(({ id }) => id === gate)?.range;
    return (range && gateAround(picture, range)) ?? inPicture;
  }

  /** The gate of the picture whose code is the smallest around a place; null where there is none. */
  around(range: Range): string | null {
    const { picture } = this;
    return picture === null ? null : gateAround(picture, range);
  }

  /** The wish for a pass of the code's own; null for the result. */
  withPass(pass: number | null): FoldWishes {
    const { wishes } = this.source();
    const { pass: _, ...code } = wishes.code;
    return { ...wishes, code: pass === null ? code : { ...code, pass } };
  }

  /** What cards have to be asked with. */
  get asking(): { readonly folded?: readonly string[]; readonly folds?: FoldWish } {
    const { picture } = this;
    const { wishes } = this.source();
    if (isWished(wishes.code)) return { folds: wishes.code };
    return picture?.composites ? { folded: foldedIds(picture) } : {};
  }

  /** What a button for all composites says; null where there are none. */
  get offer(): FoldOffer | null {
    const { picture } = this;
    if (!picture?.composites) return null;
    const folded = this.#allFolded;
    const canUnfold = picture.primitives !== undefined && pictureOf(picture, []) !== picture;
    return { text: compositesText(picture.composites), folded, canToggle: !folded || canUnfold };
  }

  /** The gates that such a button is about. */
  get recognised(): string[] {
    return (this.picture?.composites ?? []).flatMap(({ id, folded, members }) => (folded ? [id] : members));
  }

  /** The wish after all composites were folded, or where they are, unfolded. */
  get toggledAll(): FoldWishes {
    return { ...this.source().wishes, composites: this.#allFolded ? [] : 'all' };
  }

  /** The wish after one composite was folded or unfolded; the present one where the picture has no room for that. */
  toggled(id: string): FoldWishes {
    const { result, wishes } = this.source();
    const { picture } = this;
    if (result === null || picture === null || isWished(wishes.code)) return wishes;
    const next = toggledFold(picture, id);
    const isFolded = (graph: Graph) => foldedIds(graph).includes(id);
    if (isFolded(pictureOf(result.graph, next)) === isFolded(picture)) return wishes;
    return { ...wishes, composites: next };
  }

  /** The wish for a level; null for as far as the picture needs. */
  atLevel(level: FoldLevel | null): FoldWishes {
    const { constants = false, pass } = this.source().wishes.code;
    const passing = pass === undefined ? noWish : { ...noWish, pass };
    const code: FoldWish = constants ? { ...passing, constants } : passing;
    if (level === null) return { composites: null, code };
    if (constants || pass !== undefined) return { composites: null, code: { ...code, level } };
    // The page itself folds composites, where the picture has room for all of their gates.
    const isPlain = this.source().result?.graph.folding?.level === 'gates';
    if (isPlain && level === 'gates') return { composites: [], code: noWish };
    if (isPlain && level === 'composites') return { composites: 'all', code: noWish };
    return { composites: null, code: { ...noWish, level } };
  }

  /** The wish with constants as gates of their own, or within the gates that use them again. */
  get toggledConstants(): FoldWishes {
    const { code } = this.source().wishes;
    return { composites: null, code: { ...code, constants: !code.constants } };
  }

  /** The wish after a fold by the code was opened; the present one where the picture has no room for it. */
  opened({ fold }: Gate): FoldWishes {
    const { wishes } = this.source();
    if (!fold?.canOpen) return wishes;
    const { closed, open, at } = wishes.code;
    const { [fold.key]: _, ...others } = at;
    return this.#withCode({ closed: closed.filter((key) => key !== fold.key), open: [...open, fold.key], at: others });
  }

  /** The wish after something that was opened, or of which one was shown by itself, is folded again. */
  closedAgain(key: string): FoldWishes {
    const { open, at } = this.source().wishes.code;
    const { [key]: _, ...others } = at;
    return this.#withCode({ open: open.filter((other) => other !== key), at: others });
  }

  /** The wish for one step of a loop, or one element of a stack; null for all of them together. */
  withStep(key: string, step: number | null): FoldWishes {
    const { at, open } = this.source().wishes.code;
    if (step === null) return this.closedAgain(key);
    return this.#withCode({ at: { ...at, [key]: step }, open: open.filter((other) => other !== key) });
  }

  #withCode(change: Partial<FoldWish>): FoldWishes {
    const { code } = this.source().wishes;
    // What the picture came with stays as it is, but for the change.
    const level = code.level ?? this.picture?.folding?.level ?? null;
    const isAuto = code.level === null && level === this.source().result?.graph.folding?.level;
    return { composites: null, code: { ...code, level: isAuto ? null : level, ...change } };
  }

  /** The composite that a gate is part of, or the fold of. */
  compositeAt(gate: string): string | null {
    const of = this.picture?.composites?.find(({ id, folded, members }) =>
      folded ? id === gate : members.includes(gate),
    );
    return of?.id ?? null;
  }

  get #allFolded(): boolean {
    return this.picture?.composites?.every(({ folded }) => folded) ?? false;
  }
}

/** Whether anything is asked for that the picture does not come with. */
export function isWished({ level, open, closed, at, constants, pass }: FoldWish): boolean {
  if (pass !== undefined) return true;
  return constants === true || level !== null || open.length > 0 || closed.length > 0 || Object.keys(at).length > 0;
}

function gateAround({ gates }: Graph, at: Range): string | null {
  let best: Gate | null = null;
  for (const gate of gates) {
    if (gate.range === null || !covers(gate.range, at)) continue;
    if (best === null || covers(best.range!, gate.range)) best = gate;
  }
  return best?.id ?? null;
}

function covers(outer: Range, inner: Range): boolean {
  const before = (a: Range['start'], b: Range['start']) =>
    a.line < b.line || (a.line === b.line && a.column <= b.column);
  return outer.file === inner.file && before(outer.start, inner.start) && before(inner.end, outer.end);
}
