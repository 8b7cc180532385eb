import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { liveBudget } from '../../src/inspector/budgets';
import { InspectorClient } from '../../src/inspector/client';
import { startNodeWorker } from '../../src/inspector/nodeWorker';
import { type HostileSnippet, hostile, injecting, secret } from '../fuzz/hostile';
import { root } from '../support/cache.ts';
import { runCli, withFolder } from './runCli';

/** Snippets that a function's body holds can share a file: one that fails leaves the others alone. */
const shareable = hostile.filter(
  ({ text, endless, native }) =>
    !endless && !native && text.startsWith('const x = 2;\nconst out = (() => {') && text.length < 3000,
);
const alone = hostile.filter((snippet) => !shareable.includes(snippet) && !snippet.endless && !snippet.native);

async function cli(text: string, ...flags: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return await withFolder(async (folder) => {
    const file = path.join(folder, 'hostile.ts');
    await writeFile(file, text);
    return await runCli(['inspect', file, ...flags]);
  });
}

function expectAnswer({ code, stdout, stderr }: Awaited<ReturnType<typeof cli>>, results: number, what: string): void {
  expect(stderr, what).toBe('');
  expect([0, 1], what).toContain(code);
  const report = JSON.parse(stdout) as { results: { error: { code: string; message: string } | null }[] };
  expect(report.results, what).toHaveLength(results);
  for (const { error } of report.results) {
    expect(error?.code, `${what}: ${error?.message}`).not.toBe('Internal');
    expect(error?.message ?? '').not.toMatch(/internal:|\[native code\]/);
  }
  expect(stdout).not.toContain(secret);
}

describe('the command line answers every hostile snippet', () => {
  test(`${shareable.length} of them in a few files`, { timeout: 300_000 }, async () => {
    expect(shareable.length).toBeGreaterThan(100);
    const size = 40;
    for (let from = 0; from < shareable.length; from += size) {
      const part = shareable.slice(from, from + size);
      const text = part
        .map(({ text }, k) => text.replace('const x = 2;\n', '').replace('const out =', `const out${k} =`))
        .join('\n');
      expectAnswer(
        await cli(`const x = 2;\n${text}`, '--json'),
        part.length,
        `snippets ${from} to ${from + part.length}`,
      );
    }
  });

  // Reading a file of these takes the time of its size.
  const queue = [
    ...alone.filter(({ name }) => !name.startsWith('injection')),
    ...injecting.filter((_, k) => k % 6 === 5),
  ];
  test(`${queue.length} of them in a file each`, { timeout: 600_000 }, async () => {
    const one = async (snippet: HostileSnippet) => {
      const answer = await cli(snippet.text, '--json');
      expect(answer.stderr, snippet.name).toBe('');
      const { results } = JSON.parse(answer.stdout) as { results: readonly unknown[] };
      expectAnswer(answer, results.length, snippet.name);
      expect(results.length).toBeGreaterThan(0);
    };
    const rest = [...queue];
    const lane = async () => {
      for (let next = rest.shift(); next; next = rest.shift()) await one(next);
    };
    await Promise.all([lane(), lane()]);
  });

  for (const format of ['--table', '--mermaid', '--markdown']) {
    test(`injections with ${format}`, { timeout: 60_000 }, async () => {
      const text = injecting
        .filter(({ name }) => name.endsWith('by a key'))
        .map(({ text }, k) =>
          text
            .replace('const p =', `const p${k} =`)
            .replace('const out = p', `const out${k} = p${k}`)
            .replace('* p.y', `* p${k}.y`),
        )
        .join('\n');
      const { stdout, stderr } = await cli(text, format);
      expect(stderr).toBe('');
      expect(stdout.length).toBeGreaterThan(200);
      if (format === '--mermaid') expect(stdout).not.toMatch(/<(?!br\/>)|click |%%\{/);
      // Nothing that moves the cursor or rings the bell of a terminal.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
      expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\u009b\u202a-\u202e\u2066-\u2069]/);
    });
  }
});

describe('the worker ends what cannot be asked to stop', () => {
  const client = new InspectorClient(
    () => startNodeWorker(path.join(root, 'dist/worker.js')),
    () => undefined,
  );
  afterAll(() => client.dispose());

  for (const { name, text } of hostile.filter(({ native }) => native)) {
    test(name, { timeout: 30_000 }, async () => {
      const response = await client.inspect(
        {
          uri: 'a.ts',
          version: 1,
          language: 'typescript',
          text,
          focus: { kind: 'annotated' },
          budget: liveBudget,
          picture: 'default',
        },
        'hostile',
      );
      expect(['TimeLimit', 'Unsupported']).toContain(response!.results[0]!.error?.code);
    });
  }

  test('and answers the next one', async () => {
    const response = await client.inspect(
      {
        uri: 'a.ts',
        version: 1,
        language: 'typescript',
        text: 'const x = 3;\nconst y = x * x; // @grad',
        focus: { kind: 'annotated' },
        budget: liveBudget,
        picture: 'default',
      },
      'hostile',
    );
    expect(response!.results[0]).toMatchObject({ error: null, output: { value: 9 } });
  });
});
