import type * as t from '@babel/types';
import { SnippetFailure } from '../core/failure';
import type { Condition, Expression } from '../core/ir';
import type { Runtime } from '../core/runtime';
import type { Value } from '../core/values';
import { hasPrivate } from './classes';
import { isFunction, isNullish, truthy } from './conversions';
import { globals, refusedGlobals } from './intrinsics/globals';
import { delegate } from './iteration';
import { lowerCall, lowerMember, lowerNew } from './lowerCall';
import { lowerClass, lowerPrivateName } from './lowerClass';
import { argumentsOf, lowerFunction } from './lowerFunction';
import type { Lowering } from './lowering';
import { isAnonymous, lowerArray, lowerObject, lowerRegExp, lowerTaggedTemplate, lowerTemplate } from './lowerLiteral';
import { hold, lowerPattern, lowerTarget } from './lowerPattern';
import { deleteMember } from './members';
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
      return lowering.selfExpression(node);
    case 'ClassExpression':
      return lowerClass(node, lowering, name);
    case 'TaggedTemplateExpression':
      return lowerTaggedTemplate(node, lowering);
    case 'RegExpLiteral':
      return lowerRegExp(node, lowering);
    case 'YieldExpression':
      return {
        kind: 'yield',
        value: node.argument ? lowerExpression(node.argument, lowering) : { kind: 'constant', value: undefined },
        delegate: node.delegate ? delegate : null,
        source: lowering.source(node),
      };
    case 'MetaProperty':
      if (node.meta.name === 'new' && !lowering.inArrow) return { kind: 'newTarget' };
      return lowering.refuse(
        node,
        `\`${lowering.text(node)}\` is not supported here; pass the value in as a parameter`,
      );
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
        left: lowerExpression(node.left, lowering, isAnonymous(node.left) ? null : name),
        right: lowerExpression(node.right, lowering, isAnonymous(node.right) ? null : name),
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
      return lowering.refuse(node, refusals[node.type] ?? `this construct (${node.type}) is not supported`);
  }
}

const refusals: Readonly<Record<string, string>> = {
  AwaitExpression: '`await` is not supported; call a plain function and use what it returns',
  BigIntLiteral: 'a BigInt is not supported; write a number',
  ImportExpression: 'dynamic `import` is not supported; write `import … from` at the top of the file',
  Import: 'dynamic `import` is not supported; write `import … from` at the top of the file',
  JSXElement: 'JSX is not supported; compute numbers in a function of their own',
  JSXFragment: 'JSX is not supported; compute numbers in a function of their own',
};

const logicalTake: Readonly<Record<t.LogicalExpression['operator'], (rt: Runtime, left: Value) => boolean>> = {
  '&&': truthy,
  '||': (rt, left) => !truthy(rt, left),
  '??': (_rt, left) => isNullish(left),
};

/** A branch that a probe may count, so that it can be said which one was not taken. A function in it gets no name. */
function lowerBranch(node: t.Expression, lowering: Lowering, name: string | null): Expression {
  const value = lowerExpression(node, lowering, isAnonymous(node) ? null : name);
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
  if (node.name === 'arguments') return lowerArguments(node, lowering);
  return {
    kind: 'raise',
    failure: new SnippetFailure(
      'UnboundName',
      `\`${node.name}\` is not defined; declare it above, such as \`const ${node.name} = 1\``,
      lowering.range(node),
      'ReferenceError',
      `${node.name} is not defined`,
    ),
  };
}

/** `arguments` of the function around it: a list that is no array. */
function lowerArguments(node: t.Identifier, lowering: Lowering): Expression {
  const source = lowering.source(node);
  if (lowering.inArrow) {
    const variable = lowering.argumentsVariable();
    if (variable) return { kind: 'read', variable, source };
  }
  if (lowering.inArrow || lowering.fn === lowering.moduleFn) {
    return lowering.refuse(node, '`arguments` is not supported here; use a rest parameter `...values`');
  }
  return argumentsOf(node, lowering);
}

function lowerUnary(node: t.UnaryExpression, lowering: Lowering, name: string | null): Expression {
  const source = lowering.source(node, name);
  if (node.operator === 'delete') {
    const argument = unwrap(node.argument);
    if (argument.type === 'OptionalMemberExpression') {
      const link = lowerMember(argument, lowering, argument.optional) as Expression & { kind: 'member' };
      return {
        kind: 'native',
        source,
        operands: [{ kind: 'chain', body: { ...link, get: deleteMember } }],
        apply: (_rt, [deleted]) => deleted ?? true,
      };
    }
    const target = lowerTarget(argument, lowering);
    if (target.kind !== 'member') {
      return lowering.refuse(node, '`delete` is only supported on a property; set a variable to `undefined` instead');
    }
    return {
      kind: 'native',
      source,
      operands: [target.object, target.key],
      apply: (rt, [object, key]) => deleteMember(rt, object, key, source),
    };
  }
  // `typeof` of a name that does not exist is no error.
  if (node.operator === 'typeof' && node.argument.type === 'Identifier' && node.argument.name !== 'arguments') {
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
  const update: Expression = {
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
  // What `n++` gives is the old value as a number.
  return node.prefix ? update : { kind: 'unary', apply: toNumber, operand: update, source };
}

function lowerBinary(node: t.BinaryExpression, lowering: Lowering, name: string | null): Expression {
  const source = lowering.source(node, name);
  if (node.left.type === 'PrivateName') {
    return {
      kind: 'binary',
      apply: hasPrivate,
      left: lowerPrivateName(node.left, lowering),
      right: lowerExpression(node.right, lowering),
      source,
    };
  }
  // `Function` itself is out of reach; what is one can be told all the same.
  const { right } = node;
  if (node.operator === 'instanceof' && right.type === 'Identifier' && right.name === 'Function') {
    if (!lowering.scope.lookup('Function', lowering.fn)) {
      const operand = lowerExpression(node.left, lowering);
      return { kind: 'unary', apply: (_rt, value) => isFunction(value), operand, source };
    }
  }
  const apply = binaryOperators[node.operator];
  if (apply === undefined) {
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
    const first = hold(held, lowerExpression(node.right, lowering), source);
    return { kind: 'sequence', items: [first, ...lowerPattern(left, read, 'assign', lowering), read] };
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
