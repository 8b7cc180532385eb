// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are text.
import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../../src/protocol';
import { type Asked, inspect, selection } from './check';
import { inspectFiles } from './modules';

interface More {
  readonly files?: Readonly<Record<string, string>>;
  readonly uri?: string;
  readonly budget?: Asked['budget'];
}

type Row = readonly [code: string, error: ErrorCode, message: string | RegExp, at: string | null, more?: More];

/**
 * What can go wrong, and the words for it: a program (« and » mark what is selected, ‸ a cursor), the code of its error,
 * the whole message, and the line and column it points at. Errors that JavaScript itself throws have its own messages,
 * which are held against Node's elsewhere.
 */
const rows: readonly Row[] = [
  ["const = 3; // @grad", "SyntaxError", "Unexpected token", "1:7"],
  ["const y = 'open\n; // @grad", "SyntaxError", "Unterminated string constant.", "1:11"],
  [`const y = ${'('.repeat(60_000)} // @grad`, "RecursionTooDeep", "the code is nested too deeply to be read; split it into steps", null],
  ["const y = unknown * 2; // @grad", "UnboundName", "`unknown` is not defined; declare it above, such as `const unknown = 1`", "1:11"],
  ["const y = f(); // @grad\nfunction f() { return late; }\nconst late = 3;", "UnboundName", "Cannot access 'late' before initialization (its declaration in line 3 has not run)", "2:23"],
  ["class A {}\nclass B extends A { constructor() { super(this); } }\nconst f = () => new B();\nconst y = f(); // @grad", "UnboundName", "Must call super constructor in derived class before accessing 'this' or returning from derived constructor", "2:43"],
  ["const x = 2;\nconst y = `${x}`; // @grad", "NotDifferentiable", "the output is a string, which has no gradient; select a number or an array of numbers", "2:1"],
  ["const y = { a: \"b\" }; // @grad", "NotDifferentiable", "the output is an object, which has no gradient; select a number or an array of numbers", "1:1"],
  ["const y = [1, \"a\"]; // @grad", "NotDifferentiable", "the output is an array that holds more than numbers, which has no gradient; select a number or an array of numbers", "1:1"],
  ["function* g() { yield 1; }\nconst y = g(); // @grad", "NotDifferentiable", "the output is a generator or iterator, which has no gradient; select a number or an array of numbers", "2:1"],
  ["class P {}\nconst y = new P(); // @grad", "NotDifferentiable", "the output is a `P`, which has no gradient; select a number or an array of numbers", "2:1"],
  ["const y = undefined; // @grad", "NotDifferentiable", "the output is undefined, which has no gradient; select a number or an array of numbers", "1:1"],
  ["const y = new Map(); // @grad", "NotDifferentiable", "the output is a `Map`, which has no gradient; select a number or an array of numbers", "1:1"],
  ["const x = 1;\n‸", "NotDifferentiable", "there is no expression here; select one, such as `(x + y) * z`", "2:1"],
  ["const x = 1;\nif (x > 2) {\n  const z = «x * 2»;\n}", "NotReached", "this code was not reached: the condition of the `if` in line 2 was never true; select code that runs", "3:13"],
  ["const g = (x: number) => «x * 2»;", "NotReached", "this code was not reached: `g` is never called; select code that runs", "1:26"],
  ["for (const v of []) console.log(«v * 2»);", "NotReached", "this code was not reached: the loop in line 1 ran 0 times; select code that runs", "1:33"],
  ["let y = 1;\ntry { y = 2; } catch { y = «y * 3»; }", "NotReached", "this code was not reached: nothing was thrown in the `try` in line 2; select code that runs", "2:28"],
  ["let n = 0;\nfor (;;) n++;\nconst y = n; // @grad", "StepLimit", /^stopped after [\d .]+ operations at line [\d .]+ \(loop ran [\d .]+ times\)$/, "2:1", {"budget": {"time": 60000, "operations": 20000}}],
  ["let n = 0;\nconst f = () => { for (;;) n = n; };\nconst y = f(); // @grad", "TimeLimit", /^stopped after [\d .]+\.[\d .]+ s at line [\d .]+ \(loop ran [\d .]+ times\)$/, "2:19", {"budget": {"time": 200}}],
  ["const f = (n: number): number => f(n + 1);\nconst y = f(0); // @grad", "RecursionTooDeep", "the code is nested or recursive beyond what can be followed here; use a loop or a shallower nesting", null],
  ["const x = 2;\nconst f = (): any => \"ab\".repeat(1e9);\nconst y = f(); // @grad", "TooLarge", "this would make 2 000 000 000 elements, more than the limit of 20 000 000; use a smaller size", "2:22"],
  ["const x = 2;\nconst f = (): any => new Array(3e7);\nconst y = f(); // @grad", "TooLarge", "this would make 30 000 000 elements, more than the limit of 20 000 000; use a smaller size", "2:22"],
  ["const x = 2;\nconst f = (): any => new RegExp(\"a\".repeat(20000));\nconst y = f(); // @grad", "TooLarge", "this pattern has 20000 characters, more than the limit of 10000; match in steps", "2:22"],
  ["const x = 2;\nconst f = (): any => /a/.test(\"b\".repeat(2e6));\nconst y = f(); // @grad", "TooLarge", "this text has 2000000 characters, more than the limit of 1000000 for a regular expression; split it first", "2:22"],
  ["import { a } from 'tools';\nconst y = a * 2; // @grad", "ImportNotFound", "the package `tools` is not run here; import its source by a relative path, or write what you use of it in this file", "1:1"],
  ["import { a } from './missing';\nconst y = a * 2; // @grad", "ImportNotFound", "`./missing` is not found: there is no `missing.ts`, `missing.js`, `missing/index.ts` or the like", "1:1"],
  ["import { b } from './lib';\nconst y = b * 2; // @grad", "ImportNotFound", "`./lib` does not export `b`; it exports `a`", "1:1", {"files": {"lib.ts": "export const a = 1;"}}],
  ["import type { T } from './lib';\nconst y = T * 2; // @grad", "UnboundName", "`T` is imported as a type and has no value", null, {"files": {"lib.ts": "export type T = number;"}}],
  ["import { T } from './lib';\nconst y = T * 2; // @grad", "UnboundName", "`T` is a type and has no value", "1:1", {"files": {"lib.ts": "export type T = number;"}}],
  ["import { a } from './lib';\nconst y = a * 2; // @grad", "SyntaxError", "`./lib` does not parse: Unexpected token (in lib.ts:1)", "1:1", {"files": {"lib.ts": "export const a = ;"}}],
  ["// @grad x\nconst y = 1;", "DirectiveError", "after `x` a value is missing: write `@grad x = 3`, or `@grad wrt x`", "1:10"],
  ["// @grad wrt\nconst y = 1;", "DirectiveError", "write the names after `wrt`, such as `wrt w, v`", "1:12"],
  ["// @grad x =\nconst y = 1;", "DirectiveError", "write a value after `x =`", "1:10"],
  ["// @grad please\nconst y = 1;", "DirectiveError", "after `please` a value is missing: write `@grad please = 3`, or `@grad wrt please`", "1:10"],
  ["// @grad x = 1,\nconst y = 1;", "DirectiveError", "a name is missing after the comma", "1:15"],
  ["// @grad x = 1 z\nconst y = 1;", "DirectiveError", "`x` is not a top-level variable above this line; there are `y`", "1:14"],
  ["// @grad x = \"open\nconst y = 1;", "DirectiveError", "this string does not end", "1:14"],
  ["// @grad x = 1 +\nconst x = 3, y = x;", "DirectiveError", "`1 +` is not an expression: write values such as `3` or `[1, 2]`, separated by commas", "1:14"],
  ["const y = 1;\n// @grad", "DirectiveError", "`@grad` stands before nothing; put it above a statement or a function, or at the end of its line", "2:4"],
  ["const y = 1; // @grad q = 2", "DirectiveError", "`q` is not a top-level variable above this line; there are `y`", "1:27"],
  ["const y = 1; // @grad wrt q", "DirectiveError", "`q` is no input here: `wrt` takes variables above that start from numbers", "1:27"],
  ["// @grad q = 1\nfunction f(x: number) { return x; }", "DirectiveError", "`q` is not a parameter of `f`, which has `x`", "1:14"],
  ["// @grad\nfunction f(x: number, z: number) { return x * z; }", "DirectiveError", "`f` needs a value for `x`, `z`: write `@grad x = 1, z = 1`", "1:4"],
  ["‸function f(x: number) { return x; }", "DirectiveError", "`f` needs values for its parameters: write `@grad x = 1` above it", "1:12"],
  ["class A {\n  // @grad x = 1\n  m(x: number) { return x; }\n}", "Unsupported", "`@grad` on a method is not supported; annotate a function or a statement that calls it", "2:6"],
  ["// @grad x = 1\nclass A {}", "Unsupported", "`@grad` on a class is not supported; annotate a function or a statement that uses it", "1:4"],
  ["const x = 2;\nconst f = (): any => { const c = 1; (c as any) = 2; return c; };\nconst y = f(); // @grad", "UserThrow", "TypeError: Assignment to constant variable.", "2:38"],
  ["const x = 2;\nconst f = (): any => { throw new RangeError(\"too far\"); };\nconst y = f(); // @grad", "UserThrow", "RangeError: too far", "2:24"],
  ["const x = 2;\nconst f = (): any => { throw \"plain\"; };\nconst y = f(); // @grad", "UserThrow", "Uncaught plain", "2:24"],
  ["const x = 2;\nconst f = (): any => (null as any).length;\nconst y = f(); // @grad", "UserThrow", "TypeError: Cannot read properties of null (reading 'length')", "2:22"],
  ["const x = 2;\nconst f = (): any => await 3;\nconst y = f(); // @grad", "SyntaxError", "Unexpected reserved word 'await'.", "2:22"],
  ["const x = 2;\nconst f = (): any => 10n;\nconst y = f(); // @grad", "Unsupported", "a BigInt is not supported; write a number", "2:22"],
  ["const x = 2;\nconst f = (): any => import(\"fs\");\nconst y = f(); // @grad", "Unsupported", "dynamic `import` is not supported; write `import … from` at the top of the file", "2:22"],
  ["const x = 2;\nconst f = (): any => import.meta;\nconst y = f(); // @grad", "Unsupported", "`import.meta` is not supported here; pass the value in as a parameter", "2:22"],
  ["const x = 2;\nconst f = (): any => <b>1</b>;\nconst y = f(); // @grad", "Unsupported", "JSX is not supported; compute numbers in a function of their own", "2:22", {"uri": "test.tsx"}],
  ["const x = 2;\nconst f = (): any => { return new.target; };\nconst y = f(); // @grad", "SyntaxError", "`new.target` can only be used in functions or class properties.", "2:31"],
  ["const x = 2;\nconst f = (): any => { const g = async () => 1; return g(); };\nconst y = f(); // @grad", "Unsupported", "async functions are not supported; use a plain function", "2:34"],
  ["const x = 2;\nconst f = (): any => { using r = null; return r; };\nconst y = f(); // @grad", "Unsupported", "`using` is not supported; use `const`", "2:24"],
  ["const f = (): any => { for (const v of [1]) { @dec class A {} return A; } };\nconst y = f(); // @grad", "Unsupported", "a decorator is not supported; call the function yourself", "1:47"],
  ["const x = 2;\nconst f = (): any => { class A { accessor x = 1; } return new A().x; };\nconst y = f(); // @grad", "Unsupported", "an `accessor` field is not supported; write a getter", "2:34"],
  ["const x = 2;\nconst f = (): any => { return delete x; };\nconst y = f(); // @grad", "Unsupported", "`delete` is only supported on a property; set a variable to `undefined` instead", "2:31"],
  ["const x = 2;\nconst f = (): any => { undeclared = 3; return 1; };\nconst y = f(); // @grad", "Unsupported", "`undeclared` is not declared; write `let undeclared`", "2:24"],
  ["const x = 2;\nconst f = (): any => { (x as any)++ ; return f() = 2; };\nconst y = f(); // @grad", "UserThrow", "TypeError: Assignment to constant variable.", "2:25"],
  ["const x = 2;\nconst f = (): any => { return arguments[0]; };\nconst y = f(); // @grad", "Unsupported", "`arguments` is not supported here; use a rest parameter `...values`", "2:31"],
  ["const x = 2;\nconst f = (): any => ({ __proto__: null });\nconst y = f(); // @grad", "Unsupported", "`__proto__` is not supported as a property; use `Object.create` or a class", "2:23"],
  ["const x = 2;\nconst f = (): any => { class A { static [\"__proto__\"]() {} } return A; };\nconst y = f(); // @grad", "Unsupported", "`__proto__` is not supported; use `Object.create` or a class", "2:34"],
  ["const x = 2;\nconst f = (): any => Object.fromEntries([[\"__proto__\", 1]]);\nconst y = f(); // @grad", "Unsupported", "`__proto__` is not supported; use `Object.create` or a class", "2:22"],
  ["const x = 2;\nconst f = (): any => JSON.parse(\"{\\\"__proto__\\\": 1}\");\nconst y = f(); // @grad", "Unsupported", "`__proto__` is not supported; use `Object.create` or a class", "2:22"],
  ["const x = 2;\nconst f = (): any => Object.defineProperty({}, \"__proto__\", { value: 1 });\nconst y = f(); // @grad", "Unsupported", "`__proto__` is not supported; use `Object.create` or a class", "2:22"],
  ["const x = 2;\nconst f = (): any => ({}).__proto__;\nconst y = f(); // @grad", "Unsupported", "`__proto__` is not supported; use `Object.create` or a class", "2:22"],
  ["const x = 2;\nconst f = (): any => [].constructor;\nconst y = f(); // @grad", "Unsupported", "`constructor` of a built-in value is not supported; write `Array` itself", "2:22"],
  ["const x = 2;\nconst f = (): any => f.constructor(\"return 1\");\nconst y = f(); // @grad", "Unsupported", "`constructor` of a function is not supported: code is interpreted, never executed", "2:22"],
  ["const x = 2;\nconst f = (): any => f.caller;\nconst y = f(); // @grad", "Unsupported", "`caller` is not supported; pass what you need as an argument", "2:22"],
  ["const x = 2;\nconst f = (): any => (function () {}).arguments;\nconst y = f(); // @grad", "Unsupported", "`arguments` of a function is not supported; use a rest parameter `...values`", "2:22"],
  ["const x = 2;\nconst f = (): any => Array.prototype;\nconst y = f(); // @grad", "Unsupported", "`Array.prototype` is not supported as a value; write `Array.prototype.method.call(…)`", "2:22"],
  ["const x = 2;\nconst f = (): any => Math.max.prototype;\nconst y = f(); // @grad", "Unsupported", "`prototype` of a built-in function is not supported; use a class of your own", "2:22"],
  ["const x = 2;\nconst f = (): any => Object.getPrototypeOf([]);\nconst y = f(); // @grad", "Unsupported", "`Object.getPrototypeOf` of this value would be a built-in prototype, which is not supported; use `instanceof` or `Array.isArray`", "2:22"],
  ["const x = 2;\nconst f = (): any => Object.create([]);\nconst y = f(); // @grad", "Unsupported", "an array as a prototype is not supported; use an object", "2:22"],
  ["const x = 2;\nconst f = (): any => Object.setPrototypeOf(Math, {});\nconst y = f(); // @grad", "Unsupported", "changing the prototype of a built-in object is not supported; use an object of your own", "2:22"],
  ["const x = 2;\nconst f = (): any => { Math.PI = 3 as never; return 1; };\nconst y = f(); // @grad", "Unsupported", "setting `PI` on a built-in object is not supported; use an object of your own", "2:24"],
  ["const x = 2;\nconst f = (): any => new Number(5);\nconst y = f(); // @grad", "Unsupported", "`new Number` is not supported; call `Number(…)` without `new`", "2:22"],
  ["const x = 2;\nconst f = (): any => Object(5);\nconst y = f(); // @grad", "Unsupported", "an object around a number is not supported; use the number itself", "2:22"],
  ["const x = 2;\nconst f = (): any => Function(\"return 1\");\nconst y = f(); // @grad", "Unsupported", "`Function` is not supported: code is interpreted, never executed", "2:22"],
  ["const x = 2;\nconst f = (): any => Array.fromAsync([1]);\nconst y = f(); // @grad", "Unsupported", "`Array.fromAsync` is not supported; use `Array.from`", "2:22"],
  ["const x = 2;\nconst f = (): any => new Float64Array(2).buffer;\nconst y = f(); // @grad", "Unsupported", "`buffer` of a typed array is not supported; share elements with `subarray`", "2:22"],
  ["const x = 2;\nconst f = (): any => Object.defineProperty([1], \"0\", { get() { return 1; } });\nconst y = f(); // @grad", "Unsupported", "a getter or setter on an element of an array is not supported; use an object", "2:22"],
  ["const x = 2;\nconst f = (): any => Object.defineProperty([1], \"0\", { value: 1, enumerable: false });\nconst y = f(); // @grad", "Unsupported", "an element of an array that is fixed or hidden is not supported; use `Object.freeze` or an object", "2:22"],
  ["const x = 2;\nconst f = (): any => Reflect.set({}, \"a\", 1, {});\nconst y = f(); // @grad", "Unsupported", "`Reflect.set` with another receiver is not supported; set it there", "2:22"],
  ["const x = 2;\nconst f = (): any => globalThis;\nconst y = f(); // @grad", "Unsupported", "`globalThis` is not reachable from a snippet; use names of this file", "2:22"],
  ["const x = 2;\nconst f = (): any => window;\nconst y = f(); // @grad", "Unsupported", "`window` is not reachable from a snippet; use names of this file", "2:22"],
  ["const x = 2;\nconst f = (): any => process;\nconst y = f(); // @grad", "Unsupported", "`process` is not reachable from a snippet; write the value as a constant", "2:22"],
  ["const x = 2;\nconst f = (): any => require;\nconst y = f(); // @grad", "Unsupported", "`require` is not supported; use `import`", "2:22"],
  ["const x = 2;\nconst f = (): any => module;\nconst y = f(); // @grad", "Unsupported", "`module` is not supported; use `export`", "2:22"],
  ["const x = 2;\nconst f = (): any => exports;\nconst y = f(); // @grad", "Unsupported", "`exports` is not supported; use `export`", "2:22"],
  ["const x = 2;\nconst f = (): any => eval;\nconst y = f(); // @grad", "Unsupported", "`eval` is not supported: code is interpreted, never executed; write the code itself", "2:22"],
  ["const x = 2;\nconst f = (): any => Date;\nconst y = f(); // @grad", "Unsupported", "`Date` is not reproducible and not supported; use a fixed number", "2:22"],
  ["const x = 2;\nconst f = (): any => performance;\nconst y = f(); // @grad", "Unsupported", "`performance` is not reproducible and not supported; use a fixed number", "2:22"],
  ["const x = 2;\nconst f = (): any => fetch;\nconst y = f(); // @grad", "Unsupported", "`fetch` is not reachable from a snippet; write the data as an array", "2:22"],
  ["const x = 2;\nconst f = (): any => setTimeout;\nconst y = f(); // @grad", "Unsupported", "`setTimeout` is not supported; call the function directly", "2:22"],
  ["const x = 2;\nconst f = (): any => setInterval;\nconst y = f(); // @grad", "Unsupported", "`setInterval` is not supported; use a loop", "2:22"],
  ["const x = 2;\nconst f = (): any => Promise;\nconst y = f(); // @grad", "Unsupported", "`Promise` and async code are not supported; call the function directly", "2:22"],
  ["const x = 2;\nconst f = (): any => Proxy;\nconst y = f(); // @grad", "Unsupported", "`Proxy` is not supported; use a class with getters and setters", "2:22"],
  ["const x = 2;\nconst f = (): any => BigInt;\nconst y = f(); // @grad", "Unsupported", "`BigInt` is not supported; compute with numbers, arrays and objects", "2:22"],
  ["const x = 2;\nconst f = (): any => ArrayBuffer;\nconst y = f(); // @grad", "Unsupported", "`ArrayBuffer` is not supported; compute with numbers, arrays and objects", "2:22"],
  ["namespace A.B { export const q = 1; }\nimport z = require(\"fs\");\nconst f = (): any => z;\nconst y = f(); // @grad", "Unsupported", "`import =` of a module is not supported; use `import … from`", "2:1"],
  ["const x = 2;\nconst f = (): any => \"abc\".anchor(\"x\");\nconst y = f(); // @grad", "Unsupported", "`anchor` of a string is not supported; use another way", "2:22"],
  ["const x = 2;\nconst f = (): any => class { static #p = 1; static t(o: any) { return o; } };\nconst y = f(); // @grad", "NotDifferentiable", "the output is a function, which has no gradient; select a number or an array of numbers", "3:1"],
  ["const x = 2;\nconst f = (): any => Intl;\nconst y = f(); // @grad", "Unsupported", "`Intl` is not supported; compute with numbers, arrays and objects", "2:22"],
  ["const f = (): any => { function* g(): any { const a = { b: (q: any) => q }; return a?.b(yield 1); } const it = g(); it.next(); return it.next(2).value; };\nconst y = f(); // @grad", "Unsupported", "`yield` is not supported at this place; give its value a variable of its own", "1:89"],
  ["import * as tf from '@tensorflow/tfjs';\nconst W = tf.ones([2, 2]), x = tf.ones([1, 3]);\nconst y = W.matMul(x); // @grad", "ShapeMismatch", "the shapes [2, 2] of `W` and [1, 3] of `x` do not fit: axis 1 of `W` has 2, axis 0 of `x` has 1", "3:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst W = tf.ones([2, 2]), b = tf.ones([3]);\nconst y = W.add(b); // @grad", "ShapeMismatch", "the shapes [2, 2] of `W` and [3] of `b` do not broadcast: axis 1 of `W` has 2, axis 0 of `b` has 3, and neither is 1", "3:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst y = tf.tensor2d([[1, 2], [3]]); // @grad", "ShapeMismatch", "the array given to tensor2d is ragged: 2 elements expected at axis 1, but there is a list of 1", "2:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst y = tf.tensor([[1, 2], 3]); // @grad", "ShapeMismatch", "the array given to tensor is ragged: a list of 2 expected at axis 1, but there is a single value", "2:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst x = tf.ones([2]);\nconst y = tf.matMul(x, x); // @grad", "ShapeMismatch", "Error in matMul: inputs must have at least rank 2, but `x` has rank 1 (shape [2]); use tf.dot, or make it a matrix with `.reshape`", "3:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst x = tf.ones([2]);\nx.dispose();\nconst y = x.add(1); // @grad", "TypeMismatch", "Tensor is disposed. `x` was disposed of in line 3; use it before that, or leave `dispose` out", "4:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst x = tf.ones([2]);\nconst y = x.sum(1); // @grad", "ShapeMismatch", "there is no axis 1 in `x`, whose axes go from −1 to 0", "3:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst x = tf.ones([2]);\nconst y = x.gather([0, 2]); // @grad", "ShapeMismatch", "gather: the index value 2 is not in [0, 1], the places on axis 0 of `x` (shape [2])", "3:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst x = tf.ones([3]);\nconst y = x.slice([2], [2]); // @grad", "ShapeMismatch", "Error in slice: begin 2 and size 2 do not fit axis 0 of `x`, which has 3 elements (shape [3])", "3:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst x = tf.ones([3]);\nconst y = x.reshape([2, 2]); // @grad", "ShapeMismatch", "`x` has 3 elements (shape [3]), which do not fill the shape [2, 2]", "3:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst x = tf.zeros([0]);\nconst y = x.max(); // @grad", "TypeMismatch", "`x` of shape [0] has no elements along axis 0, so there is no largest one", "3:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst a = tf.ones([2, 1]), b = tf.ones([3, 1]);\nconst y = tf.concat([a, b], 1); // @grad", "ShapeMismatch", "the shapes [2, 1] of `a` and [3, 1] of `b` cannot be joined along axis 1: axis 0 has 2 and 3", "3:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst image = tf.ones([1, 2, 2, 3]), kernel = tf.ones([2, 2, 2, 1]);\nconst y = tf.conv2d(image, kernel, 1, 'valid'); // @grad", "ShapeMismatch", "conv: `image` of shape [1, 2, 2, 3] has 3 channels, `kernel` of shape [2, 2, 2, 1] is for 2", "3:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst t = tf.ones([2]), p = tf.ones([3]);\nconst y = tf.losses.meanSquaredError(t, p); // @grad", "ShapeMismatch", "Error in meanSquaredError: the shapes [2] of `t` and [3] of `p` must match: axis 0 has 2 and 3", "3:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst x = tf.tensor1d([1], 'int32');\nconst y = tf.cos(x); // @grad", "TypeMismatch", "Argument 'x' passed to 'cos' must be float32 tensor, but got int32 tensor; convert it with `.cast('float32')`", "3:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst w = tf.variable(tf.ones([2]));\nconst o = tf.train.sgd(0.1).minimize(() => w.square() as any); // @grad", "ShapeMismatch", "The f passed in minimize(f) must return a scalar, but `w.square()` has shape [2]; reduce it with `.mean()` or `.sum()`", "3:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst m = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });\nconst data = tf.ones([1, 3]);\nconst y = m.predict(data); // @grad", "ShapeMismatch", "the layer dense_Dense1 was built for inputs of shape [null, 2], but `data` has shape [1, 3]", "4:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst y = tf.image.resizeBilinear(tf.zeros([1, 2, 2, 1]), [4, 4]); // @grad", "Unsupported", "`tf.image.resizeBilinear` is not supported; the functions of TensorFlow.js that are stand in a table of the documentation", "2:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst y = tf.ones([2]).data(); // @grad", "Unsupported", "`data()` gives a promise, and code that waits is not run here; use `dataSync()`", "2:11"],
  ["import * as tf from '@tensorflow/tfjs';\nconst y = tf.zeros([1e5, 1e5]); // @grad", "TooLarge", "this would make 10 000 000 000 elements, more than the limit of 20 000 000; use a smaller size", "2:11"],
]; // biome-ignore format: a table

