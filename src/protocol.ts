/**
 * Every message between the extension, its worker and the panel's page. Requests and results are derived from one method
 * interface a side; an answer always comes, as `{ ok }` or `{ err }`. All of it is plain data that survives both
 * structured clone and JSON (numbers are {@link Num}).
 */
import type { Cell, Position, Range } from './engine/sources';
import type { Check } from './graph/check';
import type { FoldWish } from './graph/folding/wish';
import type { Data, Graph, Num, Statistics } from './graph/model';
import type { Card } from './text/card';

export type LanguageId = 'typescript' | 'python';

/** What a document is written in: a language, or Markdown with fences of such. */
export type DocumentLanguage = LanguageId | 'markdown';

/** The catalogue of what can go wrong with a snippet. `Internal` is a bug of ours. */
export type ErrorCode =
  | 'SyntaxError'
  | 'Unsupported'
  | 'UnboundName'
  | 'NotReached'
  | 'NotDifferentiable'
  | 'ShapeMismatch'
  | 'TypeMismatch'
  | 'StepLimit'
  | 'TimeLimit'
  | 'RecursionTooDeep'
  | 'TooLarge'
  | 'ImportNotFound'
  | 'DirectiveError'
  | 'UserThrow'
  | 'Internal';

export interface SnippetError {
  readonly code: ErrorCode;
  /** For `UserThrow` the type of what was thrown (`TypeError`); else null. */
  readonly type: string | null;
  /** In the user's words; says what to write instead. */
  readonly message: string;
  readonly range: Range | null;
}

export interface Diagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly range: Range;
  /** The primitive gate that it is about, where it is in the picture, perhaps inside a composite. */
  readonly gate?: string;
  /** Ways to mend it. */
  readonly fixes?: readonly Fix[];
}

/** A way to mend what a diagnostic says, as a menu offers it. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly range: Range; readonly text: string }[];
}

/** An input with its value and the gradient of the output with respect to it. */
export interface InputResult {
  readonly name: string;
  readonly value: Data;
  readonly grad: Data;
  readonly shape: readonly number[] | null;
  /** Set for a tensor. */
  readonly dtype?: string;
  /** Where the code gives the value: the initialiser, or the expression in the directive; null where it cannot be edited. */
  readonly valueRange: Range | null;
  /** The value's own code, as it would be typed into the inputs strip. */
  readonly valueCode: string;
  /** True where the code does not list the numbers, such as `tf.zeros([3])`. */
  readonly isMade?: true;
  /** True where no variable is initialised with it, such as a weight inside a layer: it cannot be set by its name. */
  readonly isFixed?: true;
  /** True when `set` replaced the value of the code. */
  readonly overridden: boolean;
  /** False where the picture leaves it out because nothing of it reaches the output. */
  readonly used: boolean;
}

export interface VariableResult {
  readonly name: string;
  readonly value: Data;
  readonly grad: Data;
  readonly shape: readonly number[] | null;
  readonly kind: 'number' | 'array' | 'object' | 'tensor' | 'ndarray';
  /** Set for a tensor. */
  readonly dtype?: string;
  /** The declaration's name in the code, for hints and hovers. */
  readonly range: Range | null;
  /** Where its first value stands in the code, for hints behind it; null where it is declared without one. */
  readonly initialiser?: Range | null;
  /** The gate that made the value, when it is a scalar in the picture. */
  readonly gate: string | null;
  /** Set for a variable that a selection uses itself: its gradient is shown with those of the inputs. */
  readonly mentioned?: true;
}

export interface OutputResult {
  /** The variable; null for an expression and for a function. */
  readonly name: string | null;
  readonly value: Data;
  readonly shape: readonly number[] | null;
  /** True when the output is not a scalar, so that the sweep started from ones. */
  readonly seededWithOnes: boolean;
}

/** A gradient that the code derives by hand, compared with ours. */
export interface HandGradient {
  readonly input: string;
  readonly variable: string;
  /** What the variable holds at the end of the module, and the gradient of the input. */
  readonly value: Data;
  readonly gradient: Data;
  /** That of the variable. */
  readonly shape: readonly number[];
  readonly matches: boolean;
  /** Where the two are farthest apart; absent where they match, and where their shapes differ. */
  readonly difference?: HandDifference;
  /** Set where the variable has another shape than the input, which no gradient has. */
  readonly inputShape?: readonly number[];
  /** The variable that holds the gradient to start from, where the output is an array and the code has one. */
  readonly upstream?: string;
  /** Where the variable is bound first. */
  readonly range: Range | null;
}

export interface HandDifference {
  /** The element, counted along the last axis first; null for a single number. */
  readonly element: number | null;
  readonly given: Num;
  readonly wanted: Num;
  readonly by: Num;
}

