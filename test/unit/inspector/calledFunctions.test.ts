import { expect, test } from 'vitest';
import { explicitBudget } from '../../../src/inspector/budgets';
import { Inspector } from '../../../src/inspector/inspector';
import { inspect, selection } from '../languages/check';
import { inspectPython, selected } from '../languages/python/inspectPython';

const training = `import torch
w = torch.tensor(1.0, requires_grad=True)
def train():
    for epoch in range(3):
        loss = (w - 3) ** 2  # @grad
        loss.backward()
        with torch.no_grad():
            w.sub_(0.1 * w.grad)
            w.grad.zero_()
        print(epoch)
`;

test('the run of the module is the one where it calls the function around a statement itself', () => {
  const [result] = inspectPython(`${training}train()\n`);
  expect(result!.error).toBe(null);
  expect(result!.output!.value).toBeCloseTo(1.6384, 5);
  expect(result!.occurrences).toEqual({ count: 3, shown: 3 });
  expect(result!.passes!.count).toBe(3);
  expect(result!.stdout).toBe('0\n1\n2\n');
});

test('so it is for selections, and in TypeScript', () => {
  const { text, focus } = selected(`${training.replace('(w - 3) ** 2', '«(w - 3) ** 2»')}train()\n`);
  const [python] = inspectPython(text, { focus });
  expect(python!.occurrences.count).toBe(3);
  const marked = selection('let w = 1;\nfunction step() {\n  const y = «w * w»;\n  w += 1;\n}\nstep();\nstep();\n');
  const [typescript] = inspect(marked.text, { focus: marked.focus });
  expect([typescript!.output!.value, typescript!.occurrences.count]).toEqual([4, 2]);
});

test('checks move the inputs of the same run', () => {
  const inspector = new Inspector();
  const [result] = inspector.inspect({
    uri: 'a.ts',
    version: 1,
    language: 'typescript',
    text: 'const a = 3;\nlet n = 0;\nfunction step() {\n  n += 1;\n  const y = a * a * n; // @grad wrt a\n}\nstep();\nstep();\n',
    focus: { kind: 'annotated' },
    budget: explicitBudget,
    picture: 'default',
  }).results;
  expect(result!.inputs.map(({ name, grad }) => [name, grad])).toEqual([['a', 12]]);
  const { checks } = inspector.check({ result: result!.id, of: { input: 'a', from: 0 }, each: 5000, slice: 5000 })!;
  expect(checks[0]!.verdict).toBe('agrees');
  expect(checks[0]!.numeric).toBeCloseTo(12, 4);
});

test('a function that the module never calls is called', () => {
  const [result] = inspectPython(training);
  expect(result!.error).toBe(null);
  expect(result!.occurrences.count).toBe(3);
  expect(result!.stdout).toBe('0\n1\n2\n');
});

test('one with a directive of its own runs by that', () => {
  const [, statement] = inspectPython(
    'x = 2.0\ncount = [0]\n# @grad\ndef f():\n    count[0] += 1\n    y = x * count[0]  # @grad\n    return y\nf()\nf()\n',
  );
  expect(statement!.output!.value).toBe(6);
  expect(statement!.occurrences.count).toBe(1);
});

test('an error of the call that has reached the statement is told with what it found', () => {
  const [result] = inspectPython(`${training.replace('print(epoch)', '1 / 0')}train()\n`);
  expect(result!.error!.message).toContain('division by zero');
  expect(result!.output!.value).toBe(4);
});
