import type * as t from '@babel/types';
import type { Expression, Statement } from '../core/ir';
import { lowerClassDeclaration } from './lowerClass';
import { lowerDerivedReturn } from './lowerConstructor';
import { lowerCondition, lowerExpression } from './lowerExpression';
import { countProbe, lowerFunction } from './lowerFunction';
import type { Lowering } from './lowering';
import { lowerFor, lowerForEach, lowerLabelled, lowerSwitch, lowerWhile } from './lowerLoop';
import { declareMerged, lowerEnum, lowerImportAlias, lowerNamespace } from './lowerNamespace';
import { declarePattern, lowerPattern } from './lowerPattern';
import { boundNames, exported, type Located } from './syntax';

export interface Body {
  readonly hoisted: Statement[];
  readonly body: Statement[];
}

/** Lowers a statement, watched where it is the subject. */
export function lowerStatement(node: t.Statement, lowering: Lowering): Statement {
  const watched = lowering.watchStatement.get(node);
  if (watched === undefined) return lowerPlain(node, lowering);
  const { watch, last } = watched;
  const body = lowering.watching(watch, node as Located, true, () => {
    if (node.type !== 'ExpressionStatement' || !isPlainValue(node.expression)) return lowerPlain(node, lowering);
    return {
      kind: 'expression' as const,
      value: lowering.candidate(lowerExpression(node.expression, lowering), null),
    };
  });
  return last ? { kind: 'observed', watch, body } : body;
}

/** Whether an expression statement's own value is its output; an assignment gives the value that it assigns. */
function isPlainValue(node: t.Expression): boolean {
  return node.type !== 'AssignmentExpression' && node.type !== 'UpdateExpression';
}

function lowerPlain(node: t.Statement, lowering: Lowering): Statement {
  switch (node.type) {
    case 'ExpressionStatement':
      return { kind: 'expression', value: lowerExpression(node.expression, lowering) };
    case 'VariableDeclaration':
      return lowerDeclaration(node, lowering);
    case 'BlockStatement':
      return lowerBlock(node, lowering);
    case 'EmptyStatement':
    case 'DebuggerStatement':
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return { kind: 'nothing' };
    case 'IfStatement':
      return {
        kind: 'if',
        test: lowerCondition(node.test, lowering),
        yes: lowerBranch(node.consequent, lowering),
        no: node.alternate ? lowerBranch(node.alternate, lowering) : null,
      };
    case 'ForStatement':
      return lowerFor(node, lowering);
    case 'WhileStatement':
    case 'DoWhileStatement':
      return lowerWhile(node, lowering);
    case 'ForOfStatement':
    case 'ForInStatement':
      return lowerForEach(node, lowering);
    case 'SwitchStatement':
      return lowerSwitch(node, lowering);
    case 'LabeledStatement':
      return lowerLabelled(node, lowering);
    case 'BreakStatement':
    case 'ContinueStatement': {
      const isContinue = node.type === 'ContinueStatement';
      const label = lowering.findLabel(node.label?.name ?? null, isContinue);
      if (label === null)
        return lowering.refuseStatement(node, 'there is no loop here to leave; use `return` in a function');
      return { kind: isContinue ? 'continue' : 'break', label };
    }
    case 'ReturnStatement': {
      const value = node.argument ? lowering.candidate(lowerExpression(node.argument, lowering), null) : null;
      const derives = lowering.derived !== null && lowering.derived.fn === lowering.fn;
      return { kind: 'return', value: derives ? lowerDerivedReturn(value, node, lowering) : value };
    }
    case 'ClassDeclaration':
      return node.declare ? { kind: 'nothing' } : lowerClassDeclaration(node, lowering);
    case 'TryStatement':
      return lowerTry(node, lowering);
    case 'TSImportEqualsDeclaration':
      return lowerImportAlias(node, lowering);
    case 'TSEnumDeclaration':
      return node.declare ? { kind: 'nothing' } : lowerEnum(node, lowering);
    case 'TSModuleDeclaration':
      return node.declare ? { kind: 'nothing' } : lowerNamespace(node, lowering);
    case 'ThrowStatement':
      return lowerThrow(node, lowering);
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return lowerExport(node, lowering);
    default:
      return lowering.refuseStatement(node, refusals[node.type] ?? `this statement (${node.type}) is not supported`);
  }
}

