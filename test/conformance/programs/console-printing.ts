//// numbers, text and nothing
console.log(-0, [-0], 0, 1e21, NaN, 'text', ['text'], '', [''], null, undefined, true);

//// nested values
console.log({ a: { b: { c: { d: 1 } } } }, [[[[1]]]], { a: [{ b: [{}] }] }, [{ a: 1, b: [1, 2] }]);

//// instances and classes
class A {
  x = 1;
}
class B extends A {
  y = new A();
}
class Empty {}
console.log(new A(), new B(), new Empty(), A, B, [new A()], { e: new Empty() });

//// nested instances
class Node2 {
  constructor(
    readonly value: number,
    readonly next: Node2 | null = null,
  ) {}
}
console.log(new Node2(1, new Node2(2, new Node2(3, new Node2(4)))));

//// Map and Set
console.log(new Map<any, any>([['a', 1], [{ k: 1 }, [2]]]), new Set<any>([1, 'b', { c: 2 }]), new Map(), new Set(), { m: new Map([[1, new Map([[2, 3]])]]) });

//// text in structures
console.log(["it's", 'say "hi"', `it's "both"`, 'new\nline', 'tab\t', 'back\\slash', 'null\0', '\x1b'], { k: 'v' });

//// functions
function named() {}
console.log(named, [named], () => 1, [() => 1], { f() {}, g: () => 1, h: named }, Math.max, class {}, class Q {});
function* gen() {}
console.log(gen, Object.assign(() => 1, { a: 1 }));

//// symbols
console.log(Symbol('s'), [Symbol()], { [Symbol('k')]: 1, s: Symbol('v') });

//// holes and extra properties of arrays
const a: any = [1, , 3];
a.extra = 'x';
a[-1] = 'm';
console.log(a, [, ,], [undefined, , null]);

//// long arrays
console.log(Array.from({ length: 101 }, (_, i) => i));

//// more than six numbers stand in columns
console.log(Array.from({ length: 30 }, (_, i) => i ** 2), [1.5, -2, 3, 4, 5, 6, 7], Array.from({ length: 27 }, (_, i) => 'w'.repeat(i % 5)));

//// lines break at 72 characters
console.log({ alpha: 'aaaaaaaaaaaaaaaaaaaa', beta: 'bbbbbbbbbbbbbbbbbbbb', gamma: 'cccccccccccccccccc' });
console.log({ a: 'x'.repeat(100) }, ['y'.repeat(80), 'z']);

//// cycles
const o: any = { name: 'o' };
o.self = o;
o.list = [o, { o }];
console.log(o);
const l: any[] = [1];
l.push(l);
console.log(l);

//// two cycles
const a: any = {};
const b: any = { a };
a.b = b;
console.log(a, [a, b]);

//// getters and setters
console.log({ get a() { return 1; }, set a(v) {}, get b() { return 2; }, set c(v: any) {} });
class G {
  get hidden() {
    return 1;
  }
  shown = 2;
}
console.log(new G());

//// keys that need quotes
console.log({ 'a-b': 1, '1a': 2, 1: 3, 'a b': 4, é: 5, '': 6, "it's": 7, $x: 8, _y: 9 });

//// substitutions
console.log('%s is %d years and %i, %f', 'Ada', 36.7, 36.7, '1.50', 'extra', { a: 1 });
console.log('%o %O %j %%', [1], { a: { b: { c: {} } } }, { x: 1 });
console.log('%s', { a: 1 }, '%s', null, '%d', '5');
console.log('%c styled', 'color: red', 5, '%s');
console.log('100%', 5, '%', 'a%sb', 'c');

//// more kinds for %s and %d
console.log('%s %s %s %s', null, undefined, Symbol('x'), [1, 'a', [2]]);
console.log('%s|%s|%s', -0, 1e21, 'text');
console.log('%d %d %i %f %d', '0x10', null, 'x', 'abc', {});

//// typed arrays and regular expressions
console.log(new Float64Array([1, 2.5]), new Uint8Array(0), /a+/gi, [/b/], { t: new Int8Array(2) });

//// objects without prototype and with a tag
const bare = Object.create(null);
bare.x = 1;
class T {
  get [Symbol.toStringTag]() {
    return 'Tag';
  }
}
console.log(bare, new T(), { [Symbol.toStringTag]: 'Lit' });

//// iterators and generators
function* g() {
  yield 1;
}
console.log(g(), [1, 2].values(), new Map([[1, 2]]).entries(), new Set([1]).values(), [1][Symbol.iterator]());

//// inherited from an object
const base = { a: 1 };
const derived = Object.create(base);
derived.b = 2;
console.log(derived, Object.create({}));

//// arrays in objects and objects in arrays, long
console.log({ list: [{ id: 1, tags: ['x', 'y'] }, { id: 2, tags: [] }], meta: { total: 2, next: null, done: false } });

//// strings are long
console.log(['a'.repeat(30), 'b'.repeat(30), 'c'.repeat(30)], 'd'.repeat(200).length, { s: 'line one\nline two' });

//// classes that extend built-in ones
class Stack extends Array<number> {}
class Dict extends Map<string, number> {}
const s = new Stack();
s.push(1, 2);
console.log(s, new Dict([['a', 1]]), [new Stack()]);

//// null prototypes, boxed numbers, -0 in sets
console.log(new Set([0, -0]), new Map([[-0, -0]]), [[-0]], { z: -0 });

//// console.error prints elsewhere
console.error('not here');
console.warn('nor here');
console.info('here', 1);
console.debug('and here');

//// groups
console.log('a');
console.group('title');
console.log('inside\ntwo lines');
console.group();
console.log({ x: 1 });
console.groupEnd();
console.groupEnd();
console.log('out');

//// tables
console.table([{ a: 1, b: 'x' }, { a: 2, c: true }]);
console.table([[1, 2], [3, 4]]);
console.table(['p', 'q']);
console.table({ r1: { v: 1 }, r2: { v: 2 } });
console.table(5);

//// counts and assertions
console.count();
console.count('x');
console.count();
console.countReset();
console.count();
console.assert(1 > 2, 'goes to the error output');
console.log('end');

//// dir
console.dir({ a: { b: { c: { d: 1 } } } });
console.dir([1, 'a']);
