//// the comma gives the last value
const log: number[] = [];
const x = (log.push(1), log.push(2), 'last');
console.log(x, log);

//// in the head of a for
const pairs: number[][] = [];
for (let i = 0, j = 5; i < j; i++, j--) pairs.push([i, j]);
console.log(pairs);

//// void gives undefined and evaluates
let n = 0;
console.log(void n++, n, void 'x', typeof void 0);

//// an arrow that gives nothing
const each = [1, 2].map((x) => void x);
console.log(each);

//// a call through a comma loses this
const o = {
  f() {
    return this;
  },
};
console.log((0, o.f)() === undefined, o.f() === o, (o.f)() === o);

//// an assignment in a comma
let a, b;
a = ((b = 3), b * 2);
console.log(a, b);

//// in conditions and elements
const list = [10, 20, 30];
let i = 0;
console.log(list[(i++, i)], (i++, false) ? 'a' : 'b', i);
while ((i--, i > 0)) console.log(i);

//// in return and throw
const f = (x: number) => {
  return x++, x * 10;
};
try {
  throw ('first', 'second');
} catch (e) {
  console.log(f(1), e);
}

//// statements that are only expressions
let n = 1;
n, n + 1;
n === 1 && n++;
n === 1 || (n *= 10);
n ? n++ : n--;
('use nothing');
console.log(n);

//// empty statements and blocks
;;;
{}
for (let i = 0; i < 3; i++);
if (true);
else console.log('never');
{
  {
    console.log('inside');
  }
}

//// sequences of assignments run from left to right
const order: string[] = [];
const o: any = {};
(o[(order.push('a'), 'x')] = (order.push('b'), 1)), (o[(order.push('c'), 'y')] = (order.push('d'), 2));
console.log(order.join(''), o);

//// arguments are evaluated from left to right
let n = 0;
const f = (...xs: number[]) => xs;
console.log(f(n++, n++, (n += 10), n), [n, n++, n], { a: n++, b: n });
