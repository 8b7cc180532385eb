import { backward } from '../../src/engine/backward';
import { opCode, rows } from '../../src/engine/ops/table';
import { Tape } from '../../src/engine/tape';
import { Value } from './micrograd';
import { type Contender, interleaved, type Measured, short, table } from './report';

/** Nodes of the chains, and how many rounds each is worth. */
const lengths = [
  { nodes: 1e3, rounds: 25 },
  { nodes: 1e4, rounds: 25 },
  { nodes: 1e5, rounds: 15 },
  { nodes: 1e6, rounds: 7 },
] as const;

const { add, mul, sin, tanh, sub, pow } = opCode;
const start = 0.7;

/** x = x · 0.999 + 0.001 over and over: two operations a turn, each with a constant. */
const linear = {
  name: 'x = x * 0.999 + 0.001',
  operations: 2,
  tape(tape: Tape, turns: number): number {
    let x = start;
    let node = tape.input(x, 1);
    const input = node;
    for (let turn = 0; turn < turns; turn++) {
      x = rows.mul.forward(x, 0.999);
      node = tape.record2(mul, node, tape.constant(0.999, 2), x, 3);
      x = rows.add.forward(x, 0.001);
      node = tape.record2(add, node, tape.constant(0.001, 4), x, 5);
    }
    return backward(tape, [{ node, gradient: 1 }]).adjoint[input]!;
  },
  closures(x: Value, turns: number): Value {
    let y = x;
    for (let turn = 0; turn < turns; turn++) y = y.mul(0.999).add(0.001);
    return y;
  },
  byHand(turns: number): number {
    const values = new Float64Array(turns + 1);
    values[0] = start;
    for (let turn = 0; turn < turns; turn++) values[turn + 1] = values[turn]! * 0.999 + 0.001;
    let gradient = 1;
    for (let turn = 0; turn < turns; turn++) gradient *= 0.999;
    return values[turns]! === Number.POSITIVE_INFINITY ? Number.NaN : gradient;
  },
};

/** Operations of several kinds, with x used twice. */
const mixed = {
  name: 'x = tanh(sin(x) * x + 0.9)',
  operations: 4,
  tape(tape: Tape, turns: number): number {
    let x = start;
    let node = tape.input(x, 1);
    const input = node;
    for (let turn = 0; turn < turns; turn++) {
      const s = rows.sin.forward(x);
      const sine = tape.record1(sin, node, s, 2);
      const p = rows.mul.forward(s, x);
      const product = tape.record2(mul, sine, node, p, 3);
      const q = rows.add.forward(p, 0.9);
      const sum = tape.record2(add, product, tape.constant(0.9, 4), q, 5);
      x = rows.tanh.forward(q);
      node = tape.record1(tanh, sum, x, 6);
    }
    return backward(tape, [{ node, gradient: 1 }]).adjoint[input]!;
  },
  closures(x: Value, turns: number): Value {
    let y = x;
    for (let turn = 0; turn < turns; turn++) y = y.sin().mul(y).add(0.9).tanh();
    return y;
  },
  byHand(turns: number): number {
    const values = new Float64Array(turns + 1);
    const sines = new Float64Array(turns);
    values[0] = start;
    for (let turn = 0; turn < turns; turn++) {
      const x = values[turn]!;
      const s = Math.sin(x);
      sines[turn] = s;
      values[turn + 1] = Math.tanh(s * x + 0.9);
    }
    let gradient = 1;
    for (let turn = turns - 1; turn >= 0; turn--) {
      const x = values[turn]!;
      const y = values[turn + 1]!;
      gradient *= (1 - y * y) * (Math.cos(x) * x + sines[turn]!);
    }
    return gradient;
  },
};

/** Many runs of the burger factory's loss, (v · (w · x) − 10)², each on a tape of its own. */
const burgers = 1e4;
const burgerOperations = 4;

