import * as vscode from 'vscode';
import type { ParameterAsk } from '../protocol';

/**
 * Asks once for the values of a function's parameters, in the form of a directive: `w = 3, v = 2`.
 *
 * @param previous what was answered before, to be mended; empty the first time
 * @param problem what was wrong with it; null the first time
 * @returns the answer; undefined when the user does not want to
 */
export async function askArguments(
  ask: ParameterAsk,
  previous: string,
  problem: string | null,
): Promise<string | undefined> {
  const example = ask.parameters.map((name) => `${name} = 1`).join(', ');
  return await vscode.window.showInputBox({
    title: `Values for the parameters of ${ask.functionName}`,
    prompt: problem ?? 'The selection is inside this function, which runs with these values. They are remembered.',
    value: previous || example,
    placeHolder: example,
    ignoreFocusOut: true,
    validateInput: (text) => checkArguments(ask, text),
  });
}

/** What is missing in an answer, in words; null when every parameter has a value. */
export function checkArguments(ask: ParameterAsk, text: string): string | null {
  const missing = ask.parameters.filter((name) => !new RegExp(`(^|[,\\s])${escapeRegExp(name)}\\s*=[^=]`).test(text));
  if (missing.length === ask.parameters.length && missing.length > 0) return `Write ${missing[0]} = and a value`;
  return null;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
