import type * as t from '@babel/types';
import { SnippetFailure } from '../core/failure';
import type { Condition, Expression, Item } from '../core/ir';
import type { Runtime } from '../core/runtime';
import type { Value } from '../core/values';
import { isNullish, toKey, toText, truthy } from './conversions';
import { globals, refusedGlobals } from './intrinsics/globals';
import { entriesOf } from './intrinsics/object';
import { lowerFunction } from './lowerFunction';
import type { Lowering } from './lowering';
import { lowerPattern, lowerTarget } from './lowerPattern';
import { deleteMember, getMember, iterate } from './members';
import { Accessor, GlobalFunction, isForbiddenName, PlainObject } from './objects';
import { binaryOperators, unaryOperators } from './operators';
import { type Located, unwrap } from './syntax';

/**
 * Lowers an expression. `name` is the variable that its value is bound to, which names the operation on the tape. What
 * is not supported becomes an expression that says so when it is reached.
 */
export function lowerExpression(node: t.Node, lowering: Lowering, name: string | null = null): Expression {
  const watch = lowering.watchExpression.get(node);
  if (watch === undefined) return lowerPlain(node, lowering, name);
  const value = lowering.watching(watch, node as Located, false, () => lowerPlain(node, lowering, name));
  return { kind: 'observe', watch, value };
}

/** An expression with JavaScript's truth. */
export function lowerCondition(node: t.Expression, lowering: Lowering): Condition {
  return { value: lowerExpression(node, lowering), truthy };
}

function lowerPlain(node: t.Node, lowering: Lowering, name: string | null): Expression {
  switch (node.type) {
    case 'NumericLiteral':
    case 'StringLiteral':
    case 'BooleanLiteral':
      return { kind: 'constant', value: node.value };
    case 'NullLiteral':
      return { kind: 'constant', value: null };
    case 'Identifier':
      return lowerName(node, lowering);
    case 'ThisExpression':
      return { kind: 'self' };
    case 'TemplateLiteral':
      return lowerTemplate(node, lowering);
    case 'UnaryExpression':
      return lowerUnary(node, lowering, name);
    case 'UpdateExpression':
      return lowerIncrement(node, lowering);
    case 'BinaryExpression':
      return lowerBinary(node, lowering, name);
    case 'LogicalExpression':
      return {
        kind: 'either',
        left: lowerExpression(node.left, lowering, name),
        right: lowerExpression(node.right, lowering, name),
        take: logicalTake[node.operator],
      };
    case 'ConditionalExpression': {
      const test = lowerCondition(node.test, lowering);
      return {
        kind: 'conditional',
        test,
        yes: lowerBranch(node.consequent, lowering, name),
        no: lowerBranch(node.alternate, lowering, name),
      };
    }
    case 'AssignmentExpression':
      return lowerAssignment(node, lowering);
    case 'SequenceExpression':
      return { kind: 'sequence', items: node.expressions.map((item) => lowerExpression(item, lowering)) };
    case 'ArrayExpression':
      return lowerArray(node, lowering);
    case 'ObjectExpression':
      return lowerObject(node, lowering);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return { kind: 'closure', code: lowerFunction(node, lowering, name ?? '') };
    case 'MemberExpression':
      return lowerMember(node, lowering, false);
    case 'OptionalMemberExpression':
      return { kind: 'chain', body: lowerMember(node, lowering, node.optional) };
    case 'CallExpression':
      return lowerCall(node, lowering, name);
    case 'OptionalCallExpression':
      return { kind: 'chain', body: lowerCall(node, lowering, name) };
    case 'NewExpression':
      return lowerNew(node, lowering);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ParenthesizedExpression':
      return lowerExpression(node.expression, lowering, name);
    default:
      return lowering.refuse(node, `${refusals[node.type] ?? `this construct (${node.type})`} is not supported`);
  }
}

const refusals: Readonly<Record<string, string>> = {
  AwaitExpression: '`await`',
  YieldExpression: '`yield`',
  ClassExpression: '`class`',
  BigIntLiteral: 'a BigInt',
  RegExpLiteral: 'a regular expression',
  TaggedTemplateExpression: 'a tagged template',
  ImportExpression: 'dynamic `import`',
  Import: 'dynamic `import`',
  MetaProperty: '`import.meta` or `new.target`',
  Super: '`super`',
  PrivateName: 'a private field',
  JSXElement: 'JSX',
  JSXFragment: 'JSX',
};

