//// it associates to the right
console.log(2 ** 3 ** 2, (2 ** 3) ** 2, 2 ** -1, (-2) ** 2, (-2) ** 3);

//// special values
console.log(0 ** 0, NaN ** 0, 1 ** Infinity, (-8) ** (1 / 3), 2 ** 1024, 2 ** -1075, Infinity ** 0);

//// assignment
let x = 3;
x **= 2;
x **= 0.5;
console.log(x);

//// with text and null
console.log(('2' as any) ** ('3' as any), (null as any) ** 2, (undefined as any) ** 2, ([2] as any) ** 2, ([] as any) ** 0);

//// like Math.pow
const cases = [[2, 0.5], [-1, 2], [10, -2], [0, -1], [-0, -1], [-0, -2]];
console.log(cases.map(([a, b]) => [a! ** b!, Math.pow(a!, b!)]).every(([p, q]) => Object.is(p, q)));
console.log(cases.map(([a, b]) => a! ** b!));

//// precedence with unary operators and members
const o = { n: 3 };
console.log(2 * o.n ** 2, -(2 ** 2), (-2) ** 2, o.n ** 2 / 3, 2 ** +'2', 2 ** -o.n);

//// evaluation order
const log: string[] = [];
const v = (n: number, name: string) => (log.push(name), n);
console.log(v(2, 'a') ** v(3, 'b') ** v(0, 'c'), log.join(''));

//// with valueOf
const two = { valueOf: () => 2 };
console.log((two as any) ** 3, 2 ** (two as any));

//// large integers are exact up to 2 ** 53
console.log(2 ** 53, 2 ** 53 === 2 ** 53 + 1, 10 ** 21, 10 ** 20, 7 ** 15);

//// negative zero
console.log((-0) ** 1, (-0) ** 2, Object.is((-0) ** 3, -0), 1 / (-0) ** 3);

//// roots and logs
console.log(8 ** (1 / 3), 2 ** 0.5 === Math.SQRT2, 10 ** Math.log10(5), Math.E ** 1 === Math.E);
