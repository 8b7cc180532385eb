// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are text.
/** console.log prints exactly as Node does. */
export const printing: Readonly<Record<string, string>> = {
  'all kinds of values':
    'console.log(1, "a", true, null, undefined, -0, NaN, [1, "a"], { a: 1 }, () => 1, Math.max, [undefined, null], [[]], {}, [{}]);',
  nothing: 'console.log(); console.log(""); console.log("a\\nb");',
  'tracked numbers': 'const x = 3; console.log(x, [x], { x }, `${x}`, x * 2, [[x]], -x, x - x, -(x - x));',
  substitutions:
    'const x = 3.7; console.log("%d items %s %i %f %j %o %O %%", x, "text", x, x, 1, [1], { a: 1 }, "rest"); console.log("%s", { a: 1 }, "%d"); console.log("%c styled", "color: red"); console.log("%d"); console.log("100%", 5); console.log("%s %s", "one"); console.log("%s|%s|%s|%s", null, undefined, [1, [2]], () => 1); console.log("%i %d", "42.5abc", "42.5"); console.log(5, "%s", 6);',
  'nested objects stop at depth 2': 'console.log({ a: { b: { c: { d: 1 } } } }, [[[[1]]]], { a: [{ b: { c: {} } }] });',
  'long arrays':
    'console.log(Array.from({ length: 120 }, (_, i) => i)); console.log(Array.from({ length: 101 }, () => 0)); console.log(Array(30).fill("word")); console.log(Array.from({ length: 7 }, (_, i) => i / 3)); console.log(Array(150)); console.log(Array.from({ length: 250 }, (_, i) => "s" + i).map((s) => s));',
  'long objects and lines':
    'console.log({ alpha: "a long value that goes on", beta: "another long value here", gamma: "and a third one to break", d: [1, 2, 3] }); console.log({ a: "x".repeat(100) }); console.log(["x".repeat(80), "y"]); console.log("z".repeat(200));',
  holes: 'console.log([1, , 3], [, ], [, , 1], Array(3), [1, , , 4]);',
  'functions and methods':
    'function named() {} const o = { m() {}, arrow: () => 1, f: named, get g() { return 1; }, set g(v) {}, get only() { return 2; }, set just(v: any) {} }; console.log(named, o, [named, () => 2], (() => () => 1)());',
  'keys that need quotes': 'console.log({ "a-b": 1, "1a": 2, 1: 3, "a b": 4, é: 5, "": 6, "\'": 7 });',
  'text in structures': 'console.log(["it\'s", "say \\"hi\\"", "back`tick", "new\\nline", "tab\\t"], { k: "v" });',
  'cycles and shared parts': 'const a: any = { n: 1 }; a.me = a; const s = [1]; console.log(a, [s, s], { s, t: s });',
  matrices:
    'console.log([[1, 2], [3, 4]], [[1.5, -2], [3, 4]], [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [11, 12, 13, 14, 15, 16, 17, 18, 19, 20]]); console.log(Array.from({ length: 10 }, (_, i) => Array.from({ length: 10 }, (_, j) => i * j)));',
  'negative zero and big numbers': 'console.log(-0, [-0], 0, 1e21, 1e-7, 123456789.123456789, [0.1 + 0.2]);',
  'info and debug go to the same place':
    'console.info("i", 1); console.debug("d", [2]); console.warn("not here"); console.error("nor here"); console.log("end");',
  'console.log is a function':
    'const { log } = console; log("a"); [1, 2].forEach((x) => console.log(x)); ["p", "q"].forEach(console.log as any); console.log(console.log === log);',
  'Math itself': 'console.log(typeof Math, String(Math), `${Math}`);',
  'more than 100 keys': 'console.log(Object.fromEntries(Array.from({ length: 30 }, (_, i) => ["k" + i, i])));',
};
