/**
 * Works out a formula as cards and sentences write it, such as `2 · (y − 10)·4` or `1 / sqrt(1 − x²)`. Names are looked
 * up in `values`. Throws for anything that is not arithmetic.
 */
export function workOut(formula: string, values: ReadonlyMap<string, number>): number {
  return new Reader(formula, values).all();
}

const FUNCTIONS: Readonly<Record<string, (...operands: number[]) => number>> = {
  ...(Object.fromEntries(
    (Object.getOwnPropertyNames(Math) as (keyof Math)[])
      .filter((name) => typeof Math[name] === 'function')
      .map((name) => [name, Math[name]]),
  ) as Record<string, (...operands: number[]) => number>),
  ln: Math.log,
  // As in derivatives: NaN has no sign.
  sign: (x) => (x > 0 ? 1 : x < 0 ? -1 : 0),
};

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

class Reader {
  #at = 0;

  constructor(
    readonly text: string,
    readonly values: ReadonlyMap<string, number>,
  ) {}

  all(): number {
    const value = this.#sum();
    if (this.#at < this.text.length) throw new SyntaxError(`not arithmetic at ${this.#at}: ${this.text}`);
    return value;
  }

  #take(...signs: readonly string[]): string | null {
    while (this.text[this.#at] === ' ') this.#at++;
    const sign = signs.find((candidate) => this.text.startsWith(candidate, this.#at));
    if (sign === undefined) return null;
    this.#at += sign.length;
    return sign;
  }

  #sum(): number {
    let value = this.#product();
    for (let sign = this.#take('+', '−'); sign !== null; sign = this.#take('+', '−')) {
      value = sign === '+' ? value + this.#product() : value - this.#product();
    }
    return value;
  }

  #product(): number {
    let value = this.#signed();
    for (let sign = this.#take('·', '×', '/', '÷', '%'); sign !== null; sign = this.#take('·', '×', '/', '÷', '%')) {
      const right = this.#signed();
      value = sign === '%' ? value % right : sign === '/' || sign === '÷' ? value / right : value * right;
    }
    return value;
  }

  #signed(): number {
    return this.#take('−') === null ? this.#power() : -this.#signed();
  }

  #power(): number {
    const base = this.#atom();
    const raised = /^⁻?[⁰¹²³⁴-⁹]+/u.exec(this.text.slice(this.#at))?.[0];
    if (raised !== undefined) {
      this.#at += raised.length;
      const digits = raised.replace('⁻', '-').replace(/[⁰¹²³⁴-⁹]/gu, (char) => String(SUPERSCRIPTS.indexOf(char)));
      return base ** Number(digits);
    }
    return this.#take('^') === null ? base : base ** this.#signed();
  }

  #atom(): number {
    if (this.#take('(') !== null) {
      const value = this.#sum();
      if (this.#take(')') === null) throw new SyntaxError(`a parenthesis is open in ${this.text}`);
      return value;
    }
    const rest = this.text.slice(this.#at);
    const number = /^\d+(\.\d+)?(e−?\d+)?|^∞|^NaN/u.exec(rest)?.[0];
    if (number !== undefined) {
      this.#at += number.length;
      return Number(number.replace('−', '-').replace('∞', 'Infinity'));
    }
    const name = /^[\p{L}_][\p{L}\d_]*/u.exec(rest)?.[0] ?? '';
    this.#at += name.length;
    if (this.#take('(') !== null) {
      const operands = [this.#sum()];
      while (this.#take(',') !== null) operands.push(this.#sum());
      const apply = FUNCTIONS[name];
      if (apply === undefined || this.#take(')') === null) throw new SyntaxError(`no function ${name} in ${this.text}`);
      return apply(...operands);
    }
    const value = this.values.get(name);
    if (value === undefined) throw new SyntaxError(`no value for "${name}" in ${this.text}`);
    return value;
  }
}
