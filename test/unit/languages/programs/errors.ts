// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are text.
/** Errors, and classes that extend them. */
export const errors: Readonly<Record<string, string>> = {
  'make and call':
    "for (const E of [Error, TypeError, RangeError, ReferenceError, SyntaxError, EvalError, URIError]) { const a = new E('m'), b = (E as any)('m'); console.log(E.name, E.length, a.name, a.message, String(a), b instanceof E, a instanceof Error, Object.keys(a), a.hasOwnProperty('message'), new E().hasOwnProperty('message'), new E(undefined).message === '', Object.prototype.toString.call(a)); }",
  'message and cause':
    "const c = { why: 1 }; const e = new Error(5 as any, { cause: c }); console.log(e.message === '5', e.cause === c, 'cause' in new Error('x'), 'cause' in new Error('x', {}), 'cause' in new Error('x', { cause: undefined }), Object.keys(e), JSON.stringify(e), Object.getOwnPropertyNames(e).sort());",
  'the text of errors':
    "const e: any = new Error('m'); e.name = 'Mine'; console.log(String(e), `${e}`, e + ''); e.message = ''; console.log(String(e)); e.name = ''; e.message = 'only'; console.log(String(e)); e.name = undefined; console.log(String(e)); console.log(Error.prototype.toString.call({ name: 'N', message: 'M' } as any), Error.prototype.toString.call({} as any), Error.prototype.toString.call([] as any)); try { Error.prototype.toString.call(5 as any); } catch (q: any) { console.log(q.message); }",
  'classes of errors':
    "class AppError extends Error { code = 7; constructor(m: string, readonly extra: any = null) { super(m); this.name = 'AppError'; } override toString() { return `<${super.toString()}>`; } } class Deep extends AppError { get [Symbol.toStringTag]() { return 'DeepTag'; } } const d = new Deep('boom', [1]); console.log(d.message, d.name, d.code, d.extra, `${d}`, d instanceof Deep, d instanceof AppError, d instanceof Error, d instanceof TypeError, Object.keys(d), d.constructor === Deep, d.constructor.name, Object.prototype.toString.call(d)); class Plain extends TypeError {} const p = new Plain('p'); console.log(p.name, String(p), p instanceof TypeError, p.constructor.name);",
  AggregateError:
    "const a = new AggregateError([new Error('x'), 2], 'agg', { cause: 3 }); console.log(a.message, a.errors.length, a.errors[1], a.name, a.cause, a instanceof Error, AggregateError.length, Object.keys(a), (AggregateError as any)(new Set([1])).errors, String(new AggregateError([]))); try { new AggregateError(5 as any); } catch (e: any) { console.log(e.message); }",
  'captureStackTrace and stack':
    "class E extends Error { constructor(m: string) { super(m); Error.captureStackTrace(this, E); Error.captureStackTrace?.(this); } } const e = new E('q'); console.log(typeof e.stack, e.stack!.split('\\n')[0], e.stack!.includes('\\n    at '), Object.keys(e), typeof Error.stackTraceLimit); e.stack = 'mine'; console.log(e.stack, Object.keys(e)); console.log((Error as any).isError(e), (Error as any).isError({}));",
  'errors of the language are errors':
    "for (const f of [() => (null as any).x, () => (5 as any)(), () => new Array(-1), () => (1).toFixed(200), () => JSON.parse('{'), () => Symbol() + '', () => 'a'.repeat(-1), () => [].reduce((a) => a), () => { const c = 1; (c as any) = 2; }, () => new (class A { constructor() { throw new RangeError('own'); } })()]) { try { (f as any)(); } catch (e: any) { console.log(e.name, e instanceof Error, Object.keys(e), e.message); } }",
  'printed without frames':
    "const u: any = { list: [1, { e: 1 }] }; try { throw Object.assign(new Error('with'), { code: 5 }); } catch (e: any) { u.code = e.code; console.log(u, Object.entries(e)); }",
  'instanceof looks at prototypes':
    'class Even { static [Symbol.hasInstance](n: any) { return n % 2 === 0; } } function Old() {} const o = Object.create(Old.prototype); console.log((2 as any) instanceof Even, (1 as any) instanceof Even, o instanceof (Old as any), (() => 1) instanceof Function, [] instanceof Object, Object.create(null) instanceof Object, ({} as any) instanceof (Old as any)); for (const f of [() => ({}) instanceof (5 as any), () => ({}) instanceof ({} as any), () => ({}) instanceof ((() => 1) as any)]) { try { console.log(f()); } catch (e: any) { console.log(e.name); } }',
  'throwing runs no code of what is thrown':
    "for (const value of [Object.create(null), { toString() { console.log('called'); return 't'; } }, [{ toString() { console.log('called'); } }], [Symbol('s')], { get [Symbol.toStringTag]() { console.log('called'); return 'T'; } }]) { try { throw value; } catch (e) { console.log(e === value); } function* g() { yield 1; } const made = g(); made.next(); try { made.throw(value); } catch (e) { console.log(e === value); } }",
};
