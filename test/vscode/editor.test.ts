import * as vscode from 'vscode';
import { close, diagnosticsOf, hoverAt, lensesOf, lensWith, open, replace, select } from './editing';
import { equal, eventually, ok, test } from './harness';

const circuit = 'const x = -2;\nconst y = 5;\nconst z = -4;\nconst f = (x + y) * z;\n';
const burger = 'const w = 3;\nconst v = 2;\nconst y = v * w * 2;\nconst loss = (y - 10) ** 2; // @grad wrt w, v\n';

test('Differentiate Selection puts a lens with the numbers over the selection', async () => {
  const editor = await open(circuit);
  select(editor, '(x + y) * z');
  await vscode.commands.executeCommand('gradlens.differentiateSelection');
  const lens = await lensWith(editor.document, '−12', '∂x −4', '∂y −4', '∂z 3');
  equal(lens.line, 3, 'line of the lens');
  await close();
});

test('the hover over a gate tells local × upstream and how the gradient flows', async () => {
  const editor = await open(circuit);
  select(editor, '(x + y) * z');
  await vscode.commands.executeCommand('gradlens.differentiateSelection');
  await lensWith(editor.document, '−12');
  const hover = await eventually('a hover', async () => {
    const text = await hoverAt(editor.document, ') * z', 2);
    return text.includes('swaps') && text;
  });
  ok(hover.includes('−4 × 1') && hover.includes('3 × 1'), `local × upstream is missing in ${hover}`);
  const inner = await hoverAt(editor.document, 'x + y', 2);
  ok(inner.includes('distributes') && inner.includes('−4'), `the + gate is missing in ${inner}`);
  equal(await hoverAt(editor.document, 'const x'), '', 'hover where no gate is');
  await close();
});

test('the lens of a selection moves with the text, follows it live, and goes when it is deleted', async () => {
  const editor = await open(circuit);
  select(editor, '(x + y) * z');
  await vscode.commands.executeCommand('gradlens.differentiateSelection');
  await lensWith(editor.document, '−12');
  await replace(editor, 'const x', '// one line more\nconst x');
  equal((await lensWith(editor.document, '−12')).line, 4, 'line of the lens');
  await replace(editor, 'z = -4', 'z = -5');
  await lensWith(editor.document, '−15', '∂x −5');
  await replace(editor, '(x + y) * z', '1');
  await eventually('no lens', async () => (await lensesOf(editor.document)).length === 0);
  await close();
});

test('an annotated snippet runs as one types; while the text does not parse, its lens stays', async () => {
  const editor = await open(burger);
  await lensWith(editor.document, 'loss = 4', '∂w 16', '∂v 24');
  await replace(editor, 'w = 3', 'w = 4');
  await lensWith(editor.document, 'loss = 36', '∂w 48');
  await replace(editor, '(y - 10)', '(y - 10 * (');
  await lensWith(editor.document, 'loss = 36', 'stale');
  equal(diagnosticsOf(editor.document).length, 0, 'diagnostics for what the language itself reports');
  await replace(editor, '(y - 10 * (', '(y - 10)');
  const mended = await eventually('a fresh lens', async () =>
    (await lensesOf(editor.document)).find(({ title }) => title.includes('loss = 36') && !title.includes('stale')),
  );
  equal(mended.line, 3, 'line of the lens');
  await close();
});

test('scenarios of a function have a lens each, in order', async () => {
  const editor = await open('/**\n * @grad a = 1\n * @grad a = 2\n */\nfunction f(a: number) { return a * a; }\n');
  await lensWith(editor.document, 'f = 4');
  const titles = (await lensesOf(editor.document)).map(({ title }) => title);
  equal(titles, ['f = 1 · ∂a 2', 'f = 4 · ∂a 4'], 'titles');
  await close();
});

test('with an empty selection, the annotated snippet or the statement at the cursor is taken', async () => {
  const editor = await open(circuit);
  const end = editor.document.positionAt(circuit.indexOf('const f') + 2);
  editor.selection = new vscode.Selection(end, end);
  await vscode.commands.executeCommand('gradlens.differentiateSelection');
  await lensWith(editor.document, 'f = −12', '∂z 3');
  await close();
});