/** One result: one annotated statement, one scenario of a function, or a selection. */
export interface SnippetResult {
  /** Handle of the trace that stays in the worker; cards are fetched with it. */
  readonly id: string;
  readonly language: LanguageId;
  readonly kind: 'statement' | 'function' | 'selection' | 'variable' | 'file';
  /** What is differentiated; null when the file does not parse. `range` is the code really taken. */
  readonly target: { readonly name: string; readonly range: Range } | null;
  /** The directive's comment; null for a selection. */
  readonly directive: Range | null;
  /** Number of the directive line on a function, from 0. */
  readonly scenario: number;
  readonly output: OutputResult | null;
  readonly inputs: readonly InputResult[];
  readonly variables: readonly VariableResult[];
  readonly graph: Graph;
  /** Evaluations of the selected expression: how many there were and which one is shown, from 1. */
  readonly occurrences: { readonly count: number; readonly shown: number };
  readonly diagnostics: readonly Diagnostic[];
  /** Set where the code makes backward sweeps of its own. */
  readonly passes?: Passes;
  /** Calls by which the code asks for gradients as values. */
  readonly gradCalls?: readonly GradCallResult[];
  readonly stdout: string;
  readonly error: SnippetError | null;
  /** Set where the code derives gradients of inputs itself. */
  readonly handGradients?: readonly HandGradient[];
  /** Parameters whose values are needed before the enclosing function can run; null when nothing has to be asked. */
  readonly ask: ParameterAsk | null;
  /** Set when the function ran with values that the user was asked for once; they can be remembered anew. */
  readonly answered?: AnsweredArguments;
}

/** The backward sweeps that the code makes itself, such as the steps of a training. */
export interface Passes {
  readonly count: number;
  /** What was differentiated in each, evenly chosen where there are many passes; they count from 0. */
  readonly losses: readonly { readonly pass: number; readonly loss: Num }[];
  /** The first five and the last. */
  readonly listed: readonly PassResult[];
  /** The calls that made them, in the order in which they were reached first. */
  readonly calls: readonly PassCall[];
}

/** A place of the code that makes backward passes, with what its last one gave. */
export interface PassCall {
  readonly range: Range | null;
  /** How many passes it made, and the number of the last one. */
  readonly count: number;
  readonly last: number;
  readonly output: { readonly name: string | null; readonly value: Data; readonly shape: readonly number[] };
  /** The gradients that leaves had after it. */
  readonly grads: readonly { readonly name: string; readonly value: Data; readonly shape: readonly number[] }[];
}

export interface PassResult {
  readonly index: number;
  readonly output: { readonly name: string | null; readonly value: Data; readonly shape: readonly number[] };
  readonly outputGradient: Data;
  /** Each leaf's gradient after the pass. */
  readonly grads: Readonly<Record<string, Data | null>>;
  /** Gradients of this pass alone for named values between. */
  readonly nodeGrads: Readonly<Record<string, Data>>;
}

export interface GradCallResult {
  readonly outputNames: readonly (string | null)[];
  readonly outputs: readonly Data[];
  readonly inputNames: readonly (string | null)[];
  readonly grads: readonly Data[];
}

export interface PassRequest {
  readonly result: string;
  readonly pass: number;
}

/** One pass as the timeline shows it. */
export interface PassView {
  readonly index: number;
  readonly loss: Num;
  /** The code that made the step. */
  readonly range: Range | null;
  readonly variables: readonly PassVariable[];
}

/** What a pass did to one variable. */
export interface PassVariable {
  readonly name: string;
  readonly shape: readonly number[];
  readonly before: Data;
  readonly gradient: Data;
  readonly after: Data;
  /** What all of their numbers have in common, where not all are here. */
  readonly statistics?: Readonly<Record<'before' | 'gradient' | 'after', Statistics>>;
}

