import { functionBody } from './declarations';
import type { Grammar } from './grammar';

/** A class; each of its members is there in some of the programs. Later classes extend it. */
export function classDeclaration(g: Grammar): string {
  const c = g.choices;
  const name = g.fresh('C');
  const known = g.classes;
  const parent = known.length > 0 && c.chance(1, 2) ? c.one(known) : null;
  const members = ['x', 'm(1)', ...(parent?.members ?? [])];
  const also = (text: string, ...more: string[]): string => {
    if (!c.chance(1, 3)) return '';
    members.push(...more);
    return g.expand(text);
  };
  const text = g.inFunction(
    () => {
      const parts = [
        g.expand('x: any = @n;'),
        method(g, `m(k: any = 1): any`, parent === null ? null : 'super.m(k)'),
        also(
          parent === null
            ? 'constructor(n: any = @n) { this.x += n; }'
            : 'constructor(n: any = 1) { super(n); this.x = [this.x, n].join("/"); }',
        ),
        also('#p: any = @x; get p() { return this.#p; } set p(v: any) { this.#p = [v]; }', 'p'),
        also('#secret(k: any): any { return [k, this.x]; } open(): any { return this.#secret(@x); }', 'open()'),
        also('static has(o: any) { return #mark in o; } #mark = 1;'),
        also('static s: any = @x; static t = [this.s, this.name];'),
        also('static #count = 0; static make(..._1: any[]) { this.#count++; return new this(...(_1 as [])); }'),
        also('static { console.log("static", this.name); }'),
        also('toString() { return @t; }', 'toString()'),
        also('valueOf() { return @n; }'),
        also('*[Symbol.iterator](): any { yield this.x; yield @n; }', 'x'),
        also('["c" + @i]: any = @x;', 'c1'),
        also('[@k](): any { return @x; }'),
        also('y: any;', 'y'),
        also('arrow = (k: any = 1) => [this.x, k];', 'arrow()', 'arrow.call(null, 2)'),
        also(`get g(): any { return ${parent === null ? 'this.x' : c.one(['super.g', 'this.x'])}; }`, 'g'),
        also('get [Symbol.toStringTag]() { return @t; }'),
      ];
      return `class ${name}${parent === null ? '' : ` extends ${parent.name}`} { ${parts.filter(Boolean).join(' ')} }`;
    },
    { hasThis: true },
  );
  g.declareClass({ name, members });
  if (!c.chance(1, 2)) return text;
  const object = g.declare('object', true, 'o');
  return `${text} const ${object} = new ${name}(${g.expression('any')}); console.log(${object}.m(${g.expression('number')}), ${object});`;
}

function method(g: Grammar, head: string, inherited: string | null): string {
  if (inherited !== null && g.choices.chance(1, 2)) return `${head} { return [${inherited}, this.x]; }`;
  return `${head} ${g.inPlace({ hasThis: true }, () => g.inScope(() => functionBody(g)))}`;
}
