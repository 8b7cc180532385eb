import type { Type } from './forms';
import type { Grammar } from './grammar';

const plain: readonly Type[] = [
  'number',
  'number',
  'text',
  'list',
  'object',
  'truth',
  'any',
  'map',
  'set',
  'typed',
  'walk',
  'function',
];

export function declaration(g: Grammar): string {
  const c = g.choices;
  const kind = c.one(['let', 'const', 'var']);
  if (kind !== 'const' && c.chance(1, 10)) return `${kind} ${g.declare('any', false)}: any;`;
  const type = c.one(plain);
  const value = g.expression(type);
  // What a walk gives can be taken once, and a function is called: both keep their first value.
  const fixed = kind === 'const' || type === 'walk' || type === 'function';
  const first = `${kind} ${g.declare(type, fixed)}${c.one(['', ': any'])} = ${value}`;
  if (!c.chance(1, 8)) return `${first};`;
  const second = g.expression('number');
  return `${first}, ${g.declare('number', kind === 'const')} = ${second};`;
}

/** A pattern and what it takes apart. The names are declared, unless they are there. */
function pattern(g: Grammar, name: (type: Type) => string): { readonly pattern: string; readonly value: string } {
  const c = g.choices;
  const value = (type: Type) => `${g.expression(type)} as any`;
  return c.one([
    () => {
      const list = value('list');
      return {
        pattern: `[${name('any')}, ${name('any')} = ${g.expression('number')}, ...${name('list')}]`,
        value: list,
      };
    },
    () => {
      const object = value('object');
      return {
        pattern: `{ a: ${name('any')}, zz: ${name('any')} = ${g.expression('any')}, ...${name('object')} }`,
        value: object,
      };
    },
    () => {
      const walked = value('walk');
      return { pattern: `[, ${name('any')}, ...[${name('any')} = "none"]]`, value: walked };
    },
    () => {
      const object = value('object');
      return {
        pattern: `{ [${g.expression('text')}]: ${name('any')} = 1, a: [${name('any')}] = [2] }`,
        value: `{ ...(${object}), a: [3] }`,
      };
    },
    () => ({ pattern: `{ length: ${name('any')}, 0: ${name('any')} }`, value: value('text') }),
    () => ({
      pattern: `[{ a: ${name('any')} } = { a: 0 }, [${name('any')} = 7] = []]`,
      value: `[${g.expression('object')}, ${g.expression('list')}] as any`,
    }),
  ])();
}

export function patternDeclaration(g: Grammar): string {
  const kind = g.choices.one(['let', 'const', 'var']);
  const made = pattern(g, (type) => `${g.fresh('d')}:${type}`);
  const names = [...made.pattern.matchAll(/\b(d\d+):(\w+)/g)];
  const text = made.pattern.replace(/\b(d\d+):\w+/g, '$1');
  for (const [, name, type] of names) g.declareAs(name!, type as Type);
  return `${kind} ${text} = ${made.value};`;
}

/** Takes a value apart into variables that are there, and into places of objects. */
export function patternAssignment(g: Grammar): string {
  const names = g.visible('any', true);
  if (names.length === 0) return patternDeclaration(g);
  const objects = g.visible('object');
  const place = () =>
    objects.length > 0 && g.choices.chance(1, 4)
      ? `(${g.choices.one(objects).name} as any).a`
      : g.choices.one(names).name;
  const { pattern: text, value } = pattern(g, place);
  return `(${text} = ${value});`;
}

interface Parameters {
  readonly text: string;
  readonly types: readonly Type[];
}

/** The parameters of a function whose scope is entered: defaults see those before them. */
export function parameters(g: Grammar): Parameters {
  const c = g.choices;
  const types: Type[] = [];
  const texts = c.many(2, () => {
    types.push('any');
    return c.one([
      () => `${g.declare('any', false, 'p')}: any`,
      () => `${g.declare('any', false, 'p')}?: any`,
      () => {
        const fallback = g.expression('any');
        return `${g.declare('any', false, 'p')}: any = ${fallback}`;
      },
      () => {
        types[types.length - 1] = 'list';
        return `[${g.declare('any', false, 'p')}, ${g.declare('any', false, 'p')} = 1]: any = []`;
      },
      () => {
        types[types.length - 1] = 'object';
        return `{ a: ${g.declare('any', false, 'p')} = 2, ...${g.declare('object', true, 'p')} }: any = {}`;
      },
    ])();
  });
  if (c.chance(1, 6)) texts.push(`...${g.declare('list', true, 'rest')}: any[]`);
  return { text: texts.join(', '), types };
}

/** A body between braces that ends by returning something. Calls are bounded. */
export function functionBody(g: Grammar): string {
  const inner = g.choices.many(2, () => g.statement());
  return `{ if (++calls > 200) return 0; ${[...inner, `return ${g.expression('any')};`].join(' ')} }`;
}

