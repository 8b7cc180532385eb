import { type Range, SourceFile } from '../../engine/sources';
import type { FrontEnd, Subject } from '../core/frontEnd';
import type { LoweredModule } from '../core/module';
import { annotated } from './annotations';
import { candidates, interfaceOf } from './files';
import { covering, declaredFunction, functionInfo, statementAt } from './focus';
import { lowerExpression } from './lowering/expressions';
import type { Lowering } from './lowering/lowering';
import { lowerModule } from './lowering/module';
// Tells dicts and sets what equal keys are.
import './operators/hashing';
import { parse, parseCode, type Syntax } from './parse';
import { leaveModes } from './torch/autograd/modes';
import { tensorsInside, wantedLeaves } from './torch/autograd/wanted';
// Puts PyTorch among the modules.
import './torch/module';
import { valueModel } from './valueModel';
import { ModuleNamespace } from './values/namespaces';
import { GeneratorObject, Instance } from './values/objects';
import { typeName } from './values/types';

/** CPython's own limit. */
const CALL_DEPTH = 1000;

/** Python 3. */
export const python: FrontEnd<Syntax> = {
  language: 'python',
  cellEnd: '\n',
  callDepth: CALL_DEPTH,
  runsToEnd: true,
  namesFunctions: true,
  values: { ...valueModel, wanted: wantedLeaves, inside: tensorsInside, abandon: leaveModes },
  parse,
  annotated,
  covering,
  statementAt,
  functionOf(syntax: Syntax, subject: Subject) {
    if (subject.kind !== 'function') return subject.inside;
    const node = syntax.body.find(({ start }) => start === subject.start);
    const declared = node ? declaredFunction(node) : null;
    return node && declared ? functionInfo(syntax, node, declared) : null;
  },
  interfaceOf,
  candidates,
  builtIn: () => null,
  namespace: (exports) => new ModuleNamespace(exports),
  lower: lowerModule,
  describe(value) {
    if (value === null) return '`None`';
    if (Array.isArray(value)) return 'a list that holds more than numbers';
    if (value instanceof GeneratorObject) return 'a generator';
    const name = typeName(value);
    if (value instanceof Instance) return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} \`${name}\``;
    return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
  },
  expression(module: LoweredModule, code: string, at: Range | null) {
    const { lowering } = module as LoweredModule & { lowering: Lowering };
    if (at !== null) return lowerExpression(parseCode(code, module.file, at), lowering);
    const file = new SourceFile('', code);
    return lowering.aside(file, () => lowerExpression(parseCode(code, file, null), lowering));
  },
};
