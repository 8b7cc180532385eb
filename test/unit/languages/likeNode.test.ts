import { describe, expect, test } from 'vitest';
import { inspect } from './check';
import { runInNode } from './node';
import { arrays } from './programs/arrays';
import { classes, enums, functionsAsObjects, generators, trying } from './programs/classes';
import { collections } from './programs/collections';
import { controlFlow } from './programs/controlFlow';
import { declarations } from './programs/declarations';
import { errors } from './programs/errors';
import { functions } from './programs/functions';
import { iterators } from './programs/iterators';
import { json } from './programs/json';
import { numbers } from './programs/numbers';
import { numbersInDetail } from './programs/numbersInDetail';
import { objectFunctions } from './programs/objectFunctions';
import { objects } from './programs/objects';
import { operators } from './programs/operators';
import { printing } from './programs/printing';
import { printingObjects } from './programs/printingObjects';
import { strings } from './programs/strings';
import { throwing, throwingInOwnWords } from './programs/throwing';
import { typedArrays } from './programs/typedArrays';

/** Programs that print; each must print what Node prints, tracked numbers or not. */
const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  collections,
  errors,
  iterators,
  json,
  'Object, Reflect and functions': objectFunctions,
  'printing objects': printingObjects,
  arrays,
  classes,
  generators,
  trying,
  enums,
  'functions as objects': functionsAsObjects,
  'control flow': controlFlow,
  declarations,
  functions,
  numbers,
  'numbers in detail': numbersInDetail,
  objects,
  operators,
  printing,
  strings,
  'typed arrays': typedArrays,
};

for (const [table, programs] of Object.entries(tables)) {
  describe(`${table}: the program prints what it prints in Node`, () => {
    const entries = Object.entries(programs);
    const runs = runInNode(entries.map(([, code]) => ({ code, loader: 'ts' })));
    entries.forEach(([name, code], k) => {
      test(name, () => {
        const { stdout, thrown } = runs[k]!;
        expect(thrown, 'Node itself').toBeNull();
        expect(stdout, 'what Node prints').not.toBe('');
        const result = inspect(`${code}\nconst theEnd = 1;`, { focus: { kind: 'variable', name: 'theEnd' } })[0]!;
        expect({ stdout: result.stdout, error: result.error?.message ?? null }).toEqual({ stdout, error: null });
      });
    });
  });
}

describe('a program that throws: type and message are those of Node', () => {
  const entries = Object.entries(throwing);
  const runs = runInNode(entries.map(([, code]) => ({ code, loader: 'ts' })));
  entries.forEach(([name, code], k) => {
    test(name, () => {
      const { thrown } = runs[k]!;
      expect(thrown, 'Node itself').not.toBeNull();
      const result = inspect(`const theEnd = (() => {\n${code}\nreturn 1;\n})();`, {
        focus: { kind: 'variable', name: 'theEnd' },
      })[0]!;
      expect(result.error?.message).toBe(thrown);
      expect(result.error?.code).toBe('UserThrow');
      expect(result.error?.range).not.toBeNull();
    });
  });
});

describe('a program that throws what we say in words of our own: the type is that of Node', () => {
  const entries = Object.entries(throwingInOwnWords);
  const runs = runInNode(entries.map(([, [code]]) => ({ code, loader: 'ts' })));
  entries.forEach(([name, [code, message]], k) => {
    test(name, () => {
      const result = inspect(`const theEnd = (() => {\n${code}\nreturn 1;\n})();`, {
        focus: { kind: 'variable', name: 'theEnd' },
      })[0]!;
      expect(result.error?.message).toBe(message);
      expect(runs[k]!.thrown?.split(':')[0]).toBe(message.split(':')[0]);
    });
  });
});
