import * as vscode from 'vscode';
import { equal, eventually, ok, test } from './harness';

const folder = () => vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'imports');
const at = (name: string) => vscode.Uri.joinPath(folder(), name);

/** Writes past every editor, as another program would. */
async function write(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(at(name), new TextEncoder().encode(text));
}

/** Writes files and opens the first one. */
async function open(files: Readonly<Record<string, string>>): Promise<vscode.TextEditor> {
  for (const [name, text] of Object.entries(files)) await write(name, text);
  return await show(Object.keys(files)[0]!);
}

async function show(name: string, viewColumn = vscode.ViewColumn.One): Promise<vscode.TextEditor> {
  return await vscode.window.showTextDocument(at(name), { viewColumn, preview: false });
}

async function tidy(): Promise<void> {
  for (const { document } of vscode.window.visibleTextEditors) {
    if (!document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await vscode.workspace.fs.delete(folder(), { recursive: true });
}

async function titles(document: vscode.TextDocument): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    100,
  );
  return lenses.flatMap(({ command }) => (command?.command.startsWith('gradlens.') ? [command.title] : []));
}

async function lensWith(document: vscode.TextDocument, ...parts: string[]): Promise<void> {
  let last = '';
  await eventually(`a lens with ${parts.join(', ')}`, async () => {
    const found = await titles(document);
    last = found.join(' | ');
    return found.some((title) => parts.every((part) => title.includes(part)) && !title.includes('stale'));
  }).catch((error: Error) => {
    throw new Error(`${error.message}; the lenses are: ${last}`);
  });
}

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  ok(start >= 0, `"${from}" stands nowhere`);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + from.length));
  edit.replace(document.uri, range, to);
  ok(await vscode.workspace.applyEdit(edit), 'the edit was refused');
}

const main = "import { scale } from './lib/scale.js';\nconst x = 3;\nconst y = scale(x); // @grad\n";
const lib = 'export function scale(a: number) {\n  return a * 2;\n}\n';

test('a snippet follows an imported file: unsaved text, text that is let go of, and a save from outside', async () => {
  const { document } = await open({ 'main.ts': main, 'lib/scale.ts': lib });
  await lensWith(document, 'y = 6', '∂x 2');
  const imported = (await show('lib/scale.ts', vscode.ViewColumn.Two)).document;
  await replace(imported, 'a * 2', 'a * 5');
  ok(imported.isDirty, 'the imported file was saved');
  await lensWith(document, 'y = 15', '∂x 5');
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await lensWith(document, 'y = 6', '∂x 2');
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  await write('lib/scale.ts', lib.replace('a * 2', 'a * 7'));
  await lensWith(document, 'y = 21', '∂x 7');
  await tidy();
});

test('an imported file may come to be, stop to parse, and go', async () => {
  const { document } = await open({ 'main.ts': main });
  const errors = () =>
    vscode.languages.getDiagnostics(document.uri).flatMap(({ source, code, message, range }) => {
      return source === 'GradLens' ? [{ code, message, line: range.start.line }] : [];
    });
  const errorWith = (part: string) =>
    eventually(`an error with ${part}`, () => errors().find(({ message }) => message.includes(part)));
  const { code, line } = await errorWith('there is no `lib/scale.ts`');
  equal({ code, line }, { code: 'ImportNotFound', line: 0 });
  await write('lib/scale.ts', lib);
  await lensWith(document, 'y = 6', '∂x 2');
  await eventually('no error', () => errors().length === 0);
  await write('lib/scale.ts', 'export const scale = ;');
  await errorWith('`./lib/scale.js` does not parse');
  await write('lib/scale.ts', lib.replace('2', '4'));
  await lensWith(document, 'y = 12');
  await vscode.workspace.fs.delete(at('lib/scale.ts'));
  await errorWith('there is no `lib/scale.ts`');
  await tidy();
});

test('a file that is imported by what is imported counts, too, and so does one in no editor', async () => {
  const { document } = await open({
    'main.ts': "import { f } from './a';\nconst x = 2;\nconst y = f(x); // @grad\n",
    'a.ts': "import { k } from './b.js';\nexport const f = (x: number) => x * k;\n",
    'b.js': 'export const k = 3;\n',
  });
  await lensWith(document, 'y = 6', '∂x 3');
  await write('b.js', 'export const k = 4;\n');
  await lensWith(document, 'y = 8', '∂x 4');
  // A source beside it is preferred.
  await write('b.ts', 'export const k: number = 5;\n');
  await lensWith(document, 'y = 10', '∂x 5');
  await tidy();
});

test('an error in an imported file is shown at the call, and code of another file has no hover here', async () => {
  const { document } = await open({
    'main.ts': "import { g, bad } from './lib';\nconst x = 2;\nconst y = g(x); // @grad\nconst z = bad(x); // @grad\n",
    'lib.ts': 'export const bad = (a: any) => a.b.c;\nexport const g = (a: number) => a\n   * 3 * a;\n',
  });
  await lensWith(document, 'y = 12', '∂x 12');
  const error = await eventually('the error', () =>
    vscode.languages.getDiagnostics(document.uri).find(({ source }) => source === 'GradLens'),
  );
  equal(document.getText(error.range), 'bad(x)', 'place of the error');
  ok(error.message.includes('(in lib.ts:1)'), error.message);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    new vscode.Position(1, 3),
  );
  const texts = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)));
  equal(
    texts.filter((text) => text.includes('GradLens')),
    [],
    'hovers of ours on a line where only the other file has a gate',
  );
  await tidy();
});

test('an unsaved document without a folder says so', async () => {
  const document = await vscode.workspace.openTextDocument({
    language: 'typescript',
    content: "import { f } from './f';\nconst y = f(2); // @grad\n",
  });
  await vscode.window.showTextDocument(document);
  const error = await eventually('the error', () =>
    vscode.languages.getDiagnostics(document.uri).find(({ source }) => source === 'GradLens'),
  );
  ok(error.message.includes('save this document first'), error.message);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
});
