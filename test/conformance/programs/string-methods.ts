//// slice, substring and substr
const s = 'abcdef';
console.log(s.slice(1, 3), s.slice(-2), s.slice(3, 1), s.substring(3, 1), s.substring(-1, 2), s.substring(NaN), s.substr(-3, 2), s.slice());

//// indexOf, lastIndexOf, includes
const s = 'banana';
console.log(s.indexOf('an'), s.indexOf('an', 2), s.indexOf('x'), s.indexOf(''), s.indexOf('', 99), s.lastIndexOf('an'), s.lastIndexOf('an', 2), s.includes('nan'), s.includes('b', 1));

//// startsWith and endsWith
console.log('abc'.startsWith('ab'), 'abc'.startsWith('b', 1), 'abc'.endsWith('c'), 'abc'.endsWith('b', 2), 'abc'.startsWith(''), 'abc'.endsWith('', 0));

//// startsWith refuses a pattern
'abc'.startsWith(/a/ as any);

//// split
console.log('a,b,,c'.split(','), 'abc'.split(''), ''.split(','), ''.split(''), 'abc'.split(), 'a,b,c'.split(',', 2), 'abc'.split('abc'), 'a1b2'.split(/\d/), 'a1b2'.split(/(\d)/));

//// replace and replaceAll with text
console.log('aaa'.replace('a', 'b'), 'aaa'.replaceAll('a', 'b'), 'abc'.replace('', '-'), 'abc'.replaceAll('', '-'), 'a.b.c'.replaceAll('.', '+'));

//// patterns in the replacement
console.log('abc'.replace('b', '[$&]'), 'abc'.replace('b', '$`'), 'abc'.replace('b', "$'"), 'abc'.replace('b', '$$'), 'abc'.replace('b', '$1'), 'John Smith'.replace(/(\w+) (\w+)/, '$2, $1'));

//// a function as replacement
console.log('a-b-c'.replace('-', (m, at, all) => `<${m}${at}${all}>`), 'x1y22'.replace(/\d+/g, (d) => `${Number(d) * 2}`), 'abc'.replaceAll('b', () => '$&'));

//// padding
console.log('5'.padStart(3, '0'), 'abc'.padEnd(6, '12'), 'abc'.padStart(2), 'x'.padStart(5).length, 'x'.padEnd(4, ''), 'a'.padStart(7, 'bc'));

//// repeat and concat
console.log('ab'.repeat(3), 'ab'.repeat(0), 'ab'.repeat(1.9), 'a'.concat('b', 1 as any, null as any));

//// trimming
const s = '\t\n  a b \u00a0\ufeff';
console.log([s.trim(), s.trimStart().length, s.trimEnd().length]);

//// case
console.log('ÄÖß'.toLowerCase(), 'äöß'.toUpperCase(), 'İ'.toLowerCase().length, 'ﬁ'.toUpperCase());

//// localeCompare
console.log(['b', 'a', 'C', 'ä'].sort((a, b) => a.localeCompare(b)), 'a'.localeCompare('a'), 'a'.localeCompare('b') < 0);

//// normalize
console.log('e\u0301'.normalize().length, 'é'.normalize('NFD').length, 'ﬁ'.normalize('NFKC'), 'e\u0301' === 'é', 'e\u0301'.normalize() === 'é');

//// at and codePointAt
console.log('abc'.at(-1), 'abc'.at(1.7), 'abc'.charAt(-1) === '', 'abc'.at(-4), '😀'.at(0)!.length);

//// search and match
console.log('abc'.search(/c/), 'abc'.search('x'), 'abc'.match('b')?.index, 'abab'.match(/a/g), 'abc'.match(/x/g), 'abc'.match(/(?<l>b)/)?.groups?.l);

//// arguments are converted
console.log('a1b'.indexOf(1 as any), 'null'.includes(null as any), 'undefined'.indexOf(undefined as any), 'abc'.slice('1' as any), 'abc'.padStart('5' as any, 0 as any), 'abc'.charAt(true as any));

//// isWellFormed and toWellFormed
console.log('ab'.isWellFormed(), '\ud800'.isWellFormed(), 'a\ud800b'.toWellFormed() === 'a\ufffdb');

//// a method that does not exist throws
('abc' as any).push('d');

//// word counts
const text = 'the cat and the dog and the bird';
const counts: Record<string, number> = {};
for (const w of text.split(/\s+/)) counts[w] = (counts[w] ?? 0) + 1;
console.log(Object.entries(counts).sort(([a, m], [b, n]) => n - m || a.localeCompare(b)));

//// camel and kebab
const kebab = (s: string) => s.replace(/[A-Z]/g, (c, i) => (i ? '-' : '') + c.toLowerCase());
const camel = (s: string) => s.replace(/-(\w)/g, (_, c: string) => c.toUpperCase());
console.log(kebab('BackgroundColor'), camel('border-top-width'), camel(kebab('oneTwoThree')));
