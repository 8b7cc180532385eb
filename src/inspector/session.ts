import type { Seed } from '../engine/backward';
import { SourceFile } from '../engine/sources';
import type { Spares } from '../engine/spares';
import { SnippetFailure, toSnippetError } from '../languages/core/failure';
import type { EnclosingFunction, FrontEnd, Subject } from '../languages/core/frontEnd';
import type { LinkedModules } from '../languages/core/link';
import { Program } from '../languages/core/program';
import type { Assignment } from '../languages/directive';
import { parseDirectives } from '../languages/directive';
import type { Diagnostic, InspectRequest, ParameterAsk, SnippetResult } from '../protocol';
import { diagnosed } from './diagnostics';
import { handDiagnostics } from './handGradients';
import type { ImportGraph } from './importGraph';
import type { KeptTrace, Rerun } from './keptTraces';
import { failedResult, type ResultParts, resultOf } from './result';
import { type Outcome, type PlacedTask, type RunHooks, type RunOptions, SubjectRunner } from './runSubject';
import { flat } from './seeds';
import { MODULE, type Task, tasksOf } from './subjects';

/** Numbers of one array that cross to the views, which show a shape and the first few. */
const LISTED_NUMBERS = 256;

/** A text that parses, with the search for what it imports. */
export class OpenedText {
  constructor(
    readonly file: SourceFile,
    readonly syntax: unknown,
    readonly graph: ImportGraph,
    /** What is told of cells above that are left out. */
    readonly leftOut: readonly string[] = [],
  ) {}
}

export interface SessionParts {
  readonly opened: OpenedText;
  /** Lowers the text with all that it imports. */
  readonly link: (subjects: readonly Subject[]) => LinkedModules;
  readonly hooks: RunHooks;
  readonly nextId: () => string;
  /** Tapes of traces that were let go. */
  readonly spares: Spares;
}

/** One request: its tasks, compiled together, each run as it needs. */
export class Session {
  readonly #frontEnd: FrontEnd;
  readonly #request: InspectRequest;
  readonly #syntax: unknown;
  readonly #tasks: readonly Task[];
  readonly #program: Program;
  readonly #placed: readonly (PlacedTask | null)[];
  readonly #options: RunOptions;
  readonly #runner: SubjectRunner;
  readonly #nextId: () => string;
  readonly #file: SourceFile;
  readonly #hooks: RunHooks;
  readonly #leftOut: readonly string[];
  /** Imports that failed and that nothing of the module read. */
  #unread: readonly SnippetFailure[] = [];
  buildTime = 0;
  /** What stands in functions that the module has called itself: its run is the one that counts. */
  readonly #ofModule = new Set<Task>();
  /** What the results were made of, by their ids. */
  readonly traces = new Map<string, KeptTrace>();

