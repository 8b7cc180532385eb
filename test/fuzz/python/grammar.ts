import type { Choices } from '../choices';

/** What an expression gives: number, text, list of numbers, truth value, dictionary from text to numbers. */
type Kind = 'n' | 't' | 'l' | 'b' | 'd';

/** How each kind may be written: `@n` stands for any number, and so on; `_` for a name of its own. The simplest stands first. */
const forms: Readonly<Record<Kind, readonly string[]>> = {
  n: [
    '@n + @n', '@n - @n', '@n * @n', '-@n', '@n / @n', '@n // @n', '@n % @n', '(@n % 5) ** 2', '2 ** (@n % 7)', 'abs(@n)',
    'len(@t)', 'len(@l)', 'sum(@l)', 'min(@l)', 'max(@n, @n)', '@l[0]', '@l[-1]', '@l[@n]', '@d.get(@t, @n)', '@d[@t]',
    'int(@n)', 'float(@n)', 'round(@n)', 'round(@n, 1)', 'int(@b)', '@n if @b else @n', '(lambda _: _ * 2)(@n)',
    'sum(_ * _ for _ in @l)', 'sum(_ for _ in @l if _ > @n)', '@f(@n)', '@f(@n, b=@n)', 'math.sqrt(abs(@n))', 'math.floor(@n)',
    'math.tanh(@n)', 'divmod(@n, @n)[1]', 'int(@n) & 7', 'int(@n) << 3', '(_ := @n) + _', '@t.count(@t)', '@t.find(@t)',
    'functools.reduce(lambda _, v: _ + v, @l, 0)', 'sorted(@l)[0]', 'max(@l, key=lambda _: -_)', 'int(@t)', 'ord(@t[0])',
    'next(iter(@l))', '[*@l, @n][-1]', 'hash(@n) % 3', 'bool(@l) + @b', 'Thing(@n).twice()', 'Thing(@n) + Thing(@n)',
    'Thing(@n).value', 'next(walk(@l))', 'sum(walk(@l))', 'len(set(@l))', 'len({*@l, @n})', 'complex_(@n)', '@n.real',
  ],
  t: [
    '"a"', '""', '"b c"', '"Ä😀x"', 'str(@n)', 'repr(@t)', 'f"{@n}"', 'f"{@n:.2f}"', 'f"{@n!r:>8}"', 'f"{@t:^7}|"', '@t + @t',
    '@t * (@n % 3)', '@t.upper()', '@t[::-1]', '@t[1:]', '@t.replace("a", @t)', '"-".join(map(str, @l))', 'str(@l)', 'str(@d)',
    '"%s and %d" % (@t, @n)', '"{:>6}".format(@t)', '"{0}{0!r}".format(@n)', '@t.strip()', '@t.title()', 'repr(@b)', '@t.zfill(5)',
    'chr(97 + int(@n) % 26)', 'type(@n).__name__', '@t if @b else @t', 'str(sorted(@t))', '" ".join(@t.split())', 'ascii(@t)',
    'f"{@n:,}"', 'f"{@n:e}"', 'f"{int(@n):08b}"', 'f"{@l}"', 'repr(Thing(@n))', 'hex(int(@n))', '@t.partition("b")[0]',
  ],
  l: [
    '[@n, @n]', '[]', '[@n]', 'list(range(@n % 5))', '@l + @l', '@l[1:]', '@l[::-1]', '[_ * 2 for _ in @l]', 'sorted(@l)',
    '[_ for _ in @l if _ > @n]', 'list(@d.values())', 'list(map(@f, @l))', 'list(filter(None, @l))', '[*@l, @n]', '@l * 2',
    '[a + b for a, b in zip(@l, @l)]', '[i * v for i, v in enumerate(@l)]', 'list(reversed(@l))', 'list(walk(@l))',
    '[len(_) for _ in @t.split("b")]', 'list(itertools.accumulate(@l))', '@l if @b else @l', '[a * b for a in @l for b in @l][:6]',
    'list(dict.fromkeys(@l))', '[*itertools.chain(@l, @l)]', 'list(divmod(@n, @n))', '@l[@n:@n]', 'sorted(@l, key=abs, reverse=True)',
  ],
  b: [
    'True', 'False', '@n > @n', '@n == @n', '@n < @n <= @n', 'not @b', '@b and @b', '@b or @b', '@n in @l', '@t in @t', '@t in @d',
    'bool(@l)', 'any(@l)', 'all(_ > 0 for _ in @l)', 'isinstance(@n, int)', '@l == @l', '@t < @t', '@t.startswith("a")', '@n is None',
    '@l < @l', 'callable(@f)', '@d == @d', '@t.isdigit()', 'hasattr(Thing(@n), "value")', 'Thing(@n) == Thing(@n)',
  ],
  d: [
    '{"a": @n}', '{}', '{@t: @n, "b": @n}', '{**@d, "c": @n}', '{str(_): _ for _ in @l}', 'dict(a=@n, b=@n)', '@d | @d',
    'dict(zip(@t, @l))', 'dict(sorted(@d.items()))', '{k: v * 2 for k, v in @d.items()}',
  ],
}; // biome-ignore format: a table

