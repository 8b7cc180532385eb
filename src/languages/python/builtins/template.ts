import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { getAttribute } from '../operators/attributes';
import { getItem } from '../operators/subscript';
import { formatValue } from '../text/format';
import { reprOf, textOf } from '../text/repr';
import { raised } from '../values/exceptions';
import { Keywords, Method } from '../values/objects';

/** `template.format(…)` and `template.format_map(mapping)`. */
export function formatTemplate(name: 'format' | 'format_map'): Method {
  return new Method(name, 0, (rt, _self, args, source) => {
    const [template, ...rest] = args;
    const last = rest.at(-1);
    const keywords = last instanceof Keywords ? last : null;
    const positional = keywords ? rest.slice(0, -1) : rest;
    const named = (key: string): Value => {
      if (name === 'format_map') return getItem(rt, rest[0], key, source);
      const index = keywords?.names.indexOf(key) ?? -1;
      if (index === -1) throw raised(rt, 'KeyError', [key], source);
      return keywords!.values[index];
    };
    return new Template(rt, positional, named, source).fill(template as string, 0);
  });
}

class Template {
  #next = 0;
  #numbered: boolean | null = null;

  constructor(
    private readonly rt: Runtime,
    private readonly positional: readonly Value[],
    private readonly named: (key: string) => Value,
    private readonly source: SourceId,
  ) {}

  #fail(message: string): Error {
    return this.rt.error('ValueError', message, this.source);
  }

  fill(text: string, depth: number): string {
    if (depth > 2) throw this.#fail('Max string recursion exceeded');
    let result = '';
    for (let at = 0; at < text.length; at++) {
      const sign = text[at]!;
      if ((sign === '{' || sign === '}') && text[at + 1] === sign && depth === 0) {
        result += sign;
        at++;
      } else if (sign === '}') throw this.#fail("Single '}' encountered in format string");
      else if (sign === '{') {
        const end = fieldEnd(text, at + 1);
        if (end === -1)
          throw this.#fail(
            at + 1 === text.length ? "Single '{' encountered in format string" : "expected '}' before end of string",
          );
        result += this.#field(text.slice(at + 1, end), depth);
        at = end;
      } else result += sign;
      if (result.length > 100_000) this.rt.checkSize(result.length, this.source, 0);
    }
    return result;
  }

  #field(field: string, depth: number): string {
    const { rt, source } = this;
    const match = /^((?:[^!:[\]]|\[[^\]]*\])*)(?:!(.))?(?::([\s\S]*))?$/.exec(field);
    if (!match) throw this.#fail("expected ':' after conversion specifier");
    const [, path = '', conversion, spec = ''] = match;
    let value = this.#value(path);
    if (conversion === 's') value = textOf(rt, value, source);
    else if (conversion === 'r' || conversion === 'a') value = reprOf(rt, value, source);
    else if (conversion !== undefined) throw this.#fail(`Unknown conversion specifier '${conversion}'`);
    return formatValue(rt, value, spec.includes('{') ? this.fill(spec, depth + 1) : spec, source);
  }

  #value(path: string): Value {
    const { rt, source } = this;
    const first = /^[^.[]*/.exec(path)![0];
    let value: Value;
    if (first === '' || /^\d+$/.test(first)) {
      const numbered = first !== '';
      if (this.#numbered !== null && this.#numbered !== numbered) {
        throw this.#fail(
          numbered
            ? 'cannot switch from automatic field numbering to manual field specification'
            : 'cannot switch from manual field specification to automatic field numbering',
        );
      }
      this.#numbered = numbered;
      const index = numbered ? Number(first) : this.#next++;
      if (index >= this.positional.length) {
        throw rt.error('IndexError', `Replacement index ${index} out of range for positional args tuple`, source);
      }
      value = this.positional[index];
    } else value = this.named(first);
    for (const [, name, key] of path.slice(first.length).matchAll(/\.([^.[]+)|\[([^\]]*)\]/g)) {
      value =
        name !== undefined
          ? getAttribute(rt, value, name, source)
          : getItem(rt, value, /^\d+$/.test(key!) ? Number(key) : key, source);
    }
    return value;
  }
}

function fieldEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && depth-- === 0) return at;
  }
  return -1;
}
