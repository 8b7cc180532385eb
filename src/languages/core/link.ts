import { type Range, SourceTable } from '../../engine/sources';
import type { ErrorCode } from '../../protocol';
import { SnippetFailure } from './failure';
import type { FrontEnd, Subject } from './frontEnd';
import type { ImportedName, LoweredModule, ModuleInterface } from './module';
import { ModuleCell, ModuleCells } from './scopes';
import type { Value } from './values';

/** A file that was read and parsed, with the files that it imports. */
export interface SourceModule {
  readonly syntax: unknown;
  readonly interface: ModuleInterface;
  /** By specifier: the module, or why there is none. Complete for every specifier of the interface. */
  readonly links: ReadonlyMap<string, LinkTarget>;
}

/** What an import leads to. */
export type LinkTarget = SourceModule | BuiltInModule | MissingModule;

/** A package that the language brings along: it is the same in every program, and nothing of it is read or run. */
export interface BuiltInModule {
  /** The module as one value. */
  readonly namespace: Value;
  /** An exported value; a SnippetFailure where there is none of this name. */
  exported(name: string): Value | SnippetFailure;
  readonly names: readonly string[];
}

/** An import that leads nowhere. It is an error only where its value is used. */
export interface MissingModule {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Storage that holds the same thing in every run: a whole module, or why a name cannot be used. */
export interface FixedCell {
  readonly cell: ModuleCell;
  readonly value?: Value;
  readonly failure?: Error;
}

/** The modules of a program, resolved against each other. */
export interface LinkedModules {
  readonly main: LoweredModule;
  /** The imported modules in the order in which they run. */
  readonly others: readonly LoweredModule[];
  readonly fixed: readonly FixedCell[];
}

/** What an exported name leads to. */
type Resolution = ModuleCell | SnippetFailure | null | 'ambiguous';

/**
 * Lowers a module with all that it imports. The lowered imports are kept: while no imported file changes, only the main
 * module is lowered anew.
 */
export class Linker {
  #kept: { readonly order: readonly SourceModule[]; readonly linked: ImportedModules } | null = null;

  constructor(private readonly frontEnd: FrontEnd) {}

  link(main: SourceModule, subjects: readonly Subject[]): LinkedModules {
    const order = evaluationOrder(main);
    const imported = this.#imported(main, order);
    const { frontEnd } = this;
    const resolver = imported.resolver.fork();
    const sources = new SourceTable(imported.sources);
    const lowered = frontEnd.lower(main.syntax, subjects, {
      sources,
      cells: resolver.cells(main),
      imported: (local) => resolver.imported(main, local),
    });
    return { main: lowered, others: imported.lowered, fixed: resolver.fixed };
  }

  #imported(main: SourceModule, order: readonly SourceModule[]): ImportedModules {
    const kept = this.#kept;
    const isSame = kept?.order.length === order.length && order.every((module, k) => module === kept.order[k]);
    if (kept && isSame) return kept.linked;
    const { frontEnd } = this;
    const sources = new SourceTable();
    const resolver = new Resolver(frontEnd);
    const lowered = order.map((module) =>
      frontEnd.lower(module.syntax, [], {
        sources,
        cells: resolver.cells(module),
        imported: (local) => resolver.imported(module, local),
      }),
    );
    const linked = { sources, resolver, lowered };
    // A module that imports the inspected one refers to its variables, which are others with each text.
    const isClosed = !order.some(({ links }) => [...links.values()].includes(main));
    this.#kept = isClosed ? { order, linked } : null;
    return linked;
  }
}

interface ImportedModules {
  readonly sources: SourceTable;
  readonly resolver: Resolver;
  readonly lowered: readonly LoweredModule[];
}

/** The modules that run before `main`, each after those that it imports, as far as they do not import each other. */
function evaluationOrder(main: SourceModule): SourceModule[] {
  const order: SourceModule[] = [];
  const seen = new Set<SourceModule>([main]);
  // A stack of our own: chains of imports may be long.
  const open: { module: SourceModule; next: number }[] = [{ module: main, next: 0 }];
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const specifier = top.module.interface.requests[top.next++];
    if (specifier === undefined) {
      if (top.module !== main) order.push(top.module);
      open.pop();
      continue;
    }
    const linked = top.module.links.get(specifier);
    if (!linked || !isSource(linked) || seen.has(linked)) continue;
    seen.add(linked);
    open.push({ module: linked, next: 0 });
  }
  return order;
}

export function isMissing<Found extends object>(linked: Found | MissingModule): linked is MissingModule {
  return 'message' in linked;
}

function isSource(linked: LinkTarget): linked is SourceModule {
  return 'links' in linked;
}

/** Finds the storage behind names of other modules, as ECMAScript resolves exports. */
class Resolver {
  readonly fixed: FixedCell[];
  readonly #cells: Map<SourceModule, ModuleCells>;
  readonly #namespaces: Map<SourceModule, ModuleCell>;

  constructor(
    private readonly frontEnd: FrontEnd,
    from: Resolver | null = null,
  ) {
    this.fixed = from ? [...from.fixed] : [];
    this.#cells = new Map(from ? from.#cells : []);
    this.#namespaces = new Map(from ? from.#namespaces : []);
  }

  /** A resolver that goes on from here; what it adds is not added here. */
  fork(): Resolver {
    return new Resolver(this.frontEnd, this);
  }

