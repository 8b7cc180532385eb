import { SnippetFailure } from '../../core/failure';
import type { Expression } from '../../core/ir';
import type { Value } from '../../core/values';
import { builtins, refusedBuiltins } from '../builtins/all';
import { getAttribute } from '../operators/attributes';
import { compareOperators } from '../operators/compare';
import { unaryOperators } from '../operators/integers';
import { getItem } from '../operators/subscript';
import { binaryOperators } from '../operators/table';
import { truthy } from '../operators/truth';
import type { Comparison, Expr } from '../parsing/ast';
import { Float } from '../values/numbers';
import { ellipsis, SliceValue } from '../values/objects';
import { lowerCall } from './calls';
import { iterateGenerator } from './delegation';
import { lowerComprehension, lowerDisplay, lowerFormat } from './displays';
import { lowerLambda } from './functions';
import { constant, NONE, native, read, store } from './helpers';
import type { Lowering } from './lowering';

/** Lowers an expression; `name` is the variable that takes its value. */
export function lowerExpression(node: Expr, lowering: Lowering, name: string | null = null): Expression {
  const watch = lowering.watchExpression.get(node);
  const probe = lowering.probes.get(node);
  const lower = () => lowerPlain(node, lowering, name);
  let value = watch ? lowering.watching(watch, node, false, lower) : lower();
  if (watch) value = { kind: 'observe', watch, value };
  return probe ? { kind: 'observe', watch: probe, value } : value;
}

function lowerPlain(node: Expr, lowering: Lowering, name: string | null): Expression {
  switch (node.kind) {
    case 'name':
      return lowerName(node, lowering, name);
    case 'number':
      return constant(node.float ? new Float(Number(node.value)) : node.value);
    case 'string':
      return constant(node.value);
    case 'constant':
      return constant(node.value === 'ellipsis' ? ellipsis : node.value);
    case 'refused':
      return lowering.refuse(node, node.message);
    case 'fstring':
      return lowerFormat(node, lowering);
    case 'tuple':
    case 'list':
    case 'set':
    case 'dict':
      return lowerDisplay(node, lowering);
    case 'comprehension':
      return lowerComprehension(node, lowering, name);
    case 'unary': {
      const operand = lowerExpression(node.operand, lowering);
      const literal = node.op === '-' && operand.kind === 'constant' ? negated(operand.value) : undefined;
      if (literal !== undefined) return constant(literal);
      return { kind: 'unary', apply: unaryOperators[node.op]!, operand, source: lowering.source(node, name) };
    }
    case 'binary': {
      const left = lowerExpression(node.left, lowering);
      const right = lowerExpression(node.right, lowering);
      return { kind: 'binary', apply: binaryOperators[node.op]!, left, right, source: lowering.source(node, name) };
    }
    case 'logical': {
      const isAnd = node.op === 'and';
      return {
        kind: 'either',
        left: lowerExpression(node.left, lowering),
        right: lowerExpression(node.right, lowering),
        take: (rt, left) => truthy(rt, left) === isAnd,
      };
    }
    case 'compare':
      return lowerComparison(node, lowering, name);
    case 'call':
      return lowerCall(node, lowering, name);
    case 'attribute': {
      const key = constant(mangled(node.name, lowering));
      const object = lowerExpression(node.object, lowering);
      const source = lowering.source(node, name);
      return {
        kind: 'member',
        object,
        key,
        optional: false,
        get: (rt, value, text) => getAttribute(rt, value, text as string, source),
        source,
      };
    }
    case 'subscript': {
      const object = lowerExpression(node.object, lowering);
      const key = lowerExpression(node.index, lowering);
      return { kind: 'member', object, key, optional: false, get: getItem, source: lowering.source(node, name) };
    }
    case 'slice': {
      const parts = [node.lower, node.upper, node.step].map((part) => (part ? lowerExpression(part, lowering) : NONE));
      return native((_rt, [start, stop, step]) => new SliceValue(start, stop, step), parts, 0);
    }
    case 'starred':
      throw lowering.syntaxError(node, "can't use starred expression here");
    case 'lambda':
      return lowerLambda(node, lowering);
    case 'conditional':
      return {
        kind: 'conditional',
        test: { value: lowerExpression(node.test, lowering), truthy },
        yes: lowerExpression(node.yes, lowering, name),
        no: lowerExpression(node.no, lowering, name),
      };
    case 'walrus': {
      const variable = lowering.lookup(node.target.id)!;
      lowering.noteChange(variable);
      const value = lowering.candidate(lowerExpression(node.value, lowering, node.target.id), node.target.id);
      return store(variable, value, lowering.source(node.target, node.target.id));
    }
    case 'yield':
      if (lowering.fn === lowering.moduleFn) throw lowering.syntaxError(node, "'yield' outside function");
      return {
        kind: 'yield',
        value: node.value ? lowerExpression(node.value, lowering) : NONE,
        delegate: null,
        source: lowering.source(node),
      };
    case 'yieldFrom':
      if (lowering.fn === lowering.moduleFn) throw lowering.syntaxError(node, "'yield' outside function");
      return {
        kind: 'yield',
        value: lowerExpression(node.value, lowering),
        delegate: iterateGenerator,
        source: lowering.source(node),
      };
    case 'await':
      return lowering.refuse(node, 'async code is not supported; call the function directly');
  }
}