export function functionDeclaration(g: Grammar): string {
  const c = g.choices;
  const name = g.fresh('f');
  const way = c.below(4);
  let types: readonly Type[] = [];
  const text = g.inFunction(
    () => {
      const made = parameters(g);
      types = made.types;
      const self = `this: any${made.text ? ', ' : ''}`;
      switch (way) {
        case 0:
          return `function ${name}(${made.text}): any ${functionBody(g)}`;
        case 1:
          return `const ${name} = (${made.text}): any => ${c.chance(1, 2) ? functionBody(g) : g.expression('any')};`;
        case 2:
          return `const ${name} = function (${self}${made.text}): any ${functionBody(g)};`;
        default:
          return `function ${name}(${self}${made.text}): any { console.log(arguments.length, [...arguments].slice(0, 3), new.target === undefined); ${functionBody(g)} }`;
      }
    },
    { hasThis: false },
  );
  g.declareCallable({ name, parameters: types });
  g.declareAs(name, 'function');
  return text;
}

export function recursiveFunction(g: Grammar): string {
  const name = g.fresh('r');
  const text = g.inFunction(() => {
    const [n, x] = [g.declare('number', true, 'n'), g.declare('any', true, 'p')];
    const end = g.expression('any');
    const combined = g.choices.one([
      `[${n}, ${name}(${n} - 1, ${g.expression('any')})]`,
      `${g.expression('number')} + ${name}(${n} - 1, ${x})`,
      `${name}(${n} - 1, ${x}) ?? ${name}(${n} - 2, ${n})`,
      `(${name}(${n} - 1, cap([${x}, ${n}])), ${g.expression('any')})`,
    ]);
    return `function ${name}(${n}: any, ${x}?: any): any { if (!(${n} > 0) || ++calls > 200) return ${end}; ${g.print()} return ${combined}; }`;
  });
  const call = `console.log(${name}(${1 + g.choices.below(4)}, ${g.expression('any')}));`;
  return `${text} ${call}`;
}

export function generatorDeclaration(g: Grammar): string {
  const name = g.fresh('g');
  const text = g.inFunction(
    () => {
      const made = g.inPlace({ inGenerator: false }, () => parameters(g));
      const k = g.declare('number', true, 'i');
      const body = g.inPlace({ inLoop: true }, () =>
        g.inScope(() => {
          const before = g.choices.many(1, () => g.statement()).join(' ');
          const yields = g.expand(
            g.choices.one([
              'yield @x;',
              'yield* @w as any;',
              'console.log("sent", yield @x);',
              `try { yield ${k}; } finally { console.log("closed"); }`,
              'try { yield @x; } catch (_1) { yield ["caught", String(_1)]; }',
            ]),
          );
          return `${before} ${yields}`;
        }),
      );
      const loop = `for (let ${k} = 0; ${k} < 3; ${k}++) { if (++calls > 200) break; ${body} }`;
      return `function* ${name}(${made.text}): any { ${loop} return ${g.expression('any')}; }`;
    },
    { inGenerator: true },
  );
  g.declareCallable({ name, parameters: [] });
  return `${text} ${g.choices.one([`console.log([...${name}()]);`, `console.log(${name}().next());`, ''])}`;
}

/** A function, a `var` and a class that code above them uses. */
export function hoisted(g: Grammar): string {
  const [f, v] = [g.fresh('h'), g.fresh('h')];
  const [result, value] = [g.inFunction(() => g.expression('any')), g.expression('any')];
  return `console.log(typeof ${f}, ${f}(), ${v}); function ${f}(): any { return [${v}, ${result}]; } var ${v}: any = ${value}; console.log(${f}());`;
}

/** Reads a name before its declaration. */
export function tooEarly(g: Grammar): string {
  const name = g.fresh('late');
  const use = g.choices.one([`${name};`, `typeof ${name};`, `${name} = 1;`, `(() => ${name})();`, `[${name}] = [1];`]);
  return `try { ${use} let ${name}: any = ${g.expression('any')}; } catch (e: any) { console.log(e.name, e.message); }`;
}

export function enumDeclaration(g: Grammar): string {
  if (g.place.inFunction) return declaration(g);
  const c = g.choices;
  const name = g.fresh('E');
  const members = ['A', `B = ${c.below(9)}`, 'C', 'D = B | 4', 'T = "text"', 'L = "ab".length', '"x y" = 3'];
  const kept = members.slice(0, 3 + c.below(5));
  g.declareAs(`${name}.C`, 'number');
  return `enum ${name} { ${kept.join(', ')} } console.log(${name}, ${name}[1]);`;
}

/** A namespace; it can only stand at the top of a program. */
export function namespaceDeclaration(g: Grammar): string {
  const name = g.fresh('N');
  const text = g.inFunction(() => {
    const safe = (type: Type) => `(() => { try { return ${g.expression(type)}; } catch { return 0; } })()`;
    const value = safe('number');
    const a = g.declare('number', true, 'a');
    const f = `export function f(q: any): any { return [q, ${a}, ${safe('any')}]; }`;
    const inner = `export namespace Inner { export let b: any = [${safe('any')}]; export enum E { A, B = 4 } }`;
    return `export const ${a} = ${value}; ${f} ${inner}`.replaceAll(a, 'a');
  });
  g.declareAs(`${name}.a`, 'number');
  g.declareAs(`${name}.f`, 'function');
  return `namespace ${name} { ${text} } console.log(${name}.f(1), ${name}.Inner.b, ${name}.Inner.E.B);`;
}