const refusals: Readonly<Record<string, string>> = {
  WithStatement: '`with` is not supported; name the object before each property',
  TSExportAssignment: '`export =` is not supported; write `export default`',
};

// --- declarations and blocks ----------------------------------------------------------------------------------------

/** Declares `var` names of a function or module, from wherever they stand inside. */
export function hoistVars(statements: readonly t.Statement[], lowering: Lowering): void {
  for (const statement of statements) hoistVarsOf(exported(statement), lowering);
}

function hoistVarsOf(node: t.Node | null | undefined, lowering: Lowering): void {
  if (!node) return;
  switch (node.type) {
    case 'VariableDeclaration':
      if (node.kind !== 'var' || node.declare) return;
      for (const { id } of node.declarations) {
        for (const name of boundNames(id)) lowering.declare(name, 'var').declared = true;
      }
      return;
    case 'BlockStatement':
      hoistVars(node.body, lowering);
      return;
    case 'IfStatement':
      hoistVarsOf(node.consequent, lowering);
      hoistVarsOf(node.alternate, lowering);
      return;
    case 'ForStatement':
      hoistVarsOf(node.init, lowering);
      hoistVarsOf(node.body, lowering);
      return;
    case 'ForOfStatement':
    case 'ForInStatement':
      hoistVarsOf(node.left, lowering);
      hoistVarsOf(node.body, lowering);
      return;
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
      hoistVarsOf(node.body, lowering);
      return;
    case 'SwitchStatement':
      for (const { consequent } of node.cases) hoistVars(consequent, lowering);
      return;
    case 'TryStatement':
      hoistVarsOf(node.block, lowering);
      hoistVarsOf(node.handler?.body, lowering);
      hoistVarsOf(node.finalizer, lowering);
  }
}

/** Declares what a block hoists to its top: let, const, functions, and names that are refused when they are used. */
export function declareLexical(statements: readonly t.Statement[], lowering: Lowering): Statement[] {
  const functions: t.FunctionDeclaration[] = [];
  for (const statement of statements) {
    const node = exported(statement);
    // What is only declared for the types exists nowhere here.
    if ('declare' in node && node.declare) continue;
    switch (node.type) {
      case 'VariableDeclaration':
        if (node.kind === 'var') break;
        for (const { id } of node.declarations) {
          for (const name of boundNames(id)) lowering.declare(name, node.kind === 'let' ? 'let' : 'const');
        }
        break;
      case 'FunctionDeclaration':
        lowering.declare(node.id ?? defaultName(node), 'function').declared = true;
        functions.push(node);
        break;
      case 'ClassDeclaration':
        lowering.declare(node.id ?? defaultName(node), 'let');
        break;
      case 'TSEnumDeclaration':
      case 'TSModuleDeclaration':
        declareMerged(node.id, lowering);
        break;
      case 'TSImportEqualsDeclaration':
        lowering.declare(node.id, 'const');
        break;
      case 'ExportDefaultDeclaration':
        lowering.declare(defaultName(node), 'const');
    }
  }
  return functions.map((node) => {
    const name = node.id?.name ?? 'default';
    const variable = lowering.scope.own(name)!;
    return {
      kind: 'expression',
      value: {
        kind: 'assign',
        target: { kind: 'variable', variable, initialise: true },
        value: { kind: 'closure', code: lowerFunction(node, lowering, name) },
        source: lowering.source(node),
      },
    };
  });
}

function defaultName(node: t.Node): t.Identifier {
  return { type: 'Identifier', name: 'default', start: node.start, end: node.start } as t.Identifier;
}

export function lowerBlockBody(node: t.BlockStatement, lowering: Lowering): Body {
  const hoisted = declareLexical(node.body, lowering);
  return { hoisted, body: node.body.map((statement) => lowerStatement(statement, lowering)) };
}

