import type * as t from '@babel/types';
import type { Expression, FunctionIr, Statement } from '../core/ir';
import type { Variable } from '../core/scopes';
import {
  addPrivate,
  defineMember,
  initialiseField,
  type MemberKind,
  makeClass,
  memberHolder,
  nameByKey,
} from './classes';
import { toKey } from './conversions';
import { functionObject } from './functionObjects';
import { constructorOf, parameterFields } from './lowerConstructor';
import { lowerExpression } from './lowerExpression';
import { lowerFunction } from './lowerFunction';
import type { Lowering } from './lowering';
import { isAnonymous } from './lowerLiteral';
import { hold } from './lowerPattern';
import { lowerBlockBody } from './lowerStatement';
import { type Key, privateName } from './objects';

export type ClassNode = t.ClassDeclaration | t.ClassExpression;
type Member = t.ClassBody['body'][number];
type Field = t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty;
type Method = t.ClassMethod | t.ClassPrivateMethod;

/** A class as an expression; `name` is that of the variable which takes it. */
export function lowerClass(node: ClassNode, lowering: Lowering, name: string | null): Expression {
  const decorated = node.decorators?.[0] ?? node.body.body.flatMap((member) => decoratorsOf(member))[0];
  if (decorated) return lowering.refuse(decorated, 'a decorator is not supported; call the function yourself');
  const source = lowering.source(node);
  const className = node.id?.name ?? name ?? '';
  const { result, variables } = lowering.scoped((): Expression => {
    const inner = node.id ? lowering.declare(node.id, 'const') : null;
    const klass = hidden('class', lowering);
    const names = declarePrivateNames(node.body.body, lowering);
    const steps: Expression[] = names.map((variable) => hold(variable, fresh(variable.name), source));
    const parent = node.superClass ? lowerExpression(node.superClass, lowering) : undefined;
    const made: Expression = {
      kind: 'native',
      source,
      operands: [constructorOf(node, className, lowering), ...(parent ? [parent] : [])],
      apply: (rt, [closure, extended]) =>
        makeClass(rt, closure, node.superClass ? (extended ?? null) : undefined, className, source),
    };
    steps.push(hold(klass, made, source));
    const read: Expression = { kind: 'read', variable: klass, source };
    const members = node.body.body.map((member) => lowerMember(member, read, lowering));
    steps.push(...members.flatMap(({ define }) => define));
    const instance = [...parameterFields(node, lowering), ...members.flatMap(({ field }) => field)];
    const privateMethods = members.flatMap(({ privateMethod }) => privateMethod);
    if (instance.length + privateMethods.length > 0) {
      steps.push(setInitialiser(read, method(node, [...privateMethods, ...instance], lowering), source));
    }
    if (inner) {
      inner.declared = true;
      steps.push(hold(inner, read, source));
    }
    steps.push(...members.flatMap(({ start }) => start));
    return { kind: 'sequence', items: [...steps, read] };
  });
  return { kind: 'scope', variables, body: result };
}

function decoratorsOf(member: Member): t.Decorator[] {
  return 'decorators' in member ? ((member.decorators as t.Decorator[] | null) ?? []) : [];
}

/** A variable of ours that functions may capture. Its name can be none of the user's. */
function hidden(name: string, lowering: Lowering): Variable {
  const variable = lowering.scope.declare(`%${name}${lowering.fn.slotCount}`, 'param', null);
  variable.declared = true;
  return variable;
}

function fresh(name: string): Expression {
  return { kind: 'native', operands: [], source: 0, apply: () => privateName(name) };
}

function declarePrivateNames(members: readonly Member[], lowering: Lowering): Variable[] {
  const names = new Set(
    members.flatMap((member) => ('key' in member && member.key?.type === 'PrivateName' ? [member.key.id.name] : [])),
  );
  return [...names].map((name) => {
    const variable = lowering.scope.declare(`#${name}`, 'param', null);
    variable.declared = true;
    return variable;
  });
}

/** The identity of a private name, as the class around it made it. */
export function lowerPrivateName(node: t.PrivateName, lowering: Lowering): Expression {
  const variable = lowering.scope.lookup(`#${node.id.name}`, lowering.fn);
  if (!variable)
    return lowering.refuse(
      node,
      `\`#${node.id.name}\` is declared by no class around this code; declare it in the class body`,
    );
  return { kind: 'read', variable, source: lowering.source(node) };
}