test('errors are quiet notes in the code, and go when it is mended', async () => {
  const editor = await open('const x = 2;\nconst y = x * nope; // @grad\n');
  const [note] = await eventually('a diagnostic', () => {
    const found = diagnosticsOf(editor.document);
    return found.length > 0 && found;
  });
  equal(note?.severity, vscode.DiagnosticSeverity.Information, 'severity');
  equal(note?.code, 'UnboundName', 'code');
  equal(editor.document.getText(note?.range), 'nope', 'place');
  await replace(editor, 'nope', 'x');
  await eventually('no diagnostic', () => diagnosticsOf(editor.document).length === 0);
  await lensWith(editor.document, 'y = 4');
  await close();
});

test('an endless loop is stopped and named, and the next snippet runs', async () => {
  const editor = await open('let x = 1;\nwhile (true) x = x + 1;\nconst y = x; // @grad\n');
  const lens = await lensWith(editor.document, 'stopped');
  ok(lens.title.length < 120, `the lens is long: ${lens.title}`);
  await replace(editor, 'while (true)', 'if (x < 2)');
  await lensWith(editor.document, 'y = 2');
  await close();
});

test('other languages and empty windows are refused with a message, and nothing is thrown', async () => {
  const editor = await open('(x + y) * z', 'plaintext');
  select(editor, '(x + y) * z');
  await vscode.commands.executeCommand('gradlens.differentiateSelection');
  equal(await lensesOf(editor.document), [], 'lenses');
  await close();
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await vscode.commands.executeCommand('gradlens.differentiateSelection');
  await vscode.commands.executeCommand('gradlens.showGraph');
  await vscode.commands.executeCommand('gradlens.stop');
});

test('a place without code, a text that does not parse, and half a selection are answered', async () => {
  const editor = await open('const x = 2;\n\n\nconst y = x * x;\n');
  editor.selection = new vscode.Selection(2, 0, 2, 0);
  await vscode.commands.executeCommand('gradlens.differentiateSelection');
  equal(await lensesOf(editor.document), [], 'lenses');
  await replace(editor, 'x * x', 'x * (');
  select(editor, 'x * (');
  await vscode.commands.executeCommand('gradlens.differentiateSelection');
  equal(await lensesOf(editor.document), [], 'lenses of what does not parse');
  await replace(editor, 'x * (', 'x * x + x');
  select(editor, 'x + x');
  await vscode.commands.executeCommand('gradlens.differentiateSelection');
  await lensWith(editor.document, '= 6');
  await close();
});

test('annotations can be toggled off and on', async () => {
  const editor = await open(burger);
  await lensWith(editor.document, 'loss = 4');
  await vscode.commands.executeCommand('gradlens.toggleAnnotations');
  await eventually('no lens', async () => (await lensesOf(editor.document)).length === 0);
  await vscode.commands.executeCommand('gradlens.toggleAnnotations');
  await lensWith(editor.document, 'loss = 4');
  await close();
});

test('hints stand behind initialisers when they are turned on', async () => {
  const editor = await open(burger);
  const configuration = vscode.workspace.getConfiguration();
  await lensWith(editor.document, 'loss = 4');
  await configuration.update('gradlens.annotations', 'both', vscode.ConfigurationTarget.Global);
  try {
    const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
    const texts = await eventually('hints', async () => {
      const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        editor.document.uri,
        all,
      );
      const found = hints.map(({ label, position }) => {
        const line = editor.document.lineAt(position.line).text;
        return `${line.slice(0, position.character)}|${typeof label === 'string' ? label : ''}`;
      });
      return found.length >= 4 && found;
    });
    equal(
      texts,
      [
        'const w = 3|= 3 ∂ 16',
        'const v = 2|= 2 ∂ 24',
        'const y = v * w * 2|= 12 ∂ 4',
        'const loss = (y - 10) ** 2|= 4 ∂ 1',
      ],
      'hints',
    );
  } finally {
    await configuration.update('gradlens.annotations', undefined, vscode.ConfigurationTarget.Global);
  }
  await close();
});

