import { SnippetFailure } from '../../core/failure';
import type { Statement } from '../../core/ir';
import type { Variable } from '../../core/scopes';
import { hiddenName, importsOf, specifierOf } from '../files';
import { moduleNamed, refusedModule } from '../modules/all';
import { findAttribute, type getAttribute } from '../operators/attributes';
import type { Alias, Stmt } from '../parsing/ast';
import type { ModuleObject } from '../values/objects';
import { bindTarget } from './assignments';
import { block, constant, NOTHING, native, read, run } from './helpers';
import type { Lowering } from './lowering';

type Import = Extract<Stmt, { kind: 'import' }>;
type ImportFrom = Extract<Stmt, { kind: 'importFrom' }>;

/** `import a.b as c`. */
export function lowerImport(node: Import, lowering: Lowering): Statement {
  return block(node.names.map((alias) => importOne(alias, lowering)));
}

function importOne(alias: Alias, lowering: Lowering): Statement {
  const { name, as, start, end } = alias;
  const file = fromFile(specifierOf(name, 0), null, lowering);
  if (file)
    return run(bindTarget({ kind: 'name', id: as ?? name, start, end }, read(file, lowering.source(alias)), lowering));
  const module = moduleNamed(as === null ? name.split('.')[0]! : name);
  if (module === null || (as === null && moduleNamed(name) === null))
    return refused(name, alias, [as ?? name.split('.')[0]!], lowering);
  noteInert(module, alias, lowering);
  const target = { kind: 'name' as const, id: as ?? name.split('.')[0]!, start, end };
  return run(bindTarget(target, constant(module), lowering));
}

/** What a module does in place of what it does elsewhere; null where that is the same. */
function effectOf(module: ModuleObject): string | null {
  if (module.name === 'time')
    return 'measures nothing here: its clock goes on by a millisecond with each look at it, the same in each run';
  if (!module.inert) return null;
  if (module.name.startsWith('tqdm')) return 'draws nothing here: it gives the elements of what it is given';
  return 'does nothing here: it has no gradient';
}

/** Says that what comes from a module does nothing, or something else. */
function noteInert(module: ModuleObject, node: Alias | ImportFrom, lowering: Lowering): void {
  const effect = effectOf(module);
  const range = effect === null ? null : lowering.range(node);
  if (range === null) return;
  lowering.notes.push({ code: 'inert-module', message: `\`${module.name}\` ${effect}`, range });
}

/** The variable that holds what another file gives; null where no file is meant. */
function fromFile(specifier: string | null, name: string | null, lowering: Lowering): Variable | null {
  return specifier === null ? null : (lowering.topScope.own(hiddenName(specifier, name)) ?? null);
}

/** Imports that lead nowhere fail when they are reached: what needs their names says so. */
function refused(name: string, node: Alias | ImportFrom, bound: readonly string[], lowering: Lowering): Statement {
  for (const each of bound) {
    const variable = lowering.lookup(each);
    if (variable) lowering.noteChange(variable);
  }
  const failure = new SnippetFailure('ImportNotFound', refusedModule(name), lowering.range(node));
  return run({ kind: 'raise', failure });
}

/** `from a import b`. */
export function lowerImportFrom(node: ImportFrom, lowering: Lowering): Statement {
  const files = node.names === '*' ? [] : importsOf(node, ({ start, end }) => lowering.file.range(start, end));
  if (files.length > 0 && node.names !== '*') {
    return block(
      node.names.map(({ name, as, start, end }, k) => {
        const variable = fromFile(files[k]!.specifier, files[k]!.name, lowering)!;
        return run(
          bindTarget(
            { kind: 'name', id: as ?? name, start, end },
            read(variable, lowering.source({ start, end })),
            lowering,
          ),
        );
      }),
    );
  }
  const bound = node.names === '*' ? [] : node.names.map(({ name, as }) => as ?? name);
  if (node.level > 0) return refused(`${'.'.repeat(node.level)}${node.module}`, node, bound, lowering);
  if (node.module === '__future__') return NOTHING;
  const module = moduleNamed(node.module);
  if (module === null) return refused(node.module, node, bound, lowering);
  noteInert(module, node, lowering);
  if (node.names === '*') {
    return block(
      [...module.members].map(([name, value]) =>
        run(bindTarget({ kind: 'name', id: name, start: node.start, end: node.start }, constant(value), lowering)),
      ),
    );
  }
  return block(
    node.names.map(({ name, as, start, end }) => {
      const value = native(
        (rt, [held], source) => imported(rt, held as ModuleObject, name, source),
        [constant(module)],
        lowering.source({ start, end }),
      );
      return run(bindTarget({ kind: 'name', id: as ?? name, start, end }, value, lowering));
    }),
  );
}

function imported(rt: Parameters<typeof getAttribute>[0], module: ModuleObject, name: string, source: number): unknown {
  const value = module.members.get(name) ?? findAttribute(rt, module, name, source);
  if (value !== undefined) return value;
  const inner = moduleNamed(`${module.name}.${name}`);
  if (inner) return inner;
  throw rt.error('ImportError', `cannot import name '${name}' from '${module.name}'`, source);
}

/** The names that `from module import *` binds. */
export function starNames(node: ImportFrom): readonly string[] {
  if (node.names !== '*' || node.level > 0) return [];
  return [...(moduleNamed(node.module)?.members.keys() ?? [])];
}
