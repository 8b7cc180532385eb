import { Inspector } from '../../src/inspector/inspector';
import type { Budget } from '../../src/protocol';
import type { Choices } from './choices';
import type { Forms } from './forms';
import { type Dialect, Grammar } from './grammar';

/**
 * Programs whose number at the end depends smoothly, or with a kink, on three inputs, by way of all that carries numbers:
 * arrays of two or more of them, objects with `a` and `b`, maps with 'a', what can be walked, functions of one number.
 */
const smoothForms: Forms = {
  number: [
    '@n + @n',
    '@n * @n',
    '@n - @n',
    '-@n',
    '@n / (1 + @n ** 2)',
    'Math.sin(@n)',
    'Math.tanh(@n)',
    'Math.cos(@n) * @n',
    'Math.exp(-(@n ** 2))',
    'Math.atan(@n)',
    'Math.atan2(@n, 2)',
    'Math.log(1 + @n ** 2)',
    'Math.sqrt(1 + @n ** 2)',
    'Math.cbrt(3 + Math.sin(@n))',
    'Math.hypot(@n, 1, @n)',
    'Math.max(@n, @n)',
    'Math.min(@n, @n)',
    'Math.abs(@n)',
    'Math.pow(1.5 + Math.sin(@n), @n / 4)',
    '(2 + Math.cos(@n)) ** 3',
    '1 / (1 + Math.exp(-@n))',
    'Math.log1p(Math.exp(Math.tanh(@n)))',
    'Math.sinh(Math.tanh(@n))',
    '@l[0]!',
    '@l.at(-1)!',
    '@l.reduce((_1: number, _2: number) => _1 + _2 * @n, 0)',
    '@l.reduceRight((_1: number, _2: number) => _1 / 2 + _2)',
    '@o.a * @o.b',
    '@o["b"]',
    '(@o as any)?.a ?? 0',
    '@m.get("a")!',
    '[...@m.values()].reduce((_1, _2) => _1 + _2, 0)',
    '@d[0]! - @d[1]!',
    '@d.reduce((_1: number, _2: number) => _1 + _2, 0)',
    'Math.max(...@w)',
    '[...@w].length * @n',
    '@f(@n)',
    '@f.call(null, @n)',
    '@f.apply(null, [@n])',
    '@f.bind(null, @n)()',
    '((_1: number, _2 = _1 * 2) => _1 * _2)(@n)',
    '(([_1, _2]: number[]) => _1! * _2!)(@l)',
    '(({ a: _1, ..._2 }: any) => _1 + _2.b)(@o)',
    '((..._1: number[]) => _1[0]! * _1[1]!)(...@l as [])',
    '(function (this: any, _1: number) { return this.a * _1 + arguments[0]; }).call(@o, @n)',
    '(() => { let _1 = @n; for (const _2 of @w) _1 = _1 * 0.5 + _2; return _1; })()',
    '(() => { let _1 = @n; _1 += @n; _1 *= @n; _1 -= @n; _1 /= 3; return _1; })()',
    '(() => { let [_1, _2] = @l as [number, number]; [_1, _2] = [_2, _1 * _2]; return _1 + _2; })()',
    '(() => { let _1 = 0; @l.forEach((_2, _3) => { _1 += _2 * (_3 + 1); }); return _1; })()',
    '(() => { try { throw @n; } catch (_1) { return (_1 as number) * 2; } finally { void 0; } })()',
    '(() => { try { throw Object.assign(new Error("e"), { value: @n }); } catch (_1: any) { return _1.value; } })()',
    '(() => { switch (1 as number) { case 0: return 0; case 1: return @n; default: return 1; } })()',
    '(() => { const _1 = (_2: number, _3: number): number => (_2 === 0 ? _3 : _1(_2 - 1, _3 * @n)); return _1(2, @n); })()',
    '(() => { let _1 = @n; const _2 = () => (_1 *= 1.5); _2(); _2(); return _1; })()',
    '(() => { const _1 = [() => @n, () => @n]; return _1[0]!() * _1[1]!(); })()',
    '(() => { outer: for (let _1 = 0; _1 < 3; _1++) { for (;;) { if (_1 === 1) break outer; continue outer; } } return @n; })()',
    'new (class { #x = @n; get x() { return this.#x * 2; } set x(_1) { this.#x = _1; } })().x',
    'new (class extends (class { constructor(public v: number) {} m() { return this.v; } }) { override m() { return super.m() ** 2; } })(@n).m()',
    '(class { static s = @n; static m() { return this.s * 2; } }).m()',
    '(class { static #p = @n; static { this.#p *= 2; } static get p() { return this.#p; } }).p',
    '(() => { class _1 { constructor(readonly x: number, readonly y: number) {} dot(o: _1) { return this.x * o.x + this.y * o.y; } } return new _1(@n, @n).dot(new _1(@n, 2)); })()',
    '(() => { const _1 = { _v: @n, get v() { return this._v ** 2; }, set v(_2) { this._v = _2 * 2; } }; _1.v = @n; return _1.v; })()',
    '(() => { const _1: any = { [Symbol.iterator]: function* () { const _2: number = yield @n; yield _2 * @n; } }; const _3 = _1[Symbol.iterator](); return _3.next().value + _3.next(@n).value; })()',
    '(@n, @n)',
    '+@n',
    '(@n as any) || 1',
    '1 && @n',
    'null ?? @n',
    'true ? @n : 0',
    'Number(@n)',
    'Math.fround(1) * @n',
    '@n % 1000',
    'Object.values(@o).reduce((_1: number, _2: any) => _1 + _2, 0)',
    'Reflect.get(@o, "a")',
    'structuredClone(@l)[1]!',
  ],
  list: [
    '[@n, @n]',
    '[...@l, @n]',
    '[@n, ...@w]',
    '@l.map((_1) => _1 * @n)',
    '@l.map(@f)',
    '@l.slice(0, 2)',
    '@l.concat(@n)',
    '@l.toReversed()',
    '[...@l].reverse()',
    '@l.flatMap((_1) => [_1, @n])',
    '[[@n], @l].flat()',
    '@l.with(0, @n)',
    '@l.toSpliced(0, 1, @n)',
    '@l.filter(() => true)',
    'Array.from({ length: 3 }, (_1, _2) => _2 * @n)',
    'Array.from(@l, (_1) => _1 * 2)',
    'new Array(2).fill(@n)',
    'Object.values(@o) as number[]',
    '[...@m.values(), @n]',
    'Array.from(@d)',
    '(() => { const _1 = @l; _1.push(@n); _1.unshift(@n); return [_1.pop()!, _1.shift()!]; })()',
    '(() => { const _1 = [0, 0]; _1[0] = @n; _1[1]! += @n; return _1; })()',
    '(() => { const [_1, _2 = @n] = @l; return [_2, _1!]; })()',
    '@l.sort((_1, _2) => _1 - _2)',
    '[...@l.entries()].map(([_1, _2]) => _1 + _2)',
    '[...@l.values().map((_1) => _1 * @n)]',
  ],
  object: [
    '{ a: @n, b: @n }',
    '{ ...@o, b: @n }',
    '{ ["a"]: @n, b: 2 }',
    '{ get a() { return @n; }, b: @n }',
    'Object.assign({}, @o, { a: @n })',
    'Object.fromEntries(Object.entries(@o).map(([_1, _2]) => [_1, (_2 as number) * 2])) as any',
    'Object.defineProperty({ a: @n } as any, "b", { value: @n })',
    'Object.create({ a: @n, b: @n })',
    'Object.freeze({ a: @n, b: 1 })',
    'structuredClone({ a: @n, b: @n })',
    '(() => { const _1: any = @o; const _2 = { a: 1, b: 1, ..._1 }; _2.a *= @n; return _2; })()',
  ],
  map: [
    'new Map<string, number>([["a", @n]])',
    'new Map<string, number>(Object.entries(@o))',
    'new Map<string, number>([["b", @n]]).set("a", @n)',
  ],
  typed: [
    'new Float64Array([@n, @n])',
    'Float64Array.from(@l)',
    'new Float64Array(@l)',
    '@d.map((_1: number) => _1 * @n)',
    '@d.slice()',
    '(() => { const _1 = new Float64Array(2); _1[0] = @n; _1.set([@n], 1); return _1; })()',
  ],
  walk: [
    '@l',
    '@m.values()',
    '@l.values()',
    '(function* () { yield @n; yield* @l; })()',
    '(function* () { for (const _1 of @l) yield _1 * @n; })()',
    '({ *[Symbol.iterator]() { yield @n; } })',
    '({ [Symbol.iterator]() { let _1 = 0; const _2 = @n; return { next: () => ({ done: _1++ > 1, value: _2 * _1 }) }; } })',
    'new Set([1, 2])',
  ],
  function: [
    '((_1: number) => _1 * @n)',
    '((_1: number) => { const _2 = _1 ** 2; return _2 + @n; })',
    '(function (_1: number) { return Math.sin(_1); })',
    'Math.tanh',
    '((_1 = @n) => _1 * 2)',
  ],
  text: [],
  truth: ['true', '2 > 1'],
  any: [],
  set: [],
  symbol: [],
};

