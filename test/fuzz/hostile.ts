// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the snippets are text.
import type { ErrorCode } from '../../src/protocol';

/** A snippet that tries to reach or to break something. */
export interface HostileSnippet {
  readonly name: string;
  /** The file. */
  readonly text: string;
  /** What may come of it: codes of errors, `null` for a result. Anything of the catalogue when not given. */
  readonly gives?: readonly (ErrorCode | null)[];
  /** What the output is to be when there is one. */
  readonly value?: number;
  /** Runs until a budget ends it. */
  readonly endless?: true;
  /** Native code that cannot be asked to stop: only a worker can be ended. */
  readonly native?: true;
}

/** The name of a function that the tests put on their own global object: no snippet may call it. */
export const touch = 'gradlensTouched';
/** A word that the tests put into their own environment: no result may hold it. */
export const secret = 'gradlens-secret-7f3a';

/** A snippet whose output is what a function body returns. */
function body(name: string, code: string, rest: Partial<HostileSnippet> = {}): HostileSnippet {
  return { name, text: `const x = 2;\nconst out = (() => {\n${code}\n})(); // @grad\n`, ...rest };
}

/** Roads to the host's own functions and global object. Each expression gives one of them in a JavaScript engine. */
const roads: readonly (readonly [name: string, expression: string])[] = [
  ['the constructor of an array', '[].constructor.constructor("return globalThis")()'],
  ['the constructor of a function', '(() => 1).constructor("return globalThis")()'],
  ['the constructor of a number', '(5).constructor.constructor("return globalThis")()'],
  ['the constructor of text', '"a"["constructor"]["constructor"]("return globalThis")()'],
  ['a key that is put together', '[]["const" + "ructor"]["const" + "ructor"]("return globalThis")()'],
  ['a key in an array', '[][["constructor"]][["constructor"]]("return globalThis")()'],
  ['a key by toString', '(() => { const k: any = { toString: () => "constructor" }; return (() => 1)[k]("return globalThis")(); })()'],
  ['a key that changes between two looks', '(() => { let n = 0; const k: any = { toString: () => n++ ? "constructor" : "length" }; return ([] as any)[k] && ([] as any)[k].constructor("return globalThis")(); })()'],
  ['the constructor of a built-in method', '[].map.constructor("return globalThis")()'],
  ['the constructor of Math.max', 'Math.max.constructor("return globalThis")()'],
  ['the constructor of console.log', 'console.log.constructor("return globalThis")()'],
  ['the constructor of a class', '(class {}).constructor("return globalThis")()'],
  ['the constructor of an instance', '(new (class A {})()).constructor.constructor("return globalThis")()'],
  ['the constructor of a generator function', '(function* () {}).constructor("return globalThis")().next().value'],
  ['the constructor of a generator', '(function* () {})().constructor.constructor("return globalThis")()'],
  ['the constructor of an iterator', '[][Symbol.iterator]().constructor.constructor("return globalThis")()'],
  ['the constructor of an expression', '/a/.constructor.constructor("return globalThis")()'],
  ['the constructor of an error', '(() => { try { (null as any).x; } catch (e: any) { return e.constructor.constructor("return globalThis")(); } })()'],
  ['the constructor of a stack overflow', '(() => { const f = () => f(); try { f(); } catch (e: any) { return e.constructor.constructor("return globalThis")(); } })()'],
  ['the constructor of a symbol', 'Symbol("a").constructor.constructor("return globalThis")()'],
  ['the constructor of a match', '"a".match(/a/)!.constructor.constructor("return globalThis")()'],
  ['the constructor of a template', '((s: any) => s.constructor.constructor("return globalThis")())`a`'],
  ['the constructor of arguments', '(function () { return arguments.constructor.constructor("return globalThis")(); })()'],
  ['the constructor of a typed array', 'new Float64Array(1).constructor.constructor("return globalThis")()'],
  ['the constructor of a buffer', 'new Float64Array(1).buffer.constructor.constructor("return globalThis")()'],
  ['the constructor of parsed JSON', 'JSON.parse("{}").constructor.constructor("return globalThis")()'],
  ['the constructor of a Map', 'new Map().constructor.constructor("return globalThis")()'],
  ['destructuring', '(({ constructor: { constructor: F } }: any) => F("return globalThis")())([])'],
  ['the prototype of a prototype', 'Object.getPrototypeOf(Object.getPrototypeOf(async () => 1)).constructor("return globalThis")()'],
  ['__proto__', '([] as any).__proto__.constructor.constructor("return globalThis")()'],
  ['__lookupGetter__', '({} as any).__lookupGetter__("__proto__").call([]).constructor.constructor("return globalThis")()'],
  ['__defineGetter__', '({} as any).__defineGetter__.constructor("return globalThis")()'],
  ['Reflect', 'Reflect.construct(Reflect.get(() => 1, "constructor"), ["return globalThis"])()'],
  ['Object.getOwnPropertyDescriptor', 'Object.getOwnPropertyDescriptor(Object.getPrototypeOf(() => 1), "constructor")!.value("return globalThis")()'],
  ['Function', 'Function("return globalThis")()'],
  ['new Function', 'new Function("return globalThis")()'],
  ['eval', 'eval("globalThis")'],
  ['indirect eval', '(0, eval)("globalThis")'],
  ['this of a plain function', '(function (this: any) { return this; })()'],
  ['this by call with null', '(function (this: any) { return this; }).call(null)'],
  ['this by bind', '(function (this: any) { return this; }).bind(undefined)()'],
  ['this of a callback', '(() => { let self: any; [1].forEach(function (this: any) { self = this; }); return self; })()'],
  ['this of a comparator', '(() => { let self: any; [2, 1].sort(function (this: any) { self = this; return 0; }); return self; })()'],
  ['this of a replacer', '(() => { let self: any; "a".replace(/a/, function (this: any) { self = this; return ""; }); return self; })()'],
  ['this of a reviver', '(() => { let self: any; JSON.parse("1", function (this: any) { self = this; return 1; }); return self.constructor.constructor("return globalThis")(); })()'],
  ['globalThis', 'globalThis'],
  ['window and self', '(typeof window !== "undefined" ? window : typeof self !== "undefined" ? self : global)'],
  ['process', 'process.mainModule.require("vm").runInThisContext("globalThis")'],
  ['require', 'require("node:vm").runInThisContext("globalThis")'],
  ['module', 'module.constructor._load("vm").runInThisContext("globalThis")'],
  ['arguments of the module', '(() => { return arguments[1]("vm").runInThisContext("globalThis"); })()'],
  ['import()', 'import("node:vm")'],
  ['import.meta', 'import.meta'],
  ['new.target', '(function (this: any) { return new.target; } as any)()'],
  ['caller', '(function f(this: any) { return (f as any).caller; })()'],
  ['arguments.callee', '(function () { return arguments.callee.caller; })()'],
  ['Symbol.hasInstance', '(Function as any)[Symbol.hasInstance].constructor("return globalThis")()'],
  ['bind of the constructor', '((() => 1) as any)["constructor"].bind(null, "return globalThis")()()'],
  ['the stack of an error', '(() => { let frames: any; (Error as any).prepareStackTrace = (_: any, f: any) => (frames = f); new Error("x").stack; return frames[0].getThis(); })()'],
  ['a Proxy', 'new Proxy({}, { get: (_: any, __: any, receiver: any) => receiver.constructor.constructor("return globalThis")() }).x'],
  ['a species', '(() => { const a: any = []; a.constructor = { [Symbol.species]: Function }; return a.map(() => "return globalThis"); })()'],
  ['a label in the text of a function', '(() => 1).toString.constructor("return globalThis")()'],
  ['an async function', '(async () => 1).constructor("return globalThis")()'],
  ['a promise', 'Promise.resolve().constructor.constructor("return globalThis")()'],
  ['WebAssembly and workers', 'new (Worker as any)("data:text/javascript,postMessage(1)")'],
  ['structuredClone and timers', 'setTimeout("globalThis.gradlensTouched()")'],
]; // biome-ignore format: a table

