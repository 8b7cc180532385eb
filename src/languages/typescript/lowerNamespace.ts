import type * as t from '@babel/types';
import type { Expression, FunctionIr, Statement } from '../core/ir';
import type { Variable } from '../core/scopes';
import { Tracked, type Value } from '../core/values';
import { functionObject } from './functionObjects';
import { lowerExpression } from './lowerExpression';
import type { Lowering } from './lowering';
import { declareLexical, lowerStatement } from './lowerStatement';
import { getMember, holderOf } from './members';
import { Accessor, defineField, PlainObject } from './objects';
import { boundNames, exported } from './syntax';

type Name = t.TSModuleDeclaration['id'] | t.TSEntityName;

/** Declares an enum or a namespace: several of one name are one object, and may add to a function or a class. */
export function declareMerged(id: Name, lowering: Lowering): void {
  const [first] = namesOf(id);
  if (first) lowering.declare(first, 'let');
}

/** The parts of a dotted name. */
function namesOf(id: Name): t.Identifier[] {
  if (id.type === 'Identifier') return [id];
  return id.type === 'TSQualifiedName' ? [...namesOf(id.left), id.right] : [];
}

/** Names that the parts of a namespace export, which later parts see as their own. */
const exportedBefore = new WeakMap<Variable, Set<string>>();

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

/** A namespace: an object with what its body exports. `A.B` is one inside the other. */
export function lowerNamespace(node: t.TSModuleDeclaration, lowering: Lowering): Statement {
  const { id, body } = node;
  const [first, second] = namesOf(id);
  if (!first || body?.type !== 'TSModuleBlock') {
    return lowering.refuseStatement(node, 'this kind of module is not supported; write a `namespace`');
  }
  const statements = second ? [nested(node, namesOf(id).slice(1))] : body.body;
  const source = lowering.source(node);
  const object = lowering.scope.own(first.name)!;
  const opening = open(object, source);
  const before = exportedBefore.get(object) ?? new Set();
  exportedBefore.set(object, before);
  const read = (): Expression => {
    lowering.scope.lookup(first.name, lowering.fn);
    return { kind: 'read', variable: object, source };
  };
  const { result, variables } = lowering.scoped(() => {
    declareVars(statements, lowering);
    const hoisted = declareLexical(statements, lowering);
    const seen = [...before]
      .filter((name) => !lowering.scope.own(name))
      .map((name): Statement => {
        const variable = lowering.scope.declare(name, 'let', null);
        variable.declared = true;
        const value: Expression = {
          kind: 'member',
          object: read(),
          key: { kind: 'constant', value: name },
          optional: false,
          get: getMember,
          source,
        };
        return { kind: 'expression', value: assign(variable, value, source) };
      });
    const lowered = statements.flatMap((statement): Statement[] => [
      lowerStatement(statement, lowering),
      ...exportedNames(statement).map((name): Statement => {
        before.add(name.name);
        return expose(name, isChangeable(statement), read(), lowering);
      }),
    ]);
    return { hoisted, body: [...seen, ...lowered] };
  });
  return {
    kind: 'block',
    scope: variables,
    hoisted: [{ kind: 'expression', value: opening }, ...result.hoisted],
    body: result.body,
  };
}

/** `namespace B.C { … }` of `namespace A.B.C { … }`, as A's body would export it. */
function nested(node: t.TSModuleDeclaration, [first, ...others]: readonly t.Identifier[]): t.Statement {
  const { start, end } = node;
  const inner = others.length > 0 ? [nested(node, others)] : (node.body as t.TSModuleBlock).body;
  const body = { type: 'TSModuleBlock', body: inner, start, end };
  const declaration = { type: 'TSModuleDeclaration', kind: 'namespace', id: first, body, start, end };
  const whole = { type: 'ExportNamedDeclaration', exportKind: 'value', specifiers: [], declaration, start, end };
  return whole as unknown as t.Statement;
}

/** `import x = A.B`: another name for what a namespace exports. */
export function lowerImportAlias(node: t.TSImportEqualsDeclaration, lowering: Lowering): Statement {
  if (node.importKind === 'type') return { kind: 'nothing' };
  const names = node.moduleReference.type === 'TSExternalModuleReference' ? [] : namesOf(node.moduleReference);
  const [first, ...others] = names;
  if (!first) return lowering.refuseStatement(node, '`import =` of a module is not supported; use `import … from`');
  const source = lowering.source(node);
  const value = others.reduce<Expression>(
    (object, { name }) => ({
      kind: 'member',
      object,
      key: { kind: 'constant', value: name },
      optional: false,
      get: getMember,
      source,
    }),
    lowerExpression(first, lowering),
  );
  const variable = lowering.scope.own(node.id.name)!;
  variable.declared = true;
  return { kind: 'expression', value: assign(variable, value, source) };
}

function declareVars(statements: readonly t.Statement[], lowering: Lowering): void {
  for (const statement of statements) {
    const inner = exported(statement);
    if (inner.type !== 'VariableDeclaration' || inner.kind !== 'var') continue;
    for (const { id } of inner.declarations) for (const name of boundNames(id)) lowering.declare(name, 'let');
  }
}

/** Names that a statement of the body exports. */
function exportedNames(statement: t.Statement): t.Identifier[] {
  if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return [];
  const { declaration } = statement;
  if ('declare' in declaration && declaration.declare) return [];
  switch (declaration.type) {
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id }) => boundNames(id));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      return declaration.id ? [declaration.id] : [];
    case 'TSImportEqualsDeclaration':
      return declaration.importKind === 'type' ? [] : [declaration.id];
    case 'TSModuleDeclaration':
      return namesOf(declaration.id).slice(0, 1);
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
