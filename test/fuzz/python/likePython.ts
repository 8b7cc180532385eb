import { spawnSync } from 'node:child_process';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import { Choices } from '../choices';
import { PythonGrammar } from './grammar';

/** A program that does not print what CPython prints. */
export interface PythonDifference {
  readonly program: string;
  readonly python: string;
  readonly here: string;
}

const inspector = new Inspector();

/** Runs programs one after the other, in a module of its own each. */
const runner = `
import contextlib, io, json, sys
results = []
for code in json.load(sys.stdin):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(code, 'program.py', 'exec'), {'__name__': '__main__'})
        except BaseException as error:
            print('[' + type(error).__name__ + ']')
    results.append(out.getvalue())
json.dump(results, sys.stdout)
`;

/** Whether there is a CPython to compare with. */
export function hasPython(): boolean {
  return spawnSync('python3', ['--version']).status === 0;
}

export function pythonProgram(numbers: readonly number[]): string {
  return new PythonGrammar(new Choices(numbers)).program();
}

/** What each program prints here and there; null where it is the same. */
export function pythonDifferences(programs: readonly string[]): (PythonDifference | null)[] {
  const { stdout, stderr, status } = spawnSync('python3', ['-W', 'ignore', '-c', runner], {
    input: JSON.stringify(programs),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, PYTHONHASHSEED: '0', PYTHONIOENCODING: 'utf8' },
  });
  if (status !== 0) throw new Error(stderr);
  const printed = JSON.parse(stdout) as string[];
  return programs.map((program, k) => {
    const python = comparable(printed[k]!);
    const here = comparable(printedHere(program));
    // What CPython does not even compile is no program.
    return python === here || python === '[SyntaxError]\n' ? null : { program, python, here };
  });
}

function printedHere(text: string): string {
  const { stdout, error } = inspector.inspect({
    uri: 'program.py',
    version: 1,
    language: 'python',
    text,
    focus: { kind: 'annotated', orModule: true },
    budget: { ...explicitBudget, time: 5000 },
    picture: 'default',
  }).results[0]!;
  return error === null ? stdout : `${stdout}[${error.type ?? error.code}]\n`;
}

/** Without what CPython itself leaves open: addresses of objects, and the order of a set of texts. */
function comparable(printed: string): string {
  return printed.replaceAll(/ at 0x[0-9a-f]+/g, '').replaceAll(/<function \S+>/g, '<function>');
}
