import { Bindings } from '../../engine/bindings';
import { useArithmetic } from '../../engine/math/arithmetic';
import { INPUT, type OpCode, opCode, rowByCode } from '../../engine/ops/table';
import { RegionKind } from '../../engine/regions';
import type { SourceFile, SourceId, SourceTable } from '../../engine/sources';
import { Spares } from '../../engine/spares';
import type { NodeId, Tape } from '../../engine/tape';
import type { OperationWords } from '../../engine/trace';
import { AdviceLog } from './advice';
import { RunAllowance } from './allowance';
import { RunBudget } from './budget';
import { CutOffs } from './cutOffs';
import { CutLog } from './cuts';
import { RunEnd, SnippetFailure, Thrown } from './failure';
import { Builtin, Closure } from './functions';
import { InputLog } from './inputs';
import { nearName } from './nearName';
import { Output } from './output';
import { seenFrom } from './outward';
import { PassLog } from './passes';
import type { FrameLayout, ModuleCell, Variable } from './scopes';
import type { ValueModel } from './valueModel';
import { Cell, FRAME, type Frame, Tracked, UNINITIALISED, type Value } from './values';
import type { HeldVariable, Watch } from './watch';

/**
 * Occurrences whose variables are kept as they happen, and elements of arrays that may be copied for that; past these a
 * run is repeated to stop at the one wanted.
 */
const KEPT_OCCURRENCES = 32;
const KEPT_ELEMENTS = 500_000;

/** What a question beside a run may take. */
const ASIDE = { time: 250, operations: 10_000_000, callDepth: 500, elements: 2_000_000 };

/** Elements between two checks of something that grows by single ones. */
const GROWTH = 65_536;

/** Everything a run of the compiled program reads and writes. Reset by {@link begin}, so that a program runs many times. */
export class Runtime {
  tape: Tape;
  bindings = new Bindings();
  readonly budget = new RunBudget();
  /** For operations of tensors, one after the other. */
  readonly allowance = new RunAllowance(this);
  output = new Output();
  inputs = new InputLog();
  cuts = new CutLog();
  /** What constants were cut off from. */
  cutOffs = new CutOffs();
  /** What a library that the code calls says of its operations; null where it has no words of its own. */
  words: { wordsOf(node: NodeId): OperationWords | null } | null = null;
  passes = new PassLog();
  advice = new AdviceLog();
  /** What features of the language keep for this run; see `RunSlot`. */
  slots: (object | undefined)[] = [];

  /** Target label of a break or continue that is under way, and the value of a return. */
  jump = 0;
  returned: Value = undefined;
  depth = 0;

  /** Top-level variables, which the module's watches report. */
  topLevel: readonly Variable[] = [];
  /** The occurrence after which the run of {@link stopWatch} ends; 0 for never. */
  stopAt = 0;
  stopWatch: Watch | null = null;

  /** The frames of the calls under way, by depth; null for a call without one. Only those up to {@link depth} count. */
  readonly frames: (Frame | null)[] = [];

  /** The frame of the inspected call, for what its variables held. */
  inspectedFrame: Frame | null = null;
  inspectedScope: FrameLayout | null = null;

  #isTapeKept = false;
  #parameters: { readonly values: ReadonlyMap<string, Value>; readonly depth: number } | null = null;
  #random = 0x2545f491;
  #copies = { elements: 0 };

  constructor(
    readonly sources: SourceTable,
    readonly model: ValueModel,
    readonly spares: Spares = new Spares(),
  ) {
    this.tape = spares.tape();
  }

  /** The trace of this run goes to somebody else: the next run needs a tape of its own. */
  keepTape(): void {
    this.#isTapeKept = true;
  }

