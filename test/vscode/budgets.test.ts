import * as vscode from 'vscode';
import { eventually, ok, test } from './harness';

/** Each snippet would never end or would take all memory; the codes are what the user may be told. */
const endless: readonly { readonly name: string; readonly code: string; readonly errors: readonly string[] }[] = [
  {
    name: 'while (true) in the output',
    code: 'let z = x;\n// @grad\nz = (() => { while (true) z *= x; })();',
    errors: ['StepLimit', 'TimeLimit'],
  },
  {
    name: 'a catastrophic regular expression',
    code: "// @grad\nconst z = /(a+)+$/.test('a'.repeat(40) + 'b') ? x : 2 * x;",
    errors: ['TimeLimit'],
  },
  {
    name: 'an array of 1e9 elements',
    code: '// @grad\nconst z = new Array(1e9).fill(x)[0];',
    errors: ['TooLarge', 'Unsupported'],
  },
  {
    name: 'a string of 2e9 characters',
    code: "// @grad\nconst z = 'ab'.repeat(1e9).length * x;",
    errors: ['TooLarge', 'Unsupported'],
  },
  {
    name: 'recursion without an end',
    code: 'const f = (a) => f(a + x);\n// @grad\nconst z = f(x);',
    errors: ['RecursionTooDeep'],
  },
];

for (const { name, code, errors } of endless) {
  test(`${name} is stopped, while another command answers within 100 ms`, async () => {
    const other = await open('const a = 3;\nconst b = a * a; // @grad\n');
    await lensOf(other, '9');
    const document = await open(`const x = 2;\n${code}\n`);
    const latencies: number[] = [];
    const error = await eventually(
      'a diagnostic that says why it was stopped',
      async () => {
        latencies.push(await answerTime());
        return vscode.languages.getDiagnostics(document.uri).find(({ source }) => source === 'GradLens');
      },
      20_000,
    );
    ok(errors.includes(String(error.code)), `got ${error.code}: ${error.message}`);
    // A host that is blocked answers late every time, a machine that is busy only now and then.
    latencies.sort((a, b) => a - b);
    const median = latencies[latencies.length >> 1]!;
    ok(median < 100, `another command took ${latencies.join(', ')} ms to answer`);
    // What is known of another document stays there.
    await lensOf(other, '9');
  });
}

/** Milliseconds until a command of the extension's own host has answered. */
async function answerTime(): Promise<number> {
  const command = vscode.commands.registerCommand('gradlens-test.answer', () => true);
  try {
    const begin = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 0));
    await vscode.commands.executeCommand('gradlens-test.answer');
    return Date.now() - begin;
  } finally {
    command.dispose();
  }
}

test('after a stopped run the next one gives its numbers', async () => {
  const document = await open('const x = 5;\nconst y = x * x; // @grad\n');
  await lensOf(document, '25');
});

async function open(content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'javascript', content });
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

async function lensOf(document: vscode.TextDocument, text: string): Promise<string> {
  return await eventually(`a lens with ${text}`, async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      100,
    );
    return lenses.map((lens) => lens.command?.title ?? '').find((title) => title.includes(text));
  });
}
