import type * as t from '@babel/types';
import type { Expression, FunctionIr, Statement } from '../core/ir';
import type { Variable } from '../core/scopes';
import { Tracked, type Value } from '../core/values';
import { functionObject } from './functionObjects';
import { lowerExpression } from './lowerExpression';
import type { Lowering } from './lowering';
import { declareLexical, lowerStatement } from './lowerStatement';
import { holderOf } from './members';
import { Accessor, defineField, PlainObject } from './objects';
import { boundNames, exported } from './syntax';

/** Declares an enum or a namespace: several of one name are one object, and may add to a function or a class. */
export function declareMerged(id: t.Identifier, lowering: Lowering): void {
  lowering.declare(id, 'let');
}

/** The object that an enum or a namespace adds to, which the statement binds to its name. */
function open(variable: Variable, source: number): Expression {
  const target = { kind: 'variable', variable, initialise: true } as const;
  if (!variable.declared) {
    variable.declared = true;
    return { kind: 'assign', target, value: native([], () => new PlainObject(), source), source };
  }
  return { kind: 'read', variable, source };
}

function native(operands: readonly Expression[], apply: (operands: Value[]) => Value, source: number): Expression {
  return { kind: 'native', operands, source, apply: (_rt, values) => apply(values) };
}

/** An enum: an object with the members by name, and the names by number. */
export function lowerEnum(node: t.TSEnumDeclaration, lowering: Lowering): Statement {
  const source = lowering.source(node);
  const first = open(lowering.scope.own(node.id.name)!, source);
  const { members } = node.body;
  const { result, variables } = lowering.scoped((): Expression[] => {
    const holder = lowering.scope.declare('%enum', 'let', null);
    holder.declared = true;
    const read: Expression = { kind: 'read', variable: holder, source };
    const steps = [assign(holder, first, source)];
    let previous: Variable | null = null;
    for (const member of members) {
      const name = member.id.type === 'Identifier' ? member.id.name : member.id.value;
      const at = lowering.source(member);
      const value: Expression = member.initializer
        ? lowerExpression(member.initializer, lowering)
        : previous
          ? native([{ kind: 'read', variable: previous, source: at }], ([before]) => numberOf(before) + 1, at)
          : { kind: 'constant', value: 0 };
      // A member may be used by the ones below, by its name alone.
      const variable: Variable = lowering.scope.own(name) ?? lowering.scope.declare(name, 'let', null);
      variable.declared = true;
      steps.push(assign(variable, value, at));
      steps.push(
        native([read, { kind: 'read', variable, source: at }], ([object, held]) => addMember(object, name, held), at),
      );
      previous = variable;
    }
    return steps;
  });
  return { kind: 'expression', value: { kind: 'scope', variables, body: { kind: 'sequence', items: result } } };
}

function assign(variable: Variable, value: Expression, source: number): Expression {
  return { kind: 'assign', target: { kind: 'variable', variable, initialise: true }, value, source };
}

function numberOf(value: Value): number {
  return value instanceof Tracked ? value.value : (value as number);
}

function addMember(object: Value, name: string, value: Value): Value {
  const holder = holderOf(object)!;
  defineField(holder, name, value);
  if (typeof value === 'number' || value instanceof Tracked) defineField(holder, String(numberOf(value)), name);
  return undefined;
}

/** A namespace: an object with what its body exports. */
export function lowerNamespace(node: t.TSModuleDeclaration, lowering: Lowering): Statement {
  const { id, body } = node;
  if (id.type !== 'Identifier' || body?.type !== 'TSModuleBlock') {
    return lowering.refuseStatement(node, 'this `namespace` is not supported; write one namespace inside the other');
  }
  const source = lowering.source(node);
  const object = lowering.scope.own(id.name)!;
  const first = open(object, source);
  const { result, variables } = lowering.scoped(() => {
    declareVars(body.body, lowering);
    const hoisted = declareLexical(body.body, lowering);
    const read = (): Expression => {
      lowering.scope.lookup(id.name, lowering.fn);
      return { kind: 'read', variable: object, source };
    };
    const functions = body.body.flatMap((statement) =>
      exportedNames(statement, true).map((name) => expose(name, false, read(), lowering)),
    );
    const statements = body.body.flatMap((statement): Statement[] => [
      lowerStatement(statement, lowering),
      ...exportedNames(statement, false).map(
        (name): Statement => expose(name, isChangeable(statement), read(), lowering),
      ),
    ]);
    return { hoisted, body: [...functions, ...statements] };
  });
  return {
    kind: 'block',
    scope: variables,
    hoisted: [{ kind: 'expression', value: first }, ...result.hoisted],
    body: result.body,
  };
}

function declareVars(statements: readonly t.Statement[], lowering: Lowering): void {
  for (const statement of statements) {
    const inner = exported(statement);
    if (inner.type !== 'VariableDeclaration' || inner.kind !== 'var') continue;
    for (const { id } of inner.declarations) for (const name of boundNames(id)) lowering.declare(name, 'let');
  }
}

/** Names that a statement of the body exports: those of functions, which exist from the start, or all others. */
function exportedNames(statement: t.Statement, functions: boolean): t.Identifier[] {
  if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return [];
  const { declaration } = statement;
  if ('declare' in declaration && declaration.declare) return [];
  if ((declaration.type === 'FunctionDeclaration') !== functions) return [];
  switch (declaration.type) {
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id }) => boundNames(id));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      return declaration.id ? [declaration.id] : [];
    case 'TSModuleDeclaration':
      return declaration.id.type === 'Identifier' ? [declaration.id] : [];
    default:
      return [];
  }
}

function isChangeable(statement: t.Statement): boolean {
  const inner = exported(statement);
  return inner.type === 'VariableDeclaration' && inner.kind !== 'const';
}

/** Puts a name on the object; one that can change is read and written through it. */
function expose(name: t.Identifier, changeable: boolean, object: Expression, lowering: Lowering): Statement {
  const source = lowering.source(name);
  const value: Expression = changeable
    ? native(
        [
          { kind: 'closure', code: accessor(name, false, lowering) },
          { kind: 'closure', code: accessor(name, true, lowering) },
        ],
        ([get, set]) => new Accessor(get, set),
        source,
      )
    : lowerExpression(name, lowering);
  return {
    kind: 'expression',
    value: native(
      [object, value],
      ([holder, held]) => {
        defineField(holder instanceof PlainObject ? holder : functionObject(holder as never), name.name, held);
        return undefined;
      },
      source,
    ),
  };
}

/** `() => name`, or `(value) => (name = value)`. */
function accessor(name: t.Identifier, sets: boolean, lowering: Lowering): FunctionIr {
  const source = lowering.source(name);
  return lowering.inFunction((scope) => {
    const variable = lowering.lookup(name.name)!;
    const given: Expression = { kind: 'argument', index: 0, rest: false, source };
    return {
      name: name.name,
      scope,
      bind: [],
      simple: [],
      ownName: null,
      parameterNames: [],
      length: 0,
      lexicalSelf: true,
      role: 'function',
      generator: false,
      source,
      body: { kind: 'nothing' },
      result: sets
        ? { kind: 'assign', target: { kind: 'variable', variable, initialise: false }, value: given, source }
        : { kind: 'read', variable, source },
    };
  });
}
