import { elementCode } from '../graph/badElement';
import type { CutKind, Finding, Moved } from '../graph/health';
import { encodeNum } from '../graph/num';
import { shortNumber } from './numberFormat';

/** What a diagnostic is called in the JSON and in the editor's list of problems. */
export type DiagnosticCode =
  | 'nan-birthplace'
  | 'nan-gradient'
  | 'no-effect'
  | 'gradient-blocked'
  | 'gradient-cut'
  | 'saturated'
  | 'dead-branch'
  | 'tensor-operand';

const codes: Readonly<Record<Finding['kind'], DiagnosticCode>> = {
  'nan-birthplace': 'nan-birthplace',
  'nan-gradient': 'nan-gradient',
  'no-effect': 'no-effect',
  blocked: 'gradient-blocked',
  cut: 'gradient-cut',
  saturated: 'saturated',
  dead: 'dead-branch',
  'tensor-operand': 'tensor-operand',
};

const OPERAND_ADVICE = 'Operators know numbers alone: tensors are computed with by their methods, such as `.mul()`.';

const losses: Readonly<Record<CutKind, { readonly became: string; readonly advice: string }>> = {
  text: {
    became: 'became text here',
    advice: 'Text has no gradient: compute with the number, and make text of it only to show it.',
  },
  index: {
    became: 'became an index here',
    advice: 'Which element is taken has no gradient: weigh neighbouring elements where you want one.',
  },
  comparison: {
    became: 'was only compared here',
    advice: 'A comparison has no gradient: blend the two sides smoothly, as by a sigmoid, where you want one.',
  },
  integer: {
    became: 'became an integer here',
    advice: 'Bit operations have no gradient: compute with the number itself.',
  },
  operand: { became: 'was taken as a number here', advice: OPERAND_ADVICE },
  detach: {
    became: 'was detached here',
    advice: 'Nothing flows back through `detach()`: compute with the tensor itself where you want its gradient.',
  },
  no_grad: {
    became: 'was read under `torch.no_grad()`',
    advice: 'Nothing is recorded there: compute outside of it what you want gradients of.',
  },
  item: {
    became: 'became a number of Python here',
    advice: 'Numbers have no gradient: compute with the tensor, and take its number only to show it.',
  },
  numpy: {
    became: 'became an array of NumPy here',
    advice: 'Arrays of NumPy have no gradient here: compute with functions of `torch`.',
  },
  copy: {
    became: 'was copied as numbers here',
    advice: 'A tensor made of numbers is a new leaf: `torch.stack([…])` or `.clone()` keep where they come from.',
  },
};

export function diagnosticCode(finding: Finding): DiagnosticCode {
  return codes[finding.kind];
}

/** Whether something is wrong for sure; else it is worth knowing. */
export function diagnosticSeverity(finding: Finding): 'warning' | 'info' {
  switch (finding.kind) {
    case 'saturated':
    case 'dead':
      return 'info';
    case 'no-effect':
      return finding.named ? 'warning' : 'info';
    default:
      return 'warning';
  }
}

/** Why an operation does not take an operand, where it compares. */
const missed: Readonly<Record<string, string>> = {
  max: 'is not the largest',
  relu: 'is not the largest',
  min: 'is not the smallest',
};

/** What a teacher would say, with the numbers of this run. Code stands in backticks. */
export function diagnosticMessage(finding: Finding): string {
  switch (finding.kind) {
    case 'nan-birthplace': {
      const made = finding.made.filter(({ label, value }) => label !== number(value));
      const from = made.map(({ label, value, isMany }) => (isMany ? code(label) : `${code(label)} = ${number(value)}`));
      // A literal NaN has no name: it stands for what became one, such as an element that is not there.
      const noNumber = finding.made.length > made.length && finding.made.some(({ value }) => Number.isNaN(value));
      if (noNumber) from.push('something that is no number (an element that is not there, or text)');
      const origin = from.length === 0 ? '' : `, made from ${[...new Set(from)].join(' and ')}`;
      const what = code(elementCode(finding.at.code, finding.element));
      return `The first value that is not finite: ${what} is ${number(finding.value)}${origin}.`;
    }
    case 'nan-gradient': {
      const { upstream, local, contribution, operand, at, inputs } = finding;
      const product = `upstream ${number(upstream)} × local ${number(local)} = ${number(contribution)}`;
      const where = `${code(at.code)} where ${code(operand.label)} = ${number(operand.value)}`;
      return `The gradient stops being finite at ${where}: ${product}. It reaches ${list(inputs)}.`;
    }
    case 'tensor-operand':
      return `${code(finding.tensor)} is a tensor, and ${code(finding.at.code)} takes it as a number: that is NaN. ${OPERAND_ADVICE}`;
    case 'no-effect':
      return `${code(finding.input)} has no effect: the output stays the same when it is moved, and its gradient is 0.`;
    case 'blocked':
      return `${list(finding.inputs)} ${reach(finding.inputs)} the output only through ${code(finding.at.code)}, which is flat here: nothing of the gradient gets through.`;
    case 'cut': {
      const { how, input, cut, at, moved } = finding;
      const { became, advice } = losses[how];
      const of = cut.label === input ? '' : `, computed from ${code(input)},`;
      const effect = moved === null ? `the gradient of ${code(input)} is 0` : movedText(moved);
      return `${code(cut.label)}${of} ${became} (${code(at.code)}): ${effect}. ${advice}`;
    }
    case 'saturated': {
      const { argument, slope, count, of } = finding;
      const name = finding.function === 'tanh' ? 'The tanh' : 'The sigmoid';
      const often = of > 1 ? ` (${count} of ${of} evaluations are flat)` : '';
      return `${name} is saturated: at ${code(argument.label)} = ${number(argument.value)} its slope is ${number(slope)}, so next to nothing of the gradient gets through${often}.`;
    }
    case 'dead': {
      const { op, loser, winner, inputs, at } = finding;
      if (loser.isMany)
        return `${code(at.code)} takes nothing of ${code(loser.label)}, so no gradient reaches ${list(inputs)}.`;
      const lost = missed[op] ?? 'does not get through';
      return `${code(at.code)} takes ${number(winner)}: ${code(loser.label)} = ${number(loser.value)} ${lost}, so no gradient reaches ${list(inputs)}.`;
    }
  }
}

function movedText({ input, from, to, outputBefore, outputAfter }: Moved): string {
  return `the gradient of ${code(input)} is 0, although the output goes from ${number(outputBefore)} to ${number(outputAfter)} when it goes from ${number(from)} to ${number(to)}`;
}

function reach(inputs: readonly string[]): string {
  return inputs.length === 1 ? 'reaches' : 'reach';
}

const LISTED = 6;

function list(names: readonly string[]): string {
  const shown = names.slice(0, LISTED).map(code);
  return names.length > LISTED ? `${shown.join(', ')} and ${names.length - LISTED} more` : shown.join(', ');
}

function number(value: number): string {
  return shortNumber(encodeNum(value));
}

/** Code in backticks; those of its own would end it. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}
