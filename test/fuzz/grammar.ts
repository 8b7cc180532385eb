import type { Choices } from './choices';

/** What an expression gives: the generator keeps programs well-typed enough to say something before they throw. */
export type Type = 'number' | 'text' | 'truth' | 'list' | 'object' | 'any';

interface Name {
  readonly name: string;
  readonly type: Type;
  readonly constant: boolean;
}

interface Callable {
  readonly name: string;
  readonly parameters: number;
}

const numbers = ['0', '1', '2', '3', '-1', '0.5', '10', '-2.25', '7', '1e3', '0.1', '-0', 'NaN', 'Infinity', '2 ** 31'];
const texts = ['""', '"a"', '"b1"', '"7"', '" x "', '"aba"', '"é😀"', '"10,2"', '"Z"', '"\\n"'];
const binary = ['+', '-', '*', '/', '%', '**', '&', '|', '^', '<<', '>>', '>>>'];
const comparisons = ['<', '<=', '>', '>=', '===', '!==', '==', '!='];
const compound = ['+=', '-=', '*=', '/=', '%=', '**=', '&=', '|=', '^=', '<<=', '>>=', '>>>=', '??=', '||=', '&&='];
const mathOfOne = [
  'abs',
  'floor',
  'ceil',
  'round',
  'trunc',
  'sign',
  'sqrt',
  'cbrt',
  'sin',
  'cos',
  'atan',
  'exp',
  'log1p',
  'tanh',
  'fround',
  'clz32',
];

/**
 * Programs by a grammar: every name is unique, loops and recursion are bounded, and what is computed is printed on the
 * way. The text is TypeScript that Node and we can run alike.
 */
export class Grammar {
  readonly #choices: Choices;
  readonly #scopes: Name[][] = [[]];
  readonly #callables: Callable[] = [];
  readonly #classes: { readonly name: string; readonly derived: boolean }[] = [];
  readonly #generators: Callable[] = [];
  #count = 0;
  #depth = 0;
  #inLoop = 0;
  #inGenerator = false;

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  /** A whole program. */
  program(): string {
    const parts: string[] = [];
    const least = 2 + this.#choices.below(4);
    while (parts.length < least || (!this.#choices.ended && parts.length < 24)) parts.push(this.#statement(true));
    parts.push(
      `console.log(${
        this.#visible()
          .map(({ name }) => name)
          .slice(-8)
          .join(', ') || '"nothing"'
      });`,
    );
    return parts.join('\n');
  }

  // --- names -----------------------------------------------------------------------------------------------------

  #fresh(prefix: string): string {
    return `${prefix}${++this.#count}`;
  }

  #declare(type: Type, constant: boolean, prefix = 'v'): string {
    const name = this.#fresh(prefix);
    this.#scopes.at(-1)!.push({ name, type, constant });
    return name;
  }

