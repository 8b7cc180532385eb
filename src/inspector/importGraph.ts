import { decoded, fileName } from '../engine/fileName';
import { SourceFile } from '../engine/sources';
import { toSnippetError } from '../languages/core/failure';
import type { FrontEnd } from '../languages/core/frontEnd';
import { isMissing, type LinkTarget, type MissingModule, type SourceModule } from '../languages/core/link';
import type { FoundFile } from '../protocol';

/** How many files a document may import in all, and how many characters they may have together. */
const MOST_FILES = 1000;
const MOST_TEXT = 4_000_000;

/** A file as it was read last, or why it has no module. */
export interface ReadFile {
  readonly text: string;
  readonly file: SourceFile;
  readonly parsed: Pick<SourceModule, 'syntax' | 'interface'> | MissingModule;
}

/** An import of one file, on its way to the file that it means. */
interface Search {
  readonly importer: string;
  readonly specifier: string;
  readonly candidates: readonly string[];
}

type Target = { readonly uri: string } | { readonly builtIn: string } | MissingModule;

/**
 * Finds the files that a document imports, and those that they import, before anything runs. It never reads by itself:
 * {@link wanted} says what is to be looked for, until nothing is.
 */
export class ImportGraph {
  readonly #files = new Map<string, ReadFile>();
  /** By importing file and specifier. */
  readonly #targets = new Map<string, Map<string, Target>>();
  readonly #dependencies = new Set<string>();
  #wanted: Search[] = [];
  #textLength = 0;

  constructor(
    private readonly frontEnd: FrontEnd,
    private readonly mainUri: string,
    private readonly main: Pick<SourceModule, 'syntax' | 'interface'>,
    /** Reads a file, or gives what is known of the same text. */
    private readonly read: (uri: string, text: string) => ReadFile,
  ) {
    this.#search(mainUri, main.interface.requests);
  }

  /** For each import that is not known yet the addresses that it may mean: the first one that exists is to be given. */
  get wanted(): readonly (readonly string[])[] {
    return this.#wanted.map(({ candidates }) => candidates);
  }

  /** Every address that was looked at, in the order of the search. */
  get dependencies(): readonly string[] {
    return [...this.#dependencies];
  }

  /** Takes what was found for {@link wanted}, in the same order. */
  answer(found: readonly (FoundFile | null)[]): void {
    const searches = this.#wanted;
    this.#wanted = [];
    for (const [k, search] of searches.entries()) {
      const answer = found[k] ?? null;
      for (const candidate of search.candidates) {
        this.#dependencies.add(candidate);
        if (candidate === answer?.uri) break;
      }
      if (answer) this.#dependencies.add(answer.uri);
      this.#targetsOf(search.importer).set(search.specifier, this.#take(search, answer));
    }
  }

  #take({ specifier, candidates, importer }: Search, found: FoundFile | null): Target {
    if (found === null) return notFound(specifier, candidates, importer);
    const { uri, text, reason } = found;
    if (uri === this.mainUri || this.#files.has(uri)) return { uri };
    if (text === null) {
      return { code: 'ImportNotFound', message: `\`${specifier}\` is not read: ${reason ?? 'it cannot be read'}` };
    }
    if (this.#files.size >= MOST_FILES || this.#textLength + text.length > MOST_TEXT) {
      const limit = `${MOST_FILES} files and ${MOST_TEXT / 1_000_000} MB of text`;
      const message = `\`${specifier}\` is not read: what is imported in all is more than ${limit}`;
      return { code: 'TooLarge', message: `${message}; import less, such as single files of a library` };
    }
    this.#textLength += text.length;
    const read = this.read(uri, text);
    this.#files.set(uri, read);
    if (!('message' in read.parsed)) this.#search(uri, read.parsed.interface.requests);
    return { uri };
  }

  #search(importer: string, specifiers: readonly string[]): void {
    for (const specifier of specifiers) {
      if (this.frontEnd.builtIn(specifier)) {
        this.#targetsOf(importer).set(specifier, { builtIn: specifier });
        continue;
      }
      const candidates = this.frontEnd.candidates(specifier, importer);
      if (candidates && candidates.length > 0) this.#wanted.push({ importer, specifier, candidates });
      else this.#targetsOf(importer).set(specifier, unreachable(specifier, candidates !== null));
    }
  }