const logicalTake: Readonly<Record<t.LogicalExpression['operator'], (rt: Runtime, left: Value) => boolean>> = {
  '&&': truthy,
  '||': (rt, left) => !truthy(rt, left),
  '??': (_rt, left) => isNullish(left),
};

/** A branch that a probe may count, so that it can be said which one was not taken. */
function lowerBranch(node: t.Expression, lowering: Lowering, name: string | null): Expression {
  const value = lowerExpression(node, lowering, name);
  const probe = lowering.probes.get(node);
  if (probe === undefined) return value;
  const count: Expression = { kind: 'native', operands: [], source: 0, apply: () => void probe.count++ };
  return { kind: 'sequence', items: [count, value] };
}

function lowerName(node: t.Identifier, lowering: Lowering): Expression {
  const source = lowering.source(node);
  const variable = lowering.lookup(node.name);
  if (variable) {
    if (!variable.declared) variable.early = true;
    return { kind: 'read', variable, source };
  }
  if (globals.has(node.name)) return { kind: 'constant', value: globals.get(node.name) };
  const refusal = refusedGlobals.get(node.name);
  if (refusal !== undefined) return lowering.refuse(node, refusal);
  if (node.name === 'arguments')
    return lowering.refuse(node, '`arguments` is not supported; use a rest parameter `...values`');
  return {
    kind: 'raise',
    failure: new SnippetFailure(
      'UnboundName',
      `\`${node.name}\` is not defined; declare it above, such as \`const ${node.name} = 1\``,
      lowering.range(node),
      'ReferenceError',
    ),
  };
}

function lowerTemplate(node: t.TemplateLiteral, lowering: Lowering): Expression {
  const source = lowering.source(node);
  const texts = node.quasis.map((quasi) => quasi.value.cooked ?? quasi.value.raw);
  return {
    kind: 'native',
    source,
    operands: node.expressions.map((part) => lowerExpression(part, lowering)),
    apply: (rt, operands) => {
      let result = texts[0]!;
      for (let k = 0; k < operands.length; k++) {
        result += toText(rt, operands[k], source) + texts[k + 1]!;
        rt.checkSize(result.length, source);
      }
      return result;
    },
  };
}

function lowerUnary(node: t.UnaryExpression, lowering: Lowering, name: string | null): Expression {
  const source = lowering.source(node, name);
  if (node.operator === 'delete') {
    const target = lowerTarget(node.argument, lowering);
    if (target.kind !== 'member') return lowering.refuse(node, '`delete` is only supported on a property');
    return {
      kind: 'native',
      source,
      operands: [target.object, target.key],
      apply: (rt, [object, key]) => deleteMember(rt, object, key, source),
    };
  }
  // `typeof` of a name that does not exist is no error.
  if (node.operator === 'typeof' && node.argument.type === 'Identifier') {
    const known = lowering.lookup(node.argument.name) ?? (globals.has(node.argument.name) || null);
    if (known === null && !refusedGlobals.has(node.argument.name)) return { kind: 'constant', value: 'undefined' };
  }
  // A sign belongs to its number: `-4` is one constant.
  if (node.operator === '-' && node.argument.type === 'NumericLiteral') {
    return { kind: 'constant', value: -node.argument.value };
  }
  const apply = unaryOperators[node.operator];
  if (apply === undefined) return lowering.refuse(node, `the operator \`${node.operator}\` is not supported`);
  return { kind: 'unary', apply, operand: lowerExpression(node.argument, lowering), source };
}

function lowerIncrement(node: t.UpdateExpression, lowering: Lowering): Expression {
  const argument = unwrap(node.argument);
  const name = argument.type === 'Identifier' ? argument.name : null;
  const source = lowering.source(node, name);
  const apply = binaryOperators[node.operator === '++' ? '+' : '-']!;
  const toNumber = unaryOperators['+']!;
  const one: Expression = { kind: 'constant', value: 1 };
  const candidate = lowering.candidateWrapper(name);
  return {
    kind: 'update',
    target: lowerTarget(argument, lowering),
    combine: (old) =>
      candidate({
        kind: 'binary',
        apply,
        left: { kind: 'unary', apply: toNumber, operand: old, source },
        right: one,
        source,
      }),
    yields: node.prefix ? 'new' : 'old',
    when: null,
    source,
  };
}