/** Remembered values of parameters, each as its code. */
export interface AnsweredArguments {
  /** Key in {@link InspectRequest.args}. */
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What to ask the user once for, so that the function which encloses a selection can run. */
export interface ParameterAsk {
  readonly functionName: string;
  /** Key under which {@link InspectRequest.args} expects the answer. */
  readonly key: string;
  readonly parameters: readonly string[];
}

export interface Budget {
  /** Milliseconds for the run. */
  readonly time: number;
  /** Rows on the tape. */
  readonly operations: number;
  readonly callDepth: number;
  /** Elements of one array or characters of one string. */
  readonly elements: number;
}

/** What to inspect in a document. */
export type Focus =
  /** `orModule`: where nothing is annotated, the module as a whole in languages whose programs are such. */
  | { readonly kind: 'annotated'; readonly orModule?: true }
  /** The annotated snippet at a position, else the statement there. `wholeLine`: only the line counts. */
  | { readonly kind: 'at'; readonly range: Range; readonly wholeLine?: boolean }
  | { readonly kind: 'selection'; readonly range: Range }
  | { readonly kind: 'variable'; readonly name: string; readonly upstream?: string };

export interface InspectRequest {
  readonly uri: string;
  readonly version: number;
  readonly language: DocumentLanguage;
  readonly text: string;
  /** Set where the text is a cell of a notebook. */
  readonly notebook?: NotebookPlace;
  /** True for a piece of a document, such as a fence of Markdown. */
  readonly excerpt?: boolean;
  readonly focus: Focus;
  /** Overridden inputs: name -> expression in the host language. */
  readonly set?: Readonly<Record<string, string>>;
  /** Only this result of the focus (a scenario's index in file order) is run, when `set` belongs to one of several. */
  readonly only?: number;
  /** Remembered arguments: {@link ParameterAsk.key} -> `w = 3, v = 2`. */
  readonly args?: Readonly<Record<string, string>>;
  /** Which evaluation of the selected expression is wanted, from 1; the last by default. */
  readonly occurrence?: number;
  readonly budget: Budget;
  /** `full` is the whole trace, up to 10 000 gates; `default` the picture of the panel. */
  readonly picture: 'default' | 'full';
  /** Lists every number of every array; otherwise the first 256 of each, while its shape stays that of the whole. */
  readonly wholeArrays?: boolean;
}

/** Where a cell stands: what runs before it, as one module with it, in the order of the notebook. */
export interface NotebookPlace {
  /** The notebook's own address, which imports are relative to. */
  readonly uri: string;
  readonly cells: readonly Cell[];
}

/** A text of which is asked what is annotated in it. */
export type SnippetsRequest = Pick<InspectRequest, 'language' | 'text' | 'excerpt'>;

/**
 * What stands at the first of the addresses that an import may mean where there is a file. `text` is null where it may not
 * or cannot be read; `reason` then says why, as in "it is larger than 4 MB".
 */
export interface FoundFile {
  readonly uri: string;
  readonly text: string | null;
  readonly reason?: string;
}

export interface InspectResponse {
  readonly uri: string;
  readonly version: number;
  /** Names of `set` that no run of the code had a value for to replace. Absent where there are none, or runs failed. */
  readonly unset?: readonly string[];
  /** Addresses of the files that were imported or looked for, also where there is none. Absent after a run that had to be ended. */
  readonly dependencies?: readonly string[];
  readonly results: readonly SnippetResult[];
  /** Wall time in the worker by stage, in milliseconds. */
  readonly timings: Readonly<Record<'parse' | 'run' | 'build', number>>;
}

/** What is inspected without being selected, known without running it: a `@grad`, or a module with passes of its own. */
export interface Snippet {
  readonly target: { readonly name: string; readonly range: Range };
  /** Null for a whole module, which is inspected for its own backward passes. */
  readonly directive: Range | null;
  readonly scenario: number;
  /** Of a whole module where it calls backward passes. */
  readonly calls?: readonly Range[];
}

/** Which gradients to compare with finite differences: a gate's, or those of an input's numbers from one of them on. */
export interface CheckRequest {
  readonly result: string;
  /** A gate, of the picture that was asked for with `folds`, else of the one that came; or an input from one of its numbers on. */
  readonly of: { readonly gate: string; readonly folds?: FoldWish } | { readonly input: string; readonly from: number };
  /** Milliseconds for one gradient; past them it counts as too long to check. */
  readonly each: number;
  /** Milliseconds after which no further gradient is begun, so that other calls get their turn. */
  readonly slice: number;
}

export interface CheckResponse {
  readonly checks: readonly Check[];
  /** The number of the input to go on with, also after the check was stopped; null when all is done. */
  readonly next: number | null;
  /** Numbers of the input that are left out because there are so many. */
  readonly omitted: number;
}

/** What the worker answers. Each call is one message there and one back. */
export interface WorkerMethods {
  /** Annotated snippets of a text, without running it; null while it does not parse. */
  snippets(request: SnippetsRequest): readonly Snippet[] | null;
  inspect(request: InspectRequest): InspectResponse;
  /** The picture of a result as a reader wants it folded; null when the trace is no longer kept. */
  picture(request: PictureRequest): Graph | null;
  /** The card of a gate; null when the trace is no longer kept. */
  card(request: CardRequest): Card | null;
  pass(request: PassRequest): PassView | null;
  /** Null when the trace is no longer kept. */
  check(request: CheckRequest): CheckResponse | null;
}

export interface PictureRequest {
  readonly result: string;
  readonly folds: FoldWish;
}

export interface CardRequest {
  readonly result: string;
  readonly gate: string;
  /** One element of the gate's tensor that is followed, counted along the last axis first. */
  readonly element?: number;
  /** What the picture was asked for with; without it the one that came with the result. */
  readonly folds?: FoldWish;
  /** The composites that are drawn as one gate; without it those of the graph as it came. */
  readonly folded?: readonly string[];
}

export type Method<Methods> = keyof Methods & string;
export type Params<Methods, M extends keyof Methods> = Methods[M] extends (request: infer P) => unknown ? P : never;
export type Result<Methods, M extends keyof Methods> = Methods[M] extends (request: never) => infer R ? R : never;

export interface CallMessage<Methods> {
  readonly call: number;
  readonly method: Method<Methods>;
  readonly params: Params<Methods, Method<Methods>>;
}

export type AnswerMessage =
  | { readonly answer: number; readonly ok: unknown }
  | { readonly answer: number; readonly err: { readonly message: string } };

/** How numbers, patterns and buttons are to be shown; from the user's settings. */
export interface PanelSettings {
  /** Flow patterns that are highlighted; the others are drawn plainly. */
  readonly highlight: readonly ('distributes' | 'routes' | 'swaps' | 'scales' | 'blocks')[];
}

/** What the page shows. Sent whole whenever something of it changes. */
export interface PanelState {
  /** `empty` teaches how to begin; `result` shows {@link result}, perhaps stale or with an error over it. */
  readonly kind: 'empty' | 'result';
  readonly result: SnippetResult | null;
  /**
   * Tells what is shown from other snippets; the same over runs and edits. The page keeps it with its own state, by which
   * an editor tab finds its snippet again after a reload.
   */
  readonly subject: string | null;
  /** Name of the file and line, such as `burger.ts:4`. */
  readonly place: string;
  /** True while `result` is of an older text than the editor's. */
  readonly stale: boolean;
  /** What keeps the result from being current; shown over the dimmed last good graph. */
  readonly error: SnippetError | null;
  /** Epoch milliseconds at which a run that is still going began; null when idle. An explicit run can be stopped. */
  readonly running: { readonly since: number; readonly stoppable: boolean } | null;
  readonly pinned: boolean;
  /** True where a time or step limit ended the run and it may be run longer. */
  readonly canRunLonger: boolean;
  /** True where the code of the values can be rewritten. */
  readonly canWriteToCode: boolean;
  readonly settings: PanelSettings;
}

/** Extension to page. */
export type ToPage =
  | { readonly type: 'state'; readonly state: PanelState }
  /** A pass is to be shown in place of the result, from 0; null for the result. */
  | { readonly type: 'pass'; readonly pass: number | null }
  /** The code selection moved onto a gate's code, or off it (null). */
  | { readonly type: 'select'; readonly gate: string | null }
  /** A command was called that takes the graph along. */
  | { readonly type: 'export'; readonly kind: ExportKind }
  | { readonly type: 'answer'; readonly answer: AnswerMessage };

/** A kind of file that the picture is saved as; also its ending. */
export type PictureFormat = 'svg' | 'png';

/** How a graph can be taken along. */
export type ExportKind = 'mermaid' | 'markdown' | PictureFormat;

/** What the page asks of the extension and gets an answer to. */
export interface PageMethods {
  picture(request: PictureRequest): Graph | null;
  card(request: CardRequest): Card | null;
  pass(request: PassRequest): PassView | null;
  /** Null when the trace is no longer kept, or the call was overtaken by a newer one. */
  check(request: Pick<CheckRequest, 'result' | 'of'>): CheckResponse | null;
}

/** Page to extension. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'call'; readonly call: CallMessage<PageMethods> }
  /** The user selected a gate: select its code. `focus` moves the keyboard into the editor. */
  | { readonly type: 'reveal'; readonly range: Range; readonly focus: boolean }
  | { readonly type: 'setInput'; readonly name: string; readonly code: string }
  | { readonly type: 'resetInputs' }
  | { readonly type: 'writeInputs' }
  | { readonly type: 'occurrence'; readonly occurrence: number }
  | { readonly type: 'pin'; readonly pinned: boolean }
  | { readonly type: 'stop' }
  | { readonly type: 'runLonger' }
  | { readonly type: 'copy'; readonly text: string }
  /** The picture as a file, named after the result: the text of an SVG, or the bytes of a PNG in base64. */
  | { readonly type: 'save'; readonly format: PictureFormat; readonly name: string; readonly data: string }
  | {
      readonly type: 'command';
      readonly command: 'openExample' | 'differentiateSelection' | 'openInEditor' | 'openSettings';
    };

export type { Card, Cell, Check, Data, FoldWish, Graph, Num, Position, Range };