  cells(module: SourceModule): ModuleCells {
    let cells = this.#cells.get(module);
    if (cells === undefined) {
      cells = new ModuleCells();
      this.#cells.set(module, cells);
    }
    return cells;
  }

  /** The storage behind an imported name; one that fails when it is read where the import leads nowhere. */
  imported(module: SourceModule, local: string): ModuleCell {
    const wanted = module.interface.imports.get(local);
    if (wanted === undefined) {
      return this.#failing(
        new SnippetFailure('UnboundName', `\`${local}\` is imported as a type and has no value`, null),
      );
    }
    const found = this.#follow(module, wanted, new Set());
    if (found instanceof ModuleCell) return found;
    return this.#failing(found instanceof SnippetFailure ? found : missingExport(module, wanted, found));
  }

  #failing(failure: Error): ModuleCell {
    const cell = new ModuleCell();
    this.fixed.push({ cell, failure });
    return cell;
  }

  /** Where a name of another module leads. */
  #follow(module: SourceModule, { specifier, name, range }: ImportedName, seen: Set<string>): Resolution {
    const linked = module.links.get(specifier);
    if (linked === undefined) throw new TypeError(`internal: ${specifier} was not looked for`);
    if (isMissing(linked)) return new SnippetFailure(linked.code, linked.message, range);
    if (!isSource(linked)) return this.#builtIn(linked, name, range);
    return name === null ? this.#namespace(linked) : this.#exported(linked, name, seen, range);
  }

  #exported(module: SourceModule, name: string, seen: Set<string>, range: Range | null): Resolution {
    const key = `${idOf(module)} ${name}`;
    if (seen.has(key)) return null;
    seen.add(key);
    const found = module.interface.exports.get(name);
    if (found) {
      if (found.kind === 'type') {
        return new SnippetFailure('UnboundName', `\`${name}\` is a type and has no value`, range);
      }
      const from = found.kind === 'from' ? found : module.interface.imports.get(found.name);
      if (from === undefined) return this.cells(module).of((found as { readonly name: string }).name);
      const further = this.#follow(module, from, seen);
      return further === null || further === 'ambiguous' ? missingExport(module, from, further) : further;
    }
    // The default export is never part of another module's.
    return name === 'default' ? null : this.#starred(module, name, seen);
  }

  #starred(module: SourceModule, name: string, seen: Set<string>): Resolution {
    let found: Resolution = null;
    for (const { specifier, range } of module.interface.stars) {
      const next = this.#follow(module, { specifier, name, range }, seen);
      if (next === null) continue;
      // What cannot be read might have had the name: that counts only where nothing else has.
      if (found === null || (found instanceof SnippetFailure && next instanceof ModuleCell)) found = next;
      else if (found !== next && next instanceof ModuleCell) return 'ambiguous';
    }
    return found;
  }

  #builtIn(module: BuiltInModule, name: string | null, range: Range | null): Resolution {
    const value = name === null ? module.namespace : module.exported(name);
    if (value instanceof SnippetFailure) return new SnippetFailure(value.code, value.message, range);
    const cell = new ModuleCell();
    this.fixed.push({ cell, value });
    return cell;
  }

  /** The storage that holds a whole module as a value. */
  #namespace(module: SourceModule): ModuleCell {
    const known = this.#namespaces.get(module);
    if (known) return known;
    const cell = new ModuleCell();
    this.#namespaces.set(module, cell);
    const exports = new Map<string, ModuleCell>();
    for (const name of [...exportNames(module, new Set())].sort()) {
      const found = this.#exported(module, name, new Set(), null);
      if (found instanceof ModuleCell) exports.set(name, found);
      else if (found instanceof SnippetFailure && module.interface.exports.get(name)?.kind !== 'type') {
        exports.set(name, this.#failing(found));
      }
    }
    this.fixed.push({ cell, value: this.frontEnd.namespace(exports) });
    return cell;
  }
}

function exportNames(module: SourceModule, seen: Set<SourceModule>, names = new Set<string>()): Set<string> {
  seen.add(module);
  for (const name of module.interface.exports.keys()) names.add(name);
  for (const { specifier } of module.interface.stars) {
    const linked = module.links.get(specifier);
    if (!linked || isMissing(linked)) continue;
    if (!isSource(linked)) {
      for (const name of linked.names) names.add(name);
      continue;
    }
    if (seen.has(linked)) continue;
    const hadDefault = names.has('default');
    exportNames(linked, seen, names);
    if (!hadDefault) names.delete('default');
  }
  return names;
}

function missingExport(
  module: SourceModule,
  { specifier, name, range }: ImportedName,
  found: null | 'ambiguous',
): SnippetFailure {
  if (found === 'ambiguous') {
    const message = `\`${specifier}\` has several exports \`${name}\`, from different files; export one of them by name`;
    return new SnippetFailure('ImportNotFound', message, range);
  }
  const linked = module.links.get(specifier) as SourceModule;
  const names = [...exportNames(linked, new Set())].sort().map((other) => `\`${other}\``);
  const others =
    names.length === 0
      ? 'it has no `export`'
      : `it exports ${names.slice(0, 8).join(', ')}${names.length > 8 ? ' and others' : ''}`;
  return new SnippetFailure('ImportNotFound', `\`${specifier}\` does not export \`${name}\`; ${others}`, range);
}

const ids = new WeakMap<SourceModule, number>();
let lastId = 0;

function idOf(module: SourceModule): number {
  let id = ids.get(module);
  if (id === undefined) {
    id = ++lastId;
    ids.set(module, id);
  }
  return id;
}
