import type { Grammar } from './grammar';

/** Loops that end: their counters are names that nothing else may change. */
export function forLoop(g: Grammar): string {
  const most = 1 + g.choices.below(4);
  return g.inScope(() => {
    const k = g.declare('number', true, 'i');
    return g.choices.one([
      () => `for (let ${k} = 0; ${k} < ${most}; ${k}++) ${g.loopBody()}`,
      () => `for (let ${k} = ${most}; ${k} > 0; ${k} -= 2) ${g.loopBody()}`,
      () => {
        const list = g.expression('list');
        const length = g.fresh('n');
        return `for (let ${k} = 0, ${length} = Math.min(4, ${list}.length); ${k} < ${length}; ++${k}) ${g.loopBody()}`;
      },
      () =>
        `for (var ${k} = 0; ; ${k}++) { if (${k} >= ${most}) break; ${g.inPlace({ inLoop: true }, () => g.statement())} }`,
    ])();
  });
}

export function forOf(g: Grammar): string {
  const walked = g.expression('walk');
  return g.inScope(() => {
    const turns = g.fresh('turns');
    const pattern = g.choices.one([
      () => `const ${g.declare('any', true, 'e')}`,
      () => `let ${g.declare('any', false, 'e')}`,
      () => `const [${g.declare('any', true, 'e')} = 1, ${g.declare('any', true, 'e')}]`,
      () => `const { length: ${g.declare('any', true, 'e')} = 2, ...${g.declare('object', true, 'e')} }`,
    ])();
    const body = g.loopBody();
    return `{ let ${turns} = 0; for (${pattern} of ${walked} as any) { if (++${turns} > 4) break; ${body} } }`;
  });
}

export function forIn(g: Grammar): string {
  const walked = g.expression(g.choices.one(['object', 'list', 'text', 'any']));
  return g.inScope(() => {
    const name = g.declare('text', true, 'k');
    return `for (const ${name} in ${walked} as any) ${g.loopBody()}`;
  });
}

export function whileLoop(g: Grammar): string {
  const counter = g.fresh('w');
  const test = `${counter}++ < ${1 + g.choices.below(4)}`;
  return g.choices.one([
    () => `{ let ${counter} = 0; while (${test}) ${g.loopBody()} }`,
    () => `{ let ${counter} = 0; do ${g.loopBody()} while (${test}); }`,
    () => `{ let ${counter} = 0; while (${test} && ${g.expression('any')}) ${g.loopBody()} console.log(${counter}); }`,
  ])();
}

/** Nested loops that are left through both, or a labelled block. */
export function labelled(g: Grammar): string {
  const label = g.fresh('label');
  if (g.choices.chance(1, 3)) {
    return `${label}: ${g.inPlace({ labels: [...g.place.labels, label] }, () => g.block())}`;
  }
  return g.inScope(() => {
    const [a, b] = [g.declare('number', true, 'i'), g.declare('number', true, 'i')];
    const leave = `if (${g.expression('truth')}) ${g.choices.one(['continue', 'break'])} ${label};`;
    const body = `{ ${g.print()} ${leave} ${g.inPlace({ inLoop: true }, () => g.statement())} }`;
    return g.choices.one([
      `${label}: for (let ${a} = 0; ${a} < 3; ${a}++) for (let ${b} = 0; ${b} < 2; ${b}++) ${body}`,
      `${label}: for (const ${a} of [1, 2, 3]) { try { for (const ${b} of [4, 5]) ${body} } finally { console.log("end", ${a}); } }`,
    ]);
  });
}

/** Closures that keep their own iteration's variables, or share a `var`. */
export function closuresOfALoop(g: Grammar): string {
  const [made, k] = [g.fresh('made'), g.fresh('i')];
  const change = g.choices.one(['', `${k};`, `if (${k} === 1) ${k}++;`]);
  const kind = g.choices.one(['let', 'var']);
  const [result, more] = g.inFunction(() => [g.expression('any'), g.expression('number')]);
  return `{ const ${made}: any[] = []; for (${kind} ${k} = 0; ${k} < 3; ${k}++) { ${made}.push(() => [${k}, ${result}]); ${made}.push(() => (${k} += ${more})); ${change} if (${made}.length > 8) break; } console.log(${made}.map((f: any) => f())); }`;
}
