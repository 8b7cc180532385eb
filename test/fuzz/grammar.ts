import type { Choices } from './choices';
import { namespaceDeclaration } from './declarations';
import { type Forms, forms, leaves, type Type } from './forms';
import { statements } from './statements';

export interface Name {
  readonly name: string;
  readonly type: Type;
  readonly constant: boolean;
}

export interface Callable {
  readonly name: string;
  /** Arguments that it is called with. */
  readonly parameters: readonly Type[];
}

/** A class of the program: how it is made, and what its instances have. */
export interface MadeClass {
  readonly name: string;
  readonly members: readonly string[];
}

/** What a stretch of code may do. */
export interface Place {
  readonly inFunction: boolean;
  readonly inGenerator: boolean;
  readonly inLoop: boolean;
  readonly hasThis: boolean;
  readonly labels: readonly string[];
}

/** What programs are made of: ways to write an expression, the simplest ones, and statements. */
export interface Dialect {
  readonly forms: Forms;
  readonly leaves: Forms;
  readonly statements: readonly ((g: Grammar) => string)[];
}

interface Scope {
  readonly names: Name[];
  readonly callables: Callable[];
  readonly classes: MadeClass[];
}

const MODULE: Place = { inFunction: false, inGenerator: false, inLoop: false, hasThis: false, labels: [] };
const EXPRESSION_DEPTH = 5;
const STATEMENT_DEPTH = 3;

/**
 * Programs by a grammar: every name is unique, loops, recursion and calls are bounded, values that a loop builds up are
 * cut, and what is computed is printed on the way. The text is TypeScript that Node and we can run alike.
 */
export class Grammar {
  readonly #scopes: Scope[] = [newScope()];
  #place = MODULE;
  #count = 0;
  #expressionDepth = 0;
  #statementDepth = 0;

  constructor(
    readonly choices: Choices,
    private readonly dialect: Dialect = { forms, leaves, statements },
  ) {}

  /** A whole program. What it throws at its end is printed. */
  program(): string {
    const top = this.choices.chance(1, 12) ? `${namespaceDeclaration(this)}\n` : '';
    const parts: string[] = [];
    const least = 2 + this.choices.below(4);
    while (parts.length < least || (!this.choices.ended && parts.length < 24)) {
      const text = this.statement();
      parts.push(this.choices.chance(1, 2) ? guarded(text) : text);
    }
    const names = this.visible().map(({ name }) => name);
    parts.push(`console.log(${names.slice(-8).join(', ') || '"nothing"'});`);
    const body = `${top}try {\n${parts.join('\n')}\n} ${caught('thrown')} finally { finished = 1; }\n`;
    return prelude.filter(([name]) => body.includes(name)).reduceRight((text, [, code]) => `${code}\n${text}`, body);
  }

  // --- names and places ------------------------------------------------------------------------------------------

  fresh(prefix: string): string {
    return `${prefix}${++this.#count}`;
  }

  /** A new name that the code below may use. */
  declare(type: Type, constant = true, prefix = 'v'): string {
    const name = this.fresh(prefix);
    this.#scopes.at(-1)!.names.push({ name, type, constant });
    return name;
  }

  /** A name that the program has by other means, such as a member of an enum. */
  declareAs(name: string, type: Type): void {
    this.#scopes.at(-1)!.names.push({ name, type, constant: true });
  }

  declareCallable(callable: Callable): void {
    this.#scopes.at(-1)!.callables.push(callable);
  }

  declareClass(made: MadeClass): void {
    this.#scopes.at(-1)!.classes.push(made);
  }