const reaching: readonly HostileSnippet[] = roads.map(([name, expression]) =>
  body(
    `a road to the host: ${name}`,
    `const got: any = ${expression};\nif (got && typeof got.${touch} === "function") got.${touch}();\nif (got && got.process) return got.process.env.GRADLENS_SECRET;\nreturn x;`,
  ),
);

const polluting: readonly HostileSnippet[] = [
  body('__proto__ in a literal', 'const o: any = { __proto__: { polluted: 1 } };\nreturn (({} as any).polluted ?? 0) + x;', { value: 2 }),
  body('"__proto__" in a literal', 'const o: any = { "__proto__": { polluted: 1 } };\nreturn (({} as any).polluted ?? 0) + x;', { value: 2 }),
  body('["__proto__"] in a literal', 'const o: any = { ["__proto__"]: { polluted: 1 } };\nreturn (({} as any).polluted ?? 0) + x;', { value: 2 }),
  body('a shorthand __proto__', 'const __proto__: any = { polluted: 1 };\nconst o: any = { __proto__ };\nreturn (({} as any).polluted ?? 0) + x;', { value: 2 }),
  body('a method called __proto__', 'const o: any = { __proto__() { return 1; } };\nreturn typeof ({} as any).polluted === "undefined" ? x : 0;', { value: 2 }),
  body('assigning to __proto__', 'const o: any = {};\no.__proto__.polluted = 1;\nreturn (({} as any).polluted ?? 0) + x;', { value: 2 }),
  body('assigning to __proto__ of an array', 'const o: any = [];\no["__proto__"]["push"] = () => 7;\nreturn ([] as any).push(1) + x;'),
  body('spread of a __proto__ from JSON', 'const o: any = { ...JSON.parse(\'{"__proto__": {"polluted": 1}}\') };\nreturn (({} as any).polluted ?? 0) + (o.polluted ?? 0) + x;', { value: 2 }),
  body('Object.assign of a __proto__ from JSON', 'const o: any = Object.assign({}, JSON.parse(\'{"__proto__": {"polluted": 1}}\'));\nreturn (({} as any).polluted ?? 0) + x;', { value: 2 }),
  body('a deep merge', 'const merge = (a: any, b: any) => { for (const k in b) a[k] = typeof b[k] === "object" ? merge(a[k] ?? {}, b[k]) : b[k]; return a; };\nmerge({}, JSON.parse(\'{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}\'));\nreturn (({} as any).polluted ?? 0) + x;', { value: 2 }),
  body('a path setter', 'const set = (o: any, path: string[], v: any) => { path.slice(0, -1).forEach((k) => (o = o[k] ??= {})); o[path.at(-1)!] = v; };\nset({}, ["__proto__", "polluted"], 1);\nset({}, ["constructor", "prototype", "polluted"], 1);\nreturn (({} as any).polluted ?? 0) + x;', { value: 2 }),
  body('Object.fromEntries with __proto__', 'const o: any = Object.fromEntries([["__proto__", { polluted: 1 }]]);\nreturn (({} as any).polluted ?? 0) + (o.polluted ?? 0) + x;', { value: 2 }),
  body('destructuring of __proto__', 'const { __proto__: p }: any = {};\nif (p) p.polluted = 1;\nreturn (({} as any).polluted ?? 0) + x;', { value: 2 }),
  body('a pattern that assigns to __proto__', 'const o: any = {};\n({ a: o.__proto__.polluted } = { a: 1 } as any);\nreturn (({} as any).polluted ?? 0) + x;', { value: 2 }),
  body('Object.prototype', '(Object.prototype as any).polluted = 1;\nreturn x;'),
  body('Array.prototype.push', '(Array.prototype as any).push = () => 1e6;\nconst a: number[] = [];\na.push(1);\nreturn a.length * x;'),
  body('Function.prototype.call', '(Function.prototype as any).call = () => 1;\nreturn x;'),
  body('Object.setPrototypeOf', 'Object.setPrototypeOf(Object.getPrototypeOf({}), { polluted: 1 });\nreturn x;'),
  body('Object.defineProperty on a prototype', 'Object.defineProperty(Object.getPrototypeOf([]), "0", { get: () => 9, set: () => {} });\nreturn x;'),
  body('writing to Math', '(Math as any).max = () => 99;\n(Math as any).polluted = 1;\nreturn Math.max(1, x);'),
  body('writing to a built-in function', '(Math.sin as any).polluted = 1;\n(console.log as any).call = null;\nreturn x;'),
  body('writing to console and JSON', '(console as any).log = () => 1;\n(JSON as any).parse = () => 1;\nreturn x;'),
  body('freezing what is shared', 'Object.freeze(Math);\nObject.freeze(Object.getPrototypeOf([]));\nObject.freeze([].push);\nreturn x;'),
  body('deleting what is shared', 'delete (Math as any).sin;\ndelete (Array as any).from;\nreturn x;'),
  body('a class that inherits from the prototype of Object', 'class A {}\nObject.setPrototypeOf(A.prototype, null);\nreturn x;'),
  body('a static __proto__ and a field __proto__', 'class A { static __proto__ = 1; ["__proto__"] = 2; get ["constructor"]() { return 3; } }\nconst a: any = new A();\nreturn x;'),
  body('Map and Set keep such names as data', 'const m = new Map<any, any>([["__proto__", 1], ["constructor", 2]]);\nreturn m.get("__proto__") + m.get("constructor") + x - 3;', { value: 2 }),
  body('an object as a dictionary of such names', 'const counts: any = {};\nfor (const w of ["hasOwnProperty", "valueOf", "toString", "then"]) counts[w] = (Object.hasOwn(counts, w) ? counts[w] : 0) + 1;\nreturn counts.toString + x;', { value: 3 }),
]; // biome-ignore format: a table

