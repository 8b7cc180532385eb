//// expressions of all kinds
const n = 3;
console.log(`${n} ${n * 2} ${[1, 2]} ${null} ${undefined} ${true} ${{}} ${typeof (() => 1)}`);

//// nested templates
const items = ['a', 'b'];
console.log(`<ul>${items.map((x, i) => `<li class="${i % 2 ? `odd-${i}` : 'even'}">${x}</li>`).join('')}</ul>`);

//// several lines and escapes
console.log(`first
  second\tтаб \u{1F600} \x41 \` \${no} \\`);

//// conversion uses toString, plus uses valueOf
const o = { toString: () => 'string', valueOf: () => 42 };
console.log(`${o}`, '' + (o as any), String(o), (o as any) + 1);

//// Symbol.toPrimitive with its hint
const o: any = { [Symbol.toPrimitive]: (hint: string) => `<${hint}>` };
console.log(`${o}`, o + '', +({ [Symbol.toPrimitive]: () => 7 } as any), o == '<default>', [1][o], `${[o]}`);

//// a symbol does not become text by itself
const s = Symbol('tag');
console.log(String(s), s.toString(), s.description);
try {
  console.log(`${s as any}`);
} catch (error) {
  console.log(String(error));
}

//// evaluation order
const log: number[] = [];
const f = (n: number) => (log.push(n), n);
console.log(`${f(1)}${f(2)}${`${f(3)}`}${f(4)}`, log);

//// numbers in templates
console.log(`${-0} ${1e21} ${1e-7} ${0.1 + 0.2} ${1 / 3} ${NaN} ${-Infinity} ${100000000000000000000}`);

//// arrays in templates
console.log(`${[]}|${[1]}|${[1, [2, [3]]]}|${[null, undefined]}|${[,]}|${[{}]}`);

//// text methods on templates
const w = 'wide';
console.log(`${w}`.length, `a${w}b`.toUpperCase(), `${w}`[1], `${w}` === 'wide');

//// conversion that gives an object throws
const bad: any = { toString: () => ({}), valueOf: () => [] };
`${bad}`;

//// empty parts
console.log(``, `${''}`.length, `${``}x${``}`);

//// carriage returns are line feeds
console.log(`a\r\nb`.length, JSON.stringify(`x
y`));