  /** Prepares a fresh trace. */
  begin(): void {
    if (this.#isTapeKept) this.tape = this.spares.tape();
    else this.tape.reset();
    this.#isTapeKept = false;
    this.tape.arithmetic = this.model.arithmetic;
    useArithmetic(this.model.arithmetic);
    this.bindings = new Bindings();
    this.output = new Output();
    this.inputs = new InputLog();
    this.cuts = new CutLog();
    this.cutOffs = new CutOffs();
    this.words = null;
    this.passes = new PassLog();
    this.advice = new AdviceLog();
    this.slots = [];
    this.depth = 0;
    this.frames.length = 0;
    this.#parameters = null;
    this.inspectedFrame = null;
    this.#copies = { elements: 0 };
    this.#random = 0x2545f491;
    for (const { cell } of this.topLevel) cell?.reset();
  }

  // --- recording -------------------------------------------------------------------------------------------------

  unary(op: OpCode, a: Tracked, source: SourceId): Tracked {
    const row = rowByCode[op]!;
    if (row.arity !== 1) throw new TypeError(`internal: ${row.symbol} is not unary`);
    const value = row.forward(a.value);
    if (--this.budget.fuel < 0) this.budget.refuel(this);
    return new Tracked(value, this.tape.record1(op, a.node, value, source));
  }

  /** Records an operation of two numbers of which at least one is tracked. */
  binary(op: OpCode, a: number | Tracked, b: number | Tracked, source: SourceId): Tracked {
    const row = rowByCode[op]!;
    if (row.arity !== 2) throw new TypeError(`internal: ${row.symbol} is not binary`);
    const { tape } = this;
    const left = typeof a === 'number' ? tape.constant(a, source) : a.node;
    const right = typeof b === 'number' ? tape.constant(b, source) : b.node;
    const value = row.forward(typeof a === 'number' ? a : a.value, typeof b === 'number' ? b : b.value);
    if (--this.budget.fuel < 0) this.budget.refuel(this);
    return new Tracked(value, tape.record2(op, left, right, value, source));
  }

  /** Records an operation whose value the language has computed itself, as its own library rounds it. */
  unaryAs(op: OpCode, a: Tracked, value: number, source: SourceId): Tracked {
    if (--this.budget.fuel < 0) this.budget.refuel(this);
    return new Tracked(value, this.tape.record1(op, a.node, value, source));
  }

  /** The same for two operands of which at least one is tracked. */
  binaryAs(op: OpCode, a: number | Tracked, b: number | Tracked, value: number, source: SourceId): Tracked {
    const { tape } = this;
    const left = typeof a === 'number' ? tape.constant(a, source) : a.node;
    const right = typeof b === 'number' ? tape.constant(b, source) : b.node;
    if (--this.budget.fuel < 0) this.budget.refuel(this);
    return new Tracked(value, tape.record2(op, left, right, value, source));
  }

  /** Records an operation of any number of operands. */
  nary(op: OpCode, operands: readonly (number | Tracked)[], source: SourceId): Tracked {
    const row = rowByCode[op]!;
    if (row.arity !== 'n') throw new TypeError(`internal: ${row.symbol} does not take ${operands.length} operands`);
    const values = new Float64Array(operands.length);
    const nodes = new Int32Array(operands.length);
    for (let k = 0; k < operands.length; k++) {
      const operand = operands[k]!;
      values[k] = typeof operand === 'number' ? operand : operand.value;
      nodes[k] = typeof operand === 'number' ? this.tape.constant(operand, source) : operand.node;
    }
    const value = row.forward(values);
    if (--this.budget.fuel < 0) this.budget.refuel(this);
    return new Tracked(value, this.tape.recordN(op, nodes, value, source));
  }

  /**
   * Gives a variable its value. One that takes the value of an input gets a node of its own, so that its gradient counts
   * only what goes through it, and the input's all. `source` is an expression that is named after the variable.
   */
  hold(variable: Variable, value: Tracked, source: SourceId): Tracked {
    const { node } = value;
    const name = this.sources.name(this.tape.source[node]!);
    if (name === variable.name) return value;
    if (this.tape.op[node] === INPUT) return value.moved(this.unary(opCode.alias, value, source).node);
    if (name === null) this.bindings.add(variable.name, node);
    return value;
  }

  // --- calls -----------------------------------------------------------------------------------------------------

  /** Calls a function value; `text` is the callee's code, for the error where it is no function. */
  call(callee: Value, self: Value, args: Value[], source: SourceId, text = 'this value'): Value {
    if (callee instanceof Closure) return this.enter(callee, self, args, source);
    if (callee instanceof Builtin) {
      if (--this.budget.fuel < 0) this.budget.refuel(this);
      return callee.apply(this, self, args, source);
    }
    if (this.model.call) return this.model.call(this, callee, args, source);
    throw this.#noFunction(self, source, text);
  }

  /** The error of the language; what the code probably meant is said beside it, where the program does not see it. */
  #noFunction(self: Value, source: SourceId, text: string): Thrown {
    const said = `${text} is not a function`;
    const [, holder, wanted] = /^(.*)\.([\w$]+)$/s.exec(text) ?? [];
    const near = wanted === undefined ? null : nearName(wanted, this.model.methodNames?.(self) ?? []);
    const hint = near === null ? '' : `; did you mean \`${holder}.${near}\`?`;
    return new Thrown(this.model.error('TypeError', said), source, 'TypeError', `TypeError: ${said}${hint}`);
  }

