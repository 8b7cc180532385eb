import type { Directive } from '../directive';
import { SnippetFailure } from './failure';
import type { AnnotatedSubject, Subject } from './frontEnd';

/** Why a directive belongs to nothing that can be inspected. */
export const METHOD = '`@grad` on a method is not supported; annotate a function or a statement that calls it';
export const CLASS = '`@grad` on a class is not supported; annotate a function or a statement that uses it';
export const NOTHING =
  '`@grad` stands before nothing; put it above a statement or a function, or at the end of its line';

/** A directive with the statement that it belongs to. */
export interface Attached<Node> {
  readonly directive: Directive;
  readonly target: Node | null;
  readonly error: SnippetFailure | null;
}

/** The directives of one comment with what they belong to, or with why they belong to nothing. */
export function attachedTo<Node extends object>(
  directives: readonly Directive[],
  found: Node | string,
): Attached<Node>[] {
  return directives.map((directive) => {
    if (typeof found !== 'string') return { directive, target: found, error: null };
    const code = found === METHOD || found === CLASS ? 'Unsupported' : 'DirectiveError';
    return { directive, target: null, error: new SnippetFailure(code, found, directive.range) };
  });
}

/** What directives inspect, in their order; those on one function are numbered. */
export function annotatedSubjects<Node>(
  attached: readonly Attached<Node>[],
  subjectOf: (target: Node) => Subject | null,
): AnnotatedSubject[] {
  const scenarios = new Map<Node, number>();
  return attached.map(({ directive, target, error }) => {
    const scenario = target ? (scenarios.get(target) ?? 0) : 0;
    if (target) scenarios.set(target, scenario + 1);
    const subject = target ? subjectOf(target) : null;
    return {
      subject,
      directive,
      scenario: subject?.kind === 'function' ? scenario : 0,
      error: directive.error ?? error,
    };
  });
}