const literals: Readonly<Record<Kind, readonly string[]>> = {
  n: ['1', '0', '2.5', '-3', '7', '1e3', '0.1', '10**12', '1_000', '-0.0', '1e-7', 'True', '123456789'],
  t: ['"a"', '"b"', '""', '"ab12"', "'it\\'s'"],
  l: ['[1, 2, 3]', '[0.5, -1]', '[]', '[3]'],
  b: ['True', 'False'],
  d: ['{"a": 1}', '{}', '{"a": 2.5, "b": -1}'],
};

const setUp = `import math, functools, itertools, collections


class Thing:
    def __init__(self, value):
        self.value = value

    def twice(self):
        return self.value * 2

    def __add__(self, other):
        return self.value + other.value

    def __eq__(self, other):
        return isinstance(other, Thing) and self.value == other.value

    def __repr__(self):
        return f"Thing({self.value!r})"


def walk(items):
    for item in items:
        yield item


def complex_(n, *rest, **more):
    return n + len(rest) + len(more)


def f0(a, b=2):
    return a + b

`;

const kinds: readonly Kind[] = ['n', 't', 'l', 'b', 'd'];

/** Random programs of Python, which print what they compute and what is thrown. Their loops end. */
export class PythonGrammar {
  readonly #names = new Map<Kind, string[]>(kinds.map((kind) => [kind, []]));
  readonly #functions = ['f0'];
  #count = 0;

  constructor(private readonly choices: Choices) {}

  program(): string {
    const statements = Array.from({ length: 2 + this.choices.below(8) }, () => this.#statement(0));
    return `${setUp}\n${statements.join('\n')}\n`;
  }

  #fresh(): string {
    this.#count++;
    return `v${this.#count}`;
  }

