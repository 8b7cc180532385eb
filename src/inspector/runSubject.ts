import { RunEnd, SnippetFailure, toSnippetError } from '../languages/core/failure';
import type { EnclosingFunction, FrontEnd, Subject } from '../languages/core/frontEnd';
import { Closure } from '../languages/core/functions';
import type { Nudge } from '../languages/core/inputs';
import type { InputDeclaration } from '../languages/core/ir';
import type { Program, StatementFailure } from '../languages/core/program';
import { TensorValue, type Value } from '../languages/core/values';
import { type HeldVariable, Watch } from '../languages/core/watch';
import type { Assignment } from '../languages/directive';
import { ownPassCalls } from '../languages/ownPasses';
import type { Budget } from '../protocol';
import type { Task } from './subjects';

/** What one run found out about one subject. */
export interface Found {
  readonly value: Value;
  readonly name: string | null;
  /** Characters printed until then; null for all that the run printed. */
  readonly printed: number | null;
  readonly occurrences: { readonly count: number; readonly shown: number };
}

/** A run's answer. Both may be set: a run that was stopped still has what it found until then. */
export interface Outcome {
  readonly found: Found | null;
  readonly error: unknown;
  readonly variables: readonly HeldVariable[];
  /** Imports that failed, of which the run read nothing. */
  readonly unread?: readonly SnippetFailure[];
}

/** Failures, and apart from them those of imports that nothing has read: what reads a name fails with its import's failure. */
function apart(all: readonly StatementFailure[]): {
  readonly failures: readonly StatementFailure[];
  readonly unread: readonly SnippetFailure[];
} {
  const read = new Set(all.filter(({ isImport }) => !isImport).map(({ failure }) => failure));
  const isUnread = ({ isImport, failure }: StatementFailure) =>
    isImport && failure instanceof SnippetFailure && failure.code === 'ImportNotFound' && !read.has(failure);
  return {
    failures: all.filter((each) => !isUnread(each)),
    unread: all.filter(isUnread).map(({ failure }) => failure as SnippetFailure),
  };
}

/** How a run talks to whoever asked for it. */
export interface RunHooks {
  /** Asked now and then whether the user has stopped the run. */
  readonly stopped?: () => boolean;
  /** Bytes that the thread of the run holds; not there where nobody can tell. */
  readonly held?: () => number;
  /** Told when a run starts, each with a budget of its own. */
  readonly runStarts?: () => void;
  /** Told when a run has ended and its results are put together, which takes as long as it takes. */
  readonly runEnds?: () => void;
}

export interface RunOptions {
  readonly budget: Budget;
  readonly hooks: RunHooks;
  /** Values that replace those of the code. */
  readonly set: Readonly<Record<string, string>>;
  readonly occurrence: number | null;
  /** Runs without tracking, with one leaf moved: only the output counts. */
  readonly nudge?: Nudge;
}

/** A task with its place among the subjects of the lowered module. */
export interface PlacedTask extends Task {
  readonly subject: Subject;
  readonly index: number;
}

interface StopAt {
  readonly watch: Watch;
  readonly occurrence: number;
}

/** Runs subjects of one compiled program. Each call makes a fresh trace in the program's run. */
export class SubjectRunner {
  /** Names of `set` that a run has replaced a value by. */
  readonly taken = new Set<string>();

  constructor(
    private readonly program: Program,
    private readonly frontEnd: FrontEnd,
    private readonly options: RunOptions,
  ) {}

