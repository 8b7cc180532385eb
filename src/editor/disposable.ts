/** Anything that has to be let go of. The shape of `vscode.Disposable`, so that this file and its users need no editor. */
export interface Disposes {
  dispose(): unknown;
}

/** Base of what owns disposables: they are registered where they are made, and go in reverse order. */
export abstract class Disposable implements Disposes {
  readonly #owned: Disposes[] = [];
  #disposed = false;

  /** True once {@link dispose} was called; late answers check it. */
  protected get isDisposed(): boolean {
    return this.#disposed;
  }

  /** Returns `owned`, which is disposed with this object (at once if this object is gone already). */
  protected _register<T extends Disposes>(owned: T): T {
    if (this.#disposed) owned.dispose();
    else this.#owned.push(owned);
    return owned;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const owned of this.#owned.splice(0).reverse()) owned.dispose();
  }
}