function errorOf(marked: string, { files, uri, budget }: More) {
  const { text, focus } = /[«‸]/.test(marked) ? selection(marked) : { text: marked, focus: undefined };
  const results = files
    ? inspectFiles({ ...files, 'main.ts': text }, { main: 'main.ts', ...(focus && { focus }) }).results
    : inspect(text, { ...(focus && { focus }), ...(uri && { uri }), ...(budget && { budget }) });
  return results[0]!.error;
}

describe('what can go wrong is said in words that help, at its place', () => {
  for (const [code, error, message, at, more = {}] of rows) {
    test(code.length > 200 ? `${code.slice(0, 40)}…` : code, () => {
      const given = errorOf(code, more);
      expect(given?.code).toBe(error);
      if (typeof message === 'string') expect(given?.message).toBe(message);
      else expect(given?.message).toMatch(message);
      expect(given?.range ? `${given.range.start.line}:${given.range.start.column}` : null).toBe(at);
    });
  }

  test('every code of the catalogue that TypeScript can give is among them', () => {
    const wanted: ErrorCode[] = [
      'SyntaxError',
      'Unsupported',
      'UnboundName',
      'NotReached',
      'NotDifferentiable',
      'StepLimit',
      'TimeLimit',
      'RecursionTooDeep',
      'TooLarge',
      'ImportNotFound',
      'DirectiveError',
      'UserThrow',
      'ShapeMismatch',
      'TypeMismatch',
    ];
    const codes = new Set(rows.map(([, error]) => error));
    expect(wanted.filter((code) => !codes.has(code))).toEqual([]);
  });

  test('a refusal tells what to write instead', () => {
    const silent = rows.filter(
      ([, error, message]) => error === 'Unsupported' && !/[;:]|, which|call `/.test(String(message)),
    );
    expect(silent.map(([code, , message]) => [code, message])).toEqual([]);
  });
});
