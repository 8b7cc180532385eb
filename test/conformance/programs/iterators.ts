//// a hand-written iterator
const range = {
  from: 1,
  to: 4,
  [Symbol.iterator]() {
    let n = this.from;
    const { to } = this;
    return { next: () => (n <= to ? { value: n++, done: false } : { value: undefined, done: true }) };
  },
};
console.log([...range], Math.max(...range), Array.from(range, (x) => x * 2));
for (const n of range) console.log(n);

//// return is called on break, return and throw
const make = () => ({
  [Symbol.iterator]() {
    let n = 0;
    return {
      next: () => ({ value: n++, done: false }),
      return(v?: any) {
        console.log('return');
        return { value: v, done: true };
      },
    };
  },
});
for (const n of make()) if (n === 2) break;
(() => {
  for (const n of make()) if (n === 1) return n;
})();
try {
  for (const _ of make()) throw new Error('out');
} catch (error) {
  console.log((error as Error).message);
}

//// return is not called when the iterator ends by itself
const iterable = {
  [Symbol.iterator]: () => {
    let n = 0;
    return {
      next: () => ({ value: n, done: n++ > 1 }),
      return() {
        console.log('never');
        return {};
      },
    };
  },
};
console.log([...(iterable as any)]);

//// the value of a done result is ignored
const iterable: any = { [Symbol.iterator]: () => ({ next: () => ({ done: true, value: 'ignored' }) }) };
console.log([...iterable], Array.from(iterable));

//// next must give an object
const iterable: any = { [Symbol.iterator]: () => ({ next: () => 5 }) };
try {
  for (const x of iterable) console.log(x);
} catch (error) {
  console.log((error as Error).name);
}

//// a missing done counts as false
let n = 0;
const iterable: any = { [Symbol.iterator]: () => ({ next: () => (n < 2 ? { value: n++ } : { done: 1 }) }) };
console.log([...iterable]);

//// iterators of arrays by hand
const it = ['a', 'b'][Symbol.iterator]();
console.log(it.next(), it.next(), it.next(), it.next());

//// keys, values and entries
const list = ['a', , 'c'];
console.log([...list.keys()], [...list.values()], [...list.entries()]);

//// an array that grows while it is walked
const list = [1, 2];
const seen: number[] = [];
for (const x of list) {
  seen.push(x);
  if (list.length < 5) list.push(x * 10);
}
console.log(seen);

//// an array that shrinks while it is walked
const list = [1, 2, 3, 4];
const seen: number[] = [];
for (const x of list) {
  seen.push(x);
  list.pop();
}
console.log(seen, list);

//// iterators are iterable themselves
const it = [1, 2, 3, 4].values();
it.next();
console.log([...it], [...it], it[Symbol.iterator]() === it);

//// entries with destructuring
for (const [i, x] of ['p', 'q'].entries()) console.log(i, x);

//// a linked list as iterable
class List<T> {
  constructor(
    readonly head: T,
    readonly tail: List<T> | null = null,
  ) {}
  *[Symbol.iterator](): Generator<T> {
    yield this.head;
    if (this.tail) yield* this.tail;
  }
}
const list = new List(1, new List(2, new List(3)));
console.log([...list], new Set(list).size, Math.max(...list));

//// the variable of a for-of may be a member or outer
const o: any = {};
for (o.x of [1, 2]) console.log(o.x);
let y;
for (y of 'ab') {
}
console.log(y, o);

//// zip and take
function* zip<A, B>(a: Iterable<A>, b: Iterable<B>): Generator<[A, B]> {
  const [p, q] = [a[Symbol.iterator](), b[Symbol.iterator]()];
  for (let x = p.next(), y = q.next(); !x.done && !y.done; x = p.next(), y = q.next()) yield [x.value, y.value];
}
console.log([...zip([1, 2, 3], 'ab')], Object.fromEntries(zip('xy', [1, 2])));