function lowerBinary(node: t.BinaryExpression, lowering: Lowering, name: string | null): Expression {
  const source = lowering.source(node, name);
  const apply = binaryOperators[node.operator];
  if (apply === undefined || node.left.type === 'PrivateName') {
    return lowering.refuse(node, `the operator \`${node.operator}\` is not supported`);
  }
  return {
    kind: 'binary',
    apply,
    left: lowerExpression(node.left, lowering),
    right: lowerExpression(node.right, lowering),
    source,
  };
}

function lowerAssignment(node: t.AssignmentExpression, lowering: Lowering): Expression {
  const { left, operator } = node;
  if (operator === '=' && (left.type === 'ArrayPattern' || left.type === 'ObjectPattern')) {
    const source = lowering.source(node);
    const held = lowering.temporary();
    const read: Expression = { kind: 'read', variable: held, source };
    const hold: Expression = {
      kind: 'assign',
      target: { kind: 'variable', variable: held, initialise: true },
      value: lowerExpression(node.right, lowering),
      source,
    };
    return { kind: 'sequence', items: [hold, ...lowerPattern(left, read, 'assign', lowering), read] };
  }
  const target = lowerTarget(left, lowering);
  const inner = unwrap(left as t.Expression);
  const name = inner.type === 'Identifier' ? inner.name : null;
  if (operator === '=') {
    const value = lowering.candidate(lowerExpression(node.right, lowering, name), name);
    return { kind: 'assign', target, value, source: lowering.source(node, name) };
  }
  const source = lowering.source(node, name);
  const logical = logicalTake[operator.slice(0, -1) as t.LogicalExpression['operator']];
  if (logical) {
    const right = lowering.candidate(lowerExpression(node.right, lowering, name), name);
    return { kind: 'update', target, combine: () => right, yields: 'new', when: logical, source };
  }
  const apply = binaryOperators[operator.slice(0, -1)];
  if (apply === undefined) return lowering.refuse(node, `the operator \`${operator}\` is not supported`);
  const right = lowerExpression(node.right, lowering);
  const candidate = lowering.candidateWrapper(name);
  return {
    kind: 'update',
    target,
    combine: (old) => candidate({ kind: 'binary', apply, left: old, right, source }),
    yields: 'new',
    when: null,
    source,
  };
}

/** Arguments and elements; `...x` walks an iterable. */
export function lowerItems(nodes: readonly t.Node[], lowering: Lowering): Item[] {
  return nodes.map((node): Item => {
    if (node.type === 'SpreadElement') {
      return {
        kind: 'spread',
        value: lowerExpression(node.argument, lowering),
        iterate,
        source: lowering.source(node),
      };
    }
    return lowerExpression(node, lowering);
  });
}

function lowerArray(node: t.ArrayExpression, lowering: Lowering): Expression {
  const source = lowering.source(node);
  const holes = node.elements.flatMap((element, k) => (element === null ? [k] : []));
  const elements = node.elements.map((element): t.Node => element ?? ({ type: 'NullLiteral' } as t.NullLiteral));
  const operands = lowerItems(elements, lowering);
  if (holes.length === 0) return { kind: 'native', operands, source, apply: (_rt, items) => items };
  return {
    kind: 'native',
    operands,
    source,
    apply: (_rt, items) => {
      for (const k of holes) delete items[k];
      return items;
    },
  };
}

/** One property of an object literal, in the order in which it is evaluated. */
type Entry =
  | { readonly kind: 'field'; readonly key: Expression; readonly value: Expression }
  | { readonly kind: 'get' | 'set'; readonly key: Expression; readonly value: Expression }
  | { readonly kind: 'spread'; readonly value: Expression };

function lowerObject(node: t.ObjectExpression, lowering: Lowering): Expression {
  const source = lowering.source(node);
  const entries = node.properties.map((property): Entry => {
    if (property.type === 'SpreadElement')
      return { kind: 'spread', value: lowerExpression(property.argument, lowering) };
    const key = lowerPropertyKey(property, lowering);
    const keyName = key.kind === 'constant' ? String(key.value) : '';
    if (property.type === 'ObjectMethod') {
      const value: Expression = { kind: 'closure', code: lowerFunction(property, lowering, keyName) };
      return { kind: property.kind === 'method' ? 'field' : property.kind, key, value };
    }
    return { kind: 'field', key, value: lowerExpression(property.value, lowering, keyName || null) };
  });
  const operands = entries.flatMap((entry) => (entry.kind === 'spread' ? [entry.value] : [entry.key, entry.value]));
  return {
    kind: 'native',
    operands,
    source,
    apply: (rt, values) => buildObject(rt, entries, values, source),
  };
}

