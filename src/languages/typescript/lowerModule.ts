import type * as t from '@babel/types';
import type { Subject } from '../core/frontEnd';
import type { Statement } from '../core/ir';
import type { LoweredModule, ModuleLink, Probe, TopStatement } from '../core/module';
import { Watch } from '../core/watch';
import { branchesAround } from './branches';
import type { SubjectHandle } from './focus';
import { interfaceOf } from './imports';
import { isMade, literalKind } from './inputLiterals';
import { Lowering } from './lowering';
import { declareLexical, hoistVars, lowerStatement } from './lowerStatement';
import type { Syntax } from './parse';
import { boundNames, exported, type Located, unwrap } from './syntax';
import { tensorMaker } from './tfjs/factories';

/** Lowers a whole module, with watches on the subjects. The numbers of an imported file are no inputs. */
export function lowerModule(
  syntax: Syntax,
  subjects: readonly Subject[],
  link: ModuleLink,
): LoweredModule & { readonly lowering: Lowering } {
  const { file, program } = syntax;
  const lowering = new Lowering(file, link.sources, link.cells);
  const probes = subjects.map((subject) => placeProbes(subject, syntax, lowering));
  const watches = subjects.map((subject) => placeWatch(subject, lowering));

  hoistVars(program.body, lowering);
  const vars = [...lowering.topScope.variables];
  declareImports(program.body, lowering, link);
  const functions = declareLexical(program.body, lowering);
  if (!file.imported) declareInputs(syntax, lowering);
  const statements = program.body.map((node) => lowerTop(node, lowering));

  return {
    file,
    sources: lowering.sources,
    scope: lowering.moduleFn,
    topScope: lowering.topScope,
    topLevel: [...lowering.topScope.variables].filter(({ kind }) => kind !== 'temp' && kind !== 'import'),
    hoisted: [
      ...vars.map(
        (variable): Statement => ({
          kind: 'expression',
          value: {
            kind: 'assign',
            target: { kind: 'variable', variable, initialise: true },
            value: { kind: 'constant', value: undefined },
            source: 0,
          },
        }),
      ),
      ...functions,
    ],
    statements,
    inputs: lowering.inputs,
    watches,
    probes,
    lowering,
  };
}

function placeWatch(subject: Subject, lowering: Lowering): Watch | null {
  if (subject.kind === 'function') return null;
  const { nodes } = subject.handle as SubjectHandle;
  const source = lowering.sources.add(lowering.file, subject.start, subject.end);
  const watch = new Watch(null, [], source);
  if (subject.promotes) lowering.promoting.add(watch);
  if (subject.kind === 'expression') lowering.watchExpression.set(nodes[0]!, watch);
  else {
    nodes.forEach((node, k) => {
      lowering.watchStatement.set(node, { watch, last: k === nodes.length - 1 });
      const inner = exported(node as t.Statement);
      if (inner !== node) {
        lowering.watchStatement.delete(node);
        lowering.watchStatement.set(inner, { watch, last: k === nodes.length - 1 });
      }
    });
  }
  return watch;
}

function placeProbes(subject: Subject, syntax: Syntax, lowering: Lowering): Probe[] {
  return branchesAround(syntax, subject.start, subject.end).map(({ node, explanation }) => {
    const known = lowering.probes.get(node);
    const watch = known ?? new Watch(null, [], 0);
    lowering.probes.set(node, watch);
    return { watch, explanation };
  });
}

/** Declares what the module imports: each name has the storage of the variable that it stands for. */
function declareImports(body: readonly t.Statement[], lowering: Lowering, link: ModuleLink): void {
  for (const node of body) {
    if (node.type !== 'ImportDeclaration') continue;
    for (const { local } of node.specifiers) {
      if (lowering.topScope.own(local.name)) continue;
      const variable = lowering.topScope.declareImport(local.name, lowering.range(local), link.imported(local.name));
      variable.declared = true;
    }
  }
}

/** Finds the top-level variables whose initialisers make them inputs. */
function declareInputs(syntax: Syntax, lowering: Lowering): void {
  const { imports } = interfaceOf(syntax);
  const maker = (callee: t.Node) => tensorMaker(callee, imports);
  for (const statement of syntax.program.body) {
    const node = exported(statement);
    if (node.type !== 'VariableDeclaration' || node.kind === 'using' || node.kind === 'await using') continue;
    for (const { id, init } of node.declarations) {
      if (id.type !== 'Identifier' || !init) continue;
      const literal = literalKind(init, maker);
      const variable = lowering.topScope.own(id.name);
      if (!variable) continue;
      const value = unwrap(init) as Located;
      lowering.inputs.push({
        name: id.name,
        variable,
        source: lowering.source(id, id.name),
        literal,
        valueStart: value.start,
        valueEnd: value.end,
        isMade: isMade(init, maker),
      });
    }
  }
}

function lowerTop(node: t.Statement, lowering: Lowering): TopStatement {
  lowering.mentions = new Set();
  lowering.changes = new Set();
  const inner = exported(node);
  const statement = lowerStatement(node, lowering);
  const declared = declaredNames(inner).flatMap((name) => lowering.topScope.own(name) ?? []);
  const { start, end } = node as Located;
  return {
    statement,
    start,
    end,
    mentions: [...new Set([...lowering.mentions, ...declared])],
    changes: [...new Set([...lowering.changes, ...declared])],
    pure: isPure(inner),
  };
}

function declaredNames(node: t.Statement): string[] {
  switch (node.type) {
    case 'VariableDeclaration':
      return node.declarations.flatMap(({ id }) => boundNames(id).map(({ name }) => name));
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      return node.id ? [node.id.name] : [];
    case 'TSModuleDeclaration': {
      let { id } = node;
      while (id.type === 'TSQualifiedName') id = id.left as typeof id;
      return id.type === 'Identifier' ? [id.name] : [];
    }
    case 'TSImportEqualsDeclaration':
      return [node.id.name];
    default:
      return [];
  }
}

/** Whether a statement only defines functions, classes or literals. */
function isPure(node: t.Statement): boolean {
  if (node.type === 'ClassDeclaration') return isPureClass(node);
  if (node.type === 'TSEnumDeclaration') {
    return node.body.members.every(({ initializer }) => !initializer || isLiteral(initializer));
  }
  if (node.type !== 'VariableDeclaration') return false;
  return node.declarations.every(({ init }) => {
    if (!init) return false;
    const value = unwrap(init);
    return value.type === 'ArrowFunctionExpression' || value.type === 'FunctionExpression' || isLiteral(init);
  });
}

function isLiteral(init: t.Expression): boolean {
  const { type } = unwrap(init);
  return type === 'StringLiteral' || type === 'BooleanLiteral' || literalKind(init) !== 'computed';
}

/** Whether defining a class runs nothing of the user's: its static members are literals, and no key is computed. */
function isPureClass(node: t.ClassDeclaration): boolean {
  if (node.superClass && node.superClass.type !== 'Identifier') return false;
  return node.body.body.every((member) => {
    if (member.type === 'StaticBlock') return false;
    if ('computed' in member && member.computed) return false;
    if (!('static' in member && member.static) || !('value' in member) || !member.value) return true;
    return isLiteral(member.value as t.Expression);
  });
}
