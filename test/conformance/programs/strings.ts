//// length counts UTF-16 units
console.log('abc'.length, 'é'.length, '😀'.length, 'e\u0301'.length, ''.length, [...'a😀b'].length);

//// index and at
const s = 'hello';
console.log(s[0], s[4], s[5], s[-1], s.at(-1), s.at(9), s['length'], s['1']);

//// text does not change
const s = 'abc';
try {
  (s as any)[0] = 'x';
} catch (error) {
  console.log((error as Error).name);
}
console.log(s);

//// comparison is by code units
console.log('a' < 'b', 'B' < 'a', '10' < '9', '10' < (9 as any), 'a' < 'ab', '😀' > '\uffff', 'é' > 'z');

//// concatenation converts
console.log('a' + 1 + 2, 1 + 2 + 'a', 'a' + null + undefined + true, 'x' + [1, [2]] + {}, '' + -0, 1 + +'2');

//// escapes
console.log('\x41\u0042\u{43}\tT\'"\\', 'a\
b', '\0'.length, '\v\f\b'.length);

//// equality
console.log('a' === 'a', 'a' == ('A'.toLowerCase() as any), ('1' as any) == 1, ('' as any) == 0, (' ' as any) == 0, ('a' as any) == NaN);

//// walking characters
const out: string[] = [];
for (const c of 'a😀') out.push(c);
for (let i = 0; i < 'ab'.length; i++) out.push('ab'.charAt(i));
console.log(out, 'a😀'.split(''), Array.from('a😀'));

//// codes
console.log('A'.charCodeAt(0), 'A'.charCodeAt(5), '😀'.codePointAt(0), '😀'.codePointAt(1), String.fromCharCode(72, 105), String.fromCodePoint(128512));

//// conversion to numbers
console.log(Number('12'), Number(' 12 '), Number(''), Number('1a'), Number('0x1f'), Number('1e3'), Number('0b11'), Number('-'), Number('Infinity'), Number('1_000'));

//// String of everything
console.log(String(null), String(undefined), String([1, , 2]), String({}), String(() => 1).length > 0, String(Symbol('q')), String(-0), String(1e21));

//// a string object compares by identity
console.log(typeof String(1), String(123).length, 'abc'.toString() === 'abc', 'abc'.valueOf() === 'abc');

//// sorting text
console.log(['b', 'a', 'C', 'ä', '10', '9', ''].sort(), ['b', 'a', 'c'].sort().reverse(), [3, 20, 100].sort());

//// in and of differ
for (const i in 'ab' as any) console.log(i);
console.log(Object.keys('ab'), Object.entries('ab'), { ...('ab' as any) });

//// building with arrays and reduce
const words = 'the quick brown fox'.split(' ');
console.log(words.map((w) => w[0]!.toUpperCase() + w.slice(1)).join(' '), words.reduce((a, w) => a + w.length, 0), words.map((w) => w.length));

//// a palindrome and a caesar cipher
const clean = (s: string) => s.toLowerCase().replace(/[^a-z]/g, '');
const palindrome = (s: string) => clean(s) === [...clean(s)].reverse().join('');
const caesar = (s: string, k: number) =>
  s.replace(/[a-z]/gi, (c) => {
    const base = c <= 'Z' ? 65 : 97;
    return String.fromCharCode(((c.charCodeAt(0) - base + k + 26) % 26) + base);
  });
console.log(palindrome('A man, a plan, a canal: Panama'), caesar('Hello, World', 3), caesar(caesar('Round trip', 5), -5));
