import { pathTo } from './focus';
import type { Syntax } from './parse';
import type { Node, Stmt } from './parsing/ast';

/** A branch or function around a stretch of code, and what to say when it never ran. */
export interface Branch {
  readonly node: Node;
  readonly explanation: string;
}

/** The branches around a stretch of code, outermost first. */
export function branchesAround(syntax: Syntax, start: number, end: number): Branch[] {
  const { file } = syntax;
  const path = pathTo(syntax, start, end);
  const branches: Branch[] = [];
  path.forEach((node, k) => {
    const inner = path[k + 1];
    if (!inner || !('kind' in node)) return;
    const line = file.lineName(node.start);
    const statement = node as Stmt;
    const body = (list: readonly Stmt[], explanation: string) => {
      const [first] = list;
      if (first && list.includes(inner as Stmt)) branches.push({ node: first, explanation });
    };
    switch (statement.kind) {
      case 'if':
        body(statement.yes, `the condition in ${line} was false`);
        body(statement.no, `the \`else\` branch of ${line} was not taken`);
        break;
      case 'while':
      case 'for':
        body(statement.body, `the loop in ${line} never ran`);
        break;
      case 'function':
        body(statement.body, `\`${statement.name}\` was never called`);
        break;
      case 'try':
        for (const handler of statement.handlers) {
          if (handler === inner) body(handler.body, `the \`except\` in ${file.lineName(handler.start)} caught nothing`);
        }
        break;
    }
  });
  return branches;
}
