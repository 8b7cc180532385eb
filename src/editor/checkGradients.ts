import * as vscode from 'vscode';
import type { Check, Diagnostic, InputResult, SnippetResult } from '../protocol';
import { checkSummary } from '../text/checkReport';
import { checkText } from '../text/checkText';
import { resultName } from '../text/resultName';
import type { KnownChecks } from './checks';
import type { ResultStore } from './results';
import type { Subject } from './subject';

const showProblems = 'Show Problems';

/**
 * Checks the gradients of all inputs of all annotated snippets of a document, with progress that can be cancelled, and
 * tells how many agree. What differs and what stands at a kink becomes a diagnostic, until the snippet runs again.
 */
export async function checkGradients(
  document: vscode.TextDocument,
  store: ResultStore,
  known: KnownChecks,
): Promise<readonly Check[] | null> {
  const checks = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'GradLens: checking gradients', cancellable: true },
    async (progress, token) => {
      await store.refresh(document, true);
      const { version } = document;
      const cancelled = () => token.isCancellationRequested || document.version !== version;
      return await checkSubjects(document, store, known, progress, cancelled);
    },
  );
  if (checks) report(checks);
  return checks;
}

async function checkSubjects(
  document: vscode.TextDocument,
  store: ResultStore,
  known: KnownChecks,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  cancelled: () => boolean,
): Promise<readonly Check[] | null> {
  const subjects = (store.see(document)?.annotated ?? []).filter(
    ({ result, error }) => result !== null && error === null,
  );
  const total = subjects.reduce((sum, { result }) => sum + result!.inputs.length, 0);
  const all: Check[] = [];
  for (const subject of subjects) {
    let checked = await checkSubject(subject, known, cancelled, (name) =>
      progress.report({ message: `${subject.title}: ${name}`, increment: 100 / total }),
    );
    if (checked === null && !cancelled()) {
      // Its trace was let go meanwhile, as of the first of many snippets.
      await store.run(subject, true);
      checked = await checkSubject(subject, known, cancelled, () => undefined);
    }
    if (checked === null) return null;
    all.push(...checked);
    store.touch(subject.uri);
  }
  return all;
}

/** Null when the trace is gone, or on cancelling. */
async function checkSubject(
  subject: Subject,
  known: KnownChecks,
  cancelled: () => boolean,
  checking: (input: string) => void,
): Promise<readonly Check[] | null> {
  const { result } = subject;
  if (!result) return [];
  const all: Check[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const input of result.inputs) {
    checking(input.name);
    const checked = await known.input(result.id, input.name, cancelled);
    if (checked === null) return null;
    all.push(...checked.checks);
    diagnostics.push(...diagnosticsOf(result, input, checked.checks));
  }
  subject.checked = { result: result.id, diagnostics };
  return all;
}

/** Elements of one array that become diagnostics. */
const TOLD = 4;

function diagnosticsOf(result: SnippetResult, input: InputResult, checks: readonly Check[]): Diagnostic[] {
  const range = input.valueRange ?? result.target?.range;
  if (!range) return [];
  return checks
    .filter(({ verdict }) => verdict === 'differs' || verdict === 'kink')
    .slice(0, TOLD)
    .map((check) => ({
      code: check.verdict === 'differs' ? 'gradient-differs' : 'gradient-kink',
      severity: check.verdict === 'differs' ? 'warning' : 'info',
      message: `The gradient of \`${resultName(result) ?? 'the output'}\` with respect to \`${check.name}\`: ${checkText(check)}`,
      range,
    }));
}

function report(checks: readonly Check[]): void {
  const message = `GradLens: ${checkSummary(checks)}.`;
  if (!checks.some(({ verdict }) => verdict === 'differs')) {
    void vscode.window.showInformationMessage(message);
    return;
  }
  void vscode.window.showWarningMessage(message, showProblems).then((chosen) => {
    if (chosen === showProblems) void vscode.commands.executeCommand('workbench.actions.view.problems');
  });
}