  /** One run of the module for statements and selections. Outcomes stand in the order of `tasks`. */
  runModule(tasks: readonly PlacedTask[]): Outcome[] {
    const first = tasks[0]!;
    const assignments = tasks.length === 1 ? (first.directive?.assignments ?? []) : [];
    const unknown = this.#unknownVariable(tasks, assignments);
    if (unknown) return tasks.map(() => failed(unknown));
    const run = (stop: StopAt | null) => {
      this.#begin(tasks.flatMap(wrtNames), assignments, stop);
      const everything = this.frontEnd.runsToEnd || tasks.some(({ subject }) => subject.deferred);
      const end = everything ? Number.POSITIVE_INFINITY : Math.max(...tasks.map(({ subject }) => subject.end));
      const offsets = tasks.map(({ subject }) => subject.start);
      return untilRunEnd(() => this.program.runUntil(end, { subjects: offsets }));
    };
    const watch = this.#watch(first);
    const wanted = tasks.length === 1 && this.options.occurrence !== null && watch;
    const failures = run(wanted ? { watch, occurrence: this.options.occurrence! } : null);
    if (tasks.length > 1) return tasks.map((task) => this.#outcome(task, failures));
    return [this.#repeated(first, this.#outcome(first, failures), (stop) => this.#outcome(first, run(stop)))];
  }

  /** Runs a top-level function with its arguments: the subject is the function itself, or stands inside it. */
  runFunction(task: PlacedTask, fn: EnclosingFunction, assignments: readonly Assignment[]): Outcome {
    const wrong = wrongArguments(fn, assignments, this.options.set, task);
    if (wrong) return failed(wrong);
    const run = (stop: StopAt | null) => this.#callFunction(task, fn, assignments, stop);
    const watch = this.#watch(task);
    const first = run(
      watch && this.options.occurrence !== null ? { watch, occurrence: this.options.occurrence } : null,
    );
    return this.#repeated(task, first, run);
  }

  /** Runs the whole module up to what an exception leaves of it. The output is that of the last pass of its own. */
  runWhole(): Outcome {
    const { program } = this;
    this.#begin([], [], null);
    const { text } = program.module.file;
    // Nothing is differentiated without a pass of the code's own: arrays of a long loop need not be kept.
    if (ownPassCalls(text, this.frontEnd.language).length === 0)
      program.rt.inputs.accepts = ({ name }) => Object.hasOwn(this.options.set, name);
    const { failures, unread } = apart(program.runUntil(Number.POSITIVE_INFINITY, {}, true));
    const variables = program.rt.held(new Watch(null, [], 0), []);
    const pass = program.rt.passes.passes.at(-1);
    const found = pass && {
      value: new TensorValue(pass.output.array, pass.output.node),
      name: pass.output.name,
      printed: null,
      occurrences: { count: 1, shown: 1 },
    };
    return { found: found ?? null, error: failures[0]?.failure ?? null, variables, unread };
  }

  /** Runs the whole module and takes a variable as it stands at the end. */
  runVariable(name: string): Outcome {
    const { program } = this;
    this.#begin([], [], null);
    const variable = program.module.topLevel.find((candidate) => candidate.name === name);
    const failures = program.runUntil(Number.POSITIVE_INFINITY, { variable });
    if (!variable)
      return failed(new SnippetFailure('UnboundName', `\`${name}\` is not a top-level variable of this file`, null));
    const variables = program.rt.held(new Watch(null, [], 0), []);
    const held = variables.find((entry) => entry.variable === variable);
    if (!held) return failed(failures[0]?.failure ?? program.rt.unreadable(variable, 0), variables);
    return {
      found: { value: held.value, name, printed: null, occurrences: { count: 1, shown: 1 } },
      error: null,
      variables,
    };
  }

  #callFunction(
    task: PlacedTask,
    fn: EnclosingFunction,
    assignments: readonly Assignment[],
    stop: StopAt | null,
  ): Outcome {
    const { program } = this;
    const { rt } = program;
    const own = new Set(fn.parameters.map(({ name }) => name));
    this.#begin(
      wrtNames(task).filter((name) => !own.has(root(name))),
      [],
      stop,
      own,
    );
    const { runsToEnd } = this.frontEnd;
    const failures = program.runUntil(runsToEnd ? Number.POSITIVE_INFINITY : fn.end, { subjects: [fn.start] });
    if (!runsToEnd) program.runPureAfter(fn.end);
    // What the module itself called the function for is not what is inspected.
    this.#watch(task)?.reset();
    const printed = runsToEnd ? rt.output.length : null;
    const variable = program.module.topLevel.find(({ name }) => name === fn.name);
    try {
      const values = new Map(assignments.map(({ name, code, range }) => [name, this.#compiled(code, range)()]));
      for (const [name, code] of Object.entries(this.options.set)) {
        if (own.has(name)) this.taken.add(name);
        values.set(name, this.#compiled(code, null)());
      }
      const closure = variable?.cell?.value;
      if (!(closure instanceof Closure)) {
        const reason = failures.find(({ start }) => start === fn.start)?.failure ?? variable?.cell?.failure;
        return failed(
          reason ?? new SnippetFailure('Unsupported', `\`${fn.name}\` is not a function that can be called here`, null),
        );
      }
      // What a decorator has put in its place takes other arguments.
      if (fn.parameters.some(({ name }) => !closure.code.ir.parameterNames.includes(name))) {
        return failed(
          new SnippetFailure(
            'Unsupported',
            `\`${fn.name}\` is another function by its decorator; annotate a statement that calls it`,
            program.module.file.range(fn.start, fn.end),
          ),
        );
      }
      const result = rt.enterInspected(closure, [], values, closure.code.ir.source);
      if (task.subject.kind !== 'function') return this.#outcome(task, []);
      return {
        found: { value: rt.model.copy(result), name: null, printed, occurrences: { count: 1, shown: 1 } },
        error: null,
        variables: this.#heldInFunction(),
      };
    } catch (error) {
      if (error instanceof RunEnd) return this.#outcome(task, []);
      const { start, end } = task.subject;
      const seen = program.outward(error, start, end);
      const failure: StatementFailure = { start, end, failure: seen, isImport: false, reached: [] };
      return task.subject.kind === 'function' ? failed(seen, this.#heldInFunction()) : this.#outcome(task, [failure]);
    }
  }

  /** What the locals of the inspected call hold now. */
  #heldInFunction(): readonly HeldVariable[] {
    const { rt } = this.program;
    const frame = rt.inspectedFrame;
    return frame === null ? [] : rt.held(new Watch(rt.inspectedScope, [], 0), frame);
  }

  #begin(
    wrt: readonly string[],
    assignments: readonly Assignment[],
    stop: StopAt | null,
    shadowed: ReadonlySet<string> | null = null,
  ): void {
    const { program, options } = this;
    const { rt } = program;
    program.begin();
    rt.stopWatch = stop?.watch ?? null;
    rt.stopAt = stop?.occurrence ?? 0;
    options.hooks.runStarts?.();
    rt.budget.start(options.budget, options.hooks.stopped ?? null, options.hooks.held ?? null);
    const replaced = new Map<string, () => Value>();
    for (const { name, code, range } of assignments) replaced.set(name, this.#compiled(code, range));
    for (const [name, code] of Object.entries(options.set)) {
      if (shadowed?.has(name)) continue;
      const evaluate = this.#compiled(code, null);
      replaced.set(name, () => {
        this.taken.add(name);
        return evaluate();
      });
    }
    rt.inputs.overrides = replaced;
    rt.inputs.nudge = options.nudge ?? null;
    const named = new Set(wrt.map(root));
    // In a function run the module's numbers are constants, unless `wrt` asks for them.
    const accepts = ({ name, literal, once }: InputDeclaration, value: Value) => {
      const isFresh = literal === 'computed' && (rt.model.isFresh?.(value) ?? false);
      const isAutomatic = literal === 'automatic' || (isFresh && once === true);
      return (
        (isAutomatic && (shadowed === null || named.has(name))) ||
        replaced.has(name) ||
        (named.has(name) && (literal === 'named' || isFresh || (rt.model.canBeInput?.(value) ?? false)))
      );
    };
    // By a name of its own, so that it is no old object; see `RunAllowance`.
    rt.inputs.accepts = accepts;
  }

  #compiled(code: string, range: Assignment['range'] | null): () => Value {
    let evaluate: (() => Value) | null = null;
    return () => {
      evaluate ??= this.program.compile(this.frontEnd.expression(this.program.module, code, range));
      return evaluate();
    };
  }

  #watch(task: PlacedTask): Watch | null {
    return this.program.module.watches[task.index] ?? null;
  }

  #unknownVariable(tasks: readonly PlacedTask[], assignments: readonly Assignment[]): SnippetFailure | null {
    const { inputs } = this.program.module;
    const start = Math.min(...tasks.map(({ subject }) => subject.end));
    const wrong = assignments.find(
      ({ name }) => !inputs.some((input) => input.name === name && input.valueStart < start),
    );
    if (!wrong) return null;
    const known = inputs.filter(({ valueStart }) => valueStart < start).map(({ name }) => `\`${name}\``);
    const have = known.length > 0 ? `; there are ${known.slice(0, 8).join(', ')}` : '';
    return new SnippetFailure(
      'DirectiveError',
      `\`${wrong.name}\` is not a top-level variable above this line${have}`,
      wrong.range,
    );
  }

  /** The outcome of a run that has ended; the failure of the statement around the subject counts, or of one that ran it. */
  #outcome(task: PlacedTask, failures: readonly StatementFailure[]): Outcome {
    const watch = this.#watch(task);
    if (watch === null) throw new TypeError('internal: this subject is not watched');
    const { subject } = task;
    const isOwn = ({ start, end, reached }: StatementFailure) =>
      (start <= subject.start && subject.start < end) || reached.includes(watch);
    const own = failures.find(isOwn)?.failure ?? null;
    const { last, candidate } = watch;
    if (last) {
      return {
        found: {
          value: last.value,
          name: last.name,
          printed: this.frontEnd.runsToEnd ? null : last.printed,
          occurrences: { count: watch.count, shown: last.index },
        },
        error: own,
        variables: last.variables ?? [],
      };
    }
    const variables = this.program.rt.inspectedFrame
      ? this.#heldInFunction()
      : this.program.rt.held(new Watch(null, [], 0), []);
    if (own && candidate) {
      // Stopped or failed half-way: what was assigned last is what there is to show.
      const found: Found = { ...candidate, printed: null, occurrences: { count: 1, shown: 1 } };
      return { found, error: own, variables };
    }
    return failed(own ?? this.#notReached(task, failures), variables);
  }

  #notReached(task: PlacedTask, failures: readonly StatementFailure[]): SnippetFailure {
    const probe = this.program.module.probes[task.index]?.find(({ watch }) => watch.count === 0);
    const reason = probe ? `: ${probe.explanation}` : '';
    const { file, sources } = this.program.module;
    const range = file.range(task.subject.start, task.subject.end);
    const first = failures[0];
    const cause = first
      ? `. ${capital(file.lineName(first.start))} failed before: ${toSnippetError(first.failure, sources).message}`
      : '; select code that runs';
    return new SnippetFailure('NotReached', `this code was not reached${reason}${cause}`, range);
  }

