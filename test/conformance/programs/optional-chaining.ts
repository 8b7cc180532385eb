//// members, elements and calls
const o: any = { a: { b: [10, 20] }, f: () => 'called' };
console.log(o?.a?.b?.[1], o.x?.b.c.d, o.f?.(), o.g?.(), o?.['a'], o.x?.['y']);

//// the whole chain is skipped
let n = 0;
const o: any = null;
console.log(o?.a.b.c(n++)[n++], n);

//// parentheses end the chain
const o: any = null;
try {
  (o?.a).b;
} catch (error) {
  console.log((error as Error).name);
}
console.log(o?.a.b);

//// only null and undefined stop it
const values: any[] = [0, '', false, NaN, null, undefined];
console.log(values.map((v) => v?.toString()));

//// a method keeps its this
const o: any = {
  name: 'o',
  f() {
    return this?.name;
  },
};
console.log(o.f?.(), o?.f(), (o?.f)(), o['f']?.(), (o.f as any)?.call({ name: 'other' }));

//// a value that is no function throws
const o: any = { f: 5 };
o.f?.();

//// with delete
const o: any = { a: { b: 1 } };
console.log(delete o?.a?.b, delete o.x?.y, o);

//// with nullish defaults
const config: any = { server: { port: 0 } };
console.log(config.server?.port ?? 80, config.client?.port ?? 80, config.client?.port || 81);

//// keys are not evaluated when skipped
const log: string[] = [];
const key = (k: string) => (log.push(k), k);
const o: any = undefined;
const p: any = { a: 1 };
console.log(o?.[key('x')], p?.[key('a')], log);

//// in templates and conditions
const user: any = { name: null };
console.log(`${user?.name?.first}`, user?.name?.first ? 'yes' : 'no', !user?.active, typeof user?.x);

//// on calls of results
const find = (list: number[], n: number) => list.find((x) => x === n);
console.log(find([1, 2], 2)?.toFixed(1), find([1, 2], 3)?.toFixed(1));

//// optional call on an undeclared method of a class
class A {
  hook?: () => string;
  run() {
    return this.hook?.() ?? 'no hook';
  }
}
class B extends A {
  hook = () => 'hook';
}
console.log(new A().run(), new B().run());

//// long chains over arrays
const tree: any = { left: { left: { value: 1 } } };
console.log(tree.left?.left?.value, tree.right?.left?.value, tree?.left?.left?.left?.left?.value);
