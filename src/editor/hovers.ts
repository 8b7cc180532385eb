import * as vscode from 'vscode';
import type { InspectorClient } from '../inspector/client';
import type { HandGradient, Position } from '../protocol';
import { handHover } from '../text/handText';
import { type CardNotes, cardMarkdown, handMarkdown } from '../text/hover';
import { inlayHint } from '../text/lensTitle';
import { codeSpan } from '../text/markdownEscape';
import type { KnownChecks } from './checks';
import { Command } from './contributions';
import { codeLanguageOf } from './documents';
import { operandNamed, type Place, placeAt, primitiveGates } from './places';
import { fromEditorPosition, toEditorRange } from './ranges';
import type { ResultStore } from './results';

/** The card of a gate over its code: the same as in the panel. */
export class Hovers implements vscode.HoverProvider {
  constructor(
    private readonly store: ResultStore,
    private readonly client: Pick<InspectorClient, 'card'>,
    private readonly checks: KnownChecks,
  ) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | null> {
    const place = this.#placeAt(document.uri.toString(), fromEditorPosition(position));
    if (!place) return null;
    const word = document.getWordRangeAtPosition(position);
    const named =
      word && place.gate ? operandNamed(primitiveGates(place.result.graph), place.gate, document.getText(word)) : null;
    const text = await this.#text(place, named ?? place.gate, codeLanguageOf(document, place.result.language));
    if (text === null) return null;
    const range = named && word ? word : toEditorRange(place.range);
    return new vscode.Hover([new vscode.MarkdownString(text), footer(place)], range);
  }

  /** What stands there in results of the document, else in those of documents that import it, or cells further below. */
  #placeAt(uri: string, at: Position): Place | null {
    const own = this.store.get(uri);
    const place = own && placeAt(own, { start: at, end: at });
    if (place) return place;
    const others = this.store.dependents(uri).flatMap((other) => this.store.get(other) ?? []);
    const shown = others.findLast((results) => results.shown !== null);
    for (const results of shown ? [shown, ...others] : others) {
      const found = placeAt(results, { start: at, end: at, file: uri });
      if (found) return found;
    }
    return null;
  }

  async #text(place: Place, gate: string | null, language: string): Promise<string | null> {
    if (gate !== null) {
      const card = await this.client.card({ result: place.result.id, gate });
      if (card) return cardMarkdown(card, language, this.#notes(place, gate));
    }
    const { variable, derived } = place;
    if (derived) return handHover(derived);
    if (!variable) return null;
    const title = `${codeSpan(variable.name)} ${inlayHint(variable.value, variable.grad)}`;
    return [title, ...derivedOf(place, variable.name).map(handMarkdown)].join('\n\n');
  }

  /** What is unhealthy about a gate, and what is known of its gradient by now. */
  #notes(place: Place, gate: string): CardNotes {
    const { result } = place;
    const drawn = primitiveGates(result.graph).find(({ id }) => id === gate);
    const input = drawn?.kind === 'input' ? drawn.name : null;
    return {
      unhealthy: result.diagnostics.filter((one) => one.gate === gate).map(({ message }) => message),
      derived: derivedOf(place, input),
      checks: this.checks.of(result.id, gate, input),
    };
  }
}

/** Gradients of an input that the code derives itself. */
function derivedOf({ result }: Place, input: string | null): readonly HandGradient[] {
  return (result.handGradients ?? []).filter((hand) => hand.input === input);
}

function footer({ subject }: Place): vscode.MarkdownString {
  const argument = encodeURIComponent(JSON.stringify([subject.uri, subject.key]));
  const stale = subject.stale ? ' · of an earlier text' : '';
  const text = new vscode.MarkdownString(`GradLens · [Show graph](command:${Command.showGraph}?${argument})${stale}`);
  text.isTrusted = { enabledCommands: [Command.showGraph] };
  return text;
}