function lowerBlock(node: t.BlockStatement, lowering: Lowering): Statement {
  const { result, variables } = lowering.scoped(() => lowerBlockBody(node, lowering));
  return { kind: 'block', scope: variables, ...result };
}

/** A branch that a probe may count. */
export function lowerBranch(node: t.Statement, lowering: Lowering): Statement {
  const body = lowerStatement(node, lowering);
  const probe = lowering.probes.get(node);
  return probe ? { kind: 'block', scope: [], hoisted: [], body: [countProbe(probe), body] } : body;
}

/** `let`, `const` and `var`. */
export function lowerDeclaration(node: t.VariableDeclaration, lowering: Lowering): Statement {
  if (node.declare) return { kind: 'nothing' };
  if (node.kind === 'using' || node.kind === 'await using') {
    return lowering.refuseStatement(node, '`using` is not supported; use `const`');
  }
  const items = node.declarations.flatMap(({ id, init }): Expression[] => {
    if (!init) {
      if (node.kind === 'var') return [];
      return lowerPattern(id, { kind: 'constant', value: undefined }, 'declare', lowering);
    }
    const name = id.type === 'Identifier' ? id.name : null;
    return lowerPattern(id, lowerInitialiser(id, init, name, lowering), 'declare', lowering);
  });
  return { kind: 'expression', value: { kind: 'sequence', items } };
}

function lowerInitialiser(id: t.Node, init: t.Expression, name: string | null, lowering: Lowering): Expression {
  const value = lowerExpression(init, lowering, name);
  if (id.type !== 'Identifier') return value;
  const variable = lowering.scope.own(id.name);
  if (variable) variable.initialiser ??= lowering.range(init);
  const input = lowering.inputs.find((candidate) => candidate.variable === variable);
  return input && lowering.scope === lowering.topScope ? { kind: 'initial', input, value } : value;
}

// --- the rest -------------------------------------------------------------------------------------------------------

function lowerThrow(node: t.ThrowStatement, lowering: Lowering): Statement {
  return { kind: 'throw', value: lowerExpression(node.argument, lowering), source: lowering.source(node) };
}

function lowerTry(node: t.TryStatement, lowering: Lowering): Statement {
  const body = lowerBlock(node.block, lowering);
  const { handler } = node;
  return {
    kind: 'try',
    body,
    handler: handler ? lowerCatch(handler, lowering) : null,
    finalizer: node.finalizer ? lowerBlock(node.finalizer, lowering) : null,
  };
}

function lowerCatch(node: t.CatchClause, lowering: Lowering): (Statement & { kind: 'try' })['handler'] {
  const { result, variables } = lowering.scoped(() => {
    const caught = lowering.temporary();
    const source = lowering.source(node);
    const read: Expression = { kind: 'read', variable: caught, source };
    const { param } = node;
    if (param) declarePattern(boundNames(param), 'let', lowering);
    const items = param ? lowering.countingOnly(() => lowerPattern(param, read, 'declare', lowering)) : [];
    const bind: Statement = { kind: 'expression', value: { kind: 'sequence', items } };
    const probe = lowering.probes.get(node);
    const body = lowerBlock(node.body, lowering);
    return {
      caught,
      bind,
      body: probe ? { kind: 'block' as const, scope: [], hoisted: [countProbe(probe)], body: [body] } : body,
    };
  });
  return { ...result, scope: variables };
}

function lowerExport(node: t.ExportNamedDeclaration | t.ExportDefaultDeclaration, lowering: Lowering): Statement {
  const inner = exported(node);
  if (inner !== node) return lowerStatement(inner, lowering);
  if (node.type === 'ExportNamedDeclaration') return { kind: 'nothing' };
  const { declaration } = node;
  if (
    declaration.type === 'TSDeclareFunction' ||
    declaration.type === 'ClassDeclaration' ||
    declaration.type === 'FunctionDeclaration'
  ) {
    return { kind: 'nothing' };
  }
  return {
    kind: 'expression',
    value: {
      kind: 'assign',
      target: { kind: 'variable', variable: lowering.scope.own('default')!, initialise: true },
      value: lowering.candidate(lowerExpression(declaration, lowering, 'default'), null),
      source: lowering.source(node),
    },
  };
}
