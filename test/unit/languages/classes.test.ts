import { describe, test } from 'vitest';
import { check, selection } from './check';

describe("the user's own number classes are traced", () => {
  test('a vector with methods, accessors and statics', () => {
    check(
      `class Vec3 {
  constructor(public x: number, public y: number, public z: number) {}
  minus(o: Vec3) { return new Vec3(this.x - o.x, this.y - o.y, this.z - o.z); }
  dot(o: Vec3) { return this.x * o.x + this.y * o.y + this.z * o.z; }
  get length() { return Math.sqrt(this.dot(this)); }
  static from([x, y, z]: number[]) { return new Vec3(x!, y!, z!); }
}
const a = [1, 2, 2];
const b = [0, 0, 0];
const d = Vec3.from(a).minus(Vec3.from(b));
const distance = d.length; // @grad`,
      {
        value: 3,
        grads: { a: [1 / 3, 2 / 3, 2 / 3], b: [-1 / 3, -2 / 3, -2 / 3] },
        variables: {
          d: [
            { x: 1, y: 2, z: 2 },
            { x: 1 / 3, y: 2 / 3, z: 2 / 3 },
          ],
        },
      },
    );
  });
  test('operators by valueOf and Symbol.toPrimitive keep the origin', () => {
    check(
      `class Money { constructor(private cents: number) {} valueOf() { return this.cents / 100; } }
class Angle { constructor(readonly deg: number) {} [Symbol.toPrimitive](hint: string) { return hint === 'string' ? 'deg' : (this.deg * Math.PI) / 180; } }
const price = 250;
const turn = 90;
const y = (new Money(price) as any) * 2 + Math.sin(new Angle(turn) as any); // @grad`,
      { value: 6, grads: { price: 0.02, turn: (Math.PI / 180) * Math.cos(Math.PI / 2) } },
    );
  });
  test('private fields, setters and statics that accumulate', () => {
    check(
      `class Meter {
  static total = 0;
  #sum = 0;
  set reading(v: number) { this.#sum += v ** 2; Meter.total += v; }
  get energy() { return this.#sum; }
}
const p = 3;
const q = 4;
const m = new Meter();
m.reading = p;
m.reading = q * p;
const y = m.energy + Meter.total; // @grad`,
      { value: 168, grads: { p: 6 + 2 * 16 * 3 + 1 + 4, q: 2 * 9 * 4 + 3 } },
    );
  });
  test('inheritance and super', () => {
    check(
      `class Layer { constructor(protected w: number) {} forward(x: number) { return this.w * x; } }
class Tanh extends Layer { override forward(x: number) { return Math.tanh(super.forward(x)); } }
class Scaled extends Tanh { k = 2; override forward(x: number) { return this.k * super.forward(x); } }
const w = 0.5;
const x = 0;
const y = new Scaled(w).forward(x); // @grad`,
      { value: 0, grads: { w: 0, x: 1 } },
    );
  });
  test('generators and iterators carry tracked numbers', () => {
    check(
      `function* powers(b: number, n: number) { let p = 1; for (let k = 0; k < n; k++) { yield p; p *= b; } }
class Range { constructor(private a: number, private b: number) {} *[Symbol.iterator]() { for (let v = this.a; v < this.b; v++) yield v; } }
const b = 3;
let sum = 0;
for (const p of powers(b, 4)) sum += p;
for (const v of new Range(b, 6)) sum += v;
const y = sum; // @grad wrt b`,
      { value: 52, grads: { b: 1 + 6 + 27 + 3 } },
    );
  });
  test('what is thrown and caught keeps its origin', () => {
    check(
      `const x = 3;
const f = (v: number): number => { if (v > 2) throw v * v; return v; };
let y = 0;
try { y = f(x); } catch (e) { y = (e as number) + 1; } finally { y *= 2; }
const z = y; // @grad wrt x`,
      { value: 20, grads: { x: 12 } },
    );
  });
  test('enums and namespaces', () => {
    check(
      `enum Kind { Linear = 1, Square }
namespace Model { export const gain = 2; export function run(x: number, k: Kind) { return gain * x ** k; } }
const x = 3;
const y = Model.run(x, Kind.Square); // @grad`,
      { value: 18, grads: { x: 12 } },
    );
  });
});

describe('code inside classes can be selected', () => {
  const text = (body: string) => `class P {
  k = 2;
  constructor(public x: number) {}
  area(f: number) { ${body} }
}
const a = 3;
const p = new P(a);
const q = p.area(5) + p.area(7);`;
  test('an expression in a method, its last evaluation first', () => {
    const { text: code, focus } = selection(text('return «this.x * f» * this.k;'));
    check(code, { value: 21, taken: 'this.x * f', grads: { a: 7 }, occurrences: [2, 2] }, { focus });
  });
  test('a statement of a method', () => {
    const { text: code, focus } = selection(text('‸const r = this.x ** 2 * f; return r;'));
    check(code, { value: 63, output: 'r', grads: { a: 42 } }, { focus });
  });
  test('the value of a field', () => {
    const { text: code, focus } = selection(
      'const a = 3;\nclass P { k = «a * 2»; m = this.k + 1; }\nconst p = new P();\nconst q = p.m;',
    );
    check(code, { value: 6, grads: { a: 2 } }, { focus });
  });
  test('a method that is never called says so', () => {
    const { text: code, focus } = selection('class P { area(f: number) { return «f * 2»; } }\nconst p = new P();');
    check(code, { error: ['NotReached', '1:36-1:41', '`area` is never called'] }, { focus });
  });
  test('a handler that nothing reaches says so', () => {
    const { text: code, focus } = selection('let y = 1;\ntry { y = 2; } catch { y = «y * 3»; }');
    check(code, { error: ['NotReached', '2:28-2:33', 'nothing was thrown in the `try` in line 2'] }, { focus });
  });
});

describe('directives and classes', () => {
  test('on a method', () => {
    check('class A {\n  // @grad x = 1\n  m(x: number) { return x; }\n}', {
      error: ['Unsupported', '2:6-2:17', 'method'],
    });
  });
  test('on a class', () => {
    check('// @grad x = 1\nclass A {}', { error: ['Unsupported', '1:4-1:15', '`@grad` on a class'] });
  });
  test('a function above may use classes and enums below', () => {
    check(
      '// @grad x = 3\nfunction f(x: number) { return new Sq(x).area() * K.Two; }\nclass Sq { constructor(readonly s: number) {} area() { return this.s ** 2; } }\nenum K { Two = 2 }',
      { value: 18, grads: { x: 12 } },
    );
  });
});

describe('what all snippets share cannot be changed by a class', () => {
  test.each([
    ['leak = 7;', '2:21-2:30'],
    ['#leak = 7;', '2:21-2:31'],
  ])('%s', (field, at) => {
    const code = `class A { constructor() { return Math as any; } }\nclass B extends A { ${field} }\nconst f = (): any => new B();\nconst y = f(); // @grad`;
    check(code, { error: ['Unsupported', at, 'built-in object'] });
    check('const x = 2;\nconst y = x * ((Math as any).leak === undefined ? 1 : 5); // @grad', { value: 2 });
  });
  test('through super', () => {
    const code =
      'class A { m() { (super.leak as any) = 7; } }\nconst f = (): any => A.prototype.m.call(Math as any);\nconst y = f(); // @grad';
    check(code, { error: ['Unsupported', '1:17-1:40', 'built-in object'] });
  });
});
