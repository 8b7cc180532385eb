import type { Position, SourceFile } from '../engine/sources';
import { SnippetFailure } from '../languages/core/failure';
import type { AnnotatedSubject, FrontEnd, Subject } from '../languages/core/frontEnd';
import type { Directive } from '../languages/directive';
import { ownPassCalls } from '../languages/ownPasses';
import type { Focus, LanguageId, Snippet } from '../protocol';

/** What a module as a whole is called where something has to have a name. */
export const MODULE = 'module';

/** One thing to differentiate, with the directive that asked for it. */
export interface Task {
  readonly subject: Subject | null;
  readonly directive: Directive | null;
  readonly scenario: number;
  /** Why it cannot be run. */
  readonly error: Error | null;
}

/** A module that makes backward passes of its own, as what is inspected of a text without annotations. */
export function moduleSnippets(file: SourceFile, language: LanguageId, isExcerpt: boolean): readonly Snippet[] {
  const calls = ownPassCalls(file.text, language, isExcerpt);
  if (calls.length === 0) return [];
  return [{ target: { name: MODULE, range: file.beginning }, directive: null, scenario: 0, calls }];
}

/** What a request asks for, in the order of the results. */
export function tasksOf(frontEnd: FrontEnd, syntax: unknown, file: SourceFile, focus: Focus): Task[] {
  switch (focus.kind) {
    case 'annotated':
      return ownAnnotated(frontEnd, syntax, file).map(fromDirective);
    case 'selection': {
      const start = file.startOf(focus.range);
      const end = file.offsetIn(focus.range.file, focus.range.end);
      return selected(frontEnd.covering(syntax, start, end), file, start);
    }
    case 'at': {
      const { start, end } = focus.wholeLine ? lineAt(file, focus.range.start.line) : placeAt(file, focus.range.start);
      const offset = start;
      const annotated = annotatedAt(ownAnnotated(frontEnd, syntax, file), start, end);
      if (annotated.length > 0) return annotated.map(fromDirective);
      return selected(frontEnd.statementAt(syntax, offset), file, offset);
    }
    case 'variable':
      return [];
  }
}

/** What is annotated in the document itself: that of a notebook's cells above has runs of its own. */
function ownAnnotated(frontEnd: FrontEnd, syntax: unknown, file: SourceFile): readonly AnnotatedSubject[] {
  return frontEnd.annotated(syntax).filter(({ directive }) => !file.isAbove(directive.start));
}

function fromDirective({ subject, directive, scenario, error }: AnnotatedSubject): Task {
  return { subject, directive, scenario, error };
}

function selected(subject: Subject | null, file: SourceFile, offset: number): Task[] {
  if (subject) return [{ subject, directive: null, scenario: 0, error: null }];
  const range = file.range(offset, offset);
  const error = new SnippetFailure(
    'NotDifferentiable',
    'there is no expression here; select one, such as `(x + y) * z`',
    range,
  );
  return [{ subject: null, directive: null, scenario: 0, error }];
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function placeAt(file: SourceFile, position: Position): Stretch {
  const offset = file.offsetIn(undefined, position);
  return { start: offset, end: offset };
}

/** A line from its first character that is no space to its last. */
function lineAt(file: SourceFile, line: number): Stretch {
  const from = file.offsetIn(undefined, { line, column: 1 });
  const text = file.text.slice(from, file.offsetIn(undefined, { line, column: Number.MAX_SAFE_INTEGER }));
  return { start: from + (text.length - text.trimStart().length), end: from + text.trimEnd().length };
}

/** The directives of the innermost annotated snippet that the stretch touches, or whose comment it touches. */
function annotatedAt(all: readonly AnnotatedSubject[], start: number, end: number): AnnotatedSubject[] {
  const touches = (stretch: Stretch) => stretch.start <= end && start <= stretch.end;
  const touching = all.filter(({ subject, directive }) => touches(directive) || (subject !== null && touches(subject)));
  const innermost = touching
    .filter(({ subject }) => subject !== null)
    .sort((a, b) => a.subject!.end - a.subject!.start - (b.subject!.end - b.subject!.start))[0];
  if (!innermost) return touching;
  return touching.filter(
    ({ subject }) => subject?.start === innermost.subject!.start && subject.end === innermost.subject!.end,
  );
}