const converting: readonly HostileSnippet[] = [
  body('toString that converts itself', 'const o: any = { toString() { return `${o}`; } };\nreturn `${o}`.length;'),
  body('valueOf that adds itself', 'const o: any = { valueOf() { return o + 1; } };\nreturn o * x;'),
  body('Symbol.toPrimitive that converts itself', 'const o: any = { [Symbol.toPrimitive]() { return +o; } };\nreturn +o;'),
  body('toJSON that stringifies itself', 'const o: any = { toJSON() { return JSON.stringify(o); } };\nreturn JSON.stringify(o).length;'),
  body('toJSON that gives a fresh one each time', 'const make = (): any => ({ toJSON: () => ({ next: make() }) });\nreturn JSON.stringify(make()).length;'),
  body('a getter that calls itself', 'const o: any = { get a() { return o.a; } };\nreturn o.a;'),
  body('a setter that calls itself', 'const o: any = { set a(v: any) { o.a = v; } };\no.a = 1;\nreturn x;'),
  body('an iterator that makes itself', 'const o: any = { [Symbol.iterator]: () => o[Symbol.iterator]() };\nreturn [...o].length;'),
  body('an iterator whose next walks it', 'const o: any = { [Symbol.iterator]: () => ({ next: () => ({ value: [...o], done: false }) }) };\nreturn [...o].length;'),
  body('a comparator that sorts', 'const a = [3, 1, 2];\nconst c = (): number => (a.sort(c), 0);\na.sort(c);\nreturn a[0]! * x;'),
  body('a replacer that replaces', 'const f = (s: string): string => s.replace(/a/, f);\nreturn f("a").length;'),
  body('a reviver that parses', 'const f = (): any => JSON.parse("[1]", f);\nreturn f().length;'),
  body('a getter with a side effect while it is printed', 'let n = 0;\nconst o: any = { get a() { n++; o["k" + n] = n; return n; } };\nconsole.log(o, JSON.stringify(o));\nreturn x + n * 0;'),
  body('a getter that changes the array that is walked', 'const a: any[] = [1, 2, 3];\nconst o: any = { get g() { a.length = 0; return 1; } };\nreturn a.map(() => o.g).length * x;'),
  body('a valueOf that changes the array under sort', 'const a: any[] = [];\nfor (let i = 0; i < 5; i++) a.push({ valueOf() { a.length = 1; return i; } });\na.sort((p: any, q: any) => p - q);\nreturn x;'),
  body('splice and valueOf', 'const a: any = [1, 2, 3];\na.splice({ valueOf() { a.length = 0; return 1; } }, 1);\nreturn a.length + x;'),
  body('fill with a length that shrinks', 'const a: any = [1, 2, 3];\na.fill(0, 0, { valueOf() { a.length = 0; return 3; } });\nreturn a.length + x;'),
  body('Symbol.hasInstance with a side effect', 'class A { static [Symbol.hasInstance](v: any) { v.reached = 1; throw v; } }\ntry { return ({} as any) instanceof A ? 1 : x; } catch (e: any) { return e.reached + x; }'),
  body('Symbol.hasInstance that asks itself', 'class A { static [Symbol.hasInstance](v: any): boolean { return v instanceof A; } }\nreturn ({} as any) instanceof A ? 1 : x;'),
  body('a length that is a getter', 'const o: any = { get length() { return 1e9; } };\nreturn Array.from(o).length;'),
  body('an array-like of 2 ** 53', 'return Array.from({ length: 2 ** 53 - 1 } as any).length;'),
  body('apply with a long list', 'return Math.max.apply(null, { length: 1e9 } as any);'),
  body('a thrown getter in the error', 'throw { get message() { throw { get message() { return (() => { for (;;); })(); } }; }, toString() { throw this; } };', { gives: ['UserThrow'] }),
  body('a thrown error with a hostile name', 'const e: any = new Error("m");\ne.name = { toString() { throw e; } };\nthrow e;'),
  body('a thrown value whose text never ends', 'throw { toString() { for (;;); } };', { gives: ['UserThrow'] }),
  body('an output with a hostile toString', 'return { toString() { throw 1; }, valueOf() { throw 2; }, toJSON() { throw 3; }, then() { throw 4; } };'),
  body('an output that is thenable', 'return { then(f: any) { f(1); }, v: x };'),
]; // biome-ignore format: a table

