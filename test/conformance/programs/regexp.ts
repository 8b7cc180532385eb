//// test and exec
const re = /(\d+)-(\d+)/;
const m = re.exec('tel 12-34 end')!;
console.log(re.test('1-2'), m[0], m[1], m[2], m.index, m.input, m.length, re.exec('none'));

//// flags and source
const re = /a\/b/gimsuy;
console.log(re.source, re.flags, re.global, re.ignoreCase, re.multiline, re.sticky, re.unicode, re.dotAll, String(re), `${new RegExp('a/b')}`, new RegExp('').source);

//// a global expression remembers where it was
const re = /a/g;
console.log(re.test('aa'), re.lastIndex, re.test('aa'), re.lastIndex, re.test('aa'), re.lastIndex);

//// sticky matches only at lastIndex
const re = /b/y;
console.log(re.test('ab'), re.lastIndex);
re.lastIndex = 1;
console.log(re.test('ab'), re.lastIndex, re.test('ab'), re.lastIndex);

//// a tokenizer
const token = /\s*(?:(\d+\.?\d*)|([a-z]\w*)|(.))/giy;
const out: string[] = [];
for (let m = token.exec('x1 = 3.5*(y+2)'); m; m = token.exec('x1 = 3.5*(y+2)')) out.push(m[1] ? `n${m[1]}` : m[2] ? `v${m[2]}` : m[3]!);
console.log(out.join(' '));

//// named groups
const { groups, index } = /(?<year>\d{4})-(?<month>\d\d)/.exec('on 2024-05')!;
console.log(groups!.year, groups!.month, index, Object.keys(groups!), '2024-05'.replace(/(?<y>\d+)-(?<m>\d+)/, '$<m>/$<y>'));

//// groups that took no part are undefined
console.log(/(a)|(b)/.exec('b')!.slice(), 'b'.replace(/(a)?b/, '[$1]'), /(?:(x)|y)+/.exec('xy')![1]);

//// matchAll
console.log([...'a1b22'.matchAll(/([a-z])(\d+)/g)].map((m) => [m[0], m[1], m[2], m.index]));
try {
  'a'.matchAll(/a/);
} catch (error) {
  console.log((error as Error).name);
}

//// match with and without g
console.log('a1b2'.match(/\d/g), 'a1b2'.match(/[a-z](\d)/)!.slice(), 'xyz'.match(/\d/), 'xyz'.match(/\d/g));

//// replace with a function
console.log(
  'x=1, y=22'.replace(/(\w)=(\d+)/g, (all, name, value, offset, whole) => `${all}|${name}|${value}|${offset}|${whole.length}`),
);
console.log('ab'.replace(/(?<f>a)/, (...args) => JSON.stringify(args)));

//// replace resets and uses lastIndex
const re = /a/g;
re.lastIndex = 1;
console.log('aaa'.replace(re, 'b'), re.lastIndex);
const sticky = /a/y;
console.log('aaba'.replace(sticky, 'x'), sticky.lastIndex, 'aaba'.replace(sticky, 'x'), sticky.lastIndex);

//// lookahead and lookbehind
console.log('a1 b2'.replace(/[a-z](?=2)/g, 'X'), 'a1 b2'.replace(/(?<=a)\d/, '?'), '1234567.89'.replace(/\B(?=(\d{3})+(?!\d))/g, ','), /(?<!\$)\b\d+/.exec('$5 7')![0]);

//// lazy and greedy
console.log('<a><b>'.match(/<.+>/)![0], '<a><b>'.match(/<.+?>/)![0], 'aaa'.match(/a{2}/)![0], 'aaa'.match(/a{1,}?/)![0], 'aaa'.match(/a*/g));

//// backreferences
console.log(/(\w)\1/.exec('hello')![0], /(?<q>['"]).*?\k<q>/.exec(`say "it's"`)![0], /\b(\w+) \1\b/.test('the the'));

//// multiline and dotAll
const text = 'one\ntwo\nthree';
console.log(text.match(/^t\w+$/gm), /one.two/.test(text), /one.two/s.test(text), text.replace(/$/gm, ';'));

//// unicode
console.log(/^.$/.test('😀'), /^.$/u.test('😀'), '😀'.match(/./gu)!.length, /\u{1F600}/u.test('😀'), /\p{L}+/u.exec('123 añb!')![0], 'ÀÉ'.replace(/\p{Lu}/gu, 'x'));

//// character classes
console.log('a-b_c d'.split(/[^a-z]/), /[\]\\^-]/.exec('x^')![0], /[\d.]+/.exec('v1.2.3')![0], /\bfoo\b/.test('a foo b'), '\t\n'.replace(/\s/g, '_'), /[^]/.test('\n'));

//// split with captures and limits
console.log('a1b2c'.split(/(\d)/), 'abc'.split(/(?:)/), 'a, b ,c'.split(/\s*,\s*/), 'abcd'.split(/b|c/, 2), ''.split(/x/), 'ab'.split(/(a)|b/));

//// constructor with text, flags and another expression
const word = 'a.b';
const escape = (s: string) => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
console.log(new RegExp(escape(word)).test('axb'), new RegExp(word).test('axb'), new RegExp(/x/g, 'i').flags, RegExp('\\d+').exec('a12')![0], new RegExp(/y/m).flags);

//// an invalid expression throws
new RegExp('(');

//// invalid flags throw
new RegExp('a', 'gg');

//// empty matches move on
console.log('abc'.replace(/x*/g, '-'), [...'ab'.matchAll(/(?:)/g)].map((m) => m.index), 'abc'.split(/x*/));

//// search ignores lastIndex
const re = /b/g;
re.lastIndex = 2;
console.log('abc'.search(re), re.lastIndex);

//// a small template engine
const render = (t: string, data: Record<string, unknown>) => t.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, k) => String(data[k] ?? ''));
console.log(render('Hi {{name}}, {{ n }} new{{none}}', { name: 'Ada', n: 3 }));

//// indices of groups
const m = /(?<a>b)(c)?/d.exec('abd')!;
console.log(m.indices![0], m.indices![1], m.indices![2], m.indices!.groups!.a);

//// printing expressions and matches
console.log(/a/g, [/b/], { r: /c/i }, 'xay'.match(/a/));
