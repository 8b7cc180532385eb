import { parse } from '@babel/parser';
import type * as t from '@babel/types';

/**
 * The same program with each of its numbers tracked: numeric literals become names of top-level constants, which are
 * inputs. Left as they are: keys, members of enums, and all that stands in types.
 */
export function withTrackedNumbers(code: string): { readonly constants: string; readonly code: string } {
  const literals: t.NumericLiteral[] = [];
  const { program } = parse(code, {
    sourceType: 'unambiguous',
    plugins: ['typescript'],
    allowReturnOutsideFunction: true,
  });
  collect(program, literals);
  let tracked = '';
  let from = 0;
  const names: string[] = [];
  for (const { start, end } of literals.sort((a, b) => a.start! - b.start!)) {
    const name = `$n${names.length}`;
    names.push(`${name} = ${code.slice(start!, end!)}`);
    tracked += `${code.slice(from, start!)}${name}`;
    from = end!;
  }
  return { constants: names.length === 0 ? '' : `const ${names.join(', ')};`, code: tracked + code.slice(from) };
}

function collect(node: t.Node, found: t.NumericLiteral[]): void {
  if (node.type === 'NumericLiteral') {
    found.push(node);
    return;
  }
  if (node.type === 'TSEnumDeclaration') return;
  for (const [key, child] of Object.entries(node)) {
    if (key === 'loc' || key === 'typeAnnotation' || key === 'typeParameters' || key === 'typeArguments') continue;
    if (key === 'key' && 'computed' in node && !node.computed) continue;
    for (const item of Array.isArray(child) ? child : [child]) {
      if (isNode(item) && !/^TS.*(Type|Declaration)$/.test(item.type)) collect(item, found);
    }
  }
}

function isNode(value: unknown): value is t.Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}