const smoothLeaves: Forms = {
  ...smoothForms,
  number: ['a', 'b', 'c', '0.5', '1.5'],
  list: ['[a, b]', '[c, 0.5]'],
  object: ['{ a: a, b: 2 }', '{ a: 0.5, b: c }'],
  map: ['new Map([["a", b]])'],
  typed: ['new Float64Array([a, c])'],
  walk: ['[a, b]'],
  function: ['((q: number) => q * 2)'],
};

const smoothStatements: Dialect['statements'] = [
  (g) => {
    const value = g.expression('number');
    return `let ${g.declare('number', false)} = ${value};`;
  },
  (g) => {
    const names = g.visible('number', true);
    if (names.length === 0) return ';';
    const { name } = g.choices.one(names);
    return `${name} ${g.choices.one(['=', '+=', '-=', '*='])} ${g.expression('number')};`;
  },
  (g) => {
    const value = g.expression('list');
    return `const ${g.declare('list')} = ${value};`;
  },
  (g) => {
    const value = g.expression('object');
    return `const ${g.declare('object')} = ${value};`;
  },
  (g) => {
    const value = g.expression('function');
    return `const ${g.declare('function')} = ${value};`;
  },
  (g) => g.expand(`for (let _1 = 0; _1 < 3; _1++) ${g.block(1)}`),
  (g) => {
    const value = g.expression('number');
    const list = g.expression('list');
    const body = g.inScope(() => `for (const ${g.declare('number')} of ${list}) ${g.block(1)}`);
    return `if (${value} !== 1e9) { ${body} }`;
  },
  (g) => `try ${g.block(1)} finally ${g.block(1)}`,
];

