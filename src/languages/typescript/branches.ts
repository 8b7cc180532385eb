import type * as t from '@babel/types';
import type { Syntax } from './parse';
import { isFunctionNode, type Located, pathTo } from './syntax';

/** A part of the code that may not be run, and how to say that it was not. */
export interface Branch {
  readonly node: t.Node;
  readonly explanation: string;
}

/** The branches, loop bodies and functions around a stretch of code, outermost first. */
export function branchesAround({ file, program }: Syntax, start: number, end: number): Branch[] {
  const path = pathTo(program, start, end);
  const branches: Branch[] = [];
  path.forEach((node, k) => {
    const parent = path[k - 1];
    const line = parent ? file.lineName(parent.start) : '';
    const explanation = parent ? explain(node, parent, line) : null;
    if (explanation !== null) branches.push({ node, explanation });
  });
  return branches;
}

function explain(node: Located, parent: Located, line: string): string | null {
  if (isFunctionNode(node)) return `${functionName(node, parent)} is never called`;
  if (node.type === 'CatchClause') return `nothing was thrown in the \`try\` in ${line}`;
  switch (parent.type) {
    case 'IfStatement':
      if (node === parent.consequent) return `the condition of the \`if\` in ${line} was never true`;
      return node === parent.alternate ? `the \`else\` of the \`if\` in ${line} was not taken` : null;
    case 'ConditionalExpression':
      if (node === parent.consequent) return `the condition of the \`?\` in ${line} was never true`;
      return node === parent.alternate ? `the other side of the \`?\` in ${line} was taken` : null;
    case 'ForStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return node === parent.body ? `the loop in ${line} ran 0 times` : null;
    case 'SwitchStatement':
      return node.type === 'SwitchCase' ? `this case of the \`switch\` in ${line} was not taken` : null;
    default:
      return null;
  }
}

function functionName(node: Located, parent: Located): string {
  if ((node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') && node.id)
    return `\`${node.id.name}\``;
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return `\`${parent.id.name}\``;
  const isMethod = node.type === 'ObjectMethod' || node.type === 'ClassMethod';
  if (node.type === 'ClassPrivateMethod') return `\`#${node.key.id.name}\``;
  const property = isMethod ? node : parent.type === 'ObjectProperty' ? parent : null;
  if (property?.key.type === 'Identifier' && !property.computed) return `\`${property.key.name}\``;
  return parent.type === 'CallExpression' && parent.callee !== node
    ? 'the function that is passed here'
    : 'this function';
}