test('live off: nothing runs while one types, a click on the lens runs', async () => {
  const configuration = vscode.workspace.getConfiguration();
  await configuration.update('gradlens.live', false, vscode.ConfigurationTarget.Global);
  try {
    const editor = await open(burger);
    const { command } = await lensWith(editor.document, 'differentiate');
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    await lensWith(editor.document, 'loss = 4');
    await replace(editor, 'w = 3', 'w = 4');
    await new Promise((resolve) => setTimeout(resolve, 600));
    await lensWith(editor.document, 'loss = 4');
    await close();
  } finally {
    await configuration.update('gradlens.live', undefined, vscode.ConfigurationTarget.Global);
  }
});

test('the light bulb of a selection offers it', async () => {
  const editor = await open(circuit);
  select(editor, 'x + y');
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    editor.document.uri,
    editor.selection,
  );
  ok(
    actions.some(({ title }) => title.includes('Differentiate Selection')),
    `only offers ${actions.map(({ title }) => title).join(', ')}`,
  );
  await close();
});

test('an example opens as a document of its own and runs at once', async () => {
  await vscode.commands.executeCommand('gradlens.openExample', 'burger.ts');
  const editor = vscode.window.activeTextEditor;
  ok(editor?.document.isUntitled, 'no untitled document is active');
  await lensWith(editor.document, 'loss = 4', '∂w 16', '∂v 24');
  await close();
});

test('a closed document leaves nothing behind', async () => {
  const editor = await open('const x = 2;\nconst y = x * nope; // @grad\n');
  const { document } = editor;
  await eventually('a diagnostic', () => diagnosticsOf(document).length > 0);
  await vscode.commands.executeCommand('gradlens.showGraph');
  await close();
  await eventually('the document to be closed', () => document.isClosed);
  const other = await open(burger);
  await eventually('no diagnostic', () => diagnosticsOf(document).length === 0);
  await lensWith(other.document, 'loss = 4');
  await close();
});

test('a file of 10 000 lines gets its lens, and commands answer meanwhile', async () => {
  const lines = Array.from({ length: 10_000 }, (_, k) => `const a${k} = ${k % 7};`);
  const editor = await open(`${lines.join('\n')}\nconst y = a3 * a4; // @grad wrt a3\n`);
  const begin = Date.now();
  await vscode.commands.executeCommand('gradlens.stop');
  ok(Date.now() - begin < 5000, `a command took ${Date.now() - begin} ms`);
  await lensWith(editor.document, 'y = 12', '∂a3 4');
  await close();
});

test('code in Markdown fences has lenses, hovers and selections, each fence by itself', async () => {
  const markdown = `# Notes\n\n\`\`\`ts\n${burger}\`\`\`\n\nand\n\n~~~js\n${circuit}~~~\n`;
  const editor = await open(markdown, 'markdown');
  const lens = await lensWith(editor.document, 'loss = 4', '∂w 16', '∂v 24');
  equal(lens.line, 6, 'line of the lens');
  const hover = await hoverAt(editor.document, 'v * w');
  ok(hover.includes('∂ 24'), `the hover says: ${hover}`);
  select(editor, '(x + y) * z');
  await vscode.commands.executeCommand('gradlens.differentiateSelection');
  await lensWith(editor.document, '−12', '∂x −4');
  await replace(editor, 'const v = 2', 'const v = 3');
  await lensWith(editor.document, 'loss = 64');
  await replace(editor, 'const v = 3', 'const v = ');
  await replace(editor, 'const x = -2', 'const x = -1');
  await lensWith(editor.document, '−16');
  await close();
});

test('JavaScript and JSX have lenses like TypeScript', async () => {
  for (const language of ['javascript', 'javascriptreact', 'typescriptreact']) {
    const view = language === 'javascript' ? '' : 'const view = <b title="loss">{w}</b>;\n';
    const editor = await open(`${view}${burger}`, language);
    await lensWith(editor.document, 'loss = 4', '∂w 16', '∂v 24');
    await close();
  }
});
