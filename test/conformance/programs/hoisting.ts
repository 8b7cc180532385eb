//// functions can be called before they stand
console.log(f(2), typeof f);
function f(n: number) {
  return n * 2;
}

//// var is undefined until it is assigned
console.log(v, typeof v);
var v = 1;
console.log(v);
{
  var v = 2;
}
console.log(v);

//// var belongs to the function, not to the block
const f = () => {
  if (true) {
    var inside = 1;
    let block = 2;
    void block;
  }
  for (var i = 0; i < 3; i++);
  try {
    var tried = 'yes';
  } catch {}
  return [inside, i, tried];
};
console.log(f());

//// a later declaration of a function wins
console.log(f());
function f() {
  return 'first';
}
function f() {
  return 'second';
}

//// var does not reset a function or a parameter
function g(p: any) {
  var p: any;
  var g2 = typeof inner;
  var inner: any;
  function inner() {}
  return [p, g2];
}
console.log(g('given'));

//// mutual recursion between hoisted functions
console.log(isEven(10), isOdd(7));
function isEven(n: number): boolean {
  return n === 0 || isOdd(n - 1);
}
function isOdd(n: number): boolean {
  return n !== 0 && isEven(n - 1);
}

//// a function in a block is hoisted within it
{
  console.log(local());
  function local() {
    return 'block';
  }
}

//// functions of inner scopes shadow
function name() {
  return 'outer';
}
const f = () => {
  return name();
  function name() {
    return 'inner';
  }
};
console.log(f(), name());

//// a function expression's name is only known inside
const f = function fact(n: number): number {
  return n <= 1 ? 1 : n * fact(n - 1);
};
console.log(f(5), f.name);

//// classes are not hoisted
try {
  new A();
} catch (error) {
  console.log((error as Error).name);
}
class A {}
console.log(new A());

//// var in a loop is one variable
const fs: (() => number)[] = [];
for (var i = 0; i < 3; i++) fs.push(() => i);
console.log(fs.map((f) => f()), i);

//// the code after return still declares
const f = () => {
  g = 5;
  return [g, h()];
  var g: number;
  function h() {
    return 'hoisted';
  }
};
console.log(f());

//// assigning to the name of a function expression is not possible
const f = function me(): any {
  try {
    // @ts-ignore
    me = 1;
  } catch (error) {
    return (error as Error).name;
  }
  return typeof me;
};
console.log(f());