const large: readonly HostileSnippet[] = [
  body('repeat', 'return "x".repeat(2 ** 30).length;', { gives: ['TooLarge', 'UserThrow'] }),
  body('padStart and padEnd', 'return "x".padStart(2 ** 29).padEnd(2 ** 30).length;', { gives: ['TooLarge', 'UserThrow'] }),
  body('Array(1e9)', 'return Array(1e9).fill(x).length;', { gives: ['TooLarge'] }),
  body('Array(4294967295) that is only made', 'const a = new Array(4294967295);\nreturn a.length * x;', { gives: ['TooLarge', null] }),
  body('a far index', 'const a: number[] = [];\na[4e9] = 1;\nreturn a.length + x;', { gives: ['TooLarge', null] }),
  body('an index beyond any array', 'const a: any = [];\na[4294967295] = 1;\na[2 ** 53] = 2;\na[-1] = 3;\nreturn a.length + x;'),
  body('games with length', 'const a: any = [1, 2, 3];\na.length = 4294967295;\na.push(1);\nreturn a.length * x;', { gives: ['TooLarge', 'UserThrow', null] }),
  body('a length that is no number', 'const a: any = [1, 2, 3];\na.length = { valueOf: () => 1e9 };\nreturn a.length;', { gives: ['TooLarge', 'UserThrow', null] }),
  body('a sparse array that is walked', 'const a: any = [];\na.length = 1e6;\na[999999] = x;\nlet s = 0;\nfor (let i = 0; i < 3; i++) a.forEach((v: number) => (s += v));\nreturn s;', { value: 6 }),
  body('join', 'return Array(1e6).fill("x".repeat(1e6)).join().length;', { gives: ['TooLarge'] }),
  body('join of holes', 'return Array(1e6).join("x".repeat(1e5)).length;', { gives: ['TooLarge'] }),
  body('concat that doubles', 'let a: any[] = [1];\nfor (let i = 0; i < 60; i++) a = a.concat(a);\nreturn a.length;', { gives: ['TooLarge', 'TimeLimit', 'StepLimit'] }),
  body('text that doubles', 'let s = "ab";\nfor (let i = 0; i < 60; i++) s += s;\nreturn s.length;', { gives: ['TooLarge'] }),
  body('a template that grows', 'let s = "ab";\nfor (let i = 0; i < 60; i++) s = `${s}${s}`;\nreturn s.length;', { gives: ['TooLarge'] }),
  body('spread that doubles', 'let a: any[] = [1];\nfor (let i = 0; i < 60; i++) a = [...a, ...a];\nreturn a.length;', { gives: ['TooLarge', 'TimeLimit', 'StepLimit'] }),
  body('replaceAll that grows', 'let s = "a";\nfor (let i = 0; i < 40; i++) s = s.replaceAll("a", "aaaa");\nreturn s.length;', { gives: ['TooLarge', 'TimeLimit'] }),
  body('replace with $& that grows', 'let s = "a";\nfor (let i = 0; i < 40; i++) s = s.replace(/a+/, "$&$&$`$\'");\nreturn s.length;', { gives: ['TooLarge', 'TimeLimit', 'Unsupported'] }),
  body('split into characters', 'let n = 0;\nfor (let i = 0; i < 1e6; i++) n += "x".repeat(1e5).split("").length;\nreturn n;', { endless: true }),
  body('JSON.stringify of what is deep', 'let o: any = 1;\nfor (let i = 0; i < 1e5; i++) o = [o];\nreturn JSON.stringify(o).length;'),
  body('JSON.stringify of what is circular', 'const o: any = {};\no.o = o;\nreturn JSON.stringify(o).length;', { gives: ['UserThrow'] }),
  body('JSON.stringify of a tree whose branches are one', 'let o: any = [1];\nfor (let i = 0; i < 60; i++) o = [o, o];\nreturn JSON.stringify(o).length;', { gives: ['TooLarge', 'TimeLimit', 'StepLimit'] }),
  body('JSON.stringify with a huge indent', 'let o: any = 1;\nfor (let i = 0; i < 2000; i++) o = [o];\nreturn JSON.stringify(o, null, "x".repeat(1e6)).length;'),
  body('JSON.parse of what is deep', 'return JSON.parse("[".repeat(1e5) + "]".repeat(1e5)).length * x;'),
  body('printing a tree whose branches are one', 'let o: any = [x];\nfor (let i = 0; i < 60; i++) o = { a: o, b: o };\nconsole.log(o);\nconsole.log(`${[o]}`);\nreturn x;'),
  body('text of an array whose branches are one', 'let o: any = [x];\nfor (let i = 0; i < 60; i++) o = [o, o];\nreturn `${o}`.length;', { gives: ['TooLarge', 'TimeLimit', 'StepLimit'] }),
  body('text of an array that is deep', 'let o: any = [x];\nfor (let i = 0; i < 1e5; i++) o = [o];\nreturn `${o}`.length;'),
  body('flat(Infinity) of a tree whose branches are one', 'let o: any = [1];\nfor (let i = 0; i < 60; i++) o = [o, o];\nreturn o.flat(Infinity).length;', { gives: ['TooLarge', 'TimeLimit', 'StepLimit'] }),
  body('flat(Infinity) of a circle', 'const a: any[] = [];\na.push(a, a);\nreturn a.flat(Infinity).length;', { gives: ['TooLarge', 'TimeLimit', 'StepLimit', 'RecursionTooDeep', 'UserThrow'] }),
  body('flat(Infinity) of what is deep', 'let o: any = [1];\nfor (let i = 0; i < 1e5; i++) o = [o];\nreturn o.flat(Infinity).length * x;'),
  body('an output that is deep', 'let o: any = [x];\nfor (let i = 0; i < 1e5; i++) o = [o];\nreturn o;'),
  body('a Map and a Set that grow for ever', 'const m = new Map<any, any>();\nconst s = new Set<any>();\nfor (let i = 0; ; i++) { m.set(i, {}); s.add("k" + i); }', { endless: true }),
  body('an object that grows for ever', 'const o: any = {};\nfor (let i = 0; ; i++) o["k" + i] = i;', { endless: true }),
  body('printing for ever', 'for (;;) console.log("x".repeat(1e4));', { endless: true }),
  body('large typed arrays', 'const all = [];\nfor (;;) all.push(new Float64Array(1e6));', { endless: true }),
  body('a typed array of 1e10', 'return new Float64Array(1e10).length;', { gives: ['TooLarge', 'UserThrow'] }),
  body('a shared view of a large buffer', 'return new Uint8Array(new ArrayBuffer(2 ** 40)).length;', { gives: ['TooLarge', 'UserThrow', 'Unsupported'] }),
  body('toFixed, toString and large numbers', 'let s = "";\nfor (let i = 0; i < 1e5; i++) s = (1e308 / (i + 1)).toString(2);\nreturn s.length * 0 + x;'),
  body('string sorting that is expensive', 'const a = Array.from({ length: 2e5 }, (_, i) => "x".repeat(50) + ((i * 7919) % 200003));\nfor (;;) a.sort();', { endless: true }),
]; // biome-ignore format: a table