function lowerPropertyKey(property: t.ObjectProperty | t.ObjectMethod, lowering: Lowering): Expression {
  if (property.key.type === 'PrivateName')
    return lowering.refuse(property.key, 'a private field is not supported here');
  if (!property.computed && property.key.type === 'Identifier') return { kind: 'constant', value: property.key.name };
  return lowerExpression(property.key, lowering);
}

function buildObject(rt: Runtime, entries: readonly Entry[], values: readonly Value[], source: number): Value {
  const result = new PlainObject();
  const { fields } = result;
  let at = 0;
  for (const entry of entries) {
    if (entry.kind === 'spread') {
      const spread = values[at++];
      if (!isNullish(spread)) {
        for (const [key, value] of entriesOf({ rt, self: undefined, args: [], source }, spread)) fields[key] = value;
      }
      continue;
    }
    const key = toKey(rt, values[at++], source);
    const value = values[at++];
    if (isForbiddenName(key) && key !== 'constructor')
      throw rt.unsupported(`\`${key}\` is not supported as a property`, source);
    const held = fields[key];
    const old = held instanceof Accessor ? held : new Accessor(undefined, undefined);
    if (entry.kind === 'field') fields[key] = value;
    else fields[key] = entry.kind === 'get' ? new Accessor(value, old.set) : new Accessor(old.get, value);
  }
  return result;
}

function lowerMember(
  node: t.MemberExpression | t.OptionalMemberExpression,
  lowering: Lowering,
  optional: boolean,
): Expression {
  if (node.object.type === 'Super') return lowering.refuse(node, '`super` is not supported');
  if (node.property.type === 'PrivateName') return lowering.refuse(node, 'private fields are not supported');
  const source = lowering.source(node);
  return {
    kind: 'member',
    object: lowerLink(node.object, lowering),
    key: lowerKey(node, lowering),
    optional,
    get: getMember,
    source,
  };
}

function lowerKey(node: t.MemberExpression | t.OptionalMemberExpression, lowering: Lowering): Expression {
  if (!node.computed && node.property.type === 'Identifier') return { kind: 'constant', value: node.property.name };
  return lowerExpression(node.property, lowering);
}

/** The inner links of an optional chain belong to the chain that is under way. */
function lowerLink(node: t.Node, lowering: Lowering): Expression {
  if (!lowering.watchExpression.has(node)) {
    if (node.type === 'OptionalMemberExpression') return lowerMember(node, lowering, node.optional);
    if (node.type === 'OptionalCallExpression') return lowerCall(node, lowering, null);
  }
  return lowerExpression(node, lowering);
}

function lowerCall(
  node: t.CallExpression | t.OptionalCallExpression,
  lowering: Lowering,
  name: string | null,
): Expression {
  const source = lowering.source(node, name);
  const items = lowerItems(node.arguments, lowering);
  const optional = node.type === 'OptionalCallExpression' && node.optional;
  const calleeText = lowering.text(node.callee);
  const callee = unwrap(node.callee as t.Expression);
  if (
    (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') &&
    callee.object.type !== 'Super' &&
    callee.property.type !== 'PrivateName' &&
    !lowering.watchExpression.has(callee)
  ) {
    return {
      kind: 'callMember',
      object: lowerLink(callee.object, lowering),
      key: lowerKey(callee, lowering),
      items,
      source,
      optionalObject: callee.type === 'OptionalMemberExpression' && callee.optional,
      optional,
      calleeText,
      get: getMember,
    };
  }
  const target = lowerLink(node.callee, lowering);
  return { kind: 'call', callee: target, items, source, optional, calleeText };
}

function lowerNew(node: t.NewExpression, lowering: Lowering): Expression {
  const source = lowering.source(node);
  const calleeText = lowering.text(node.callee);
  return {
    kind: 'native',
    source,
    operands: [lowerExpression(node.callee, lowering), ...lowerItems(node.arguments, lowering)],
    apply: (rt, [callee, ...args]) => {
      if (callee instanceof GlobalFunction && callee.construct)
        return rt.call(callee.construct, undefined, args, source);
      throw rt.unsupported(`\`new ${calleeText}\` is not supported; use a plain object or an array`, source);
    },
  };
}
