import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backward, Sweep } from '../../../src/engine/backward';
import { printTape } from '../../../src/engine/print';
import { Spares } from '../../../src/engine/spares';
import { Tape } from '../../../src/engine/tape';
import { record, steps } from './madeUpRun';

describe('a tape that was used before', () => {
  test('holds the same after another run as a new one', () => {
    const used = new Tape(4);
    let spare = new Sweep();
    fc.assert(
      fc.property(steps, fc.boolean(), (run, looksBetween) => {
        const fresh = new Tape();
        used.reset();
        record(fresh, run);
        record(used, run);
        if (looksBetween) {
          // What follows from other columns is put together in parts.
          printTape(used);
          record(fresh, run);
          record(used, run);
        }
        expect(printTape(used)).toBe(printTape(fresh));
        expect(used.regions.length).toBe(fresh.regions.length);
        const seeds = [
          { node: fresh.length - 1, gradient: 1 },
          { node: fresh.length >> 1, gradient: -0.5 },
        ];
        const expected = backward(fresh, seeds);
        spare = backward(used, seeds, spare);
        expect([...spare.adjoint]).toEqual([...expected.adjoint]);
        expect([...spare.reached]).toEqual([...expected.reached]);
        expect([...spare.adjoint].some((adjoint) => Object.is(adjoint, -0))).toBe(false);
      }),
    );
  });

  test('finds no constant of the run before', () => {
    const tape = new Tape();
    tape.constant(2, 7);
    tape.constant(3, 8);
    tape.reset();
    expect([tape.input(1, 1), tape.constant(3, 8), tape.constant(2, 7), tape.constant(3, 8)]).toEqual([0, 1, 2, 1]);
    expect(printTape(tape)).toBe('0 input 1\n1 constant 3\n2 constant 2');
  });
});

describe('spares', () => {
  test('give back what was let go, empty', () => {
    const spares = new Spares();
    const tape = spares.tape();
    tape.input(1, 1);
    const sweep = backward(tape, [{ node: 0, gradient: 1 }], spares.sweep());
    spares.releaseTape(tape);
    spares.releaseSweep(sweep);
    expect([spares.tape(), spares.sweep()]).toEqual([tape, sweep]);
    expect([tape.length, sweep.seeds, sweep.adjoint.length]).toEqual([0, [], 0]);
    expect(spares.tape()).not.toBe(tape);
  });

  test('hold no more bytes than they may', () => {
    const spares = new Spares(4e6);
    const large = Array.from({ length: 4 }, () => new Tape(100_000));
    for (const tape of large) spares.releaseTape(tape);
    expect(spares.byteLength).toBeGreaterThan(2e6);
    expect(spares.byteLength).toBeLessThan(4e6);
    for (let k = 0; k < 100; k++) spares.releaseTape(new Tape());
    expect(spares.byteLength).toBeLessThan(4.5e6);
  });
});
