import { classDeclaration } from './classes';
import {
  declaration,
  enumDeclaration,
  functionDeclaration,
  generatorDeclaration,
  hoisted,
  patternAssignment,
  patternDeclaration,
  recursiveFunction,
  tooEarly,
} from './declarations';
import type { Grammar } from './grammar';
import { closuresOfALoop, forIn, forLoop, forOf, labelled, whileLoop } from './loops';

const compound = ['+=', '-=', '*=', '/=', '%=', '**=', '&=', '|=', '^=', '<<=', '>>=', '>>>=', '??=', '||=', '&&='];

/** Ways to write a statement; the simplest stand first. What stands twice is twice as likely. */
export const statements: readonly ((g: Grammar) => string)[] = [
  (g) => g.print(),
  declaration,
  declaration,
  declaration,
  (g) => g.print(),
  assignment,
  assignment,
  branch,
  forLoop,
  forOf,
  whileLoop,
  forIn,
  labelled,
  closuresOfALoop,
  switchStatement,
  tryStatement,
  tryStatement,
  functionDeclaration,
  functionDeclaration,
  recursiveFunction,
  generatorDeclaration,
  classDeclaration,
  classDeclaration,
  patternDeclaration,
  patternAssignment,
  hoisted,
  tooEarly,
  enumDeclaration,
  listChange,
  listChange,
  objectChange,
  collectionChange,
  iterationByHand,
  jump,
];

function assignment(g: Grammar): string {
  const c = g.choices;
  const names = g.visible(null, true);
  if (names.length === 0) return declaration(g);
  const { name, type } = c.one(names);
  if (c.chance(1, 5)) return g.expand(`console.log(${name}${c.one(['++', '--'])}, ${name});`);
  if (c.chance(1, 5)) return `console.log(${name} = cap(${g.expression(type)}));`;
  if (c.chance(1, 2))
    return `${name} ${c.one(compound)} ${g.expression(c.one(['number', type, 'any']))}; ${name} = cap(${name});`;
  return `${name} = cap(${g.expression(type)});`;
}

function branch(g: Grammar): string {
  const tail = g.choices.chance(1, 2) ? ` else ${g.block()}` : '';
  return `if (${g.expression('any')}) ${g.block()}${tail}`;
}

function switchStatement(g: Grammar): string {
  const c = g.choices;
  const fallback = c.below(4);
  return g.inScope(() => {
    const subject = g.expression('any');
    const parts = Array.from({ length: 1 + c.below(3) }, (_, k) => {
      const test = k === fallback - 1 ? 'default' : `case ${g.expression(c.one(['number', 'text', 'any']))}`;
      const inside = g.inPlace({ labels: [] }, () => (c.chance(1, 2) ? g.block() : g.print()));
      return `${test}: ${inside}${c.chance(1, 2) ? ' break;' : ''}`;
    });
    return `switch (${subject}) { ${parts.join(' ')} }`;
  });
}

function tryStatement(g: Grammar): string {
  const c = g.choices;
  const thrown = c.one([
    'throw new Error("e" + @n);',
    'throw @x;',
    'throw new RangeError(@t);',
    'throw Object.assign(new TypeError("t"), { code: @n });',
    'throw new (class extends Error { name = "Own"; constructor() { super(@t, { cause: @x }); } })();',
    '(undefined as any).x;',
    '(@x as any).a.b;',
    '(@x as any).m();',
    'const [_1] = @x as any;',
    '[].reduce((q: any) => q);',
    '"a".repeat(-1);',
    'new Array(-1);',
    'null!.x;',
    '(5).toFixed(101);',
  ]);
  const body = () =>
    `{ ${g.print()} if (${g.expression('truth')}) { ${g.expand(thrown)} } ${g.inScope(() => g.statement())} }`;
  const handler = () =>
    c.one([
      () => `catch { ${g.print()} }`,
      () =>
        g.expand(
          'catch (_1) { console.log(_1 instanceof Error ? _1.name + ": " + _1.message : _1, (_1 as any)?.code); }',
        ),
      () => `catch ({ name, message }: any) { console.log(name, message); }`,
      () => `catch ${g.block()}`,
    ])();
  const finish = () => `finally ${g.block()}`;
  return c.one([
    () => `try ${body()} ${handler()}`,
    () => `try ${body()} ${handler()} ${finish()}`,
    () => `try { try ${body()} ${finish()} } ${handler()}`,
    () =>
      g.expand(
        g.inFunction(
          () =>
            `console.log((() => { try ${body()} ${handler()} finally { ${c.one(['', 'return @x;', 'console.log("last");'])} } return @x; })());`,
        ),
      ),
  ])();
}

function listChange(g: Grammar): string {
  const lists = g.visible('list');
  if (lists.length === 0) return declaration(g);
  const { name } = g.choices.one(lists);
  return g.expand(
    g.choices.one([
      `${name}.push(@x, @n);`,
      `${name}[@i] = @x;`,
      `console.log(${name}.pop(), ${name}.length);`,
      `console.log(${name}.splice(@j, @i, @x), ${name});`,
      `${name}.unshift(@x);`,
      `${name}.reverse();`,
      `console.log(${name}.sort(@C));`,
      `${name}.fill(@n, @i);`,
      `${name}.length = @i;`,
      `console.log(delete ${name}[@i], ${name});`,
      `console.log(${name}.copyWithin(@i, @i), ${name}.shift());`,
      `(${name} as any)[@i] += @x;`,
      `(${name} as any).extra = @n; console.log(${name}, Object.keys(${name}));`,
      `[${name}[@i], ${name}[@i]] = [@x, @n];`,
      `for (const [_1, _2] of ${name}.entries()) console.log(_1, _2);`,
      `Object.freeze(${name});`,
    ]),
  );
}

