import type { Closure } from '../../core/functions';
import type { Expression, FunctionIr, Statement } from '../../core/ir';
import type { Variable } from '../../core/scopes';
import type { Value } from '../../core/values';
import { callValue } from '../operators/call';
import type { Comprehension, FunctionStmt, Lambda, Parameters, Stmt } from '../parsing/ast';
import { Dict } from '../values/dict';
import { FunctionInfo, infoOf, Tuple } from '../values/objects';
import { arranger } from './arguments';
import { bindTarget } from './assignments';
import { lowerClauses } from './displays';
import { lowerExpression, mangled } from './expressions';
import { block, NONE, native, run, store } from './helpers';
import type { Lowering } from './lowering';
import { type Bindings, bindingsOf, bindingsOfExpression } from './names';
import { lowerBody } from './statements';

interface Definition {
  readonly name: string;
  readonly parameters: Parameters;
  readonly start: number;
  readonly end: number;
  readonly bindings: Bindings;
  readonly doc: Value;
  readonly body: (lowering: Lowering) => { readonly body: Statement; readonly result: Expression };
}

/** A function as a value: its code, and the defaults as they are now. */
function lowerDefinition(definition: Definition, lowering: Lowering): Expression {
  const { name, parameters, bindings, doc } = definition;
  const qualname = lowering.qualified(name);
  const source = lowering.source(definition);
  const defaults = parameters.flatMap(({ fallback }) => (fallback ? [lowerExpression(fallback, lowering)] : []));
  const isMethod = lowering.inClassBody;
  const probe = lowering.probes.get(definition as never) ?? null;
  const ir = lowering.inFunction(qualname, (scope): FunctionIr => {
    const taken = new Set<string>();
    for (const parameter of parameters) {
      const isOwn = !bindings.deleted.has(parameter.name);
      const variable = lowering.declare(mangled(parameter.name, lowering), parameter.start, isOwn ? 'param' : 'let');
      variable.early = !isOwn;
      taken.add(variable.name);
    }
    const simple = parameters.map(({ name: parameter }) => lowering.scope.own(mangled(parameter, lowering))!);
    if (isMethod || lowering.firstParameter === null) lowering.firstParameter = simple[0] ?? null;
    const locals = declareLocals(bindings, taken, lowering);
    const bind = parameters.map((parameter, k) => run(bindInspected(parameter, k, simple[k]!, lowering)));
    const lowered = definition.body(lowering);
    const counted = probe ? [run({ kind: 'observe', watch: probe, value: NONE } as const)] : [];
    return {
      name,
      scope,
      bind,
      simple,
      parameterNames: parameters.map(({ name: parameter }) => parameter),
      length: parameters.length,
      body: block([...counted, lowered.body], locals),
      result: lowered.result,
      lexicalSelf: false,
      role: 'function',
      generator: bindings.yields,
      ownName: null,
      source,
      arrange: arranger(parameters),
    };
  });
  return native(
    (_rt, [closure, ...values]) => {
      let at = 0;
      const held = parameters.map(({ fallback }) => (fallback ? values[at++] : undefined));
      (closure as Closure).attached = new FunctionInfo(name, qualname, doc, held);
      return closure;
    },
    [{ kind: 'closure', code: ir }, ...defaults],
    source,
  );
}

/** The names that a function's body binds, as its variables; those of `global` and `nonlocal` are variables of others. */
function declareLocals(bindings: Bindings, taken: ReadonlySet<string>, lowering: Lowering): Variable[] {
  for (const name of bindings.globals) {
    const variable = lowering.topScope.own(name);
    if (variable) lowering.scope.alias(name, variable);
  }
  const locals: Variable[] = [];
  for (const [name, start] of bindings.bound) {
    const own = mangled(name, lowering);
    if (taken.has(own)) {
      const variable = lowering.scope.own(own)!;
      if (variable.kind === 'let') locals.push(variable);
      continue;
    }
    if (bindings.globals.has(name) || bindings.nonlocals.has(name)) continue;
    locals.push(lowering.declare(own, start));
  }
  return locals;
}