function negated(value: Value): Value {
  if (typeof value === 'number') return value === 0 ? 0 : -value;
  if (value instanceof Float) return new Float(-value.value);
  return typeof value === 'bigint' ? -value : undefined;
}

/** `__name` in a class is a name of that class. */
export function mangled(name: string, lowering: Lowering): string {
  const { cls } = lowering;
  if (cls === null || !name.startsWith('__') || name.endsWith('__')) return name;
  return `_${cls.name.replace(/^_+/, '')}${name}`;
}

function lowerName(node: Extract<Expr, { kind: 'name' }>, lowering: Lowering, name: string | null): Expression {
  const variable = lowering.lookup(node.id);
  const builtin = builtins.get(node.id);
  if (variable === undefined) {
    if (builtin !== undefined) return constant(builtin);
    const refusal = refusedBuiltins.get(node.id);
    if (refusal !== undefined) return lowering.refuse(node, refusal);
    if (node.id === '__class__' && lowering.cls) return read(lowering.scope.lookup('%class', lowering.fn)!);
    const message = `name '${node.id}' is not defined`;
    return { kind: 'raise', failure: new SnippetFailure('UnboundName', message, lowering.range(node), 'NameError') };
  }
  const source = lowering.source(node, name);
  const value = read(variable, source);
  const outer =
    lowering.inClassBody && variable.owner === lowering.fn && lowering.scope.own(node.id) === variable
      ? outerName(node, lowering)
      : null;
  if (outer === null && (builtin === undefined || !variable.cell)) return value;
  // What the module binds itself further below is still the built-in one above; a class's own name, that of around.
  return {
    kind: 'conditional',
    test: { value: { kind: 'isSet', variable }, truthy: (_rt, set) => set === true },
    yes: value,
    no: outer ?? constant(builtin),
  };
}

/** What a name of a class's body means before the body has bound it; null where it means nothing. */
function outerName(node: Extract<Expr, { kind: 'name' }>, lowering: Lowering): Expression | null {
  const variable = lowering.outerScope.lookup(node.id, lowering.fn);
  if (variable) return read(variable, lowering.source(node));
  const builtin = builtins.get(node.id);
  return builtin === undefined ? null : constant(builtin);
}

/** `a < b < c` evaluates `b` once and stops at the first that does not hold. */
function lowerComparison(
  node: Extract<Expr, { kind: 'compare' }>,
  lowering: Lowering,
  name: string | null,
): Expression {
  const [first, ...others] = node.rest as [Comparison, ...Comparison[]];
  const source = lowering.source(node, name);
  const left = lowerExpression(node.first, lowering);
  if (others.length === 0) {
    return {
      kind: 'binary',
      apply: compareOperators[first.op]!,
      left,
      right: lowerExpression(first.right, lowering),
      source,
    };
  }
  let shared = lowering.temporary();
  let result: Expression = {
    kind: 'binary',
    apply: compareOperators[first.op]!,
    left,
    right: store(shared, lowerExpression(first.right, lowering)),
    source,
  };
  others.forEach(({ op, right }, k) => {
    const before = shared;
    const value = lowerExpression(right, lowering);
    const isLast = k === others.length - 1;
    if (!isLast) shared = lowering.temporary();
    const next: Expression = {
      kind: 'binary',
      apply: compareOperators[op]!,
      left: read(before),
      right: isLast ? value : store(shared, value),
      source,
    };
    result = { kind: 'either', left: result, right: next, take: truthy };
  });
  return result;
}
