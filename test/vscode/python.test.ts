import * as vscode from 'vscode';
import { close, diagnosticsOf, hoverAt, lensesOf, lensWith, open, replace, select } from './editing';
import { equal, eventually, ok, test } from './harness';

const folder = () => vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'python');

/** Writes files and opens the first one. */
async function openFiles(files: Readonly<Record<string, string>>): Promise<vscode.TextEditor> {
  for (const [name, text] of Object.entries(files)) await write(name, text);
  return await vscode.window.showTextDocument(vscode.Uri.joinPath(folder(), Object.keys(files)[0]!));
}

async function write(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), name), new TextEncoder().encode(text));
}

const neuron =
  'import math\nw = [2.0, -3.0]\nx = 1_0.5\nd = w[0] * x + w[1]\ns = 1 / (1 + math.exp(-d / 10))  # @grad\n';
const manual = 'x = 3.0\ny = -4.0\nf = x * y  # @grad\ndx = y\ndy = x + 1\n';

test('a .py file has lenses and hovers that follow what one types, and its own highlighting in cards', async () => {
  const editor = await openFiles({ 'neuron.py': neuron });
  equal(editor.document.languageId, 'python', 'language');
  const lens = await lensWith(editor.document, 's = 0.8581', '∂w [', '∂x 0.02435');
  equal(lens.line, 4, 'line of the lens');
  const hover = await hoverAt(editor.document, 'w[0] * x', 5);
  ok(hover.includes('swaps') && hover.includes('```python'), `the hover says: ${hover}`);
  await replace(editor, 'x = 1_0.5', 'x = -1.5');
  await lensWith(editor.document, 's = 0.3543', '∂x 0.04576');
  await replace(editor, '/ 10))', '/ 0))');
  const note = await eventually('the exception', () => diagnosticsOf(editor.document)[0]);
  ok(note.message.includes('division by zero'), note.message);
  equal([note.range.start.line, note.severity], [4, vscode.DiagnosticSeverity.Information], 'place of the exception');
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await lensWith(editor.document, '∂x 0.02435');
  await close();
});

const factory =
  'import torch\nw = torch.tensor(3.0, requires_grad=True)\nv = torch.tensor(2.0, requires_grad=True)\nu = w * 2.0\nloss = (v * u - 10) ** 2\nloss.backward()\n';

test('PyTorch without annotations has a lens over each backward pass, which opens the graph', async () => {
  const editor = await open(factory, 'python');
  const { document } = editor;
  equal((await lensWith(document, 'loss = 4 · ∂w 16 · ∂v 24')).line, 5, 'line of the lens');
  const shown = await lensWith(document, 'Show graph');
  equal(shown.line, 5, 'line of the second lens');
  equal(shown.command.arguments?.at(-1), null, 'the pass: the last one is what the result shows');
  await vscode.commands.executeCommand(shown.command.command, ...(shown.command.arguments ?? []));
  await replace(editor, '3.0', '4.0');
  await lensWith(document, 'loss = 36 · ∂w 48 · ∂v 96');
  await replace(editor, 'loss.backward()', 'for _ in range(3):\n    loss.backward(retain_graph=True)');
  const looped = await lensWith(document, '3 passes · loss = 36 · ∂w 144');
  equal(looped.line, 6, 'line in the loop');
  await close();
});

test('a mistake of PyTorch is explained after an edit, and its quick fix mends it', async () => {
  const editor = await open(factory, 'python');
  const { document } = editor;
  await lensWith(document, 'loss = 4');
  await replace(editor, 'loss.backward()\n', 'loss.backward()\nloss.backward()\n');
  const note = await eventually('the explanation', () =>
    diagnosticsOf(document).find(({ code }) => code === 'torch-backward-twice'),
  );
  equal(note.range.start.line, 6, 'line of the explanation');
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    note.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const fix = actions.find(({ title }) => title.includes('retain_graph=True'));
  ok(fix?.edit, `the actions are: ${actions.map(({ title }) => title).join(', ')}`);
  ok(await vscode.workspace.applyEdit(fix!.edit!), 'the edit was refused');
  ok(document.getText().includes('loss.backward(retain_graph=True)\nloss.backward()'), document.getText());
  await lensWith(document, 'loss = 4 · ∂w 32 · ∂v 48');
  await eventually('no note', () => diagnosticsOf(document).length === 0);
  await close();
});

test('a selection of Python is differentiated', async () => {
  const editor = await open('x = -2\ny = 5\nz = -4\nf = (x + y) * z\n', 'python');
  select(editor, '(x + y) * z');
  await vscode.commands.executeCommand('gradlens.differentiateSelection');
  await lensWith(editor.document, '−12', '∂x −4', '∂z 3');
  await close();
});

