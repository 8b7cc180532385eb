import { describe, expect, test } from 'vitest';
import { difference, recorded, run } from './recorded';

describe.each([...new Set(recorded.map(({ family }) => family))])('%s gives what TensorFlow.js gives', (family) => {
  const own = recorded.filter((program) => program.family === family);
  test.each(own.map((program) => [program.code, program] as const))('%s', (_, program) => {
    const given = run(program.code);
    if (program.throws !== undefined) {
      expect(given.throws).toMatch(/^(UserThrow|ShapeMismatch|TypeMismatch): ./);
      return;
    }
    expect(given.throws).toBeNull();
    expect(difference(given.result, program.result ?? null)).toBeNull();
    if (program.printed !== undefined) expect(given.printed).toBe(program.printed);
  });
});