/** What one member of a class body adds to each part of its evaluation. */
interface LoweredMember {
  /** When the class is defined: methods, and the keys of fields. */
  readonly define: Expression[];
  /** For each new instance, in `this`. */
  readonly privateMethod: Expression[];
  readonly field: Expression[];
  /** When the class exists: static fields and blocks, in order. */
  readonly start: Expression[];
}

function lowerMember(member: Member, klass: Expression, lowering: Lowering): LoweredMember {
  const nothing: LoweredMember = { define: [], privateMethod: [], field: [], start: [] };
  switch (member.type) {
    case 'ClassMethod':
      if (member.kind === 'constructor' || member.abstract) return nothing;
      return { ...nothing, define: [defineMethod(member, klass, lowering)] };
    case 'ClassPrivateMethod':
      if (!member.static) return { ...nothing, privateMethod: [lazily(() => privateMethod(member, self, lowering))] };
      return { ...nothing, define: [privateMethod(member, klass, lowering)] };
    case 'ClassProperty':
    case 'ClassPrivateProperty':
      if (member.type === 'ClassProperty' && (member.declare || member.abstract)) return nothing;
      return lowerField(member, klass, lowering);
    case 'StaticBlock':
      return { ...nothing, start: [callOnClass(staticBlock(member, lowering), klass, lowering.source(member))] };
    case 'ClassAccessorProperty':
      return { ...nothing, define: [lowering.refuse(member, 'an `accessor` field is not supported; write a getter')] };
    default:
      return nothing;
  }
}

const self: Expression = { kind: 'self' };

function keyOf(member: Method | Field, lowering: Lowering): Expression {
  const { key } = member;
  if (key.type === 'PrivateName') return lowerPrivateName(key, lowering);
  const computed = 'computed' in member && member.computed;
  if (!computed && key.type === 'Identifier') return { kind: 'constant', value: key.name };
  const source = lowering.source(key);
  return {
    kind: 'native',
    source,
    operands: [lowerExpression(key, lowering)],
    apply: (rt, [value]) => toKey(rt, value, source),
  };
}

/** The name that a function gets from its key. */
function nameOf(member: Method | Field): string {
  const { key } = member;
  if (key.type === 'PrivateName') return `#${key.id.name}`;
  if (key.type === 'Identifier' && !('computed' in member && member.computed)) return key.name;
  return key.type === 'StringLiteral' || key.type === 'NumericLiteral' ? String(key.value) : '';
}

/** A getter is called `get x`. */
function methodName(member: Method): string {
  const kind = kindOf(member);
  return kind === 'method' ? nameOf(member) : `${kind} ${nameOf(member)}`;
}

function kindOf({ kind }: Method): MemberKind {
  return kind === 'get' || kind === 'set' ? kind : 'method';
}

function defineMethod(member: t.ClassMethod, klass: Expression, lowering: Lowering): Expression {
  const source = lowering.source(member);
  const kind = kindOf(member);
  return {
    kind: 'native',
    source,
    operands: [
      klass,
      keyOf(member, lowering),
      { kind: 'closure', code: lowerFunction(member, lowering, methodName(member)) },
    ],
    apply: (rt, [value, key, closure]) => {
      const name = toKey(rt, key, source);
      if (name === '__proto__')
        throw rt.unsupported('`__proto__` is not supported; use `Object.create` or a class', source);
      if (member.computed) nameByKey(closure, name, kind);
      defineMember(memberHolder(value, member.static === true), name, kind, closure, false);
      return undefined;
    },
  };
}

function privateMethod(member: t.ClassPrivateMethod, holder: Expression, lowering: Lowering): Expression {
  const source = lowering.source(member);
  const kind = kindOf(member);
  return {
    kind: 'native',
    source,
    operands: [
      holder,
      keyOf(member, lowering),
      { kind: 'closure', code: lowerFunction(member, lowering, methodName(member)) },
    ],
    apply: (rt, [object, name, value]) => {
      addPrivate(rt, object, name as string, kind, value, source);
      return undefined;
    },
  };
}