  visible(type: Type | null = null, changeable = false): Name[] {
    return this.#scopes.flatMap(({ names }) =>
      names.filter((name) => (type === null || name.type === type) && !(changeable && name.constant)),
    );
  }

  get classes(): MadeClass[] {
    return this.#scopes.flatMap(({ classes }) => classes);
  }

  get place(): Place {
    return this.#place;
  }

  inScope<T>(body: () => T): T {
    this.#scopes.push(newScope());
    try {
      return body();
    } finally {
      this.#scopes.pop();
    }
  }

  inPlace<T>(place: Partial<Place>, body: () => T): T {
    const outer = this.#place;
    this.#place = { ...outer, ...place };
    try {
      return body();
    } finally {
      this.#place = outer;
    }
  }

  /** A scope whose code is a function's. */
  inFunction<T>(body: () => T, place: Partial<Place> = {}): T {
    return this.inScope(() => this.inPlace({ ...MODULE, inFunction: true, ...place }, body));
  }

  // --- statements ------------------------------------------------------------------------------------------------

  statement(): string {
    if (this.#statementDepth >= STATEMENT_DEPTH) return this.dialect.statements[0]!(this);
    this.#statementDepth++;
    try {
      return this.choices.one(this.dialect.statements)(this);
    } finally {
      this.#statementDepth--;
    }
  }

  /** Statements between braces, with names of their own. */
  block(most = 2): string {
    return this.inScope(
      () => `{ ${[this.statement(), ...this.choices.many(most, () => this.statement())].join(' ')} }`,
    );
  }

  loopBody(): string {
    return this.inPlace({ inLoop: true }, () => this.block());
  }

  print(): string {
    return `console.log(${[this.expression('any'), ...this.choices.many(1, () => this.expression('any'))].join(', ')});`;
  }

  // --- expressions -----------------------------------------------------------------------------------------------

  /** An expression that can stand anywhere: in parentheses where it is more than a name or a text. */
  expression(type: Type): string {
    const text = this.#bare(type);
    return /^(?:[A-Za-z_$][\w$.]*|"[^"\\]*")$/.test(text) || isInParentheses(text) ? text : `(${text})`;
  }

  #bare(type: Type): string {
    if (this.#expressionDepth >= EXPRESSION_DEPTH) return this.#leaf(type);
    this.#expressionDepth++;
    try {
      const c = this.choices;
      if (c.ended || c.chance(1, 3)) return this.#leaf(type);
      if (c.chance(1, 14)) return `${this.expression('truth')} ? ${this.expression(type)} : ${this.expression(type)}`;
      if (c.chance(1, 14) && type === 'any') return this.#ofTheProgram();
      return this.expand(c.one(this.dialect.forms[type]));
    } finally {
      this.#expressionDepth--;
    }
  }

  #leaf(type: Type): string {
    const names = this.visible(type === 'any' ? null : type);
    if (names.length > 0 && this.choices.chance(2, 3)) return this.choices.one(names).name;
    return this.choices.one(this.dialect.leaves[type]);
  }

  /** A call of the program's functions, an instance of its classes, what `this` and `yield` give. */
  #ofTheProgram(): string {
    const forms = ['@n'];
    const made = this.classes;
    if (made.length > 0) {
      const { name, members } = this.choices.one(made);
      forms.push(`new ${name}(@x)`, `new ${name}().${this.choices.one(members)}`, `(@o as any) instanceof ${name}`);
    }
    const callables = this.#scopes.flatMap((scope) => scope.callables);
    if (callables.length > 0) {
      const { name, parameters } = this.choices.one(callables);
      forms.push(`${name}(${parameters.map((type) => `@${holeOf(type)}`).join(', ')})`, `${name}(...(@l as any[]))`);
    }
    if (this.#place.hasThis) forms.push('(this as any).x', '(this as any)?.[@k]');
    if (this.#place.inGenerator) forms.push('yield @x', 'yield* @l');
    return this.expand(forms.length > 1 ? forms[1 + this.choices.below(forms.length - 1)]! : forms[0]!);
  }

  /** The text of a form: `@` and a letter is an expression or a part of one, `_1` a name that is nowhere else. */
  expand(form: string): string {
    // What is yielded inside of a function of the form would be that function's.
    if (this.#place.inGenerator && /=>|function|class|\) \{/.test(form)) {
      return this.inPlace({ inGenerator: false }, () => this.expand(form));
    }
    const names = new Map<string, string>();
    return form.replace(/@(\w)|\b_(\d)\b/g, (_all, hole: string | undefined, local: string | undefined) => {
      if (hole !== undefined) return this.#hole(hole);
      const name = names.get(local!) ?? this.fresh('l');
      names.set(local!, name);
      return name;
    });
  }

  #hole(letter: string): string {
    const c = this.choices;
    const type = holes[letter];
    if (type !== undefined) return this.expression(type);
    switch (letter) {
      case 'i':
        return String(c.below(4));
      case 'j':
        return c.one(['0', '1', '2', '3', '-1', '-2', '1.5', 'undefined']);
      case 'k':
        return c.one(['"a"', '"b"', '"zz"', '0', '"length"', 'Symbol.iterator']);
      case 'q':
        return c.one([`/${c.one(patterns)}/`, `/${c.one(patterns)}/${c.one(['i', 'g', 'y', 'm', 's', 'u', 'gi'])}`]);
      case 'g':
        return `/${c.one(patterns)}/g${c.one(['', 'i', 'u'])}`;
      case 'M':
        return this.#callback(1 + c.below(2), () => this.expression('any'));
      case 'P':
        return this.#callback(1, () => this.expression('truth'));
      case 'R':
        return this.#callback(2, () => this.expression('any'));
      case 'C':
        return c.one([
          '(a: any, b: any) => a - b',
          '(a: any, b: any) => b - a',
          '(a: any, b: any) => String(a).length - String(b).length',
          '(a: any, b: any) => (String(a) < String(b) ? 1 : -1)',
          '() => 0',
        ]);
      default:
        throw new TypeError(`no hole @${letter}`);
    }
  }

  #callback(count: number, result: () => string): string {
    return this.inFunction(
      () => {
        const parameters = Array.from({ length: count }, () => `${this.declare('any', false, 'p')}: any`).join(', ');
        return this.choices.one([
          () => `(${parameters}) => ${result()}`,
          () => `(${parameters}) => { ${this.print()} return ${result()}; }`,
          () => `function (${parameters}) { return ${result()}; }`,
        ])();
      },
      { hasThis: false },
    );
  }
}

