import { difference, runHere, ways } from './ours';
import { byFeature, type ConformanceProgram, conformancePrograms, readRecordings } from './programs';

export interface FeatureRate {
  readonly feature: string;
  readonly programs: number;
  /** Programs that do not give what Node gave, each with the first difference. */
  readonly failing: readonly { readonly program: ConformanceProgram; readonly why: string }[];
}

/** What may not stand in a function. */
const onlyAtTheTop = /^(?:import|export) /m;

/** Runs the programs of a feature in every way; one passes when each run prints and throws what Node did. */
export function rateOf(feature: string, programs: readonly ConformanceProgram[]): FeatureRate {
  const recordings = readRecordings(feature).programs;
  const failing = programs.flatMap((program) => {
    const recording = recordings.get(program.name);
    if (!recording) return [{ program, why: 'it has no recording: npm run conformance:record' }];
    for (const way of ways) {
      if (way === 'in a function' && onlyAtTheTop.test(program.code)) continue;
      const why = difference(recording, runHere(program, way, recording.thrown !== null));
      if (why !== null) return [{ program, why: `${way}, ${why}` }];
    }
    return [];
  });
  return { feature, programs: programs.length, failing };
}

export function allRates(): FeatureRate[] {
  return [...byFeature(conformancePrograms())].map(([feature, programs]) => rateOf(feature, programs));
}

/** Programs that fail and are named in the table. */
const NAMED = 3;

/** The row of a feature in the table of src/README.md. The first programs that fail are named. */
export function rateRow({ feature, programs, failing }: FeatureRate): string {
  const listed = failing.slice(0, NAMED).map(({ program }) => program.name);
  if (failing.length > NAMED) listed.push(`${failing.length - NAMED} more`);
  const names = listed.join('; ');
  return `| ${feature} | ${programs} | ${programs - failing.length} | ${names} |`;
}

const BEGIN = '<!-- conformance: written by npm run conformance -->';
const END = '<!-- end of conformance -->';

/** The table by feature with its sum. */
export function rateTable(rates: readonly FeatureRate[], node: string): string {
  const sum = (count: (rate: FeatureRate) => number) => rates.reduce((total, rate) => total + count(rate), 0);
  const programs = sum((rate) => rate.programs);
  const passing = programs - sum(({ failing }) => failing.length);
  return [
    BEGIN,
    '',
    `${passing} of ${programs} programs (${percent(passing, programs)}) give what Node ${node} gave.`,
    '',
    '| feature | programs | pass | not yet |',
    '| --- | ---: | ---: | --- |',
    ...rates.map(rateRow),
    '',
    END,
  ].join('\n');
}

function percent(part: number, whole: number): string {
  return `${(Math.floor((1000 * part) / whole) / 10).toFixed(1)} %`;
}

/** The text with the table in place of the one between its markers. */
export function withTable(text: string, table: string): string {
  const [start, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (start === -1 || end < start) throw new Error('src/README.md has no markers for the table of conformance');
  return text.slice(0, start) + table + text.slice(end + END.length);
}

/** The table as it stands in a text. */
export function tableIn(text: string): string {
  return text.slice(text.indexOf(BEGIN), text.indexOf(END) + END.length);
}
