import fc from 'fast-check';
import { opCode, rows } from '../../../src/engine/ops/table';
import { RegionKind } from '../../../src/engine/regions';
import type { Tape } from '../../../src/engine/tape';

/** A step of a made-up run: what is recorded, and where. */
export const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(
      'constant',
      'input',
      'neg',
      'tanh',
      'add',
      'mul',
      'sub',
      'div',
      'pow',
      'max',
      'enter',
      'iterate',
      'leave',
    ),
    a: fc.nat(1000),
    b: fc.nat(1000),
    value: fc.constantFrom(0, -0, 1, -2.5, 3, Number.POSITIVE_INFINITY, Number.NaN),
  }),
  { maxLength: 60 },
);
export type Steps = typeof steps extends fc.Arbitrary<infer Item> ? Item : never;

/** Records the run; the values are those that the rows give. */
export function record(tape: Tape, run: Steps): void {
  tape.input(0.5, 1);
  const open: number[] = [];
  let loop: number | null = null;
  for (const { kind, a, b, value } of run) {
    const x = a % tape.length;
    const y = b % tape.length;
    const [xValue, yValue] = [tape.value[x]!, tape.value[y]!];
    const source = 1 + (a % 300);
    if (kind === 'constant') tape.constant(value, source);
    else if (kind === 'input') tape.input(value, source);
    else if (kind === 'neg' || kind === 'tanh') tape.record1(opCode[kind], x, rows[kind].forward(xValue), source);
    else if (kind === 'max')
      tape.recordN(opCode.max, [x, y, 0], rows.max.forward([xValue, yValue, tape.value[0]!]), source);
    else if (kind === 'enter') {
      open.push(tape.enterRegion(a % 2 === 0 ? RegionKind.call : RegionKind.loop, source));
      loop = a % 2 === 0 ? null : tape.currentRegion;
    } else if (kind === 'iterate') {
      if (loop !== null) tape.enterIteration(loop, b);
    } else if (kind === 'leave') {
      if (open.length > 0) tape.leaveRegion(open.pop()!);
      loop = null;
    } else tape.record2(opCode[kind], x, y, rows[kind].forward(xValue, yValue), source);
  }
}
