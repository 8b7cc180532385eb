import type { CDPSession } from 'playwright-core';

/** Where a drawing's time goes, by the functions that a sample of the profiler is below; the first that fits counts. */
const stages: readonly (readonly [name: string, functions: RegExp])[] = [
  ['layout by dagre', /^(runLayout|layout)$/],
  [
    'labels and outlines of gates and edges',
    /^(insertMeasuredNode|addHtmlSpan|drawRect|squareRect|stadium|insertNode)$/,
  ],
  ['measuring labels', /^flush$/],
  ['edges and places', /^(paintLayoutData|paintLayoutEdge|paintLayoutNode)$/],
  ['sanitiser', /sanitize$/i],
  ["parsing Mermaid's text", /^(parse|fromText|addVertex)$/],
  ['style sheet of the theme', /^(compile|serialize|createUserStyles)$/],
  ['GradLens: room for labels', /^makeRoom$/],
  ['GradLens: taking over the drawing', /^(draw|gateIn|edgeIn|parts)$/],
  ['GradLens: putting it up, with numbers', /^#(install|patch|label)$/],
  ['garbage', /^\(garbage collector\)$/],
  ['style, layout and painting by the browser', /^\(program\)$/],
];

/** Milliseconds by stage, of what ran between `start` and the call of what it returns. */
export async function profiled(session: CDPSession): Promise<() => Promise<ReadonlyMap<string, number>>> {
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 200 });
  await session.send('Profiler.start');
  return async () => {
    const { profile } = await session.send('Profiler.stop');
    const parents = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
    const names = new Map(profile.nodes.map((node) => [node.id, node.callFrame.functionName.replace(/\d+$/, '')]));
    const sums = new Map<string, number>();
    (profile.samples ?? []).forEach((sample, index) => {
      if (names.get(sample) === '(idle)') return;
      const stack: string[] = [];
      for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) stack.push(names.get(id) ?? '');
      const stage = stages.find(([, functions]) => stack.some((name) => functions.test(name)))?.[0] ?? 'the rest';
      sums.set(stage, (sums.get(stage) ?? 0) + (profile.timeDeltas?.[index] ?? 0) / 1000);
    });
    return sums;
  };
}