function objectChange(g: Grammar): string {
  const objects = g.visible('object');
  if (objects.length === 0) return declaration(g);
  const { name } = g.choices.one(objects);
  const o = `(${name} as any)`;
  return g.expand(
    g.choices.one([
      `${o}.a = @x;`,
      `${o}[@k] = @x;`,
      `${o}.a${g.choices.one([' += ', ' **= ', ' ??= ', ' &&= ', ' >>>= '])}@n;`,
      `console.log(${o}.a++, --${o}.b, ${name});`,
      `console.log(delete ${o}.a, ${name});`,
      `console.log(delete ${o}[@k], Object.keys(${name}));`,
      `({ a: ${o}.b, b: ${o}.a = 5 } = @o as any);`,
      `Object.defineProperty(${name}, "d", { get() { return @x; }, set(_1: any) { console.log("set", _1); }, configurable: true }); ${o}.d = @n; console.log(${o}.d, ${name});`,
      `Object.defineProperty(${name}, "w", { value: @n }); ${o}.w = 1;`,
      `Object.preventExtensions(${name}); ${o}.fresh = 1;`,
      `for (const _1 in ${name}) console.log(_1, ${o}[_1]);`,
    ]),
  );
}

function collectionChange(g: Grammar): string {
  const type = g.choices.one(['map', 'set', 'typed', 'walk'] as const);
  const name = g.fresh('m');
  const made = `const ${name} = ${g.expression(type)}; `;
  const change = {
    map: [
      `${name}.set(@x, @x); console.log(${name}.size, [...${name}.keys()], ${name}.get(@x));`,
      `${name}.set("q", @n); console.log(${name}.delete("a"), ${name});`,
      `${name}.forEach((_1: any, _2: any) => console.log(_2, _1));`,
      `for (const [_1, _2] of ${name}) { console.log(_1, _2); if (${name}.size < 4) ${name}.set(${name}.size + 10, @x); }`,
      `${name}.clear(); console.log(${name});`,
    ],
    set: [
      `${name}.add(@x).delete(@x); console.log(${name}, ${name}.has(@x));`,
      `for (const _1 of ${name}) { console.log(_1); if (${name}.size < 4) ${name}.add(${name}.size * 2); }`,
      `console.log(${name}.isSupersetOf(@s), ${name}.symmetricDifference(@s));`,
    ],
    typed: [
      `${name}[0]! += @n; console.log(${name});`,
      `${name}[@i] = @x as any; console.log(${name}.join(), ${name}.length);`,
      `${name}.set([@n] as any, 0); console.log(${name}.at(-1), [...${name}.entries()]);`,
      `${name}.sort(); console.log(${name}.subarray(1), Object.keys(${name}));`,
    ],
    walk: [
      `console.log([...(${name} as any)], [...(${name} as any)]);`,
      `const [_1, , _2 = 5] = ${name} as any; console.log(_1, _2);`,
      `console.log(typeof ${name}, typeof (${name} as any).next, String(${name} as any).length);`,
    ],
  }[type];
  return `{ ${made}${g.expand(g.choices.one(change))} }`;
}

function iterationByHand(g: Grammar): string {
  return g.expand(
    g.choices.one([
      '{ const _1 = (@w as any)[Symbol.iterator](); console.log(_1.next(), _1.next().value); }',
      '{ function* _1(): any { const _2 = yield @x; console.log("got", _2); try { yield @n; } catch (_3) { console.log("in", _3); yield "after"; } finally { console.log("out"); } } const _4 = _1(); console.log(_4.next(), _4.next(@x)); console.log(_4.throw(@x), _4.return(@n), _4.next()); }',
      '{ function* _1(): any { yield* @w as any; return @x; } function* _2(): any { const _3 = yield* _1(); yield _3; } console.log([..._2()]); }',
      '{ const _1 = { from: @i, to: 5, [Symbol.iterator]() { let _2 = this.from; const _3 = this.to; return { next: () => (_2 <= _3 ? { value: _2++, done: false } : { value: undefined, done: true }), return: () => { console.log("closed at", _2); return { done: true, value: @x }; } }; } }; for (const _4 of _1 as any) { if (_4 > 3) break; console.log(_4); } console.log(Math.max(...(_1 as any))); }',
    ]),
  );
}

/** Leaves a loop, a labelled statement or a function, where there is one. */
function jump(g: Grammar): string {
  const { inLoop, inFunction, labels } = g.place;
  const ways: string[] = [];
  if (inLoop) ways.push('break', 'continue');
  for (const label of labels) ways.push(`break ${label}`);
  if (inFunction) ways.push(`return ${g.expression('any')}`);
  if (ways.length === 0) return g.print();
  return `if (${g.expression('truth')}) ${g.choices.one(ways)};`;
}
