import * as vscode from 'vscode';
import type { AnsweredArguments } from '../protocol';
import type { ArgumentMemory } from './memory';
import { toEditorRange } from './ranges';
import type { ResultStore } from './results';
import type { Subject } from './subject';

/**
 * Writes the values that the user gave to inputs into the code, as one edit that can be undone. Where the function ran
 * with values that were asked for once, those are remembered anew instead.
 *
 * @returns what to tell the user; null when it was done
 */
export async function writeInputs(
  store: ResultStore,
  memory: ArgumentMemory,
  subject: Subject,
): Promise<string | null> {
  const { result, set } = subject;
  if (!result || !subject.hasChangedInputs) return 'no input has another value than in the code.';
  if (subject.error) return `the values are not right yet: ${subject.error.message}`;
  if (subject.stale) return 'the snippet is still running; try again in a moment.';
  if (result.answered) return await rememberAnew(store, memory, subject, result.answered);
  const written = result.inputs.filter(({ name, valueRange }) => valueRange && set[name] !== undefined);
  if (written.length === 0) return 'these values stand nowhere in the code, so there is nothing to rewrite.';
  const uri = vscode.Uri.parse(subject.uri);
  const edit = new vscode.WorkspaceEdit();
  for (const { name, valueRange } of written) {
    // In a notebook the value may stand in a cell above.
    const place = valueRange?.file === undefined ? uri : vscode.Uri.parse(valueRange.file);
    if (valueRange) edit.replace(place, toEditorRange(valueRange), set[name] ?? '');
  }
  if (!(await vscode.workspace.applyEdit(edit))) return 'the document cannot be changed.';
  store.forgetInputs(
    subject,
    written.map(({ name }) => name),
  );
  await store.run(subject);
  return null;
}

async function rememberAnew(
  store: ResultStore,
  memory: ArgumentMemory,
  subject: Subject,
  { key, values }: AnsweredArguments,
): Promise<null> {
  const changed = { ...values, ...subject.set };
  const text = Object.entries(changed).map(([name, code]) => `${name} = ${code}`);
  await memory.remember(subject.uri, key, text.join(', '));
  store.forgetInputs(subject, Object.keys(subject.set));
  await store.run(subject);
  return null;
}
