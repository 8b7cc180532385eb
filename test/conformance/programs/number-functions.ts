//// toFixed
console.log((1.005).toFixed(2), (1.5).toFixed(0), (2.5).toFixed(0), (-1.5).toFixed(0), (0).toFixed(2), (1e21).toFixed(2), (0.000001).toFixed(7), (123.456).toFixed(), (-0).toFixed(1), (NaN).toFixed(2), (-0.0000001).toFixed(2));

//// toPrecision
console.log((123.456).toPrecision(4), (0.00001).toPrecision(1), (123456).toPrecision(2), (1e21).toPrecision(3), (5).toPrecision(), (1.25).toPrecision(2), (0).toPrecision(3), Infinity.toPrecision(2));

//// toExponential
console.log((12345).toExponential(), (12345).toExponential(2), (0.00015).toExponential(0), (0).toExponential(2), (-1.5e-9).toExponential(3), NaN.toExponential());

//// toString with a radix
console.log((255).toString(16), (255).toString(2), (-255).toString(36), (0.5).toString(2), (0.1).toString(3), (1e21).toString(7), (3.7).toString(8), NaN.toString(2), (-0).toString(2));

//// a radix out of range
(5).toString(37);

//// digits out of range
(5).toFixed(-1);

//// how numbers are printed
console.log(1e21, 1e20, 123456789012345680000, 1e-6, 1e-7, 0.1 + 0.2, 1 / 3, 100, 1.0, -1e-10, 5e-324, 1.7976931348623157e308);

//// parseInt
console.log(parseInt('12px'), parseInt('  -7.9'), parseInt('0x1f'), parseInt('101', 2), parseInt('z', 36), parseInt(''), parseInt('9', 8), parseInt(null as any), parseInt(0.0000005 as any), parseInt('123', 1), parseInt('12', 0), parseInt('1e3'));

//// parseFloat
console.log(parseFloat('3.14abc'), parseFloat('.5'), parseFloat('-.5e-2x'), parseFloat('abc'), parseFloat('1e1000'), parseFloat('0x10'), parseFloat('  12 '), parseFloat('1.2.3'), parseFloat('-0'));

//// Number of everything
console.log([null, undefined, true, '', ' ', '12', '1,2', [], [5], [1, 2], {}, '0b101', '0o17', '1e3', '-0', 'Infinity', '+5', '++5'].map(Number));

//// tests
console.log(Number.isInteger(5), Number.isInteger(5.0), Number.isInteger('5' as any), Number.isSafeInteger(2 ** 53), Number.isFinite(Infinity), Number.isNaN('x' as any), isNaN('x' as any), isFinite('5' as any), Number.isNaN(NaN));

//// constants
console.log(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.EPSILON, Number.MAX_VALUE, Number.MIN_VALUE, Number.POSITIVE_INFINITY, Number.parseFloat === parseFloat);

//// arithmetic at the edges
console.log(1 / 0, -1 / 0, 0 / 0, 5 % 0, -5 % 3, 5 % -3, -0 % 5, 5.5 % 2, Infinity % 2, 2 % Infinity, 0 * -1, 0 - 0, -0 + -0, -0 + 0, 9007199254740993, 0.1 * 3);

//// comparisons
console.log(NaN === NaN, NaN != NaN, 0 === -0, null! >= 0, null == (0 as any), undefined == null, (undefined as any) >= 0, '2' > ('12' as any), 2 < ('12' as any), [2] > (1 as any), 'a' > (1 as any));

//// plus and minus with mixed values
console.log(1 + ('2' as any), '3' - (1 as any), true + (true as any), [] + ([] as any), ([] as any) - 1, ({} as any) + 1, null + (1 as any), undefined + (1 as any), '5' * ('2' as any), +'', -'3', +[], +{}, -null!);

//// equality of mixed values
const values: any[] = [0, '0', '', false, null, undefined, NaN, [], [0], 'a', true, 1];
console.log(values.map((a) => values.map((b) => (a == b ? 1 : 0)).join('')).join('\n'));

//// truth
console.log([0, -0, NaN, '', '0', 'false', null, undefined, [], {}, false].map((v) => !!v), [0, 1, '', 'a', null].filter(Boolean));

//// toLocaleString
console.log((1234567.891).toLocaleString('en-US'), (0.5).toLocaleString('en-US'), (-1e6).toLocaleString('en-US'), (1234.5).toLocaleString('en-US', { minimumFractionDigits: 2 }));

//// rounding by hand
const round = (x: number, d: number) => Math.round(x * 10 ** d) / 10 ** d;
const near = (a: number, b: number) => Math.abs(a - b) < Number.EPSILON * Math.max(1, Math.abs(a), Math.abs(b));
console.log(round(1.2345, 2), round(-1.5, 0), round(2.675, 2), near(0.1 + 0.2, 0.3), near(1, 1.0001));

//// methods on literals and variables
const n = 5;
console.log(5..toString(), (5).toFixed(1), n.toString().padStart(3, '0'), 1.5.toFixed(2), 0xff.toString(), 1_000.5.toFixed(1), (n as any).nothing);
