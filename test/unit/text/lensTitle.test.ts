import { describe, expect, test } from 'vitest';
import { inlayHint, lensTitle, pendingTitle } from '../../../src/text/lensTitle';
import { burgerResult, failed, input, variable } from './results';

describe('a good result', () => {
  test('has its value and gradients', () => {
    expect(lensTitle(burgerResult())).toBe('loss = 4 · ∂w 16 · ∂v 24');
  });

  test('leaves out inputs that nothing reaches, unless there are no others', () => {
    expect(lensTitle(burgerResult({ inputs: [input('w', 3, 16), input('idle', 1, 0, false)] }))).toBe(
      'loss = 4 · ∂w 16',
    );
    expect(lensTitle(burgerResult({ inputs: [input('idle', 1, 0, false)] }))).toBe('loss = 4 · ∂idle 0');
  });

  test('lists first what a selection names itself, input or not, and each name once', () => {
    const variables = [{ ...variable('term', 2, 4), mentioned: true as const }, variable('u', 6, 8)];
    expect(lensTitle(burgerResult({ inputs: [input('total', 1, 0, false)], variables }))).toBe('loss = 4 · ∂term 4');
    const w = { ...variable('w', 3, 16), mentioned: true as const };
    expect(lensTitle(burgerResult({ variables: [w] }))).toBe('loss = 4 · ∂w 16 · ∂v 24');
  });

  test('stops after five inputs', () => {
    const inputs = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => input(name, 1, -1));
    expect(lensTitle(burgerResult({ inputs }))).toBe('loss = 4 · ∂a −1 · ∂b −1 · ∂c −1 · ∂d −1 · ∂e −1 · …');
  });

  test('shows arrays as short lists or shapes, objects by their fields', () => {
    const matrix = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const inputs = [
      input('W', matrix, matrix),
      input('b', [1, 2], [0.5, 'NaN']),
      input('p', { x: 1, y: 2 }, { x: 3, y: -4 }),
    ];
    expect(lensTitle(burgerResult({ inputs }))).toBe('loss = 4 · ∂W [2×3] · ∂b [0.5, NaN] · ∂p {x 3, y −4}');
  });

  test('says when the gradients are those of a sum', () => {
    const output = { name: 'ys', value: [1, 2], shape: [2], seededWithOnes: true };
    expect(lensTitle(burgerResult({ output, target: { name: 'ys', range: burgerResult().target!.range } }))).toBe(
      'ys = [1, 2] · ∂ of the sum · ∂w 16 · ∂v 24',
    );
  });

  test('cuts a long expression to one short line', () => {
    const target = { name: `(x + y)\n  * ${'z + '.repeat(30)}1`, range: burgerResult().target!.range };
    expect(lensTitle(burgerResult({ target }))).toBe('(x + y) * z + z + z + z + z + z… = 4 · ∂w 16 · ∂v 24');
  });
});

describe('no result', () => {
  test.each([
    [failed('UnboundName', 'unbound name `q`'), 'GradLens: unbound name `q`'],
    [
      failed('Unsupported', 'class is not supported yet. Write a function instead.'),
      'GradLens: class is not supported yet',
    ],
    [failed('UserThrow', 'x is bad', 'TypeError'), 'GradLens: TypeError: x is bad'],
    [failed('TimeLimit', 'stopped after 1.5 s at line 12; run longer?'), 'GradLens: stopped after 1.5 s at line 12'],
  ])('an error is one short line', (result, title) => {
    expect(lensTitle(result)).toBe(title);
  });

  test('a long message is cut', () => {
    expect(lensTitle(failed('Unsupported', 'very '.repeat(50))).length).toBe('GradLens: '.length + 64);
  });

  test('the text cannot draw an icon', () => {
    expect(lensTitle(failed('UserThrow', 'boom $(zap)', 'Error'))).toBe('GradLens: Error: boom \\$(zap)');
  });

  test('a run that is pending, and one that waits for arguments', () => {
    expect(lensTitle(burgerResult({ output: null }))).toBe(pendingTitle);
    const ask = { functionName: 'area', key: 'k', parameters: ['w'] };
    expect(lensTitle(burgerResult({ output: null, ask }))).toBe('GradLens: `area` needs values for its parameters');
  });
});

test.each([
  [6, 8, '= 6 ∂ 8'],
  [-0.5, 'NaN', '= −0.5 ∂ NaN'],
  [[1, 2], [3, 4], '= [1, 2] ∂ [3, 4]'],
] as const)('the hint of %j and %j', (value, grad, hint) => {
  expect(inlayHint(value, grad)).toBe(hint);
});
