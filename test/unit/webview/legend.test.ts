import { describe, expect, it } from 'vitest';
import { exampleOf } from '../../../webview/legend';
import { inspected } from '../../page/support/inspected';

describe('the example of a pattern', () => {
  const { result } = inspected(
    'const a = 2;\nconst b = 0;\nconst u = a * 3;\nconst q = a * b;\nconst w = a * u;\nconst y = w + q * 0; // @grad',
  );

  it('is a gate with a gradient, in a variable, whose inputs have names', () => {
    expect(exampleOf(result.graph, 'swaps')?.name).toBe('w');
    expect(exampleOf(result.graph, 'distributes')?.name).toBe('y');
  });

  it('is missing where the graph has none', () => {
    expect(exampleOf(result.graph, 'routes')).toBeNull();
  });
});
