//// typeof of everything
class A {}
console.log([1, 'a', true, null, undefined, {}, [], () => 1, A, Symbol('s'), /a/, new Map(), NaN].map((v) => typeof v));

//// typeof of an undeclared name
// @ts-ignore
console.log(typeof nothingOfTheKind, typeof nothingOfTheKind === 'undefined');

//// typeof of a name in its dead zone throws
try {
  typeof later;
  let later = 1;
} catch (error) {
  console.log((error as Error).name);
}

//// in with own and inherited properties
class A {
  own = 1;
  method() {}
}
const a = new A();
console.log('own' in a, 'method' in a, 'toString' in a, 'nothing' in a, 'x' in { x: undefined });

//// in with arrays
const list = [1, , 3];
console.log(0 in list, 1 in list, 2 in list, '2' in list, 3 in list, 'length' in list, -1 in list);

//// in on a primitive throws
'length' in ('text' as any);

//// delete gives true and removes
const o: any = { a: 1, b: 2 };
console.log(delete o.a, delete o.nothing, delete o['b'], o, 'a' in o);

//// delete on an array leaves a hole
const list = [1, 2, 3];
delete list[1];
console.log(list, list.length, 1 in list, list[1]);

//// delete does not touch what is inherited
class A {
  m() {
    return 'inherited';
  }
}
const a: any = new A();
a.m = () => 'own';
console.log(a.m(), delete a.m, a.m(), delete a.m, a.m());

//// delete of a frozen property throws
const o: any = Object.freeze({ a: 1 });
delete o.a;

//// delete keeps the order of the others
const o: any = { a: 1, b: 2, c: 3 };
delete o.a;
o.a = 4;
console.log(Object.keys(o), o);

//// for-in lists own and inherited names, integers first
class A {
  z = 1;
}
class B extends A {
  y = 2;
}
const b: any = new B();
b[2] = 'two';
b[1] = 'one';
for (const k in b) console.log(k, typeof k);

//// for-in over text, arrays and null
const seen: string[] = [];
for (const k in 'ab' as any) seen.push(k);
for (const k in [7, , 9]) seen.push(k);
for (const k in null as any) seen.push(k);
for (const k in 5 as any) seen.push(k);
console.log(seen);

//// properties that are added or deleted during for-in
const o: any = { a: 1, b: 2, c: 3 };
const seen: string[] = [];
for (const k in o) {
  seen.push(k);
  delete o.b;
  o.d = 4;
}
console.log(seen, Object.keys(o));

//// in with symbols and numbers
const tag = Symbol('tag');
const o = { [tag]: 1, 5: 'five', '-1': 'minus' };
console.log(tag in o, 5 in o, '5' in o, -1 in o, Symbol('tag') in o);