  /**
   * Runs a function of the user's code. `target` is the class that `new` was used on; undefined for a plain call. `label`
   * says what the call is of where its code alone does not.
   */
  enter(
    closure: Closure,
    self: Value,
    args: Value[],
    source: SourceId,
    target?: Value,
    label: string | null = null,
  ): Value {
    const { ir } = closure.code;
    if (++this.depth > this.budget.callDepth) throw this.tooDeep(closure.name, source);
    if (--this.budget.fuel < 0) this.budget.refuel(this);
    const { tape } = this;
    const before = tape.enterRegion(RegionKind.call, source, label);
    const frame: Frame = new Array(ir.scope.slotCount);
    frame[FRAME.self] = ir.lexicalSelf ? closure.self : self;
    frame[FRAME.captures] = closure.captures;
    frame[FRAME.arguments] = args;
    frame[FRAME.callee] = closure;
    frame[FRAME.target] = target;
    this.frames[this.depth] = frame;
    if (this.#parameters?.depth === this.depth) {
      this.inspectedFrame = frame;
      this.inspectedScope = ir.scope;
    }
    const result = closure.code.run(frame);
    tape.leaveRegion(before);
    this.depth--;
    return result;
  }

  /** Counts a call that has no frame of its own, such as going on with a generator. */
  enterCall(name: string, source: SourceId): void {
    if (++this.depth > this.budget.callDepth) throw this.tooDeep(name, source);
    this.frames[this.depth] = null;
    if (--this.budget.fuel < 0) this.budget.refuel(this);
  }

  tooDeep(name: string, source: SourceId): SnippetFailure {
    return new SnippetFailure(
      'RecursionTooDeep',
      `calls are nested more than ${this.budget.callDepth} deep at \`${name || 'this function'}\`; does its recursion end?`,
      source,
    );
  }

  /**
   * Calls the function that is inspected: its parameters become inputs. `values` holds the given ones by name; a missing
   * one takes its default.
   */
  enterInspected(closure: Closure, args: Value[], values: ReadonlyMap<string, Value>, source: SourceId): Value {
    this.#parameters = { values, depth: this.depth + 1 };
    return this.enter(closure, undefined, args, source);
  }

  /** The value that a parameter takes: in the inspected call the given one, as an input. */
  parameter(name: string, evaluate: (frame: Frame) => Value, frame: Frame, source: SourceId): Value {
    const inspected = this.#parameters;
    if (inspected === null || inspected.depth !== this.depth) return evaluate(frame);
    const given = inspected.values.has(name);
    const value = given ? inspected.values.get(name) : evaluate(frame);
    return this.inputs.parameter(this, name, value, source, given);
  }

  /** True in the inspected call's own parameters, for patterns that have no argument to take apart. */
  get bindsInspected(): boolean {
    return this.#parameters !== null && this.#parameters.depth === this.depth;
  }

  /**
   * Runs `body` so that calls and regions are in order again when it throws. `seen` makes of the error what is passed on,
   * while it can still be told where the run was.
   */
  guarded<T>(body: () => T, failed: (error: unknown) => T, seen: (error: unknown) => unknown = (error) => error): T {
    const { depth } = this;
    const region = this.tape.currentRegion;
    try {
      return body();
    } catch (error) {
      const passed = seen(error);
      this.depth = depth;
      this.tape.currentRegion = region;
      return failed(passed);
    }
  }

  /** The innermost call under way that stands in `file`; null where there is none. */
  callIn(file: SourceFile): SourceId | null {
    const { regions } = this.tape;
    for (let region = this.tape.currentRegion; region !== 0; region = regions.parent(region)) {
      const source = regions.source(region);
      if (regions.kind(region) === RegionKind.call && this.sources.file(source) === file) return source;
    }
    return null;
  }

  // --- variables -------------------------------------------------------------------------------------------------

  /** The error of reading a variable that holds nothing. */
  unreadable(variable: Variable, source: SourceId, inside = false): Error {
    const failure = (variable.cell as ModuleCell | null)?.failure;
    if (failure) {
      const isOutside = this.sources.file(source)?.imported === false;
      return isOutside ? (seenFrom(failure, this.sources, () => source) as Error) : failure;
    }
    if (inside && variable.whenUnsetInside) return this.error(...variable.whenUnsetInside, source, 'UnboundName');
    if (variable.whenUnset !== null)
      return this.error(variable.whenUnsetType, variable.whenUnset, source, 'UnboundName');
    const own = `Cannot access '${variable.name}' before initialization`;
    const where =
      variable.kind === 'import'
        ? '; its file has not run yet, since it imports this one'
        : variable.range
          ? ` (its declaration in line ${variable.range.start.line} has not run)`
          : '';
    return new SnippetFailure('UnboundName', own + where, source, 'ReferenceError', own);
  }

