//// values, return value and the end
function* g() {
  yield 1;
  yield 2;
  return 3;
}
const it = g();
console.log(it.next(), it.next(), it.next(), it.next(), [...g()]);

//// nothing runs before the first next
function* g() {
  console.log('started');
  yield 1;
}
const it = g();
console.log('made');
it.next();

//// next hands a value to yield
function* g(): Generator<string, string, any> {
  const a = yield 'first';
  const b = yield `got ${a}`;
  return `${a} and ${b}`;
}
const it = g();
console.log(it.next('lost').value, it.next('A').value, it.next('B').value);

//// return runs finally
function* g() {
  try {
    yield 1;
    yield 2;
  } finally {
    console.log('cleanup');
  }
}
const it = g();
console.log(it.next(), it.return(9 as any), it.next());

//// a yield in finally delays the return
function* g() {
  try {
    yield 1;
  } finally {
    yield 'in finally';
    console.log('end of finally');
  }
}
const it = g();
it.next();
console.log(it.return('r' as any), it.next(), it.next());

//// throw is caught inside
function* g() {
  while (true) {
    try {
      yield 'ready';
    } catch (error) {
      yield `caught ${error}`;
    }
  }
}
const it = g();
it.next();
console.log(it.throw('oops'), it.next(), it.throw('again').value);

//// throw that is not caught ends it
function* g() {
  yield 1;
  yield 2;
}
const it = g();
it.next();
try {
  it.throw(new Error('out'));
} catch (error) {
  console.log((error as Error).message);
}
console.log(it.next());

//// throw and return before the start
function* g() {
  console.log('never');
  yield 1;
}
const a = g();
console.log(a.return(5 as any), a.next());
const b = g();
try {
  b.throw('early');
} catch (error) {
  console.log(error, b.next());
}

//// yield* gives the return value
function* inner() {
  yield 'a';
  return 'result';
}
function* outer() {
  const r = yield* inner();
  yield r;
  yield* [1, 2];
  yield* 'xy';
}
console.log([...outer()]);

//// yield* passes next, throw and return on
function* inner(): Generator<any, any, any> {
  try {
    const x = yield 1;
    console.log('inner got', x);
    yield 2;
  } catch (e) {
    console.log('inner caught', e);
    yield 'recovered';
  } finally {
    console.log('inner finally');
  }
}
function* outer() {
  yield* inner();
  yield 'outer';
}
const it = outer();
it.next();
console.log(it.next('v'), it.throw('e'), it.next(), it.return('done'));

//// an endless generator
function* naturals() {
  for (let n = 0; ; n++) yield n;
}
function* take<T>(n: number, from: Iterable<T>) {
  if (n <= 0) return;
  for (const x of from) {
    yield x;
    if (--n === 0) return;
  }
}
function* filter<T>(from: Iterable<T>, keep: (x: T) => boolean) {
  for (const x of from) if (keep(x)) yield x;
}
console.log([...take(5, filter(naturals(), (n) => n % 3 === 0))]);

//// fibonacci with destructuring
function* fib() {
  let [a, b] = [0, 1];
  while (true) {
    yield a;
    [a, b] = [b, a + b];
  }
}
const [, , , , , , , , , tenth] = fib();
console.log(tenth);

//// generator methods and this
class Tree {
  children: Tree[] = [];
  constructor(readonly name: string) {}
  add(...names: string[]) {
    this.children.push(...names.map((n) => new Tree(n)));
    return this;
  }
  *walk(depth = 0): Generator<string> {
    yield `${' '.repeat(depth)}${this.name}`;
    for (const c of this.children) yield* c.walk(depth + 1);
  }
}
console.log([...new Tree('root').add('a', 'b').walk()]);

//// arguments and closures
function* g(...xs: number[]) {
  const fs = [];
  for (const x of xs) {
    fs.push(() => x);
    yield x;
  }
  yield fs.map((f) => f());
}
console.log([...g(1, 2)]);

//// running it while it runs throws
let it: Generator<number>;
function* g(): Generator<number> {
  yield 1;
  it.next();
}
it = g();
it.next();
try {
  it.next();
} catch (error) {
  console.log((error as Error).name, (error as Error).message);
}

//// yield in many places
function* g(): Generator<any, any, any> {
  const list = [yield 1, yield 2];
  const o = { a: yield 3, [yield 4]: 5 };
  const s = `${yield 5}-${yield 6}`;
  return [list, o, s, (yield 7) ? yield 8 : yield 9, (yield 10) + (yield 11)];
}
const it = g();
let step = it.next();
const sent = ['A', 'B', 'C', 'key', 'E', 'F', false, 'H', 20, 22];
for (const v of sent) step = it.next(v);
console.log(step);

//// a generator in a switch and with labels
function* g() {
  outer: for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      switch (i + j) {
        case 1:
          continue outer;
        case 3:
          break outer;
        default:
          yield [i, j];
      }
    }
  }
}
console.log([...g()]);

//// state machine
function* light() {
  while (true) {
    yield 'green';
    yield 'yellow';
    yield 'red';
  }
}
const l = light();
console.log(Array.from({ length: 5 }, () => l.next().value).join(' '));

//// permutations
function* permutations<T>(list: T[], n = list.length): Generator<T[]> {
  if (n <= 1) yield list.slice();
  else
    for (let i = 0; i < n; i++) {
      yield* permutations(list, n - 1);
      const j = n % 2 ? 0 : i;
      [list[n - 1], list[j]] = [list[j]!, list[n - 1]!];
    }
}
console.log([...permutations([1, 2, 3])].map((p) => p.join('')).join(' '));