/** Each is one call of native code that takes milliseconds: a loop of them must be looked at more often than each 1024 turns. */
const calls: readonly string[] = [
  'a.indexOf(-1)', 'a.includes(NaN)', 'a.slice()', '[...a]', 'a.reverse()', 'a.fill(1)', 'a.join("")', 'a.toSorted()',
  'a.concat(a)', 'Array.from(a)', 's.indexOf("y")', 's.toUpperCase()', 's.split("")', 's.replaceAll("x", "y")',
  's.match(/y/g)', 'JSON.stringify(a)', 'new Set(a)', 'new Float64Array(a)', 'Object.keys(a)', 'structure(a)',
]; // biome-ignore format: a table

const expensive: readonly HostileSnippet[] = calls.map((call) =>
  body(
    `a loop of ${call}`,
    `const structure = (v: any) => ({ ...v });\nconst a: any[] = Array(5e5).fill(7);\nconst s = "x".repeat(1e6);\nfor (;;) ${call};`,
    { endless: true },
  ),
);

const expressions: readonly HostileSnippet[] = [
  body('a catastrophic expression', 'return /^(a+)+$/.test("a".repeat(40) + "b") ? 1 : x;', { native: true, endless: true }),
  body('a catastrophic expression from text', 'return new RegExp("^(a|a)*$").test("a".repeat(60) + "b") ? 1 : x;', { native: true, endless: true }),
  body('catastrophic backreferences', 'return "a".repeat(60).replace(/(.*)*\\1(.*)*\\2c/, "").length;', { native: true, endless: true }),
  body('a catastrophic split', 'return ("a".repeat(50) + "b").split(/(?:a+)+$/).length;', { native: true, endless: true }),
  body('an expression of a million characters', 'return new RegExp("a?".repeat(5e5)).test("b") ? x : 0;'),
  body('an expression that is nested', 'return new RegExp("(".repeat(5e4) + ")".repeat(5e4)).test("") ? x : 0;'),
  body('a count that is too large', 'return /(?:a{60000}){60000}/.test("b") ? 0 : x;'),
  body('lastIndex that is hostile', 'const r: any = /a/g;\nr.lastIndex = { valueOf() { r.lastIndex = -1; return 1e9; } };\nr.test("aaa");\nr.lastIndex = "x";\nreturn r.test("aaa") ? x : 0;'),
  body('exec that is replaced', 'const r: any = /a/;\nr.exec = () => ({ index: -1, 0: "", length: 1e9 });\nreturn "aaa".replace(r, "b").length;'),
  body('names of groups', 'return Object.keys(/(?<constructor>a)(?<__proto__>b)(?<toString>c)/.exec("abc")!.groups!).length + x;'),
  body('a global expression that matches nothing, for ever', 'let n = 0;\nwhile (/(?:)/g.exec("abc")) n++;\nreturn n;', { endless: true }),
]; // biome-ignore format: a table

