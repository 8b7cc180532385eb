import * as vscode from 'vscode';
import { diagnosticsOf, hoverAt, lensesOf, lensWith } from './editing';
import { equal, eventually, ok, test } from './harness';

const cells = [
  ['markdown', '# A notebook'],
  ['python', '%matplotlib inline\n!pip install numpy\nw = 3.0'],
  ['python', 'def f(a):\n    return a * w'],
  ['python', 'x = 2.0\ny = f(x)  # @grad\ndx = w\ndw = x + 1'],
] as const;

/** A notebook as a file, as Jupyter would write it. */
async function openNotebook(): Promise<vscode.NotebookDocument> {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'notes.ipynb');
  const content = {
    cells: cells.map(([language, source]) =>
      language === 'markdown'
        ? { cell_type: 'markdown', metadata: {}, source }
        : { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source },
    ),
    metadata: { language_info: { name: 'python' } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(content)));
  const notebook = await vscode.workspace.openNotebookDocument(uri);
  await vscode.window.showNotebookDocument(notebook);
  return notebook;
}

async function closeNotebook(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

async function replaceIn(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  ok(start >= 0, `"${from}" stands nowhere`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(start), document.positionAt(start + from.length)),
    to,
  );
  ok(await vscode.workspace.applyEdit(edit), 'the edit was refused');
}

test('cells of a notebook run in order up to the annotated one, with lenses, hovers and notes in each cell', async () => {
  const notebook = await openNotebook();
  const [, setup, helper, last] = notebook.getCells().map(({ document }) => document);
  equal([notebook.notebookType, last!.languageId], ['jupyter-notebook', 'python'], 'notebook');
  equal((await lensWith(last!, 'y = 6', '∂w 2', '∂x 3')).line, 1, 'line of the lens');
  await lensWith(last!, 'dx ✓ agrees');
  const [note] = await eventually('the note', () => {
    const found = diagnosticsOf(last!);
    return found.length > 0 && found;
  });
  equal(last!.getText(note!.range), 'dw', 'place of the note');
  equal(diagnosticsOf(setup!).length, 0, 'notes in the first cell');
  const hover = await hoverAt(helper!, 'a * w', 2);
  ok(hover.includes('swaps') && hover.includes('∂ 1'), `the hover in the cell above says: ${hover}`);
  equal((await lensesOf(helper!)).length, 0, 'lenses of a cell without annotation');
  await replaceIn(setup!, 'w = 3.0', 'w = 5.0');
  await lensWith(last!, 'y = 10', '∂x 5');
  await replaceIn(helper!, 'a * w', 'a * w / 0');
  const failed = await eventually('the exception', () =>
    diagnosticsOf(last!).find(({ message }) => message.includes('division by zero')),
  );
  equal(last!.getText(failed.range), 'f(x)', 'place of the exception');
  ok(failed.message.includes('cell 3, line 2'), failed.message);
  await closeNotebook();
});

test('cells that come and go between others count', async () => {
  const notebook = await openNotebook();
  const last = notebook.cellAt(3).document;
  await lensWith(last, 'y = 6');
  const edit = new vscode.WorkspaceEdit();
  const data = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'w = 7.0', 'python');
  edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(2, [data])]);
  ok(await vscode.workspace.applyEdit(edit), 'the edit was refused');
  await lensWith(last, 'y = 14', '∂x 7');
  const removal = new vscode.WorkspaceEdit();
  removal.set(notebook.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(2, 3))]);
  ok(await vscode.workspace.applyEdit(removal), 'the edit was refused');
  await lensWith(last, 'y = 6', '∂w 2');
  await closeNotebook();
});
