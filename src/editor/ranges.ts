import * as vscode from 'vscode';
import type { Position, Range } from '../engine/sources';

/** A 1-based range of ours as the editor's 0-based one. */
export function toEditorRange(range: Range): vscode.Range {
  return new vscode.Range(toEditorPosition(range.start), toEditorPosition(range.end));
}

export function toEditorPosition(position: Position): vscode.Position {
  return new vscode.Position(Math.max(position.line - 1, 0), Math.max(position.column - 1, 0));
}

/** The editor's 0-based range as a 1-based one of ours. */
export function fromEditorRange(range: vscode.Range): Range {
  return { start: fromEditorPosition(range.start), end: fromEditorPosition(range.end) };
}

export function fromEditorPosition(position: vscode.Position): Position {
  return { line: position.line + 1, column: position.character + 1 };
}