function lowerField(member: t.ClassProperty | t.ClassPrivateProperty, klass: Expression, lowering: Lowering) {
  const source = lowering.source(member);
  const define: Expression[] = [];
  let key = keyOf(member, lowering);
  if (key.kind === 'native') {
    // A computed key is evaluated once, with the class.
    const held = hidden('key', lowering);
    define.push(hold(held, key, source));
    key = { kind: 'read', variable: held, source };
  }
  const isPrivate = member.type === 'ClassPrivateProperty';
  const name = nameOf(member);
  const takesKeyAsName = !isPrivate && member.computed === true && member.value != null && isAnonymous(member.value);
  const build = (): Expression => ({
    kind: 'native',
    source,
    operands: [
      self,
      // The initialiser's function reads keys of the class around it.
      isPrivate ? lowerPrivateName(member.key as t.PrivateName, lowering) : recapture(key, lowering),
      member.value ? lowerExpression(member.value, lowering, name) : { kind: 'constant', value: undefined },
    ],
    apply: (rt, [object, property, value]) => {
      if (isPrivate) addPrivate(rt, object, property as string, 'field', value, source);
      else {
        if (takesKeyAsName) nameByKey(value, property as Key, 'field');
        initialiseField(rt, object, property, value, source);
      }
      return undefined;
    },
  });
  if (!member.static) return { define, privateMethod: [], field: [lazily(build)], start: [] };
  const code = method(member, [lazily(build)], lowering);
  return { define, privateMethod: [], field: [], start: [callOnClass(code, klass, source)] };
}

/** A part of the initialiser, lowered only inside its function, where captures are resolved. */
type Lazy = Expression & { readonly build?: () => Expression };

function lazily(build: () => Expression): Lazy {
  return { kind: 'constant', value: undefined, build };
}

function recapture(key: Expression, lowering: Lowering): Expression {
  if (key.kind !== 'read') return key;
  lowering.scope.lookup(key.variable.name, lowering.fn);
  return key;
}

/** A function without parameters that runs the parts with `this`. */
function method(node: t.Node, parts: readonly Lazy[], lowering: Lowering): FunctionIr {
  return lowering.inMethod((scope) => ({
    name: '',
    scope,
    bind: [],
    simple: [],
    ownName: null,
    parameterNames: [],
    length: 0,
    lexicalSelf: false,
    role: 'method',
    generator: false,
    source: lowering.source(node),
    body: { kind: 'nothing' },
    result: { kind: 'sequence', items: parts.map((part) => part.build?.() ?? part) },
  }));
}

function staticBlock(node: t.StaticBlock, lowering: Lowering): FunctionIr {
  const body = { ...node, type: 'BlockStatement', directives: [] } as unknown as t.BlockStatement;
  return lowering.inMethod((scope) => {
    const { result, variables } = lowering.scoped(() => lowerBlockBody(body, lowering));
    return {
      name: '',
      scope,
      bind: [],
      simple: [],
      ownName: null,
      parameterNames: [],
      length: 0,
      lexicalSelf: false,
      role: 'method',
      generator: false,
      source: lowering.source(node),
      body: { kind: 'block', scope: variables, ...result },
      result: null,
    };
  });
}

function callOnClass(code: FunctionIr, klass: Expression, source: number): Expression {
  return {
    kind: 'native',
    source,
    operands: [{ kind: 'closure', code }, klass],
    apply: (rt, [closure, value]) => {
      const fn = closure as { home: unknown };
      fn.home = memberHolder(value, true);
      return rt.call(closure, value, [], source);
    },
  };
}

function setInitialiser(klass: Expression, code: FunctionIr, source: number): Expression {
  return {
    kind: 'native',
    source,
    operands: [klass, { kind: 'closure', code }],
    apply: (_rt, [value, closure]) => {
      (closure as { home: unknown }).home = memberHolder(value, false);
      functionObject(value as never).initialise = (run, instance, at) => void run.call(closure, instance, [], at);
      return undefined;
    },
  };
}

/** A class declaration binds its name. */
export function lowerClassDeclaration(node: t.ClassDeclaration, lowering: Lowering): Statement {
  const name = node.id?.name ?? 'default';
  const variable = lowering.scope.own(name)!;
  const value = lowerClass(node, lowering, name);
  variable.declared = true;
  return { kind: 'expression', value: hold(variable, value, lowering.source(node)) };
}
