import { expect } from 'vitest';
import { DrawnPanel } from './panel';
import { workbenchTest } from './workbenchTest';

workbenchTest(
  'select an expression by keyboard, run the command, read its graph',
  { open: 'cs231n.ts' },
  async (workbench) => {
    await workbench.select('(x + y) * z', 'const f = ');
    await workbench.run('GradLens: Differentiate Selection');

    const panel = new DrawnPanel(workbench, 'view');
    const gates = await panel.untilShows('×', '−12');
    const named = Object.fromEntries(gates.map((gate) => [gate.name, [gate.value, gate.grad]]));
    expect(named).toEqual({
      x: ['−2', '∂ −4'],
      y: ['5', '∂ −4'],
      z: ['−4', '∂ 3'],
      '+': ['3', '∂ −4'],
      '×': ['−12', '∂ 1'],
    });

    const card = await panel.hover('×');
    expect(card).toMatch(/swaps/);
    expect(card).toContain('−4');
    expect(card).toContain('3');

    const lens = await workbench.lens('−12');
    for (const gradient of ['∂x −4', '∂y −4', '∂z 3']) expect(lens).toContain(gradient);
  },
);
