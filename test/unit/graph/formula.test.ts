import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OpName, opNames, rows } from '../../../src/engine/ops/table';
import { FORMULA_LENGTH, formula, namePiece, numberPiece, type Piece, superscript } from '../../../src/graph/formula';

const n = namePiece;
const c = numberPiece;

function of(op: OpName, ...operands: Piece[]): Piece {
  return formula(op, rows[op], operands);
}

describe('notation', () => {
  test.each([
    ['w × x', of('mul', n('w'), n('x'))],
    ['2 × x', of('mul', c('2'), n('x'))],
    ['y − 10', of('sub', n('y'), c('10'))],
    ['y − (−10)', of('sub', n('y'), c('−10'))],
    ['−3 × x', of('mul', c('−3'), n('x'))],
    ['a ÷ b', of('div', n('a'), n('b'))],
    ['−x', of('neg', n('x'))],
    ['−(a + b)', of('neg', of('add', n('a'), n('b')))],
    ['tanh(u)', of('tanh', n('u'))],
    ['max(a, b, 0)', of('max', n('a'), n('b'), c('0'))],
    ['x²', of('pow', n('x'), c('2'))],
    ['x⁻¹', of('pow', n('x'), c('−1'))],
    ['x ^ 0.5', of('pow', n('x'), c('0.5'))],
    ['x ^ (−0.5)', of('pow', n('x'), c('−0.5'))],
    ['x ^ n', of('pow', n('x'), n('n'))],
    ['2 ^ x', of('pow', c('2'), n('x'))],
    ['(y − 10)²', of('pow', of('sub', n('y'), c('10')), c('2'))],
    ['(x²)²', of('pow', of('pow', n('x'), c('2')), c('2'))],
    ['(a + b) × c', of('mul', of('add', n('a'), n('b')), n('c'))],
    ['a + b × c', of('add', n('a'), of('mul', n('b'), n('c')))],
    ['a − (b − c)', of('sub', n('a'), of('sub', n('b'), n('c')))],
    ['a − b − c', of('sub', of('sub', n('a'), n('b')), n('c'))],
  ])('%s', (text, piece) => {
    expect(piece.text).toBe(text);
  });
});

describe('what is too long', () => {
  test('a composite operand becomes an ellipsis in parentheses', () => {
    const long = of('add', n('firstMoment'), n('secondMoment'));
    expect(of('pow', long, c('2')).text).toBe('(…)²');
    expect(of('tanh', long).text).toBe('tanh(…)');
    expect(of('mul', long, n('w')).text).toBe('(…) × w');
  });

  test('long names are cut', () => {
    expect(of('mul', n('theLearningRate'), n('theWeightOfAll')).text).toMatch(/^theLea\w*… × theW\w*…$/);
  });

  test('many operands are the first three', () => {
    expect(of('max', n('a'), n('b'), n('c'), n('d'), n('e'), n('f')).text).toBe('max(a, b, c, …)');
  });

  test('any formula of any operation fits', () => {
    const leaf = fc.oneof(
      fc.string({ minLength: 1, maxLength: 60 }).map(n),
      fc.constantFrom('2', '−1.235e6', '∞').map(c),
    );
    const { piece } = fc.letrec<{ piece: Piece }>((tie) => ({
      piece: fc.oneof(
        { maxDepth: 5 },
        leaf,
        fc
          .tuple(fc.constantFrom(...opNames), fc.array(tie('piece'), { minLength: 2, maxLength: 7 }))
          .map(([op, list]) => {
            const { arity } = rows[op];
            return formula(op, rows[op], arity === 'n' ? list : list.slice(0, arity));
          }),
      ),
    }));
    fc.assert(
      fc.property(fc.constantFrom(...opNames), fc.array(piece, { minLength: 2, maxLength: 2 }), (op, list) => {
        const { text } = formula(op, rows[op], rows[op].arity === 1 ? list.slice(0, 1) : list);
        expect(text.length).toBeLessThanOrEqual(FORMULA_LENGTH);
      }),
    );
  });
});

test.each([
  ['2', '²'],
  ['−12', '⁻¹²'],
  ['0.5', null],
  ['∞', null],
])('%s raised', (text, raised) => {
  expect(superscript(text)).toBe(raised);
});