  constructor(frontEnd: FrontEnd, request: InspectRequest, { opened, link, hooks, nextId, spares }: SessionParts) {
    this.#frontEnd = frontEnd;
    this.#request = request;
    this.#nextId = nextId;
    this.#hooks = hooks;
    this.#file = opened.file;
    this.#leftOut = opened.leftOut;
    this.#syntax = opened.syntax;
    this.#tasks = tasksOf(frontEnd, this.#syntax, this.#file, request.focus);
    const runnable = this.#tasks.filter((task) => task.subject !== null && task.error === null);
    const subjects = runnable.map(({ subject }) => subject!);
    const linked = link(subjects);
    this.#placed = this.#tasks.map((task) => {
      const index = runnable.indexOf(task);
      return index === -1 ? null : { ...task, subject: task.subject!, index };
    });
    this.#program = new Program(linked, frontEnd.values, spares);
    const { callDepth } = request.budget;
    this.#options = {
      budget: { ...request.budget, callDepth: Math.min(callDepth, frontEnd.callDepth ?? callDepth) },
      hooks,
      set: request.set ?? {},
      occurrence: request.occurrence ?? null,
    };
    this.#runner = new SubjectRunner(this.#program, frontEnd, this.#options);
  }

  results(): SnippetResult[] {
    const results = this.#inspected();
    const started = performance.now();
    // Only now: inputs may have to be moved, which needs runs of the same program.
    const diagnosedResults = results.map((result) => {
      const kept = this.traces.get(result.id);
      const told = kept ? diagnosed(result, kept) : result;
      const derived = handDiagnostics(told.handGradients ?? []);
      return derived.length > 0 ? { ...told, diagnostics: [...derived, ...told.diagnostics] } : told;
    });
    this.buildTime += performance.now() - started;
    const notes = (this.#program.module.notes ?? []).filter(({ range }) => range.file === undefined);
    const [first, ...others] = diagnosedResults;
    const leftOut = this.#leftOut.map((message) => ({ code: 'cell-left-out', message, range: this.#file.ownStart }));
    // After an error nobody knows what the rest would have read.
    const unread = (first?.error ? [] : this.#unread).flatMap((failure) => {
      const { message, range } = toSnippetError(failure, this.#program.module.sources);
      return range === null || range.file !== undefined
        ? []
        : [{ code: 'unread-import', message: `nothing here reads this import: ${message}`, range }];
    });
    if (first === undefined || notes.length + leftOut.length + unread.length === 0) return diagnosedResults;
    // What concerns the whole module is told once.
    const told = [...leftOut, ...notes, ...unread].map((note): Diagnostic => ({ ...note, severity: 'info' }));
    return [{ ...first, diagnostics: [...told, ...first.diagnostics] }, ...others];
  }

  /** Names of the request's `set` that no run so far has replaced anything by. */
  get unset(): readonly string[] {
    return Object.keys(this.#options.set).filter((name) => !this.#runner.taken.has(name));
  }

  #inspected(): SnippetResult[] {
    const { focus, only } = this.#request;
    if (focus.kind === 'variable') return [this.#variable(focus.name, focus.upstream ?? null)];
    if (focus.kind === 'annotated' && focus.orModule && this.#tasks.length === 0 && this.#frontEnd.runsToEnd) {
      return [this.#module()];
    }
    const wanted = (k: number) => only === undefined || only === k;
    const shared = this.#placed.filter((task, k): task is PlacedTask => task !== null && wanted(k) && sharesRun(task));
    const together = new Map<PlacedTask, SnippetResult>();
    if (shared.length > 1) {
      const outcomes = this.#runner.runModule(shared);
      shared.forEach((task, k) => {
        const outcome = outcomes[k]!;
        // Past many evaluations an outcome needs a run of its own.
        if (outcome.found && outcome.variables.length === 0 && outcome.found.occurrences.count > 1) return;
        together.set(task, this.#result(task, outcome, null, []));
      });
    }
    return this.#tasks.flatMap((task, k): SnippetResult[] => {
      if (!wanted(k)) return [];
      const placed = this.#placed[k];
      if (!placed) return [this.#failed(task)];
      return [together.get(placed) ?? this.#run(placed)];
    });
  }

  #run(task: PlacedTask): SnippetResult {
    const fn = this.#frontEnd.functionOf(this.#syntax, task.subject);
    if (!fn) return this.#result(task, this.#runner.runModule([task])[0]!, null, []);
    const assignments = this.#argumentsFor(task, fn);
    if (assignments instanceof SnippetFailure) return this.#failed({ ...task, error: assignments });
    if (mayRunItself(task, fn)) {
      const outcome = this.#runner.runModule([task])[0]!;
      if (!isNotReached(outcome)) {
        this.#ofModule.add(task);
        return this.#result(task, outcome, null, []);
      }
    }
    if (assignments !== null) {
      const result = this.#result(task, this.#runner.runFunction(task, fn, assignments), fn, assignments);
      const isAnswer = assignments.length > 0 && assignments.every(({ range }) => range === null);
      if (!isAnswer) return result;
      const values = Object.fromEntries(assignments.map(({ name, code }) => [name, code]));
      return { ...result, answered: { key: fn.name, values } };
    }
    const ask: ParameterAsk = {
      functionName: fn.name,
      key: fn.name,
      parameters: fn.parameters.map(({ name }) => name),
    };
    if (task.subject.kind === 'function') {
      const error = new SnippetFailure(
        'DirectiveError',
        `\`${fn.name}\` needs values for its parameters: write \`@grad ${exampleFor(fn)}\` above it`,
        fn.parameters[0]?.range ?? null,
      );
      return { ...this.#failed({ ...task, error }), ask };
    }
    const outcome = this.#runner.runModule([task])[0]!;
    const result = this.#result(task, outcome, null, []);
    return result.error?.code === 'NotReached' ? { ...result, ask } : result;
  }

  /** The arguments that the function around a subject runs with; null when they are not known. */
  #argumentsFor(task: PlacedTask, fn: EnclosingFunction): readonly Assignment[] | SnippetFailure | null {
    if (task.subject.kind === 'function' && task.directive) return task.directive.assignments;
    const directive = fn.directives.find(({ error }) => error === null);
    if (directive) return directive.assignments;
    const remembered = this.#request.args?.[fn.name];
    if (remembered !== undefined) {
      const line = `@grad ${remembered}`;
      const parsed = parseDirectives(new SourceFile('', line), 0, line.length)[0];
      if (parsed?.error) return new SnippetFailure('DirectiveError', parsed.error.message, null);
      // The places are those of the answer, not of the document.
      if (parsed) return parsed.assignments.map((assignment) => ({ ...assignment, range: null }));
    }
    return fn.parameters.every(({ hasDefault }) => hasDefault) ? [] : null;
  }

  #variable(name: string, upstream: string | null): SnippetResult {
    const task: Task = { subject: null, directive: null, scenario: 0, error: null };
    const outcome = this.#runner.runVariable(name);
    return this.#timed({
      ...this.#parts(task, outcome, null, []),
      kind: 'variable',
      label: name,
      upstream,
    });
  }

  /** The whole module: what its variables hold at its end, and what it printed. */
  #module(): SnippetResult {
    const task: Task = { subject: null, directive: null, scenario: 0, error: null };
    const outcome = this.#runner.runWhole();
    this.#unread = outcome.unread ?? [];
    return this.#timed({ ...this.#parts(task, outcome, null, []), kind: 'file', label: MODULE });
  }

  /** Runs a task as it was run for its result, but for one leaf that is moved. */
  #rerun(task: Task, seeds: readonly Seed[]): Rerun {
    return (nudge, milliseconds) => {
      const { stopped } = this.#hooks;
      const runner = new SubjectRunner(this.#program, this.#frontEnd, {
        ...this.#options,
        budget: { ...this.#options.budget, time: milliseconds },
        hooks: stopped ? { stopped } : {},
        nudge,
      });
      const { found, error } = this.#outcomeOf(task, runner);
      if (error instanceof SnippetFailure && error.code === 'TimeLimit') return null;
      const structure = error === null && found ? this.#program.rt.model.structure(found.value) : undefined;
      const numbers = structure === undefined ? [] : flat(structure);
      if (numbers.length !== seeds.length) return Number.NaN;
      return numbers.reduce((sum, number, k) => sum + number * seeds[k]!.gradient, 0);
    };
  }

  #outcomeOf(task: Task, runner: SubjectRunner): Outcome {
    const { focus } = this.#request;
    if (focus.kind === 'variable') return runner.runVariable(focus.name);
    if (task.subject === null) return runner.runWhole();
    if (!isPlaced(task)) throw new TypeError('internal: this task was never run');
    const fn = this.#frontEnd.functionOf(this.#syntax, task.subject);
    const assignments = fn && !this.#ofModule.has(task) ? this.#argumentsFor(task, fn) : null;
    if (fn && Array.isArray(assignments)) return runner.runFunction(task, fn, assignments);
    return runner.runModule([task])[0]!;
  }

  #result(
    task: PlacedTask,
    outcome: Outcome,
    fn: EnclosingFunction | null,
    assignments: readonly Assignment[],
  ): SnippetResult {
    return this.#timed(this.#parts(task, outcome, fn, assignments));
  }

  #timed(parts: ResultParts): SnippetResult {
    this.#hooks.runEnds?.();
    const started = performance.now();
    const result = resultOf(parts);
    this.buildTime += performance.now() - started;
    return result;
  }

  #parts(task: Task, outcome: Outcome, fn: EnclosingFunction | null, assignments: readonly Assignment[]): ResultParts {
    const given = fn ? assignments : (task.directive?.assignments ?? []);
    return {
      id: this.#nextId(),
      frontEnd: this.#frontEnd,
      module: this.#program.module,
      rt: this.#program.rt,
      task,
      kind: kindOf(task),
      label: task.subject?.label ?? '',
      outcome,
      picture: this.#request.picture,
      listed: this.#request.wholeArrays ? Number.POSITIVE_INFINITY : LISTED_NUMBERS,
      fn,
      argumentRanges: new Map(given.map(({ name, code, range }) => [name, { code, range }])),
      overridden: new Map(Object.entries(this.#request.set ?? {})),
      mentioned: this.#mentionedBy(task),
      ask: null,
      upstream: null,
      traced: (id, traced) => {
        this.#program.rt.keepTape();
        this.traces.set(id, { ...traced, rerun: this.#rerun(task, traced.sweep.seeds) });
      },
    };
  }

  /** The names that a selection uses itself, in the order in which they stand there. */
  #mentionedBy(task: Task): ReadonlySet<string> {
    const watch = isPlaced(task) ? this.#program.module.watches[task.index] : null;
    return new Set(watch?.mentioned.map(({ name }) => name));
  }

  #failed(task: Task): SnippetResult {
    const { subject } = task;
    const target = subject
      ? { name: subject.label, range: this.#file.range(subject.start, subject.end) }
      : task.directive
        ? { name: '@grad', range: task.directive.range }
        : null;
    return failedResult(this.#nextId(), this.#frontEnd, kindOf(task), target, task, task.error);
  }
}

function isPlaced(task: Task): task is PlacedTask {
  return 'index' in task;
}

/** Whether a statement can share one run of the module with others: nothing of its own is to be set. */
function sharesRun({ subject, directive }: PlacedTask): boolean {
  return subject.kind === 'statements' && !subject.deferred && (directive?.assignments.length ?? 0) === 0;
}

/** Whether a subject stands in a function that the module may well call as it would be called here: it takes nothing. */
function mayRunItself({ subject }: PlacedTask, fn: EnclosingFunction): boolean {
  return subject.kind !== 'function' && fn.parameters.length === 0 && fn.directives.length === 0;
}

function isNotReached({ found, error }: Outcome): boolean {
  return found === null && error instanceof SnippetFailure && error.code === 'NotReached';
}

function kindOf({ subject, directive }: Task): SnippetResult['kind'] {
  if (subject?.kind === 'function') return 'function';
  return directive ? 'statement' : 'selection';
}

function exampleFor(fn: EnclosingFunction): string {
  return fn.parameters
    .filter(({ hasDefault }) => !hasDefault)
    .map(({ name }) => `${name} = 1`)
    .join(', ');
}