test('gradients by hand have a lens each, a hover, and a note where they differ', async () => {
  const editor = await open(manual, 'python');
  const { document } = editor;
  equal((await lensWith(document, 'dx ✓ agrees with ∂x')).line, 3, 'line of dx');
  equal((await lensWith(document, 'dy ✗ differs by 1 · ∂y 3')).line, 4, 'line of dy');
  const [note, ...others] = await eventually('a note', () => {
    const found = diagnosticsOf(document);
    return found.length > 0 && found;
  });
  equal(others, [], 'further notes');
  equal(
    [document.getText(note!.range), note!.code, note!.severity],
    ['dy', 'hand-gradient', vscode.DiagnosticSeverity.Information],
  );
  for (const code of ['y = -4.0', 'dy = x']) {
    const hover = await hoverAt(document, code);
    ok(/by hand/i.test(hover) && hover.includes('differs by 1'), `the hover over ${code} says: ${hover}`);
  }
  await replace(editor, 'x + 1', 'x');
  equal((await lensWith(document, 'dy ✓ agrees')).line, 4, 'line of dy');
  await eventually('no note', () => diagnosticsOf(document).length === 0);
  await close();
});

test('modules of the workspace are imported, and followed', async () => {
  const editor = await openFiles({
    'main.py': 'from lib import scale\nx = 3.0\ny = scale(x)  # @grad\n',
    'lib.py': 'def scale(a):\n    return a * 2\n',
  });
  await lensWith(editor.document, 'y = 6', '∂x 2');
  const hover = await eventually('a hover in the imported file', async () => {
    const lib = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), 'lib.py'));
    return await hoverAt(lib, 'a * 2', 2);
  });
  ok(hover.includes('swaps'), `the hover says: ${hover}`);
  await write('lib.py', 'def scale(a):\n    return a * 5\n');
  await lensWith(editor.document, 'y = 15', '∂x 5');
  await close();
});

test('fences of Python in Markdown stand beside those of TypeScript', async () => {
  const text = `# Notes on @grad\n\n\`\`\`python\n${manual}\`\`\`\n\n- so\n\n  \`\`\`py\n  %matplotlib inline\n  a = 2.0\n  b = a * a  # @grad\n  \`\`\`\n\n\`\`\`ts\nconst c = 3;\nconst d = c * c; // @grad\n\`\`\`\n`;
  const editor = await open(text, 'markdown');
  for (const [line, parts] of [
    [5, ['f = −12', '∂x −4']],
    [6, ['dx ✓ agrees']],
    [15, ['b = 4', '∂a 4']],
    [20, ['d = 9', '∂c 6']],
  ] as const) {
    equal((await lensWith(editor.document, ...parts)).line, line, `line of ${parts[0]}`);
  }
  const hover = await hoverAt(editor.document, 'a * a', 2);
  ok(hover.includes('```python'), `the hover says: ${hover}`);
  equal(
    (await lensesOf(editor.document)).some(({ line }) => line === 0),
    false,
    'a lens over prose',
  );
  await close();
});

test('the Python examples open as Python and run at once', async () => {
  await vscode.commands.executeCommand('gradlens.openExample', 'neuron.py');
  const editor = vscode.window.activeTextEditor;
  equal(editor?.document.languageId, 'python', 'language');
  await lensWith(editor!.document, '✓ agrees');
  equal(diagnosticsOf(editor!.document).length, 0, 'notes');
  await close();
});

test('the four stories of PyTorch open from the walkthrough, and their passes are told over the code', async () => {
  const stories: Readonly<Record<string, string>> = {
    'factory.py': 'loss = 4 · ∂w 16 · ∂v 24',
    'line.py': '100 passes · loss = 8.745e−10',
    'control.py': 'd = 1434 · ∂a 2048',
    'xor.py': '60 passes · loss = 0.009945',
  };
  const { contributes } = vscode.extensions.getExtension('gradlens.gradlens')!.packageJSON;
  const texts: string[] = contributes.walkthroughs[0].steps.map((step: { description: string }) => step.description);
  for (const [file, lens] of Object.entries(stories)) {
    const link = texts.join('\n').match(new RegExp(`command:([\\w.]+)\\?([^)]*${file.replace('.', '\\.')}[^)]*)`));
    ok(link, `no link opens ${file}`);
    await vscode.commands.executeCommand(link[1]!, ...JSON.parse(decodeURIComponent(link[2]!)));
    const { document } = vscode.window.activeTextEditor!;
    await lensWith(document, lens);
    equal(diagnosticsOf(document).length, 0, `notes of ${file}`);
    await close();
  }
});