  #expression(kind: Kind, depth: number): string {
    const known = this.#names.get(kind)!;
    if (depth > 3 || this.choices.ended || this.choices.chance(1, 4)) {
      return known.length > 0 && this.choices.chance(1, 2) ? this.choices.one(known) : this.choices.one(literals[kind]);
    }
    const own = this.#fresh();
    const text = this.choices
      .one(forms[kind])
      .replaceAll(/\b_\b/g, own)
      .replaceAll('@f', () => this.choices.one(this.#functions))
      .replaceAll(/@([ntlbd])\b/g, (_all, inner: Kind) => `(${this.#expression(inner, depth + 1)})`);
    // Quotes of a format's own end it in CPython 3.11.
    return text.startsWith('f"') && /["\\]/.test(text.slice(2, -1)) ? `str(${text.length})` : text;
  }

  /** Statements in a block of their own: what is named inside is not known outside. */
  #block(depth: number): string {
    const before = new Map([...this.#names].map(([kind, names]) => [kind, [...names]]));
    const lines = Array.from({ length: 1 + this.choices.below(2) }, () => this.#statement(depth + 1));
    for (const [kind, names] of before) this.#names.set(kind, names);
    return lines.join('\n').replaceAll(/^(?=.)/gm, '    ');
  }

  #assignment(depth: number): string {
    const kind = this.choices.one(kinds);
    const value = this.#expression(kind, depth);
    const known = this.#names.get(kind)!;
    const name = known.length > 0 && this.choices.chance(1, 3) ? this.choices.one(known) : this.#fresh();
    if (!known.includes(name)) known.push(name);
    return `${name} = ${value}`;
  }

  #statement(depth: number): string {
    const one = (kind: Kind) => this.#expression(kind, 1);
    const kind = this.choices.one(kinds);
    const guarded = (text: string) =>
      `try:\n${text.replaceAll(/^(?=.)/gm, '    ')}\nexcept Exception as error:\n    print(type(error).__name__, error)`;
    switch (this.choices.below(depth > 2 ? 4 : 13)) {
      case 0:
        return guarded(`print(${one(kind)})`);
      case 1:
        return depth === 0 ? this.#assignment(0).replace(/^(\w+) = (.*)$/s, (_all, name, value) => `${name} = ${this.choices.one(literals[this.#kindOf(name)])}\n${guarded(`${name} = ${value}`)}`) : guarded(`print(${one('n')}, ${one(kind)})`); // biome-ignore format: one thing
      case 2:
        return guarded(`print(${one('t')}, ${one(kind)}, sep="|")`);
      case 3:
        return guarded(`assert ${one('b')}, ${one('t')}`);
      case 4:
        return guarded(`if ${one('b')}:\n${this.#block(depth)}\nelse:\n${this.#block(depth)}`);
      case 5: {
        const name = this.#fresh();
        return guarded(
          `for ${name} in ${one('l')}[:4]:\n    if ${name} == ${one('n')}: continue\n    print(${name})\n${this.#block(depth)}`,
        );
      }
      case 6: {
        const name = this.#fresh();
        return guarded(
          `${name} = 0\nwhile ${name} < 3:\n    ${name} += 1\n    if ${one('b')}: break\n${this.#block(depth)}\nelse:\n    print("else")`,
        );
      }
      case 7:
        return guarded(
          `try:\n${this.#block(depth)}\n    raise ValueError(${one(kind)})\nexcept (ValueError, KeyError) as e:\n    print(repr(e))\nfinally:\n    print("finally")`,
        );
      case 8: {
        const name = this.#fresh();
        this.#functions.push(name);
        return `def ${name}(a, b=1, *c, **d):\n    return a * b + len(c)`;
      }
      case 9: {
        const [a, b] = [this.#fresh(), this.#fresh()];
        return guarded(`${a}, *${b} = ${one('l')}\nprint(${a}, ${b})`);
      }
      case 10:
        return guarded(
          `match ${one(kind)}:\n    case 0 | 1: print("small")\n    case [a, *b]: print("list", a, b)\n    case {"a": a}: print("dict", a)\n    case str(): print("text")\n    case other: print(other)`,
        );
      case 11: {
        const name = this.#fresh();
        return guarded(
          `${name} = ${one('l')}\n${name}.append(${one('n')})\n${name}[0] += ${one('n')}\ndel ${name}[-1]\nprint(${name})`,
        );
      }
      default: {
        const name = this.#fresh();
        return guarded(`${name} = ${one('d')}\n${name}[${one('t')}] = ${one('n')}\nprint(${name}, list(${name}))`);
      }
    }
  }

  #kindOf(name: string): Kind {
    return [...this.#names].find(([, names]) => names.includes(name))?.[0] ?? 'n';
  }
}
