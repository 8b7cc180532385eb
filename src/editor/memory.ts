import type * as vscode from 'vscode';

const argumentsKey = 'gradlens.arguments';

type Remembered = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The values of parameters that the user was asked for, kept with the workspace: document -> function's key -> text. */
export class ArgumentMemory {
  constructor(private readonly state: vscode.Memento) {}

  /** What is known for the functions of a document, in the form that a request takes. */
  of(uri: string): Readonly<Record<string, string>> {
    return this.#all[uri] ?? {};
  }

  async remember(uri: string, key: string, text: string): Promise<void> {
    await this.state.update(argumentsKey, { ...this.#all, [uri]: { ...this.of(uri), [key]: text } });
  }

  get #all(): Remembered {
    const stored = this.state.get<unknown>(argumentsKey);
    return typeof stored === 'object' && stored !== null ? (stored as Remembered) : {};
  }
}
