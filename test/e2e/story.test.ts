import { expect } from 'vitest';
import { DrawnPanel } from './panel';
import { workbenchTest } from './workbenchTest';

for (const host of ['node', 'web'] as const) {
  workbenchTest(
    `${host}: select by keyboard, run the command, read the graph`,
    { open: 'cs231n.ts', host },
    async (workbench) => {
      await workbench.select('(x + y) * z', 'const f = ');
      await workbench.run('GradLens: Differentiate Selection');

      const panel = new DrawnPanel(workbench, 'view');
      const gates = await panel.untilShows('f', '−12');
      const named = Object.fromEntries(gates.map((gate) => [gate.name, [gate.formula, gate.value, gate.grad]]));
      expect(named).toEqual({
        x: ['', '−2', '∂ −4'],
        y: ['', '5', '∂ −4'],
        z: ['', '−4', '∂ 3'],
        '+': ['x + y', '3', '∂ −4'],
        f: ['(x + y) × z', '−12', '∂ 1'],
      });

      const card = await panel.hover('f');
      expect(card).toMatch(/swaps/);
      // local × upstream = contribution, for both edges
      expect(card).toMatch(/−4\s*×\s*1[^\n]*\n?\s*(=\s*)?−4/);
      expect(card).toMatch(/3\s*×\s*1[^\n]*\n?\s*(=\s*)?3/);

      const lens = await workbench.lens('−12');
      for (const gradient of ['∂x −4', '∂y −4', '∂z 3']) expect(lens).toContain(gradient);
    },
  );
}

const line = 'const a = 3;\nconst b = a * a + 1; // @grad\n';

workbenchTest(
  'an annotated line has its numbers over it, and they follow what is typed',
  { files: { 'line.ts': line }, open: 'line.ts' },
  async (workbench) => {
    expect(await workbench.lens('= 10')).toContain('∂a 6');
    await workbench.cursorBefore('3;');
    await workbench.page.keyboard.press('Delete');
    await workbench.type('5');
    expect(await workbench.lens('= 26')).toContain('∂a 10');
  },
);

workbenchTest(
  'a hover over code shows the gate behind it',
  { files: { 'line.ts': line }, open: 'line.ts' },
  async (workbench) => {
    await workbench.lens('= 10');
    const hover = await workbench.hover('a * a');
    expect(hover).toContain('9');
    expect(hover).toMatch(/swaps/);
  },
);

workbenchTest(
  'the page loads only what flowcharts need',
  { files: { 'line.ts': line }, open: 'line.ts' },
  async (workbench) => {
    await workbench.lens('= 10');
    await workbench.cursorBefore('a * a');
    await workbench.run('GradLens: Differentiate Selection');
    const panel = new DrawnPanel(workbench);
    await panel.untilShows('b', '10');
    const scripts = await panel.scripts();
    const names = scripts.map(({ name }) => name).join(' ');
    expect(names).toMatch(/chunks\/flowDiagram-/);
    expect(names).toMatch(/chunks\/dagre-/);
    expect(names).not.toMatch(/elk|cytoscape|katex|sequence|gantt|cose|chevrotain/i);
    const kilobytes = scripts.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
    expect(kilobytes, `${scripts.length} files: ${names}`).toBeGreaterThan(200);
    expect(kilobytes, `${scripts.length} files: ${names}`).toBeLessThan(2000);
    console.log(`the page loaded ${scripts.length} scripts, ${kilobytes.toFixed(0)} kB`);
  },
);
