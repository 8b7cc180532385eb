// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are text.
/** Every operator, with conversions, on tracked numbers and on plain values. */
const values =
  '[0, -0, 1, -1.5, NaN, Infinity, "", "3", "x", " 4 ", true, false, null, undefined, [], [5], [1, 2], {}] as any[]';

export const operators: Readonly<Record<string, string>> = {
  'arithmetic of tracked numbers':
    'const a = 7, b = -2.5; console.log(a + b, a - b, a * b, a / b, a % b, b % a, a ** 2, 2 ** b, -a, +b, - -a, a - -b);',
  'precedence and association':
    'console.log(2 + 3 * 4 ** 2 ** 0.5, (2 + 3) * 4, 2 ** 3 ** 2, (-2) ** 2, 10 - 4 - 3, 100 / 10 / 5, 7 % 4 % 2, 1 + +"2" + "3", -(2 ** 2), !0 + 1, typeof 1 + 1);',
  'plus joins or adds': `const all = ${values}; for (const a of all) console.log(all.map((b) => a + b));`,
  'arithmetic converts': `const all = ${values}; for (const a of all) console.log(all.map((b) => a - b), all.map((b) => a * b), all.map((b) => a / b), all.map((b) => a % b), all.map((b) => a ** b));`,
  'comparisons convert': `const all = ${values}; for (const a of all) console.log(all.map((b) => [a < b, a <= b, a > b, a >= b].map(Number).join("")));`,
  equality: `const all = ${values}; for (const a of all) console.log(all.map((b) => [a == b, a != b, a === b, a !== b].map(Number).join("")));`,
  bits: 'const a = 13, b = -7.9; console.log(a & b, a | b, a ^ b, ~a, ~~b, a << 3, b >> 1, b >>> 1, b >>> 0, a << 33, 1 << 31, "12" as any & 7, NaN | 0, 2 ** 33 | 0);',
  'unary conversions': `for (const v of ${values}) console.log(+v, -v, ~v, !v, typeof v);`,
  'equality of tracked numbers':
    'const a = 2, b = 2, n = NaN; console.log(a === b, a == b, a !== b, a === 2, a == ("2" as any), n === n, a > b, a >= b, [a].includes(b), [a].indexOf(b), Object.is(a, b));',
  'identity of objects':
    'const a = [1], b = a, o = {}; console.log(a === b, a === ([1] as any), o === {}, o == o, [] == ([] as any), null == undefined, null === (undefined as any), null == (0 as any));',
  'compound assignment':
    'let a = 10; a += 5; a -= 3; a *= 2; a /= 4; a **= 2; a %= 7; console.log(a); let b = 13; b &= 7; b |= 8; b ^= 3; b <<= 2; b >>= 1; b >>>= 1; console.log(b); let s = "x"; s += 1; s += null; console.log(s);',
  'compound assignment to members':
    'const o: any = { a: 1, b: { c: [1, 2] } }; o.a += 2; o["a"] *= 5; o.b.c[1] -= 7; o.z ??= 3; o.z ??= 4; let n = 0; const k = () => (n++, "a"); o[k()] += 1; console.log(o, n);',
  'logical assignment':
    'let a: any = null, b: any = 0, c: any = 1, n = 0; const t = (v: any) => (n++, v); a ??= t(1); a ??= t(2); b ||= t(3); b ||= t(4); c &&= t(5); let d: any = 0; d &&= t(6); console.log(a, b, c, d, n); const o: any = {}; o.x ||= 1; o.y &&= 2; o.w ??= 3; console.log(o);',
  increments:
    'let a = 1; console.log(a++, a, ++a, a--, --a, a); let s: any = "5"; s++; console.log(s, typeof s); const o: any = { n: 1, a: [1] }; console.log(o.n++, ++o.a[0], o.n--, o); let u: any; u++; console.log(u); let t: any = true; console.log(t++, t);',
  typeof: `console.log(typeof 1, typeof "a", typeof true, typeof undefined, typeof null, typeof {}, typeof [], typeof (() => 1), typeof Math.PI, typeof NaN, typeof typeof 1); const x = 2; console.log(typeof x, typeof (x * 2), typeof -x);`,
  in: 'const o: any = { a: 1, u: undefined }; console.log("a" in o, "u" in o, "b" in o, 0 in [5], 1 in [5], "0" in [5], "length" in [], 1 in [1, , 3]);',
  delete:
    'const o: any = { a: 1, b: 2 }; console.log(delete o.a, o, delete o["b"], delete o.none, o, "a" in o); const a: any = [1, 2, 3]; console.log(delete a[1], a, a.length);',
  comma: 'let a = (1, 2, 3); console.log(a, (a++, a)); for (let i = 0, j = 9; i < j; i += 3, j--) console.log(i, j);',
  'nullish with tracked numbers':
    'const z = 0, x = 5; const o: any = { z }; console.log(z ?? 9, z || 9, z && 9, x ?? 9, x || 9, x && 9, o.z ?? 1, o.y ?? 1, o.z?.toFixed(1));',
  'numbers in all spellings':
    'console.log(0xff, 0b101, 0o17, 1e3, 1E-3, .5, 5., 1_000_000, 0.1 + 0.2, 1e21, 1e-7, 123456789012345680000, -0, 0x1F.toString(), 1..toFixed(1));',
  'text in all spellings':
    'console.log("a\\n\\t\\u0041\\x42\\u{1F600}", \'q"q\', `b`, "\\0".length, "a\\\nb", "\\\\");',
  'exclamation marks after values': 'const a: any = { b: [1] }; console.log(a!.b![0]!, a.b[0]! + 1, !a!.b);',
  'parentheses end an optional chain':
    'const o: any = undefined; const p: any = {}; for (const f of [() => (o?.m)(console.log("argument")), () => (o?.m.n)(), () => (p?.m)(), () => (p.m?.n)(), () => (o?.[0])(), () => o?.m(console.log("never")), () => o?.m.n()]) { try { console.log(f()); } catch (e: any) { console.log(e.name); } }',
};
