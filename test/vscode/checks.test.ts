import * as vscode from 'vscode';
import { equal, eventually, ok, test } from './harness';

async function open(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: 'typescript', content });
  return await vscode.window.showTextDocument(document);
}

async function close(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await eventually('the editor to be closed', () => vscode.window.activeTextEditor?.document !== document);
}

const found = (document: vscode.TextDocument, code: string) =>
  vscode.languages
    .getDiagnostics(document.uri)
    .filter((diagnostic) => diagnostic.source === 'GradLens' && diagnostic.code === code);

const text =
  'const x = 2.5;\nconst k = 0;\nconst r = Number(String(x));\nconst y = r * x + Math.abs(k); // @grad\n' +
  'const w = 3;\nconst z = w * w; // @grad wrt w\n';

test('Check Gradients makes diagnostics of what differs and of kinks, until the text changes', async () => {
  const { document } = await open(text);
  await vscode.commands.executeCommand('gradlens.checkGradients');
  const [differs] = await eventually('a gradient that differs', () => {
    const list = found(document, 'gradient-differs');
    return list.length > 0 ? list : null;
  });
  equal(differs!.severity, vscode.DiagnosticSeverity.Warning, 'severity');
  equal(document.getText(differs!.range), '2.5', 'the code');
  ok(
    differs!.message.startsWith(
      'The gradient of `y` with respect to `x`: differs: finite differences say 5, the sweep 2.5',
    ),
    differs!.message,
  );
  const kinks = found(document, 'gradient-kink');
  equal(
    kinks.map(({ range }) => document.getText(range)),
    ['0'],
    'kinks',
  );
  equal(kinks[0]!.severity, vscode.DiagnosticSeverity.Information, 'severity of a kink');
  equal(found(document, 'gradient-differs').length, 1, 'differences');
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(2, 10, 2, 27), 'x');
  ok(await vscode.workspace.applyEdit(edit), 'the edit was refused');
  await eventually('no difference', () => found(document, 'gradient-differs').length === 0);
  await close();
});

test('what is checked stands in the hover', async () => {
  const { document } = await open(text);
  await vscode.commands.executeCommand('gradlens.checkGradients');
  await eventually('a gradient that differs', () => found(document, 'gradient-differs').length > 0);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    new vscode.Position(4, 6),
  );
  const said = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)));
  ok(said.join('\n').includes('_Checked:_ agrees with finite differences'), said.join('\n'));
  await close();
});

test('a gradient that was cut is a quiet diagnostic at the place', async () => {
  const { document } = await open('const x = 2.345;\nconst r = Number(x.toFixed(1));\nconst y = r * 3; // @grad\n');
  const [cut] = await eventually('a diagnostic', () => {
    const list = found(document, 'gradient-cut');
    return list.length > 0 ? list : null;
  });
  equal(document.getText(cut!.range), 'x.toFixed(1)', 'the code');
  equal(cut!.severity, vscode.DiagnosticSeverity.Information, 'severity');
  await close();
});

test('a saturated tanh is a hint', async () => {
  const { document } = await open('const x = 9;\nconst y = Math.tanh(x) * 3; // @grad\n');
  const [hint] = await eventually('a diagnostic', () => {
    const list = found(document, 'saturated');
    return list.length > 0 ? list : null;
  });
  equal(document.getText(hint!.range), 'Math.tanh(x)', 'the code');
  equal(hint!.severity, vscode.DiagnosticSeverity.Hint, 'severity');
  await close();
});
