// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are text.
/** Math, Number and how numbers are written. */
const spots = '[-Infinity, -2.5, -1, -0.5, -0, 0, 0.3, 0.5, 1, 1.5, 2.5, 1e10, Infinity, NaN]';

export const numbers: Readonly<Record<string, string>> = {
  'Math functions of one number': `for (const f of ["abs","acos","acosh","asin","asinh","atan","atanh","cbrt","ceil","cos","cosh","exp","expm1","floor","fround","log","log10","log1p","log2","round","sign","sin","sinh","sqrt","tan","tanh","trunc","clz32"] as const) console.log(f, ${spots}.map((x) => (Math as any)[f](x)));`,
  'Math functions of a tracked number': `const x = 0.4; console.log(Math.abs(x), Math.acos(x), Math.acosh(x + 1), Math.asin(x), Math.asinh(x), Math.atan(x), Math.atanh(x), Math.cbrt(x), Math.ceil(x), Math.cos(x), Math.cosh(x), Math.exp(x), Math.expm1(x), Math.floor(x), Math.fround(x), Math.log(x), Math.log10(x), Math.log1p(x), Math.log2(x), Math.round(x), Math.sign(x), Math.sin(x), Math.sinh(x), Math.sqrt(x), Math.tan(x), Math.tanh(x), Math.trunc(x));`,
  'Math functions of two numbers': `for (const a of ${spots}) console.log(${spots}.map((b) => [Math.pow(a, b), Math.atan2(a, b), Math.imul(a, b)]));`,
  'max, min and hypot':
    'const x = 2, y = -3; console.log(Math.max(), Math.min(), Math.hypot(), Math.max(x), Math.max(x, y, 1), Math.min(x, y), Math.max(x, NaN), Math.min("1" as any, x), Math.hypot(x, y), Math.hypot(3, 4, 12), Math.max(-0, 0), Math.min(0, -0), Math.max(...[]), Math.max(null as any, -1), Math.max(undefined as any));',
  'Math converts its arguments':
    'console.log(Math.sqrt("16" as any), Math.abs(null as any), Math.abs([] as any), Math.abs([-3] as any), Math.abs({} as any), (Math as any).abs(), Math.floor("x" as any), Math.pow(2, undefined as any));',
  constants:
    'console.log(Math.PI, Math.E, Math.LN2, Math.LN10, Math.LOG2E, Math.LOG10E, Math.SQRT2, Math.SQRT1_2, Infinity, NaN, undefined, Number.EPSILON, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.MAX_VALUE, Number.MIN_VALUE, Number.NEGATIVE_INFINITY);',
  rounding:
    'console.log([0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.49999999999999994, 4503599627370497.5].map((x) => [Math.round(x), Math.floor(x), Math.ceil(x), Math.trunc(x)]));',
  remainders:
    'for (const a of [5, -5, 5.5, -5.5, 0, -0]) for (const b of [3, -3, 0, Infinity]) console.log(a, b, a % b);',
  Number:
    'console.log(Number("12"), Number(""), Number(" 1e3 "), Number("0x1f"), Number("1 2"), Number(null), Number(undefined), Number(true), Number([]), Number([7]), Number({}), (Number as any)()); const x = 5; console.log(Number(x) * 2, Number.isInteger(x), Number.isFinite(x / 0), Number.isNaN(NaN), Number.isNaN("x" as any), isNaN("x" as any), isFinite("5" as any), Number.isSafeInteger(2 ** 53), Number.isInteger("5" as any));',
  'parseInt and parseFloat':
    'console.log(parseInt("42px"), parseInt("0x1f"), parseInt("101", 2), parseInt("z", 36), parseInt(""), parseInt("9", 8), parseInt(3.99 as any), parseFloat("3.14abc"), parseFloat(".5."), parseFloat("x"), Number.parseInt("7"), Number.parseFloat("1e2"), parseInt("12", 1), parseInt("12", 37), parseInt(" -8"));',
  'toFixed and its kin':
    'const x = 1234.5678; console.log(x.toFixed(2), x.toFixed(), (0.000001234).toFixed(10), (1e21).toFixed(2), x.toPrecision(3), x.toPrecision(), x.toExponential(2), x.toExponential(), (255).toString(16), (0.5).toString(2), (-7).toString(2), x.toString(), (25).toString(36), NaN.toFixed(2), (-1.5).toFixed(0), (2.5).toFixed(0), (1.005).toFixed(2));',
  'numbers as text':
    'for (const x of [1e21, 1e20, 123456789.123, 1e-6, 1e-7, -0, 0.1 + 0.2, 5e-324, 1.7976931348623157e308, 100, -1e-10]) console.log(String(x), `${x}`, x + "", x);',
  toLocaleString: 'console.log((1234567.891).toLocaleString(), (0.5).toLocaleString(), (-1e6).toLocaleString());',
  'integers beyond 2 ** 53':
    'console.log(2 ** 53 + 1, 9007199254740993, 0.1 * 3, 1 / 3, 1e308 * 10, -1e308 * 10, 5e-324 / 2);',
  'a float32 sum': 'let s = 0; for (let i = 0; i < 10; i++) s = Math.fround(s + 0.1); console.log(s);',
  'valueOf and toString of a tracked number':
    'const x = 2.5; console.log(x.valueOf() + 1, x.toString() + 1, String(x), [x] + "", `${x * 2}`, { x }, "v" + x);',
};
