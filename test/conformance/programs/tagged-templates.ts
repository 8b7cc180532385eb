//// strings and values
const tag = (strings: TemplateStringsArray, ...values: unknown[]) => `${strings.join('|')} ${values.join(',')}`;
console.log(tag`a${1}b${2}c`, tag`plain`, tag`${0}`, tag``);

//// raw strings
const raw = (strings: TemplateStringsArray) => [strings[0], strings.raw[0], strings[0]!.length];
console.log(raw`a\nb`, raw`\u0041`, raw`\\`);

//// String.raw
const n = 2;
console.log(String.raw`C:\new\${n}\t${n + 1}`, String.raw({ raw: ['x', 'y', 'z'] }, 1, 2), String.raw({ raw: 'abc' }, '-'));

//// invalid escapes are undefined
const cooked = (strings: TemplateStringsArray) => [strings[0], strings.raw[0]];
console.log(cooked`\unicode and \xerxes`);

//// the array is the same at each call of one place
const seen = new Set();
const keep = (strings: TemplateStringsArray) => seen.add(strings);
for (let i = 0; i < 3; i++) keep`same`;
keep`same`;
console.log(seen.size);

//// the array is frozen
const tag = (strings: TemplateStringsArray) => Object.isFrozen(strings) && Object.isFrozen(strings.raw);
console.log(tag`x${1}`);

//// a method as tag keeps its this
const html = {
  escape: (s: unknown) => String(s).replaceAll('<', '&lt;'),
  tag(strings: TemplateStringsArray, ...values: unknown[]) {
    return strings.reduce((out, s, i) => out + s + (i < values.length ? this.escape(values[i]) : ''), '');
  },
};
console.log(html.tag`<b>${'<script>'}</b>${1}`);

//// a tag that gives a function
const curry =
  (strings: TemplateStringsArray) =>
  (...args: unknown[]) =>
    strings[0] + args.join('');
console.log(curry`a``b`, curry`x`(1, 2));

//// a tag may give anything
const unit = ([name]: TemplateStringsArray) => ({ unit: name });
console.log(unit`kg`, new (class {
  constructor(readonly parts: TemplateStringsArray) {}
})([`q`] as any).parts[0]);

//// values are not converted
const types = (_: TemplateStringsArray, ...values: unknown[]) => values.map((v) => typeof v);
console.log(types`${1}${'a'}${{}}${() => 1}${undefined}${Symbol('s')}`);

//// evaluation order
const log: string[] = [];
const tag = (name: string) => (log.push(name), (_: TemplateStringsArray, ...v: unknown[]) => v.length);
const value = (name: string) => (log.push(name), name);
console.log(tag('tag')`${value('a')}${value('b')}`, log);

//// tags within templates
const up = (s: TemplateStringsArray, ...v: string[]) => String.raw({ raw: s }, ...v).toUpperCase();
console.log(`${up`a${up`b`}c`} ${up`d`}`);
