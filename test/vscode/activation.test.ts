import * as vscode from 'vscode';
import { equal, eventually, ok, test } from './harness';

const extension = () => {
  const found = vscode.extensions.getExtension('gradlens.gradlens');
  ok(found, 'VS Code does not know the extension gradlens.gradlens');
  return found;
};

test('the extension activates', async () => {
  await extension().activate();
  equal(extension().isActive, true, 'isActive');
});

test('every command that package.json contributes is registered', async () => {
  await extension().activate();
  const contributed = (extension().packageJSON.contributes?.commands ?? []) as { command: string }[];
  ok(contributed.length > 0, 'package.json contributes no command');
  const registered = await vscode.commands.getCommands(true);
  const missing = contributed.map(({ command }) => command).filter((command) => !registered.includes(command));
  equal(missing, [], 'commands without a handler');
});

test('a document with @grad gets its lens within ten seconds of being opened', async () => {
  const document = await vscode.workspace.openTextDocument({
    language: 'typescript',
    content: 'const x = 3;\nconst y = x * x; // @grad\n',
  });
  await vscode.window.showTextDocument(document);
  const title = await eventually('a lens with numbers', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      100,
    );
    return lenses.map((lens) => lens.command?.title ?? '').find((text) => /\d/.test(text));
  });
  ok(title.includes('9') && title.includes('6'), `y = 9 and its gradient 6 in x are not in the lens "${title}"`);
});