function burgerTape(): number {
  let total = 0;
  for (let k = 0; k < burgers; k++) {
    const tape = new Tape(16);
    const w = 3 + k * 1e-9;
    const nodeW = tape.input(w, 1);
    const nodeV = tape.input(2, 2);
    const nodeX = tape.input(2, 3);
    const u = w * 2;
    const nodeU = tape.record2(mul, nodeW, nodeX, u, 4);
    const y = 2 * u;
    const nodeY = tape.record2(mul, nodeV, nodeU, y, 5);
    const residual = y - 10;
    const nodeR = tape.record2(sub, nodeY, tape.constant(10, 6), residual, 7);
    const nodeLoss = tape.record2(pow, nodeR, tape.constant(2, 8), residual ** 2, 9);
    total += backward(tape, [{ node: nodeLoss, gradient: 1 }]).adjoint[nodeW]!;
  }
  return total;
}

function burgerClosures(): number {
  let total = 0;
  for (let k = 0; k < burgers; k++) {
    const w = new Value(3 + k * 1e-9);
    const x = new Value(2);
    new Value(2).mul(w.mul(x)).add(-10).pow(2).backward();
    total += w.grad;
  }
  return total;
}

function burgerByHand(): number {
  let total = 0;
  for (let k = 0; k < burgers; k++) {
    const w = 3 + k * 1e-9;
    const residual = 2 * (w * 2) - 10;
    total += 2 * residual * 2 * 2;
  }
  return total;
}

/** Nanoseconds an operation, forward and backward together, for each contender; as Markdown. */
export function benchEngine(): string {
  const sections: string[] = [];
  for (const chain of [linear, mixed]) {
    const body: string[][] = [];
    const raw: string[] = [];
    for (const { nodes, rounds } of lengths) {
      const turns = nodes / chain.operations;
      // The recursive sort of the closures overflows the stack on longer chains.
      const recursive = nodes <= 1e3;
      const contenders: Contender[] = [
        { name: 'GradLens', run: () => chain.tape(new Tape(), turns) },
        {
          name: recursive ? 'closures' : 'closures, sorted without recursion',
          run: () => {
            const x = new Value(start);
            const y = chain.closures(x, turns);
            if (recursive) y.backward();
            else y.backwardIterative();
            return x.grad;
          },
        },
        { name: 'by hand', run: () => chain.byHand(turns) },
      ];
      const measured = interleaved(contenders, rounds);
      agree(measured);
      for (const one of measured) {
        body.push([nodes.toExponential(0), one.name, ...figures(one, measured[0]!, nodes)]);
        raw.push(`${nodes.toExponential(0)} ${one.name}: ${one.rounds.map(short).join(' ')} ms`);
      }
    }
    sections.push(`### \`${chain.name}\`\n\n${table(columns, body)}\n\n${raw.map((line) => `- ${line}`).join('\n')}`);
  }
  const measured = interleaved(
    [
      { name: 'GradLens', run: burgerTape },
      { name: 'closures', run: burgerClosures },
      { name: 'by hand', run: burgerByHand },
    ],
    15,
  );
  agree(measured);
  const body = measured.map((one) => [
    String(burgerOperations),
    one.name,
    ...figures(one, measured[0]!, burgers * burgerOperations),
  ]);
  const raw = measured.map((one) => `- ${one.name}: ${one.rounds.map(short).join(' ')} ms`);
  sections.push(`### Burger loss, ${burgers} runs\n\n${table(columns, body)}\n\n${raw.join('\n')}`);
  return `## Engine: forward and backward of scalar operations\n\n${sections.join('\n\n')}`;
}

const columns = ['operations', 'engine', 'ns / operation', 'best round', 'time / GradLens'];

function figures(one: Measured, ours: Measured, operations: number): string[] {
  const nanoseconds = (milliseconds: number) => short((milliseconds * 1e6) / operations);
  return [nanoseconds(one.median), nanoseconds(Math.min(...one.rounds)), short(one.median / ours.median)];
}

/** All contenders must have found the same gradient. */
function agree(measured: readonly Measured[]): void {
  const expected = measured[0]!.answer;
  for (const { name, answer } of measured) {
    const off = Math.abs(answer - expected);
    if (!(off <= 1e-9 * Math.abs(expected) + 1e-300)) throw new Error(`${name} found ${answer}, not ${expected}`);
  }
}
