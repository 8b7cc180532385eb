import type { Check } from '../graph/check';
import type { Gate } from '../graph/model';
import { shortNumber } from './numberFormat';

/** The verdict in words, with its numbers: `agrees with finite differences: −4`. Code in notes stands in backticks. */
export function checkText(check: Check): string {
  const { verdict, numeric, analytic, note } = check;
  switch (verdict) {
    case 'agrees':
      return `agrees with finite differences: ${shortNumber(numeric ?? analytic)}`;
    case 'kink':
      return `kink here: ${note ?? `no slope to measure; the formula gives ${shortNumber(analytic)}`}`;
    case 'differs': {
      const said = `finite differences say ${shortNumber(numeric ?? 'NaN')}, the sweep ${shortNumber(analytic)}`;
      return `differs: ${said}${note === null ? '' : ` (${note})`}`;
    }
    case 'unchecked':
      return `not checked: ${note ?? 'it took too long'}`;
  }
}

/** The verdict of several checks of one input: the worst, with how many are like it. Null without any. */
export function worstCheck(checks: readonly Check[]): Check | null {
  return checks.reduce<Check | null>(
    (worst, check) => (worst === null || severity(check) > severity(worst) ? check : worst),
    null,
  );
}

/** Of how many elements a gate's checks are some; undefined where there is one value. */
export function elementCount({ tensor, shape, fold }: Pick<Gate, 'tensor' | 'shape' | 'fold'>): number | undefined {
  return tensor === undefined ? fold?.count : shape?.reduce((count, extent) => count * extent, 1);
}

/** One line for an input of one or several numbers; `count` where the checked ones are some of more. */
export function checksText(checks: readonly Check[], count = checks.length): string {
  const worst = worstCheck(checks);
  if (worst === null) return '';
  if (worst.verdict === 'agrees' && count > checks.length)
    return `${checks.length} of ${count} elements were checked and agree with finite differences`;
  if (checks.length === 1) return checkText(worst);
  if (worst.verdict === 'agrees') return `agrees with finite differences in all ${checks.length} elements`;
  const others = checks.filter((check) => check.verdict === worst.verdict).length - 1;
  return `\`${worst.name.replaceAll('`', "'")}\` ${checkText(worst)}${others === 0 ? '' : `, and ${others} more`}`;
}

function severity({ verdict }: Check): number {
  return ['agrees', 'unchecked', 'kink', 'differs'].indexOf(verdict);
}
