import type { ExportKind, FromPage, SnippetResult } from '../../src/protocol';
import { toMarkdown } from '../../src/text/markdown';
import { type Direction, mermaidExport } from '../../src/text/mermaid';
import { resultName } from '../../src/text/resultName';
import { h, setText } from '../dom';
import type { MenuItem } from '../menu';
import { pictureSvg } from './pictureSvg';
import { pictureAsPng } from './png';

/** What is taken along: the graph as it is drawn, with its folds and its direction. */
export interface Exportable {
  /** Its graph is the picture. */
  readonly result: SnippetResult;
  /** Name of the file and line, such as `burger.ts:4`. */
  readonly place: string;
  readonly direction: Direction;
  /** The drawing; null where there is none, or another one than the graph's. */
  readonly canvas: HTMLElement | null;
}

/** Milliseconds for which is said what was copied. */
const SAID_FOR = 2500;

/** Takes the graph along: as text into the clipboard, as a picture into a file. */
export class Exports {
  /** Says what was done, to the eye and to a screen reader. */
  readonly element = h('div', { class: 'said', role: 'status' });
  #silence = 0;

  constructor(
    readonly send: (message: FromPage) => void,
    readonly shown: () => Exportable | null,
  ) {}

  async run(kind: ExportKind): Promise<void> {
    const shown = this.shown();
    if (shown === null) return;
    try {
      await this.#export(kind, shown);
    } catch (error) {
      this.#say(error instanceof Error ? error.message : String(error));
    }
  }

  async #export(kind: ExportKind, { result, place, direction, canvas }: Exportable): Promise<void> {
    if (kind === 'mermaid' || kind === 'markdown') {
      const text =
        kind === 'mermaid'
          ? mermaidExport(result.graph, direction)
          : toMarkdown(place.replace(/:\d+$/, ''), [result], direction);
      this.send({ type: 'copy', text });
      this.#say(`Copied as ${kind === 'mermaid' ? 'Mermaid' : 'Markdown'}`);
      return;
    }
    if (canvas === null) throw new Error('There is no drawing to save here.');
    const name = result.output?.name ?? resultName(result) ?? '';
    const picture = pictureSvg(canvas, name === '' ? 'Computational graph' : `Computational graph of ${name}`);
    const data = kind === 'svg' ? picture.text : await pictureAsPng(picture);
    this.send({ type: 'save', format: kind, name, data });
  }

  #say(text: string): void {
    window.clearTimeout(this.#silence);
    setText(this.element, text);
    this.#silence = window.setTimeout(() => setText(this.element, ''), SAID_FOR);
  }
}

const labels: Readonly<Record<ExportKind, string>> = {
  mermaid: 'Copy as Mermaid',
  markdown: 'Copy as Markdown',
  svg: 'Save as SVG…',
  png: 'Save as PNG…',
};

/** The ways to take a graph along, as items of a menu. */
export function exportItems(run: (kind: ExportKind) => void): readonly MenuItem[] {
  return (Object.keys(labels) as ExportKind[]).map((kind) => ({
    icon: kind === 'svg' || kind === 'png' ? 'save' : 'copy',
    label: labels[kind],
    run: () => run(kind),
  }));
}

export const exportLabels: readonly string[] = Object.values(labels);

/** The labels of the items that need a drawing. */
export const pictureLabels: readonly string[] = [labels.svg, labels.png];