const deep = (open: string, close: string, n = 100_000, middle = 'x') =>
  `const x = 2;\nconst out = ${open.repeat(n)}${middle}${close.repeat(n)}; // @grad\n`;

const nested: readonly HostileSnippet[] = [
  { name: '100 000 parentheses', text: deep('(', ')') },
  { name: '100 000 brackets', text: deep('[', ']') },
  { name: '100 000 objects', text: deep('{a:', '}', 100_000, '1') },
  { name: '100 000 arrows', text: deep('() => ', '') },
  { name: '100 000 ifs', text: `const x = 2;\n${'if (x) '.repeat(100_000)};\nconst out = x; // @grad\n` },
  { name: '100 000 else ifs', text: `const x = 2;\nlet o = 0;\nif (x > 5) o = 1;${' else if (x > 5) o = 2;'.repeat(30_000)}\nconst out = o + x; // @grad\n` },
  { name: '100 000 blocks', text: `const x = 2;\n${'{'.repeat(100_000)}${'}'.repeat(100_000)}\nconst out = x; // @grad\n` },
  { name: '100 000 labels', text: `const x = 2;\n${Array.from({ length: 20_000 }, (_, i) => `l${i}:`).join('')} for (;;) break l0;\nconst out = x; // @grad\n` },
  { name: '100 000 templates', text: deep('`${', '}`') },
  { name: '100 000 unary operators', text: deep('!', '') },
  { name: '100 000 awaits and voids', text: deep('void ', '') },
  { name: '100 000 ternaries', text: deep('x ? x : ', '') },
  { name: '100 000 classes', text: deep('class extends (', ') {}', 20_000, 'Object') },
  { name: '100 000 type arguments', text: `const x = 2;\ntype T = ${'A<'.repeat(50_000)}number${'>'.repeat(50_000)};\nconst out = x; // @grad\n` },
  { name: '100 000 patterns', text: `const x = 2;\nconst ${'['.repeat(50_000)}p${']'.repeat(50_000)} = x as any;\nconst out = x; // @grad\n` },
  { name: '100 000 optional members', text: deep('', '?.a') },
  { name: '100 000 calls', text: deep('', '()', 100_000, 'Math.abs') },
  { name: '50 000 terms', text: `const x = 2;\nconst out = x${' + x'.repeat(49_999)}; // @grad\n` },
  { name: '50 000 factors and powers', text: `const x = 1;\nconst out = x${' * x'.repeat(49_999)}; // @grad\n` },
  { name: '50 000 powers', text: `const x = 1;\nconst out = x${' ** x'.repeat(49_999)}; // @grad\n` },
  { name: '100 000 statements', text: `let x = 2;\n${'x += 1;\n'.repeat(100_000)}const out = x; // @grad\n` },
  { name: '20 000 functions', text: `const x = 2;\n${Array.from({ length: 20_000 }, (_, i) => `const f${i} = (a: number) => ${i === 0 ? 'a' : `f${i - 1}(a)`};`).join('\n')}\nconst out = f19999(x); // @grad\n` },
  { name: '100 000 elements in a literal', text: `const x = [${'1,'.repeat(100_000)}];\nconst out = x[5]! * x[99999]!; // @grad\n` },
  { name: '10 000 directives', text: `const x = 2;\n${'// @grad\n'.repeat(10_000)}const out = x;\n` },
  { name: 'a directive of 100 000 names', text: `const x = 2;\nconst out = x; // @grad wrt ${'x,'.repeat(100_000)}x\n` },
  { name: 'a directive that is nested', text: `/** @grad a = ${'('.repeat(50_000)}1${')'.repeat(50_000)} */\nfunction f(a: number) { return a; }\n` },
  { name: 'a line of a million characters', text: `const x = 2; /* ${'y'.repeat(1_000_000)} */ const out = x; // @grad\n` },
  { name: 'a name of 100 000 characters', text: `const ${'n'.repeat(100_000)} = 2;\nconst out = ${'n'.repeat(100_000)} * 3; // @grad\n` },
  { name: 'text in all of Unicode', text: `const x = 2;\nconst s = "${Array.from({ length: 5000 }, (_, i) => `\\u{${(i * 200).toString(16)}}`).join('')}";\nconst out = s.length * x; // @grad\n` },
]; // biome-ignore format: a table