  #targetsOf(uri: string): Map<string, Target> {
    let targets = this.#targets.get(uri);
    if (targets === undefined) {
      targets = new Map();
      this.#targets.set(uri, targets);
    }
    return targets;
  }

  /**
   * The modules, linked to each other. Those of `last` are taken again where all imported files are the same as then, so
   * that what was made of them can be kept.
   */
  build(last: BuiltGraph | null): BuiltGraph {
    const signature = this.#signature();
    const isSame = last !== null && last.signature === signature && this.#hasSameFiles(last.files);
    const modules = isSame ? last.modules : new Map<string, Mutable<SourceModule>>();
    const main: Mutable<SourceModule> = { ...this.main, links: new Map() };
    if (!isSame) {
      for (const [uri, { parsed }] of this.#files) {
        if (!isMissing(parsed as SourceModule | MissingModule)) {
          modules.set(uri, { ...(parsed as SourceModule), links: new Map() });
        }
      }
    }
    const link = (uri: string, module: Mutable<SourceModule>) => {
      module.links = new Map(
        [...this.#targetsOf(uri)].map(([specifier, target]) => [
          specifier,
          this.#linked(specifier, target, main, modules),
        ]),
      );
    };
    link(this.mainUri, main);
    // What imports the main module is linked to the one of this text.
    const importsMain = [...this.#targets.values()].some((targets) =>
      [...targets.values()].some((target) => 'uri' in target && target.uri === this.mainUri),
    );
    if (!isSame || importsMain) for (const [uri, module] of modules) link(uri, module);
    return { main, modules, files: this.#files, signature };
  }

  #linked(
    specifier: string,
    target: Target,
    main: SourceModule,
    modules: ReadonlyMap<string, SourceModule>,
  ): LinkTarget {
    if ('builtIn' in target) return this.frontEnd.builtIn(target.builtIn)!;
    if (!('uri' in target)) return target;
    if (target.uri === this.mainUri) return main;
    const module = modules.get(target.uri);
    if (module) return module;
    const { code, message } = this.#files.get(target.uri)!.parsed as MissingModule;
    return { code, message: `\`${specifier}\` does not parse: ${message}` };
  }

  /** Which import leads where, of all files but the main one. */
  #signature(): string {
    const others = [...this.#targets].filter(([uri]) => uri !== this.mainUri);
    return JSON.stringify(others.map(([uri, targets]) => [uri, [...targets]]));
  }

  #hasSameFiles(files: ReadonlyMap<string, ReadFile>): boolean {
    if (files.size !== this.#files.size) return false;
    return [...this.#files].every(([uri, read]) => files.get(uri) === read);
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface BuiltGraph {
  readonly main: SourceModule;
  readonly modules: Map<string, Mutable<SourceModule>>;
  readonly files: ReadonlyMap<string, ReadFile>;
  readonly signature: string;
}

/** Reads the text of an imported file. */
export function readModule(frontEnd: FrontEnd, uri: string, text: string): ReadFile {
  const file = new SourceFile(uri, text, { imported: true });
  try {
    const syntax = frontEnd.parse(file);
    return { text, file, parsed: { syntax, interface: frontEnd.interfaceOf(syntax) } };
  } catch (error) {
    const { code, message, range } = toSnippetError(error, null);
    const place = `${fileName(uri)}${range ? `:${range.start.line}` : ''}`;
    return { text, file, parsed: { code, message: `${message} (in ${place})` } };
  }
}

function unreachable(specifier: string, isPath: boolean): MissingModule {
  const why = !isPath
    ? `the package \`${specifier}\` is not run here; import its source by a relative path, or write what you use of it in this file`
    : specifier.startsWith('.')
      ? `\`${specifier}\` is not found: there is no folder to look in; save this document first, beside what it imports`
      : `\`${specifier}\` is not read; write a path that is relative to this file, such as \`./${fileName(specifier)}\``;
  return { code: 'ImportNotFound', message: why };
}

/** Names what was looked for, by its path from the folder of the importing file. */
function notFound(specifier: string, candidates: readonly string[], importer: string): MissingModule {
  const first = candidates[0]!;
  const script = candidates.find((uri) => uri.endsWith('.js'));
  const index = candidates.find((uri) => /\/index\.\w+$/.test(uri));
  const some = candidates.length <= 4 ? candidates : [first, script, index].filter((uri) => uri !== undefined);
  const names = [...new Set(some)].map((uri) => `\`${relative(uri, importer)}\``);
  if (candidates.length > some.length) names.push('the like');
  const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : names[0];
  return { code: 'ImportNotFound', message: `\`${specifier}\` is not found: there is no ${list}` };
}

/** A path from the folder of `from`, as in `../lib/vec.ts`. */
function relative(uri: string, from: string): string {
  const path = uri.split('/');
  const folder = from.split('/').slice(0, -1);
  let same = 0;
  while (same < folder.length && same < path.length - 1 && folder[same] === path[same]) same++;
  const up = folder.slice(same).map((part) => (part === '..' ? part : '..'));
  return [...up, ...path.slice(same)].map(decoded).join('/');
}
