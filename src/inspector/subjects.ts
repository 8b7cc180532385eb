import type { SourceFile } from '../engine/sources';
import { SnippetFailure } from '../languages/core/failure';
import type { AnnotatedSubject, FrontEnd, Subject } from '../languages/core/frontEnd';
import type { Directive } from '../languages/directive';
import type { Focus } from '../protocol';

/** One thing to differentiate, with the directive that asked for it. */
export interface Task {
  readonly subject: Subject | null;
  readonly directive: Directive | null;
  readonly scenario: number;
  /** Why it cannot be run. */
  readonly error: Error | null;
}

/** What a request asks for, in the order of the results. */
export function tasksOf(frontEnd: FrontEnd, syntax: unknown, file: SourceFile, focus: Focus): Task[] {
  switch (focus.kind) {
    case 'annotated':
      return frontEnd.annotated(syntax).map(fromDirective);
    case 'selection': {
      const start = file.offset(focus.range.start);
      return selected(frontEnd.covering(syntax, start, file.offset(focus.range.end)), file, start);
    }
    case 'at': {
      const offset = file.offset(focus.range.start);
      const annotated = annotatedAt(frontEnd.annotated(syntax), offset);
      if (annotated.length > 0) return annotated.map(fromDirective);
      return selected(frontEnd.statementAt(syntax, offset), file, offset);
    }
    case 'variable':
      return [];
  }
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

/** The directives of the innermost annotated snippet that the offset is in, or whose comment it is in. */
function annotatedAt(all: readonly AnnotatedSubject[], offset: number): AnnotatedSubject[] {
  const touching = all.filter(
    ({ subject, directive }) =>
      (directive.start <= offset && offset <= directive.end) ||
      (subject !== null && subject.start <= offset && offset <= subject.end),
  );
  const innermost = touching
    .filter(({ subject }) => subject !== null)
    .sort((a, b) => a.subject!.end - a.subject!.start - (b.subject!.end - b.subject!.start))[0];
  if (!innermost) return touching;
  return touching.filter(
    ({ subject }) => subject?.start === innermost.subject!.start && subject.end === innermost.subject!.end,
  );
}
