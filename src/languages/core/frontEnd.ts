import type { Range, SourceFile } from '../../engine/sources';
import type { LanguageId } from '../../protocol';
import type { Directive } from '../directive';
import type { Expression } from './ir';
import type { BuiltInModule } from './link';
import type { LoweredModule, ModuleInterface, ModuleLink } from './module';
import type { ModuleCell } from './scopes';
import type { ValueModel } from './valueModel';
import type { Value } from './values';

/** Something of the code that can be differentiated. */
export interface Subject {
  readonly kind: 'expression' | 'statements' | 'function';
  readonly start: number;
  readonly end: number;
  /** What the UI calls it: the variable, the function, or the code. */
  readonly label: string;
  /** For `function`: the top-level variable that holds it. */
  readonly functionName: string | null;
  /** The top-level function that it stands in, if any. */
  readonly inside: EnclosingFunction | null;
  /** True where it stands in a function of any kind, which code further below may call. */
  readonly deferred: boolean;
  /** True where names that it mentions are to be tracked even if they are no inputs. */
  readonly promotes: boolean;
  /** What the front end itself needs to find it again. */
  readonly handle: unknown;
}

export interface EnclosingFunction {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly parameters: readonly Parameter[];
  /** The directives on it. */
  readonly directives: readonly Directive[];
}

export interface Parameter {
  readonly name: string;
  readonly hasDefault: boolean;
  readonly range: Range;
}

/** An annotated snippet as it stands in the text. */
export interface AnnotatedSubject {
  readonly subject: Subject | null;
  readonly directive: Directive;
  /** Number of the directive line on its function, from 0. */
  readonly scenario: number;
  /** Set where the directive cannot be used. */
  readonly error: Error | null;
}

/** How a language takes part: text to syntax, syntax to core IR. All else is the core's. */
export interface FrontEnd<Syntax = unknown> {
  readonly language: LanguageId;
  readonly values: ValueModel;
  /** What stands between two cells of a notebook, so that none runs into the next. */
  readonly cellEnd: string;
  /** How deep calls may be nested, where the language says so itself. */
  readonly callDepth?: number;
  /** True where all that the module prints counts, also below what is inspected: it then runs to its end. */
  readonly runsToEnd?: boolean;
  /** True where a function's result is called by the function's name. */
  readonly namesFunctions?: boolean;
  /** Throws a SnippetFailure `SyntaxError` with its range. */
  parse(file: SourceFile): Syntax;
  annotated(syntax: Syntax): readonly AnnotatedSubject[];
  /** The smallest syntax that covers a selection; null where there is no code. */
  covering(syntax: Syntax, start: number, end: number): Subject | null;
  /** The statement at an offset; null where there is none. */
  statementAt(syntax: Syntax, offset: number): Subject | null;
  /** Parameters and directives of a function subject, or of the function around a subject. */
  functionOf(syntax: Syntax, subject: Subject): EnclosingFunction | null;
  /** What the file imports and exports. */
  interfaceOf(syntax: Syntax): ModuleInterface;
  /**
   * The addresses of files that a specifier may mean in the file at `uri`, in the order in which they are tried; null for
   * a package, and empty where there is no folder to look in.
   */
  candidates(specifier: string, uri: string): readonly string[] | null;
  /** A package that the language brings along; null where it has none of this name. */
  builtIn(specifier: string): BuiltInModule | null;
  /** The value that stands for a whole module: its exports by name. */
  namespace(exports: ReadonlyMap<string, ModuleCell>): Value;
  lower(syntax: Syntax, subjects: readonly Subject[], link: ModuleLink): LoweredModule;
  /** What kind of thing a value is, for a sentence: `a string`, `undefined`. */
  describe(value: Value): string;
  /** An expression of a directive or of the inputs strip, in the module's scope. */
  expression(module: LoweredModule, code: string, at: Range | null): Expression;
}