  #visible(type: Type | null = null, changeable = false): Name[] {
    return this.#scopes
      .flat()
      .filter((name) => (type === null || name.type === type) && !(changeable && name.constant));
  }

  #inScope<T>(body: () => T): T {
    this.#scopes.push([]);
    const callables = this.#callables.length;
    const classes = this.#classes.length;
    const generators = this.#generators.length;
    try {
      return body();
    } finally {
      this.#scopes.pop();
      this.#callables.length = callables;
      this.#classes.length = classes;
      this.#generators.length = generators;
    }
  }

  // --- statements ------------------------------------------------------------------------------------------------

  #block(most = 3): string {
    return this.#inScope(() => {
      const body = [this.#statement(false), ...this.#choices.many(most, () => this.#statement(false))];
      return `{ ${body.join(' ')} }`;
    });
  }

  #statement(top: boolean): string {
    if (this.#depth > 3) return this.#print();
    this.#depth++;
    try {
      return this.#anyStatement(top);
    } finally {
      this.#depth--;
    }
  }

  #anyStatement(top: boolean): string {
    const c = this.#choices;
    const kinds: readonly (() => string)[] = [
      () => this.#print(),
      () => this.#declaration(),
      () => this.#declaration(),
      () => this.#assignment(),
      () => this.#print(),
      () => `if (${this.expression('any')}) ${this.#block()}${c.chance(1, 2) ? ` else ${this.#block()}` : ''}`,
      () => this.#forLoop(),
      () => this.#forOf(),
      () => this.#whileLoop(),
      () => this.#switchStatement(),
      () => this.#tryStatement(),
      () => this.#functionDeclaration(),
      () => this.#pattern(),
      () => this.#classDeclaration(),
      () => this.#generatorDeclaration(),
      () => this.#forIn(),
      () => this.#listChange(),
      () => this.#collection(),
      () => (top ? this.#enumDeclaration() : this.#print()),
      () => this.#labelled(),
      () => (this.#inGenerator ? `console.log(yield ${this.expression('any')});` : this.#print()),
    ];
    return c.one(kinds)();
  }

  #print(): string {
    const items = [this.expression('any'), ...this.#choices.many(2, () => this.expression('any'))];
    return `console.log(${items.join(', ')});`;
  }

  #declaration(): string {
    const c = this.#choices;
    const type = c.one<Type>(['number', 'number', 'text', 'list', 'object', 'truth', 'any']);
    const value = this.expression(type);
    const kind = c.one(['let', 'const', 'var']);
    return `${kind} ${this.#declare(type, kind === 'const')}${c.chance(1, 6) ? ': any' : ''} = ${value};`;
  }

  #assignment(): string {
    const c = this.#choices;
    const target = this.#target();
    if (target === null) return this.#declaration();
    if (c.chance(1, 4)) return c.one([`${target}++;`, `--${target};`]);
    return `${target} ${c.chance(1, 2) ? c.one(compound) : '='} ${this.expression(c.one<Type>(['number', 'any']))};`;
  }

  /** Something that can be assigned to; null where there is nothing. */
  #target(): string | null {
    const c = this.#choices;
    const lists = this.#visible('list');
    const objects = this.#visible('object');
    if (lists.length > 0 && c.chance(1, 4)) return `${c.one(lists).name}[${c.below(4)}]`;
    if (objects.length > 0 && c.chance(1, 4)) return `(${c.one(objects).name} as any).${c.one(['a', 'b', 'c'])}`;
    const names = this.#visible(null, true);
    return names.length > 0 ? c.one(names).name : null;
  }

  #forLoop(): string {
    const index = this.#fresh('i');
    const most = 1 + this.#choices.below(4);
    return this.#inScope(() => {
      this.#scopes.at(-1)!.push({ name: index, type: 'number', constant: true });
      const step = this.#choices.one([`${index}++`, `${index} += 2`]);
      return `for (let ${index} = 0; ${index} < ${most}; ${step}) ${this.#loopBody()}`;
    });
  }

  #loopBody(): string {
    this.#inLoop++;
    try {
      const body = this.#block();
      if (!this.#choices.chance(1, 4)) return body;
      const jump = this.#choices.one(['break', 'continue']);
      return `{ if (${this.expression('truth')}) ${jump}; ${body} }`;
    } finally {
      this.#inLoop--;
    }
  }

  #forOf(): string {
    const walked = this.#choices.one([
      // What the body adds must not be walked, too.
      () => `${this.expression('list')}.slice(0, 4)`,
      () => this.expression('text'),
      () => `Object.entries(${this.expression('object')})`,
      () => this.#generatorCall() ?? this.expression('list'),
      () => `${this.expression('list')}.slice(0, 3).entries()`,
    ])();
    return this.#inScope(() => {
      const name = this.#declare('any', true, 'e');
      return `for (const ${name} of ${walked}) ${this.#loopBody()}`;
    });
  }

  #forIn(): string {
    const walked = this.expression(this.#choices.one<Type>(['object', 'list']));
    return this.#inScope(() => {
      const name = this.#declare('text', true, 'k');
      return `for (const ${name} in ${walked}) ${this.#loopBody()}`;
    });
  }

  #whileLoop(): string {
    const counter = this.#fresh('w');
    const test = `${counter}++ < ${1 + this.#choices.below(4)}`;
    return this.#choices.chance(1, 2)
      ? `let ${counter} = 0; while (${test}) ${this.#loopBody()}`
      : `let ${counter} = 0; do ${this.#loopBody()} while (${test});`;
  }

  #labelled(): string {
    const label = this.#fresh('label');
    const [a, b] = [this.#fresh('i'), this.#fresh('i')];
    const jump = this.#choices.one(['continue', 'break']);
    const test = this.#inScope(() => {
      this.#scopes
        .at(-1)!
        .push({ name: a, type: 'number', constant: true }, { name: b, type: 'number', constant: true });
      return `{ if (${this.expression('truth')}) ${jump} ${label}; ${this.#print()} }`;
    });
    return `${label}: for (let ${a} = 0; ${a} < 3; ${a}++) for (let ${b} = 0; ${b} < 2; ${b}++) ${test}`;
  }

  #switchStatement(): string {
    const c = this.#choices;
    const cases = Array.from({ length: 1 + c.below(3) }, () => {
      const test = c.chance(1, 4) ? null : this.expression(c.one<Type>(['number', 'text']));
      return { test, body: `${this.#print()}${c.chance(1, 2) ? ' break;' : ''}` };
    });
    const seen = { fallback: false };
    const parts = cases.map(({ test, body }) => {
      if (test !== null || seen.fallback) return `case ${test ?? '0'}: ${body}`;
      seen.fallback = true;
      return `default: ${body}`;
    });
    return `switch (${this.expression('any')}) { ${parts.join(' ')} }`;
  }

  #tryStatement(): string {
    const c = this.#choices;
    const thrown = c.one([
      `throw new Error("e" + ${this.expression('number')});`,
      `throw ${this.expression('any')};`,
      `(undefined as any).x;`,
      `(5 as any)();`,
      this.#print(),
    ]);
    const body = `{ ${this.#print()} if (${this.expression('truth')}) { ${thrown} } ${this.#print()} }`;
    const name = this.#fresh('err');
    const shown = `console.log("caught", ${name} instanceof Error ? (${name} as any).name : ${name});`;
    const handler = c.chance(3, 4) ? ` catch (${name}) { ${shown} ${this.#print()} }` : '';
    const finish = handler === '' || c.chance(1, 3) ? ` finally { ${this.#print()} }` : '';
    const statement = `try ${body}${handler}${finish}`;
    // Without a handler the error is caught further out.
    return handler === '' ? `try { ${statement} } catch { console.log("outer"); }` : statement;
  }

  #parameters(): { text: string; count: number } {
    const c = this.#choices;
    const count = c.below(3);
    const texts = Array.from({ length: count }, () => {
      const fallback = c.chance(1, 4) ? ` = ${this.expression('number')}` : '';
      return `${this.#declare('any', false, 'p')}: any${fallback}`;
    });
    if (c.chance(1, 6)) texts.push(`...${this.#declare('list', true, 'rest')}: any[]`);
    return { text: texts.join(', '), count };
  }

  #functionBody(): string {
    const body = [...this.#choices.many(2, () => this.#statement(false)), `return ${this.expression('any')};`];
    return `{ ${body.join(' ')} }`;
  }

  #functionDeclaration(): string {
    const name = this.#fresh('f');
    let parameters = 0;
    const inLoop = this.#inLoop;
    const inGenerator = this.#inGenerator;
    this.#inLoop = 0;
    this.#inGenerator = false;
    const text = this.#inScope(() => {
      const { text: list, count } = this.#parameters();
      parameters = count;
      const body = this.#functionBody();
      return this.#choices.one([
        `function ${name}(${list}) ${body}`,
        `const ${name} = (${list}) => ${body};`,
        `const ${name} = function (this: any${list ? `, ${list}` : ''}) ${body};`,
      ]);
    });
    this.#inLoop = inLoop;
    this.#inGenerator = inGenerator;
    this.#callables.push({ name, parameters });
    return text;
  }

  #generatorDeclaration(): string {
    const name = this.#fresh('g');
    const outer = this.#inGenerator;
    const text = this.#inScope(() => {
      this.#inGenerator = true;
      const index = this.#fresh('i');
      this.#scopes.at(-1)!.push({ name: index, type: 'number', constant: true });
      const body = this.#inScope(() => {
        const before = this.#choices.many(1, () => this.#statement(false)).join(' ');
        const yields = this.#choices.one([
          `yield ${this.expression('any')};`,
          `yield* ${this.expression('list')};`,
          `try { yield ${index}; } finally { console.log("closed"); }`,
        ]);
        return `${before} ${yields}`;
      });
      const loop = `for (let ${index} = 0; ${index} < 3; ${index}++) { ${body} }`;
      return `function* ${name}(): any { ${loop} return ${this.expression('any')}; }`;
    });
    this.#inGenerator = outer;
    this.#generators.push({ name, parameters: 0 });
    return text;
  }

  #generatorCall(): string | null {
    return this.#generators.length > 0 ? `${this.#choices.one(this.#generators).name}()` : null;
  }

  #classDeclaration(): string {
    const c = this.#choices;
    const name = this.#fresh('C');
    const parent = this.#classes.length > 0 && c.chance(1, 2) ? c.one(this.#classes).name : null;
    const outer = this.#inGenerator;
    this.#inGenerator = false;
    const text = this.#inScope(() => {
      const members = [
        `x: any = ${this.expression('number')};`,
        c.chance(1, 2)
          ? `#p: any = ${this.expression('any')}; get p() { return this.#p; } set p(v) { this.#p = v; }`
          : '',
        c.chance(1, 3) ? `static s: any = ${this.expression('any')};` : '',
        c.chance(1, 2)
          ? parent === null
            ? `constructor(n: any = ${this.expression('number')}) { this.x += n; }`
            : `constructor(n: any = 1) { super(n); this.x = [this.x, n].join("/"); }`
          : '',
        `m(k: any = 1) { return ${parent !== null && c.chance(1, 2) ? 'super.m(k) + 1' : this.#withThis('number')}; }`,
        c.chance(1, 3) ? `toString() { return "${name}!"; }` : '',
        c.chance(1, 4) ? `valueOf() { return ${this.expression('number')}; }` : '',
        c.chance(1, 4) ? `*[Symbol.iterator]() { yield this.x; yield ${this.expression('number')}; }` : '',
        c.chance(1, 4) ? `static make() { return new this(); }` : '',
      ];
      return `class ${name}${parent === null ? '' : ` extends ${parent}`} { ${members.filter(Boolean).join(' ')} }`;
    });
    this.#inGenerator = outer;
    this.#classes.push({ name, derived: parent !== null });
    return text;
  }

  #withThis(type: Type): string {
    return this.#choices.one(['this.x', `this.x + ${this.expression(type)}`, `[this.x, k].length`]);
  }

  #enumDeclaration(): string {
    const name = this.#fresh('E');
    const members = ['A', `B = ${this.#choices.below(9)}`, 'C', `D = B | 4`];
    this.#scopes.at(-1)!.push({ name: `${name}.C`, type: 'number', constant: true });
    return `enum ${name} { ${members.slice(0, 3 + this.#choices.below(2)).join(', ')} }`;
  }

  #pattern(): string {
    const c = this.#choices;
    if (c.chance(1, 2)) {
      const list = this.expression('list');
      const [a, b, rest] = [this.#declare('any', false), this.#declare('any', false), this.#declare('list', false)];
      return `let [${a}, ${b} = ${c.below(5)}, ...${rest}] = ${list} as any[];`;
    }
    const object = this.expression('object');
    const [a, b, others] = [this.#declare('any', false), this.#declare('any', false), this.#declare('object', false)];
    return `let { a: ${a}, zz: ${b} = "d", ...${others} } = ${object} as any;`;
  }

  #listChange(): string {
    const lists = this.#visible('list');
    if (lists.length === 0) return this.#declaration();
    const c = this.#choices;
    const { name } = c.one(lists);
    return c.one([
      () => `${name}.push(${this.expression('number')});`,
      () => `console.log(${name}.pop(), ${name}.length);`,
      () => `console.log(${name}.splice(${c.below(3)}, ${c.below(3)}, ${this.expression('any')}));`,
      () => `${name}.unshift(${this.expression('any')});`,
      () => `${name}.reverse();`,
      () => `${name}.sort();`,
      () => `${name}.sort((a: any, b: any) => ${c.one(['a - b', 'b - a', 'String(a).length - String(b).length'])});`,
      () => `${name}.fill(${this.expression('number')}, ${c.below(3)});`,
      () => `${name}.length = ${c.below(4)};`,
      () => `console.log(delete ${name}[${c.below(3)}], ${name});`,
      () => `${name}.copyWithin(${c.below(3)}, ${c.below(3)});`,
      () => `console.log(${name}.shift());`,
    ])();
  }

  #collection(): string {
    const c = this.#choices;
    const name = this.#fresh('m');
    const pairs = Array.from({ length: c.below(4) }, () => `[${this.expression('any')}, ${this.expression('any')}]`);
    return c.one([
      `const ${name} = new Map<any, any>([${pairs.join(', ')}]); ${name}.set(${this.expression('any')}, ${this.expression('any')}); console.log(${name}.size, [...${name}.keys()], ${name}.get(${this.expression('any')}));`,
      `const ${name} = new Set<any>(${this.expression('list')}); ${name}.add(${this.expression('any')}).delete(${this.expression('any')}); console.log(${name}, ${name}.has(${this.expression('any')}));`,
      `const ${name} = new Float64Array(${this.expression('list')} as any); console.log(${name}, ${name}.map((v) => v * 2).join());`,
      `const ${name} = new Int8Array([${c.below(300)}, ${c.below(300)}]); ${name}[0]! += ${c.below(200)}; console.log(${name});`,
      `console.log(JSON.stringify(${this.expression('any')}), JSON.stringify({ a: ${this.expression('list')}, b: ${this.expression('any')} }, null, ${c.below(3)}));`,
      `const ${name} = Symbol(${this.expression('text')}); console.log({ [${name}]: ${this.expression('any')} }, typeof ${name});`,
    ]);
  }

  // --- expressions -----------------------------------------------------------------------------------------------

  /** An expression that can stand anywhere: in parentheses where it is more than a name or a text. */
  expression(type: Type): string {
    const text = this.#bare(type);
    return /^[A-Za-z]\w*$|^"[^"\\]*"$/.test(text) ? text : `(${text})`;
  }

  #bare(type: Type): string {
    if (this.#depth > 6) return this.#leaf(type);
    this.#depth++;
    try {
      return this.#deeper(type);
    } finally {
      this.#depth--;
    }
  }

  #leaf(type: Type): string {
    const c = this.#choices;
    const names = this.#visible(type === 'any' ? null : type);
    if (names.length > 0 && c.chance(1, 2)) return c.one(names).name;
    switch (type) {
      case 'number':
        return c.one(numbers);
      case 'text':
        return c.one(texts);
      case 'truth':
        return c.one(['false', 'true']);
      case 'list':
        return c.one(['[]', '[1, 2, 3]', '[3, 1, 2]', '["b", "a"]', '[0.5, -1, 10]', '[1, [2, [3]]]', '[, 1, , 2]']);
      case 'object':
        return c.one([
          '{}',
          '{ a: 1 }',
          '{ a: 1, b: "x" }',
          '{ b: 2, a: [1, 2] }',
          '{ 2: "n", a: null, 1: undefined }',
        ]);
      case 'any':
        return c.one(['1', '"t"', 'null', 'undefined', 'true', '[1, 2]', '{ a: 1 }', '0', '""', 'NaN', '-0']);
    }
  }

  #deeper(type: Type): string {
    const c = this.#choices;
    if (c.ended || c.chance(1, 3)) return this.#leaf(type);
    if (c.chance(1, 12)) return `(${this.expression('any')} ? ${this.expression(type)} : ${this.expression(type)})`;
    if (c.chance(1, 16) && this.#callables.length > 0) return this.#call();
    switch (type) {
      case 'number':
        return this.#number();
      case 'text':
        return this.#text();
      case 'truth':
        return this.#truth();
      case 'list':
        return this.#list();
      case 'object':
        return this.#object();
      case 'any':
        return this.#any();
    }
  }

  #call(): string {
    const { name, parameters } = this.#choices.one(this.#callables);
    return `${name}(${Array.from({ length: parameters }, () => this.expression('any')).join(', ')})`;
  }

  #number(): string {
    const c = this.#choices;
    const n = () => this.expression('number');
    return c.one([
      () => `(${n()} ${c.one(['+', '-', '*'])} ${n()})`,
      () => `(${n()} ${c.one(binary)} ${n()})`,
      () => `Math.${c.one(mathOfOne)}(${n()})`,
      () => `Math.${c.one(['max', 'min', 'hypot'])}(${n()}, ${n()})`,
      () => `-(${this.#leaf('number')})`,
      () => `${this.expression('list')}.length`,
      () => `${this.expression('text')}.length`,
      () => `${this.expression('list')}.indexOf(${this.expression('any')})`,
      () => `Number(${this.expression('any')})`,
      () => `parseFloat(${this.expression('text')})`,
      () => `parseInt(${this.expression('text')}, ${c.one(['10', '16', '2'])})`,
      () => `(~${n()})`,
      () => `(+(${this.expression('any')} as any))`,
      () => `${this.expression('list')}.reduce((a: any, b: any) => a + Number(b), 0)`,
      () => `${this.expression('text')}.charCodeAt(${c.below(3)})`,
      () => `(${n()}, ${n()})`,
    ])();
  }

  #text(): string {
    const c = this.#choices;
    const s = () => this.expression('text');
    const small = () => c.below(4);
    return c.one([
      () => `(${s()} + ${this.expression('any')})`,
      () => `\`<\${${this.expression('any')}}\${${s()}}>\``,
      () => `String(${this.expression('any')})`,
      () => `${s()}.${c.one(['toUpperCase()', 'trim()', 'toLowerCase()', 'trimEnd()'])}`,
      () => `${s()}.slice(${small() - 2}, ${small()})`,
      () => `${s()}.padStart(${small() + 2}, ${s()})`,
      () => `${s()}.repeat(${small()})`,
      () =>
        `${s()}.replace(${c.one(['/a/g', '/(.)(.)/', '"a"', '/[a-z]/i', '/\\d+/'])}, ${c.one(['"$1-$&"', '"_"', '(m: string) => m + m'])})`,
      () => `${s()}.split(${c.one(['""', '","', '/[ab]/'])}).join(${s()})`,
      () => `typeof ${this.expression('any')}`,
      () => `${this.expression('list')}.join(${s()})`,
      () => `(${this.expression('number')}).toFixed(${small()})`,
      () => `(${this.expression('number')}).toString(${c.one(['10', '2', '16'])})`,
      () => `${s()}.substring(${small()}, ${small()})`,
      () => `${s()}.concat(${this.expression('any')})`,
      () => `${s()}.at(${small() - 2})`,
    ])();
  }

  #truth(): string {
    const c = this.#choices;
    return c.one([
      () => `(${this.expression('number')} ${c.one(comparisons)} ${this.expression('number')})`,
      () => `(${this.expression('any')} as any ${c.one(comparisons)} (${this.expression('any')} as any))`,
      () => `!${this.expression('any')}`,
      () => `${this.expression('list')}.includes(${this.expression('any')})`,
      () => `("a" in (${this.expression('object')} as any))`,
      () => `/${c.one(['a', '^b', '\\d', '.{2}'])}/.test(${this.expression('text')})`,
      () => `${this.expression('list')}.${c.one(['some', 'every'])}((v: any) => ${this.expression('truth')})`,
      () => `Object.is(${this.expression('any')}, ${this.expression('any')})`,
      () => `Array.isArray(${this.expression('any')})`,
      () => `Number.${c.one(['isInteger', 'isNaN', 'isFinite', 'isSafeInteger'])}(${this.expression('any')})`,
    ])();
  }

  #list(): string {
    const c = this.#choices;
    const l = () => this.expression('list');
    const each = (body: () => string) =>
      this.#inScope(() => {
        const name = this.#declare('any', true, 'it');
        return `(${name}: any) => (${body()})`;
      });
    return c.one([
      () => `[${[this.expression('any'), ...c.many(2, () => this.expression('any'))].join(', ')}]`,
      () => `[...${l()}, ${this.expression('number')}]`,
      () => `${l()}.map(${each(() => this.expression('any'))})`,
      () => `${l()}.filter(${each(() => this.expression('truth'))})`,
      () => `${l()}.slice(${c.below(4) - 2}, ${c.below(4)})`,
      () => `${l()}.concat(${this.expression('any')})`,
      () => `${l()}.flat(${c.below(3)})`,
      () => `${l()}.flatMap(${each(() => `[${this.expression('any')}]`)})`,
      () => `Array.from({ length: ${c.below(4)} }, (_v, k) => k * ${this.expression('number')})`,
      () => `${l()}.toSorted()`,
      () => `${l()}.toReversed()`,
      () => `${l()}.with(0, ${this.expression('any')})`,
      () => `Object.keys(${this.expression('object')})`,
      () => `Object.values(${this.expression('object')})`,
      () => `[...${this.expression('text')}]`,
      () => `${this.expression('text')}.split(${c.one(['""', '"a"', '/(\\d)/'])})`,
      () => `[...${this.#generatorCall() ?? l()}]`,
      () => `[...${this.expression('text')}.matchAll(/${c.one(['a', '(\\w)', '(?:)'])}/g)].map((m) => m.index)`,
    ])();
  }

  #object(): string {
    const c = this.#choices;
    const o = () => this.expression('object');
    return c.one([
      () => `{ a: ${this.expression('any')}, b: ${this.expression('number')} }`,
      () => `{ ...(${o()} as any), c: ${this.expression('any')} }`,
      () => `{ [${this.expression('text')}]: ${this.expression('any')} }`,
      () => `{ get a() { return ${this.expression('number')}; }, get b() { return this.a; } }`,
      () => `Object.assign({}, ${o()}, ${o()})`,
      () => `Object.fromEntries(Object.entries(${o()}).map(([k, v]) => [k + "_", v]))`,
      () => `Object.freeze(${o()})`,
      () => (this.#classes.length > 0 ? `new ${c.one(this.#classes).name}(${c.below(5)})` : o()),
      () =>
        `Object.create({ a: ${this.expression('any')} }, { q: { value: ${this.expression('number')}, enumerable: true } })`,
    ])();
  }

  #any(): string {
    const c = this.#choices;
    const any = () => this.expression('any');
    return c.one([
      () => this.expression('number'),
      () => this.expression('text'),
      () => this.expression('list'),
      () => this.expression('object'),
      () => this.expression('truth'),
      () => `(${any()} ${c.one(['&&', '||', '??'])} ${any()})`,
      () => `(${this.expression('object')} as any).${c.one(['a', 'b', 'zz', 'toString()'])}`,
      () => `(${any()} as any)?.${c.one(['a', 'length', 'b?.c', '[0]'])}`,
      () => `${this.expression('list')}[${c.below(4)}]`,
      () => `(${any()} as any + (${any()} as any))`,
      () => (this.#classes.length > 0 ? `new ${c.one(this.#classes).name}().m(${this.expression('number')})` : any()),
      () => (this.#callables.length > 0 ? this.#call() : any()),
      () => `void ${any()}`,
      () => `((q: any) => (${this.expression('any')}))(${any()})`,
      () => `(() => { try { return ${any()}; } catch { return "threw"; } finally { console.log("f"); } })()`,
      () => `${this.expression('text')}.match(/${c.one(['a', '(b)(\\d)?', '\\w+'])}/)?.[0]`,
    ])();
  }
}