  /** Past many occurrences the variables of the last are not kept: the run is repeated, to stop at it. */
  #repeated(task: PlacedTask, outcome: Outcome, run: (stop: StopAt) => Outcome): Outcome {
    const watch = this.#watch(task);
    if (this.options.nudge || !watch?.last || watch.last.variables !== null || outcome.error !== null) return outcome;
    const { count } = watch;
    const again = run({ watch, occurrence: count });
    return again.found ? { ...again, found: { ...again.found, occurrences: { count, shown: count } } } : again;
  }
}

function failed(error: unknown, variables: readonly HeldVariable[] = []): Outcome {
  return { found: null, error, variables };
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

function wrtNames({ directive }: Task): string[] {
  return directive?.wrt?.map(({ name }) => name) ?? [];
}

function root(name: string): string {
  return name.split('.')[0]!;
}

function untilRunEnd(run: () => StatementFailure[]): StatementFailure[] {
  try {
    return run();
  } catch (error) {
    if (error instanceof RunEnd) return [];
    throw error;
  }
}

/** A directive must give each parameter without default a value, and nothing else. */
function wrongArguments(
  fn: EnclosingFunction,
  assignments: readonly Assignment[],
  set: Readonly<Record<string, string>>,
  { directive }: Task,
): SnippetFailure | null {
  const extra = assignments.find(({ name }) => !fn.parameters.some((parameter) => parameter.name === name));
  const names = fn.parameters.map(({ name }) => `\`${name}\``).join(', ') || 'none';
  if (extra) {
    return new SnippetFailure(
      'DirectiveError',
      `\`${extra.name}\` is not a parameter of \`${fn.name}\`, which has ${names}`,
      extra.range,
    );
  }
  const given = new Set([...assignments.map(({ name }) => name), ...Object.keys(set)]);
  const missing = fn.parameters.filter(({ name, hasDefault }) => !hasDefault && !given.has(name));
  if (missing.length === 0) return null;
  const example = missing.map(({ name }) => `${name} = 1`).join(', ');
  return new SnippetFailure(
    'DirectiveError',
    `\`${fn.name}\` needs a value for ${missing.map(({ name }) => `\`${name}\``).join(', ')}: write \`@grad ${example}\``,
    directive?.range ?? fn.parameters[0]?.range ?? null,
  );
}