const unicode: readonly HostileSnippet[] = [
  { name: 'escapes in identifiers', text: 'const \\u0061b = 2;\nconst \\u{63}d = ab;\nconst out = a\\u0062 * cd; // @grad\n', value: 4 },
  { name: 'an escaped keyword', text: 'const x = 2;\nconst out = t\\u0068is ?? x; // @grad\n' },
  { name: 'an escaped constructor', text: 'const x = 2;\nconst out = [].c\\u006fnstructor.constructor("return globalThis")(); // @grad\n' },
  { name: 'an escaped eval', text: 'const x = 2;\nconst out = \\u0065val("globalThis"); // @grad\n', gives: ['Unsupported', 'UnboundName'] },
  { name: 'astral names', text: 'const 𝒙 = 2;\nconst 𝒚𝒛 = 𝒙 * 𝒙;\nconst out = 𝒚𝒛 + 𝒙; // @grad\n', value: 6 },
  { name: 'homoglyphs', text: 'const a = 2;\nconst а = 3;\nconst out = a * 10 + а; // @grad\n', value: 23 },
  { name: 'joiners and marks in names', text: 'const a\u200d = 2;\nconst a\u200c = 3;\nconst e\u0301 = 5;\nconst é = 7;\nconst out = a\u200d * a\u200c * e\u0301 * é; // @grad\n', value: 210 },
  { name: 'marks of direction', text: 'const x = 2; /* \u202e } \u2066 if (admin) \u2069 \u2066 begin */\nconst s = "\u202eevil\u202c";\nconst out = x * s.length; // @grad \n' },
  { name: 'marks of direction in a thrown message', text: 'const x = 2;\nconst out = (() => { throw new Error("\u202eevil \u2066<b>\u0000\u001b[31mred"); })(); // @grad\n', gives: ['UserThrow', 'Unsupported'] },
  { name: 'line separators', text: 'const x = 2;\u2028const s = "a\u2028b\u2029c";\u2029const out = x * s.length; // @grad\u2028\n' },
  { name: 'line separators in names of keys', text: 'const x = { "a\u2028b": 2, "c\\n\\u2029d": 3 };\nconst out = x["a\u2028b"] * x["c\\n\\u2029d"]; // @grad\n' },
  { name: 'null characters', text: 'const x = 2;\nconst s = "\u0000\\0\\x00";\nconst o: any = { "\\0": x };\nconst out = o["\\0"] * s.length; // @grad\n' },
  { name: 'a null character in the code', text: 'const x = 2;\u0000\nconst out = x; // @grad\n', gives: ['SyntaxError'] },
  { name: 'lone surrogates', text: 'const x = 2;\nconst s = "\ud800\\udfff";\nconst o: any = { "\\ud800": x };\nconst out = o["\\ud800"] * s.length; // @grad\n' },
  { name: 'a lone surrogate in a name', text: 'const x\ud800 = 2;\nconst out = 1; // @grad\n', gives: ['SyntaxError'] },
  { name: 'a byte order mark inside', text: 'const x = 2;\ufeff\ufeff\nconst out = x\ufeff* x; // @grad\n', value: 4 },
  { name: 'HTML comments', text: 'const x = 2;\n<!-- const y = 3;\n--> const z = 4;\nconst out = x; // @grad\n' },
  { name: 'labels with odd names', text: 'const x = 2;\nlet n = 0;\n$: for (;;) { _: for (;;) { async: for (;;) { if (n++ > 2) break $; continue _; } } }\nconst out = x * n; // @grad\n' },
  { name: 'labels that are names', text: 'const x = 2;\nx: { break x; }\n__proto__: { break __proto__; }\nconstructor: for (;;) break constructor;\nconst out = x; // @grad\n' },
  { name: 'labels in a generator', text: 'const x = 2;\nfunction* g() { a: for (;;) { b: for (let i = 0; ; i++) { if (i > 2) continue a; if (i > 5) break b; try { yield i; } finally { if (i === 1) break a; } } } }\nconst out = [...g()].length * x; // @grad\n' },
  { name: 'carriage returns', text: 'const x = 2;\rconst y = 3;\r\nconst out = x * y; // @grad\r' },
]; // biome-ignore format: a table

/** Names that mean something to Mermaid, to JSON, to promises or to objects. */
export const reservedNames = [
  'then', 'toJSON', 'end', 'graph', 'subgraph', 'click', 'style', 'classDef', 'linkStyle', 'flowchart', 'direction',
  'constructor', 'hasOwnProperty', '__proto__', 'toString', 'valueOf', 'href', 'call', 'init', 'default_', '$', '_',
] as const; // biome-ignore format: a table

const names: readonly HostileSnippet[] = [
  {
    name: 'variables with names that mean something elsewhere',
    text: `${reservedNames.map((name, i) => `const ${name} = ${i + 2};`).join('\n')}\nconst out = ${reservedNames.join(' * ')}; // @grad\n`,
  },
  {
    name: 'a function with parameters that mean something elsewhere',
    text: `/** @grad then = 2, toJSON = 3, constructor = 4, __proto__ = 5, hasOwnProperty = 6 */\nfunction end(then: number, toJSON: number, constructor: number, __proto__: number, hasOwnProperty: number) { return then * toJSON * constructor * __proto__ * hasOwnProperty; }\n`,
  },
  {
    name: 'fields that mean something elsewhere',
    text: 'const p: any = { then: 2, toJSON: 3, constructor: 4, hasOwnProperty: 5, valueOf: 6, length: 7 };\nconst out = p.then * p.toJSON * p.hasOwnProperty * p.valueOf * p.length; // @grad\n',
  },
  { name: 'a directive with such names', text: 'const x = 2;\nconst out = x; // @grad wrt __proto__, constructor, toString\n' },
  { name: 'a directive that sets such names', text: 'const x = 2;\nconst out = x; // @grad __proto__ = 3, constructor = { a: 1 }\n' },
  { name: 'an output called __proto__', text: 'const x = 2;\nconst __proto__ = x * x; // @grad\n' },
  { name: 'an output that is an object of such names', text: 'const x = 2;\nconst out = { end: x, then: x * 2, "]]>": x * 3, toJSON: x * 4 }; // @grad\n' },
]; // biome-ignore format: a table

