import { describe, expect, test } from 'vitest';
import type { TensorRow } from '../../../src/engine/ops/tensorRow';
import { tensorRows } from '../../../src/engine/ops/tensorTable';
import type { Gate, Operand } from '../../../src/graph/model';
import { vjpFormula } from '../../../src/text/tensorText';

/** A gate of tensors with rules and operands of these names. */
function gateOf(rules: readonly string[], labels: readonly string[], name: string | null, formula = 'f(…)'): Gate {
  const operands = labels.map(
    (label, k): Operand => ({
      gate: `g${k}`,
      label,
      value: 1,
      local: null,
      contribution: null,
      rule: rules[Math.min(k, rules.length - 1)]!,
    }),
  );
  return {
    id: 'g9',
    kind: 'gate',
    op: 'matmul',
    name,
    code: 'f(all)',
    formula,
    value: 1,
    grad: 1,
    shape: [2],
    flow: 'swaps',
    count: 1,
    range: null,
    isOutput: false,
    convention: null,
    operands,
    tensorOp: { symbol: 'f', notation: 'call', sharesRule: rules.length === 1 && labels.length > 1 },
  };
}

describe('what flows back, in the names of the code', () => {
  test('a variable called as a placeholder is', () => {
    const sum = gateOf(['∂y / 4'], ['a + b'], null, 'mean(a + b)');
    expect(vjpFormula(sum, 0)).toBe('∂mean(a + b) / 4');
    const product = gateOf(['∂y · bᵀ', 'aᵀ · ∂y'], ['b', 'a'], 'y');
    expect(vjpFormula(product, 0)).toBe('∂y · aᵀ');
    expect(vjpFormula(product, 1)).toBe('bᵀ · ∂y');
  });
  test('a long operand is clipped, and so is what another operand got', () => {
    const solve = gateOf(['−∂b · yᵀ', 'a⁻ᵀ · ∂y'], ['covariance', 'right hand side of it all, at length'], 'x');
    expect(vjpFormula(solve, 0)).toBe('−∂(right hand side of it all, …) · xᵀ');
  });
  test('a result that is called as an operand is called by its formula', () => {
    expect(vjpFormula(gateOf(['∂y · y'], ['x'], 'x', 'exp(x)'), 0)).toBe('∂exp(x) · exp(x)');
  });
});

test.each(Object.entries(tensorRows))('of %s no letter stands for what it is not', (_name, entry) => {
  const row = entry as unknown as TensorRow;
  for (const { shapes, params } of row.samples) {
    const specs = shapes.map((shape) => ({ dtype: 'float64' as const, shape }));
    const rules = row.vjpTextOf?.(specs, params) ?? row.vjpText;
    const labels = shapes.map((_, k) => ['first', 'second', 'third'][k] ?? 'more');
    const gate = gateOf(rules, labels, 'result');
    for (const k of labels.keys()) {
      const text = vjpFormula(gate, k);
      expect(text).not.toMatch(/(?<![\p{L}\d_])[abcny](?![\p{Ll}\p{Lu}\d_])/u);
      expect(text).not.toContain('the other operand');
    }
  }
});
