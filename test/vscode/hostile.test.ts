import * as vscode from 'vscode';
import { injecting, payloads } from '../fuzz/hostile';
import { eventually, ok, test } from './harness';

/** One document with every payload as a key, in a comment, in printed text and in a thrown message. */
function documentOf(payload: string, k: number): string {
  const text = JSON.stringify(payload);
  const comment = payload.replaceAll('*/', '* /').replaceAll('\n', ' ');
  return [
    `const p${k} = { ${text}: 3, y: 4 }; // ${comment}`,
    `const out${k} = p${k}[${text}] * /* ${comment} */ p${k}.y; // @grad`,
    `const bad${k} = (() => { throw ${text}; })(); // @grad`,
    '',
  ].join('\n');
}

test('lenses and hovers over hostile snippets are text: no HTML, no trusted links, no icons of theirs', async () => {
  const content = payloads.map(documentOf).join('\n');
  const document = await vscode.workspace.openTextDocument({ language: 'typescript', content });
  await vscode.window.showTextDocument(document, { preview: false });
  const titles = await eventually(
    'a lens for every snippet',
    async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        100,
      );
      const own = lenses.flatMap(({ command }) => (command?.command.startsWith('gradlens.') ? [command] : []));
      const ready = own.filter(({ title }) => !title.includes('running'));
      return ready.length >= 2 * payloads.length ? ready : undefined;
    },
    25_000,
  );
  for (const { title, command } of titles) {
    ok(!/[\n\r\u2028\u2029]/.test(title), `a lens of several lines: ${JSON.stringify(title)}`);
    ok(!title.replaceAll('\\$(', '').includes('$('), `a lens draws an icon: ${title}`);
    ok(command.startsWith('gradlens.'), `a lens runs ${command}`);
  }
  for (let k = 0; k < payloads.length; k++) {
    const position = document.positionAt(document.getText().indexOf(`out${k} =`) + 1);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    const contents = hovers.flatMap((hover) => hover.contents);
    const own = contents.filter(
      (part): part is vscode.MarkdownString => typeof part === 'object' && part.value.includes('∂'),
    );
    ok(own.length > 0, `no hover for payload ${k}: ${JSON.stringify(contents)}`);
    for (const part of own) {
      const { value, isTrusted, supportHtml } = part;
      ok(!isTrusted, `the hover trusts links: ${value}`);
      ok(!supportHtml, `the hover takes HTML: ${value}`);
    }
  }
  const messages = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'GradLens');
  ok(messages.length >= payloads.length, `${messages.length} diagnostics`);
});

test('each injection is answered with a lens, whatever it is', async () => {
  for (const { text } of injecting.filter((_, k) => k % 5 === 0)) {
    const document = await vscode.workspace.openTextDocument({ language: 'typescript', content: text });
    await vscode.window.showTextDocument(document, { preview: true });
    await eventually(`a lens over ${text.slice(0, 60)}`, async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        100,
      );
      return lenses.some(
        ({ command }) => command?.command.startsWith('gradlens.') && !command.title.includes('running'),
      );
    });
  }
});