/** In the inspected call a parameter takes the value that a directive gives it, else its default. */
function bindInspected(
  parameter: Parameters[number],
  index: number,
  variable: Variable,
  lowering: Lowering,
): Expression {
  const source = lowering.source(parameter, parameter.name);
  const value = native(
    (_rt, [callee]) => {
      if (parameter.kind === 'star') return new Tuple([]);
      if (parameter.kind === 'doubleStar') return new Dict();
      return infoOf(callee as Closure).defaults[index] ?? null;
    },
    [{ kind: 'callee' }],
    source,
  );
  return store(variable, { kind: 'parameter', name: parameter.name, value, source });
}

/** `def`: the function, through its decorators, under its name. */
export function lowerFunction(node: FunctionStmt, lowering: Lowering): Statement {
  if (node.isAsync)
    return lowering.refuseStatement(node, 'async functions are not supported; write `def` instead of `async def`');
  const decorators = node.decorators.map((decorator) => lowerExpression(decorator, lowering));
  const bindings = bindingsOf(node.body);
  checkScopes(bindings, node.body, lowering);
  const definition = {
    name: node.name,
    parameters: node.parameters,
    start: node.start,
    end: node.end,
    bindings,
    doc: docOf(node.body),
    body: (inner: Lowering) => ({ body: lowerBody(node.body, inner), result: NONE }),
  };
  const probe = lowering.probes.get(node);
  if (probe) lowering.probes.set(definition as never, probe);
  const closure = lowerDefinition(definition, lowering);
  const value = decorated(closure, decorators, lowering.source(node));
  return run(
    bindTarget(
      { kind: 'name', id: mangled(node.name, lowering), start: node.nameStart, end: node.nameStart + node.name.length },
      value,
      lowering,
    ),
  );
}

/** A decorator is called with what stands below it. */
export function decorated(value: Expression, decorators: readonly Expression[], source: number): Expression {
  if (decorators.length === 0) return value;
  return native(
    (rt, operands, at) => {
      const [first, ...functions] = operands.reverse();
      return functions.reduce((held, decorator) => callValue(rt, decorator, [held], at), first);
    },
    [...decorators, value],
    source,
  );
}

/** The text that a body begins with. */
export function docOf(body: readonly Stmt[]): Value {
  const [first] = body;
  return first?.kind === 'expression' && first.value.kind === 'string' ? first.value.value : null;
}

function checkScopes(bindings: Bindings, body: readonly Stmt[], lowering: Lowering): void {
  const at = body[0]!;
  for (const name of bindings.nonlocals) {
    const found = lowering.outerScope.lookup(name, lowering.fn);
    if (!found || found.cell !== null) throw lowering.syntaxError(at, `no binding for nonlocal '${name}' found`);
  }
}

export function lowerLambda(node: Lambda, lowering: Lowering): Expression {
  return lowerDefinition(
    {
      name: '<lambda>',
      parameters: node.parameters,
      start: node.start,
      end: node.end,
      bindings: bindingsOfExpression(node.body),
      doc: null,
      body: (inner) => ({ body: { kind: 'nothing' }, result: lowerExpression(node.body, inner) }),
    },
    lowering,
  );
}

/** A generator expression: a generator that walks what the first iterable gave when it was made. */
export function lowerGenerator(node: Comprehension, lowering: Lowering): Expression {
  const source = lowering.source(node);
  const first = lowerExpression(node.clauses[0]!.iterable, lowering);
  const definition: Definition = {
    name: '<genexpr>',
    parameters: [
      { name: '.0', kind: 'positional', fallback: null, annotation: null, start: node.start, end: node.start },
    ],
    start: node.start,
    end: node.end,
    bindings: {
      bound: new Map(),
      counts: new Map(),
      globals: new Set(),
      nonlocals: new Set(),
      deleted: new Set(),
      yields: true,
    },
    doc: null,
    body: (inner) => {
      const walked = inner.scope.own('.0')!;
      const outer = new Set(inner.scope.variables);
      const body = lowerClauses(node, { kind: 'read', variable: walked, source }, inner, () =>
        run({ kind: 'yield', value: lowerExpression(node.element, inner), delegate: null, source }),
      );
      const scope = [...inner.scope.variables].filter((variable) => !outer.has(variable));
      return { body: block([body], scope), result: NONE };
    },
  };
  const closure = lowerDefinition(definition, lowering);
  return native(
    (rt, [made, iterable], at) => rt.enter(made as Closure, undefined, [iterable], at),
    [closure, first],
    source,
  );
}
