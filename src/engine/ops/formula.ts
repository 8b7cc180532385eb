/** A local gradient such as `y · (1 − y)`, read from the text that cards show. */
export type Formula =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'apply'; readonly op: string; readonly of: readonly Formula[] };

/** Functions in formulas, by the operation that each is. */
const functions: Readonly<Record<string, string>> = {
  ln: 'log',
  exp: 'exp',
  sqrt: 'sqrt',
  sin: 'sin',
  cos: 'cos',
  sinh: 'sinh',
  cosh: 'cosh',
  tanh: 'tanh',
  sign: 'sign',
  trunc: 'trunc',
  floor: 'floor',
  σ: 'sigmoid',
};

const constants: Readonly<Record<string, number>> = { π: Math.PI, '½': 0.5 };
const powers: Readonly<Record<string, number>> = { '²': 2, '³': 3 };

const parsed = new Map<string, Formula | null>();

/** Reads a formula; null where the text is more than one, such as a case distinction. */
export function parseFormula(text: string): Formula | null {
  let found = parsed.get(text);
  if (found === undefined) parsed.set(text, (found = new Parser(text).whole()));
  return found;
}

const number = (value: number): Formula => ({ kind: 'number', value });
const apply = (op: string, ...of: readonly Formula[]): Formula => ({ kind: 'apply', op, of });

/** Thrown, and caught, within {@link Parser.whole}. */
class NoFormula extends Error {}

/** A precedence climber: sums, products, signs, powers. */
class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = text.match(/\d+(?:\.\d+)?|[a-z]+|[^\s]/gi) ?? [];
  }

  whole(): Formula | null {
    try {
      const found = this.#sum();
      return this.#at === this.#tokens.length ? found : null;
    } catch (error) {
      if (error instanceof NoFormula) return null;
      throw error;
    }
  }

  #next(): string | undefined {
    return this.#tokens[this.#at];
  }

  #sum(): Formula {
    let left = this.#product();
    for (let sign = this.#next(); sign === '+' || sign === '−'; sign = this.#next()) {
      this.#at++;
      left = apply(sign === '+' ? 'add' : 'sub', left, this.#product());
    }
    return left;
  }

  #product(): Formula {
    let left = this.#sign();
    for (let sign = this.#next(); sign === '·' || sign === '/'; sign = this.#next()) {
      this.#at++;
      left = apply(sign === '·' ? 'mul' : 'div', left, this.#sign());
    }
    return left;
  }

  #sign(): Formula {
    if (this.#next() !== '−') return this.#power();
    this.#at++;
    return apply('neg', this.#power());
  }

  #power(): Formula {
    const base = this.#primary();
    const token = this.#next() ?? '';
    if (token in powers) {
      this.#at++;
      return apply('pow', base, number(powers[token]!));
    }
    if (token !== '^') return base;
    this.#at++;
    return apply('pow', base, this.#power());
  }

  #primary(): Formula {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new NoFormula();
    if (token === '(') return this.#closed();
    if (/^\d/.test(token)) return number(Number(token));
    if (token in constants) return number(constants[token]!);
    if (token in functions && this.#next() === '(') {
      this.#at++;
      return apply(functions[token]!, this.#closed());
    }
    if (/^[abyαβ]$/.test(token) || token === 'slope') return { kind: 'name', name: token };
    throw new NoFormula();
  }

  #closed(): Formula {
    const inner = this.#sum();
    if (this.#tokens[this.#at++] !== ')') throw new NoFormula();
    return inner;
  }
}
