import type { Range } from '../../engine/sources';
import type { FrontEnd, Subject } from '../core/frontEnd';
import type { LoweredModule } from '../core/module';
import { annotated } from './annotations';
import { candidates } from './candidates';
import { isNullish, typeOf } from './conversions';
import { covering, functionInfo, statementAt } from './focus';
import { interfaceOf } from './imports';
import { IteratorObject } from './iteration';
import { lowerExpression } from './lowerExpression';
import type { Lowering } from './lowering';
import { lowerModule } from './lowerModule';
import { constructorName } from './members';
import { ModuleNamespace } from './moduleNamespace';
import { isArray, PlainObject } from './objects';
import { parse, parseCode, type Syntax } from './parse';
import { declaredFunction } from './syntax';
import { tensorflow } from './tfjs/index';
import { packageNames } from './tfjs/packages';
import { valueModel } from './valueModel';

/** TypeScript and JavaScript. */
export const typescript: FrontEnd<Syntax> = {
  language: 'typescript',
  values: valueModel,
  cellEnd: '\n;\n',
  parse,
  annotated,
  covering,
  statementAt,
  functionOf(syntax: Syntax, subject: Subject) {
    if (subject.kind !== 'function') return subject.inside;
    for (const statement of syntax.program.body) {
      const declared = declaredFunction(statement);
      if (declared && declared.name === subject.functionName) return functionInfo(syntax, statement, declared);
    }
    return null;
  },
  interfaceOf,
  candidates,
  builtIn: (specifier) => (packageNames.includes(specifier) ? tensorflow : null),
  namespace: (exports) => new ModuleNamespace(exports),
  lower: lowerModule,
  describe(value) {
    if (isNullish(value)) return String(value);
    if (isArray(value)) return 'an array that holds more than numbers';
    if (value instanceof IteratorObject) return 'a generator or iterator';
    const name = value instanceof PlainObject ? constructorName(value) : null;
    if (name !== null && name !== '' && name !== 'Object') return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} \`${name}\``;
    const type = typeOf(value);
    return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
  },
  expression(module: LoweredModule, code: string, at: Range | null) {
    const { lowering } = module as LoweredModule & { lowering: Lowering };
    const syntax = parseCode(code, module.file, at);
    return at === null
      ? lowering.aside(code, () => lowerExpression(syntax, lowering))
      : lowerExpression(syntax, lowering);
  },
};