/** Whether the first parenthesis of a text is closed by its last character. */
function isInParentheses(text: string): boolean {
  let depth = 0;
  for (let k = 0; k < text.length; k++) {
    if (text[k] === '(') depth++;
    else if (text[k] === ')') depth--;
    if (depth === 0) return k > 0 && k === text.length - 1;
  }
  return false;
}

function newScope(): Scope {
  return { names: [], callables: [], classes: [] };
}

/** What a statement throws is printed, and the program goes on; declarations stay as they are, for the code below. */
function guarded(text: string): string {
  if (/^(?:let|const|var|class|abstract|function|enum|namespace|label)\b/.test(text)) return text;
  return `try { ${text} } ${caught('!')}`;
}

function caught(mark: string): string {
  return `catch (e) { console.log("${mark}", e instanceof Error ? e.name + ": " + e.message : e); }`;
}

const patterns = [
  'a', '(.)(.)', '[a-z]', '\\d+', '^b?', '(?:)', '(a|b)+?', '(?<=a)b', '\\b\\w', '[^a]$', '(?<n>a)|(b)', '.*?', '(a)?b*',
  '\\s', '(?!a)\\w', '[\\dx-z]', '(.)\\1', 'é|\\.',
]; // biome-ignore format: a list

const holes: Readonly<Record<string, Type>> = {
  n: 'number',
  t: 'text',
  b: 'truth',
  l: 'list',
  o: 'object',
  x: 'any',
  m: 'map',
  s: 'set',
  d: 'typed',
  y: 'symbol',
  w: 'walk',
  f: 'function',
};

function holeOf(type: Type): string {
  return Object.keys(holes).find((letter) => holes[letter] === type)!;
}

/** Helpers that a program gets when it uses them: calls are bounded, and what a loop builds up is cut. */
const prelude: readonly (readonly [name: string, code: string])[] = [
  ['calls', 'let calls = 0;'],
  ['finished', 'let finished = 0;'],
  [
    'cap(',
    `const size = (x: any, depth = 0): number => typeof x === "string" ? x.length : typeof x === "object" && x !== null
  ? Object.values(x).reduce((n: number, y) => (n > 40 || depth > 5 ? 99 : n + size(y, depth + 1)), 1) : 1;
const cap = (x: any): any => (size(x) > 40 ? 0 : x);`,
  ],
];