  /** Notes one evaluation of something watched, and ends the run after the one that was asked for. */
  observe(watch: Watch, value: Value, name: string | null, frame: Frame): void {
    const index = ++watch.count;
    const stop = this.stopWatch === watch && index === this.stopAt;
    const keep = stop || (index <= KEPT_OCCURRENCES && this.#copies.elements < KEPT_ELEMENTS);
    watch.last = {
      index,
      value: this.model.copy(value, this.#copies),
      name,
      printed: this.output.length,
      variables: keep ? this.held(watch, frame) : null,
    };
    if (stop) throw new RunEnd();
  }

  /** What the variables hold that a watch reports: the module's, or the locals of its function. */
  held(watch: Watch, frame: Frame): HeldVariable[] {
    const held = new Map<string, HeldVariable>();
    const note = (variable: Variable, value: Value) => {
      if (variable.kind === 'temp' || value === UNINITIALISED || held.has(variable.name)) return;
      held.set(variable.name, { variable, value: this.model.copy(value, this.#copies) });
    };
    if (watch.scope === null) {
      for (const variable of this.topLevel) note(variable, variable.cell!.value);
      for (const variable of watch.mentioned) {
        note(variable, variable.cell ? variable.cell.value : this.local(variable, frame));
      }
    } else {
      for (const variable of watch.scope.variables) note(variable, this.local(variable, frame));
      for (const variable of watch.mentioned) {
        if (variable.cell) note(variable, variable.cell.value);
        else if (variable.owner !== watch.scope) note(variable, this.captured(variable, watch, frame));
      }
    }
    return [...held.values()];
  }

  /** What a local variable of the frame holds; UNINITIALISED when nothing yet. */
  local(variable: Variable, frame: Frame): Value {
    const held = frame[variable.slot];
    if (variable.captured) return held instanceof Cell ? held.value : UNINITIALISED;
    return variable.slot in frame ? held : UNINITIALISED;
  }

  captured(variable: Variable, watch: Watch, frame: Frame): Value {
    const index = watch.scope?.captures.indexOf(variable) ?? -1;
    return index === -1 ? UNINITIALISED : (frame[FRAME.captures] as Cell[])[index]!.value;
  }

  // --- errors and chance -----------------------------------------------------------------------------------------

  /** An error that the user's language throws; `code` names it where the catalogue has a name of its own for it. */
  error(type: string, message: string, source: SourceId, code?: 'UnboundName' | 'TypeMismatch' | 'TooLarge'): Error {
    if (code) return new SnippetFailure(code, message, source, type);
    return new Thrown(this.model.error(type, message), source, type, `${type}: ${message}`);
  }

  /** What `throw` makes of a value. */
  thrown(value: Value, source: SourceId): Thrown {
    const { type, message, place } = this.model.thrown(this, value, source);
    return new Thrown(value, place ?? source, type, message);
  }

  unsupported(what: string, source: SourceId): SnippetFailure {
    return new SnippetFailure('Unsupported', what, source);
  }

  /** Refuses a string or array that would be too large, before it is made. */
  checkSize(elements: number, source: SourceId, added = elements): void {
    this.budget.checkSize(elements, source, added);
  }

  /** The same for something that grows by single elements: asked each time, it looks now and then. */
  checkGrowth(elements: number, source: SourceId): void {
    if (elements % GROWTH === 0) this.budget.checkSize(elements, source, GROWTH);
  }

  /**
   * Asks the program something beside its run, for a view: what it prints is dropped, and it may take little time. null where
   * it fails: the run itself went as it went, only this question has no answer.
   */
  aside<T>(ask: () => T): T | null {
    const { output, depth } = this;
    this.output = new Output();
    this.budget.start(ASIDE, null);
    try {
      return ask();
    } catch {
      return null;
    } finally {
      this.output = output;
      this.depth = depth;
    }
  }

  /** A number in [0, 1) from a fixed seed, so that a snippet shows the same picture each time (xorshift32). */
  random(): number {
    let x = this.#random;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#random = x;
    return (x >>> 0) / 0x1_0000_0000;
  }
}
