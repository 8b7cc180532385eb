//// let before its declaration
try {
  x;
  let x = 1;
} catch (error) {
  console.log(String(error));
}

//// a const in its own initialiser
try {
  const x: any = x + 1;
} catch (error) {
  console.log((error as Error).message);
}

//// a closure may be made before, but not called
const get = () => x;
try {
  get();
} catch (error) {
  console.log((error as Error).name);
}
const x = 5;
console.log(get());

//// an inner name hides the outer one from the start of the block
const x = 'outer';
{
  try {
    console.log(x);
    const x = 'inner';
  } catch (error) {
    console.log((error as Error).name);
  }
}

//// assignment in the dead zone
try {
  x = 1;
  let x;
} catch (error) {
  console.log((error as Error).message);
}

//// let without a value is undefined after its declaration
let x;
console.log(x);
for (let i = 0; i < 2; i++) {
  let y: any;
  console.log(y);
  y = i;
}

//// the head of a for-of
try {
  for (const x of [x]) console.log(x);
} catch (error) {
  console.log((error as Error).message);
}

//// destructuring that reads itself
try {
  const { a, b = c, c } = { a: 1 } as any;
  console.log(a, b, c);
} catch (error) {
  console.log((error as Error).message);
}
const { p, q = p } = { p: 1 } as any;
console.log(q);

//// a class that reads itself
try {
  class A extends (A as any) {}
} catch (error) {
  console.log((error as Error).message);
}
class B {
  static self = B.name;
}
console.log(B.self);

//// each iteration has a dead zone of its own
const seen: string[] = [];
for (let i = 0; i < 2; i++) {
  try {
    seen.push(String(v));
  } catch (error) {
    seen.push((error as Error).name);
  }
  const v = i;
}
console.log(seen);

//// a function called too early
function f() {
  return late * 2;
}
try {
  f();
} catch (error) {
  console.log((error as Error).message);
}
const late = 4;
console.log(f());

//// uncaught
const early = () => value;
early();
const value = 1;
