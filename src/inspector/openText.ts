import { placeName } from '../engine/fileName';
import { type Cell, type Range, SourceFile } from '../engine/sources';
import { SnippetFailure } from '../languages/core/failure';
import type { FrontEnd } from '../languages/core/frontEnd';
import type { InspectRequest } from '../protocol';

/** A text that parses. */
export interface ParsedText {
  readonly file: SourceFile;
  readonly syntax: unknown;
  /** What is told of cells above that are left out since they do not parse. */
  readonly leftOut: readonly string[];
}

/** The address that imports of a request's text are relative to. */
export function baseOf({ uri, notebook }: InspectRequest): string {
  return notebook?.uri ?? uri;
}

/**
 * Parses the text of a request; a notebook's cell with the cells above it as one module. Cells above that do not parse are
 * left out, such as one that is being typed.
 */
export function openText(frontEnd: FrontEnd, request: InspectRequest): ParsedText {
  const above = request.notebook?.cells ?? [];
  try {
    return { ...parsed(frontEnd, request, above), leftOut: [] };
  } catch (error) {
    if (above.length === 0) throw error;
    const broken = new Map(above.flatMap((cell) => brokenCell(frontEnd, request, cell)));
    const kept = above.filter((cell) => !broken.has(cell));
    try {
      return { ...parsed(frontEnd, request, kept), leftOut: [...broken.values()] };
    } catch (last) {
      throw fromCell(last);
    }
  }
}

function parsed(frontEnd: FrontEnd, request: InspectRequest, cells: readonly Cell[]): Omit<ParsedText, 'leftOut'> {
  const { uri, text, notebook, excerpt = notebook !== undefined } = request;
  const file = new SourceFile(uri, text, { excerpt, above: { cells, between: frontEnd.cellEnd } });
  return { file, syntax: frontEnd.parse(file) };
}

function brokenCell(frontEnd: FrontEnd, request: InspectRequest, cell: Cell): [Cell, string][] {
  try {
    parsed(frontEnd, { ...request, text: cell.text }, []);
    return [];
  } catch (error) {
    const place = error instanceof SnippetFailure && isRange(error.place) ? `, line ${error.place.start.line}` : '';
    const why = error instanceof Error ? error.message : String(error);
    return [[cell, `cell ${cell.number}${place} does not parse and is left out: ${why}`]];
  }
}

/** The error of a cell above as the inspected one tells it: it has no place there. */
function fromCell(error: unknown): unknown {
  if (!(error instanceof SnippetFailure) || !isRange(error.place) || error.place.cell === undefined) return error;
  return new SnippetFailure(error.code, `${error.message} (in ${placeName(error.place)})`, null);
}

function isRange(place: SnippetFailure['place']): place is Range {
  return typeof place === 'object' && place !== null;
}