const swallowing: readonly HostileSnippet[] = [
  body('catch that swallows the limit of time', 'for (;;) { try { for (;;); } catch { continue; } }', { endless: true }),
  body('finally that swallows the limit of time', 'for (;;) { try { for (;;); } finally { continue; } }', { endless: true }),
  body('finally that returns', 'const f = (): number => { try { for (;;); } finally { return x; } };\nreturn f();', { endless: true }),
  body('finally that loops', 'try { for (;;); } finally { for (;;); }', { endless: true }),
  body('catch that swallows recursion', 'let n = 0;\nconst f = (): any => { try { return f(); } catch { n++; return f(); } };\nf();\nreturn n;', { endless: true }),
  body('catch that swallows what is too large', 'let n = 0;\nfor (;;) { try { "x".repeat(1e9); } catch { n++; } }', { endless: true }),
  body('a getter that swallows', 'const o: any = { get g() { try { for (;;); } catch { return o.g; } } };\nreturn o.g;', { endless: true }),
  body('a generator that swallows', 'function* g(): any { for (;;) { try { yield 1; for (;;); } catch {} finally { yield 2; } } }\nfor (const _ of g());\nreturn x;', { endless: true }),
  body('an iterator whose return never ends', 'const o: any = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return() { for (;;); } }) };\nfor (const v of o) break;\nreturn x;', { endless: true }),
  body('a generator that never ends', 'function* g() { for (let i = 0; ; i++) yield i; }\nreturn [...g()].length;', { endless: true }),
  body('a generator that delegates to itself', 'function* g(): any { yield* g(); }\nreturn [...g()].length;'),
  body('a chain of generators', 'function* g(n: number): any { if (n > 0) yield* g(n - 1); yield n; }\nlet s = 0;\nfor (const v of g(5000)) s += v;\nreturn s * x;'),
  body('destructuring of what never ends', 'function* g() { for (;;) yield 1; }\nconst [...all] = g();\nreturn all.length;', { endless: true }),
  body('Array.from of what never ends', 'return Array.from((function* () { for (;;) yield 1; })()).length;', { endless: true }),
  body('new Map of what never ends', 'return new Map((function* (): any { for (let i = 0; ; i++) yield [i, i]; })()).size;', { endless: true }),
  body('a Set that grows while it is walked', 'const s = new Set([1]);\nfor (const v of s) s.add(v + 1);\nreturn s.size;', { endless: true }),
  body('a Map that moves while it is walked', 'const m = new Map([[1, 1]]);\nfor (const [k] of m) { m.delete(k); m.set(k, 1); }\nreturn m.size;', { endless: true }),
  body('forEach that never ends', 'const s = new Set([1]);\ns.forEach((v) => { s.delete(v); s.add(v); });\nreturn s.size;', { endless: true }),
  body('mutual recursion through static blocks', 'const f = (): any => class { static { f(); } };\nf();\nreturn x;'),
  body('a constructor that makes itself', 'class A { a = new A(); }\nnew A();\nreturn x;'),
  body('bind of bind', 'let f: any = () => x;\nfor (let i = 0; i < 1e5; i++) f = f.bind(null);\nreturn f();'),
  body('a chain of classes', 'let A: any = class { m() { return x; } };\nfor (let i = 0; i < 5000; i++) A = class extends A {};\nreturn new A().m();'),
  body('a prototype that is its own', 'const o: any = {};\nconst p = Object.create(o);\nObject.setPrototypeOf(o, p);\nreturn o.x ?? x;'),
  body('try in try', 'const f = (n: number): any => { try { return n ? f(n - 1) : (() => { throw new Error("deep"); })(); } finally { n++; } };\ntry { f(2000); } catch (e: any) { return e.message.length * x; }'),
]; // biome-ignore format: a table

/** What must never come out of a user's text as anything but text. */
export const payloads = [
  '<img src=x onerror="window.gradlensPwned=1">',
  '<script>window.gradlensPwned=1</script>',
  '"]; click g1 call alert() "',
  '"]:::evil\n  click g1 href "javascript:alert(1)"',
  '--> end subgraph %%{init: {"securityLevel": "loose"}}%%',
  '`](command:workbench.action.quit) $(alert) [click](command:gradlens.openExample)',
  '![x](https://example.invalid/a.png) <a href="command:x">y</a>',
  '${process.env.GRADLENS_SECRET} {{constructor}} $$x$$ fa:fa-user',
  '|| a | b |\n| --- |\n# heading\n```\n````\n~~~',
  '&lt;b&gt;&#60;i&#62; \u202e\u2066 \u0000\u001b[31m',
  ']]> --> */ </style></svg><svg onload=alert(1)>',
] as const;

const text = JSON.stringify;

/** Snippets that bring each payload in by a key, a thrown message, a comment, printed text and the code of a gate. */
export const injecting: readonly HostileSnippet[] = payloads.flatMap((payload, k): HostileSnippet[] => {
  const comment = payload.replaceAll('*/', '* /').replaceAll('\n', ' ');
  return [
    { name: `injection ${k} by a key`, text: `const p = { ${text(payload)}: 3, y: 4 };\nconst out = p[${text(payload)}] * p.y; // @grad\n` },
    { name: `injection ${k} by a thrown message`, text: `const x = 2;\nconst out = (() => { throw ${text(payload)}; })(); // @grad\n`, gives: ['UserThrow'] },
    { name: `injection ${k} by a name in a message`, text: `const x = 2;\nconst o: any = {};\nconst out = o[${text(payload)}](x) * x; // @grad\n`, gives: ['UserThrow'] },
    { name: `injection ${k} by comments and printed text`, text: `const x = 2; // ${comment}\nconsole.log(${text(payload)});\nconst out = x * /* ${comment} */ x + ${text(payload)}.length * x; // @grad\n` },
    { name: `injection ${k} by a directive`, text: `const x = 2;\nconst out = x * x; // @grad wrt ${comment}\n` },
    { name: `injection ${k} by the value of a selection`, text: `const x = 2;\nconst out = ${text(payload)}; // @grad\n` },
  ];
}); // biome-ignore format: a table

/** Every hostile snippet. */
export const hostile: readonly HostileSnippet[] = [
  ...reaching,
  ...polluting,
  ...converting,
  ...large,
  ...expensive,
  ...expressions,
  ...nested,
  ...unicode,
  ...names,
  ...swallowing,
  ...injecting,
];
