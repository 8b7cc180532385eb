import * as vscode from 'vscode';
import { languageOfFile, namesOf } from '../inspector/languages';
import type { LanguageId } from '../protocol';
import { examples } from './contributions';

/**
 * Opens an example as an untitled document, so that it can be changed and kept anywhere.
 *
 * @param file one of media/examples; without it the user picks one
 */
export async function openExample(extensionUri: vscode.Uri, file?: unknown): Promise<void> {
  const example =
    examples.find((candidate) => candidate.file === file) ??
    (await vscode.window.showQuickPick(
      examples.map((candidate) => ({ ...candidate, description: candidate.file })),
      { title: 'GradLens: Open Example', placeHolder: 'Each shows one thing about gradients', matchOnDetail: true },
    ));
  if (!example) return;
  const bytes = await vscode.workspace.fs.readFile(
    vscode.Uri.joinPath(extensionUri, 'media', 'examples', example.file),
  );
  const document = await vscode.workspace.openTextDocument({
    language: namesOf(languageOfFile(example.file) as LanguageId).editorLanguages[0]!,
    content: new TextDecoder().decode(bytes),
  });
  await vscode.window.showTextDocument(document);
}