/** A smooth program: `out` is what it computes from `a`, `b` and `c`. */
export function smoothProgram(choices: Choices): string {
  const g = new Grammar(choices, { forms: smoothForms, leaves: smoothLeaves, statements: smoothStatements });
  const [a, b, c] = ['1.25', '-0.7', '2.1'];
  for (const name of ['a', 'b', 'c']) g.declareAs(name, 'number');
  const body = [g.statement(), ...choices.many(4, () => g.statement())];
  // All that was computed takes part, made small so that nothing saturates.
  const parts = [g.expression('number'), ...g.visible('number').map(({ name }) => name)];
  const sum = parts.map((part, k) => `Math.sin(${part} / ${k + 2})`).join(' + ');
  return `const a = ${a}, b = ${b}, c = ${c};\n${body.join('\n')}\nconst out = ${sum};\n`;
}

const budget: Budget = { time: 4000, operations: 500_000, callDepth: 2000, elements: 1_000_000 };

/** What finite differences say against the gradients of a smooth program; null for nothing. */
export function contradiction(program: string): string | null {
  const inspector = new Inspector();
  const result = inspector.inspect({
    uri: 'smooth.ts',
    version: 1,
    language: 'typescript',
    text: program,
    focus: { kind: 'variable', name: 'out' },
    budget,
    picture: 'default',
  }).results[0]!;
  if (result.error) return `${result.error.code}: ${result.error.message}`;
  for (const input of ['a', 'b', 'c']) {
    const checked = inspector.check({ result: result.id, of: { input, from: 0 }, each: 4000, slice: 1e9 });
    const check = checked?.checks.find(({ verdict }) => verdict === 'differs');
    if (check)
      return `the gradient of ${input} is ${check.analytic}, measured ${check.numeric} (${check.note ?? check.by})`;
  }
  return null;
}
