import type { SourceId } from '../../engine/sources';
import type { CompileContext, Evaluate } from './compileExpression';
import type { Runtime } from './runtime';
import type { FrameLayout, Variable } from './scopes';
import { Cell, FRAME, type Frame, Tracked, UNINITIALISED, type Value } from './values';

/** Where the value of a variable is, as seen from the function that is compiled. */
export function compileRead(variable: Variable, source: SourceId, { rt, scope }: CompileContext): Evaluate {
  const { cell, slot } = variable;
  if (cell) {
    return () => {
      const { value } = cell;
      if (value === UNINITIALISED) throw rt.unreadable(variable, source);
      return value;
    };
  }
  if (variable.owner !== scope) {
    const index = scope.captureIndex(variable);
    return (frame) => {
      const { value } = (frame[FRAME.captures] as Cell[])[index]!;
      if (value === UNINITIALISED) throw rt.unreadable(variable, source, true);
      return value;
    };
  }
  if (variable.captured) {
    return (frame) => {
      const { value } = frame[slot] as Cell;
      if (value === UNINITIALISED) throw rt.unreadable(variable, source);
      return value;
    };
  }
  if (!variable.early) return (frame) => frame[slot];
  return (frame) => {
    const value = frame[slot];
    if (value === UNINITIALISED) throw rt.unreadable(variable, source);
    return value;
  };
}

/** Stores into a variable. A declaration initialises; an assignment before it is an error. */
export function compileStore(
  variable: Variable,
  initialise: boolean,
  source: SourceId,
  { rt, scope }: CompileContext,
): (frame: Frame, value: Value) => void {
  const { cell, slot } = variable;
  const take = takeFor(variable, initialise, rt, source);
  const store = (holder: Cell, value: Value) => {
    // A variable that a failed statement left without a value may get one again.
    const unset = !initialise && holder.value === UNINITIALISED && !variable.cell?.failure;
    if (unset) throw rt.unreadable(variable, source);
    holder.value = value instanceof Tracked ? take(value) : value;
  };
  if (cell) return (_frame, value) => store(cell, value);
  if (variable.owner !== scope) {
    const index = scope.captureIndex(variable);
    return (frame, value) => store((frame[FRAME.captures] as Cell[])[index]!, value);
  }
  if (variable.captured) return (frame, value) => store(frame[slot] as Cell, value);
  const checked = variable.early && !initialise;
  return (frame, value) => {
    if (checked && frame[slot] === UNINITIALISED) throw rt.unreadable(variable, source);
    frame[slot] = value instanceof Tracked ? take(value) : value;
  };
}

/** What a variable makes of a tracked number that it is given. A parameter only stands for its argument. */
function takeFor(variable: Variable, initialise: boolean, rt: Runtime, source: SourceId): (value: Tracked) => Tracked {
  if (variable.kind === 'temp' || (variable.kind === 'param' && initialise)) return (value) => value;
  return (value) => rt.hold(variable, value, source);
}

/**
 * Makes the numbers that watched code reads leaves of the tape, so that it has gradients for each name it mentions. The
 * function that is returned takes this back for variables that still hold such a leaf: a loop counter goes on as a plain
 * number, not as a chain of sums.
 */
export function compilePromotions(
  variables: readonly Variable[],
  source: SourceId,
  context: CompileContext,
): (frame: Frame) => () => void {
  const { rt, scope } = context;
  const steps = variables.map((variable) => {
    const store = compileHold(variable, scope);
    return (frame: Frame): (() => void) | null => {
      const holder = store(frame);
      if (holder === null) return null;
      const value = holder.read();
      if (value === UNINITIALISED || value === undefined) return null;
      const promoted = rt.inputs.promote(rt, variable.name, value, source);
      if (promoted === value) return null;
      holder.write(promoted);
      return () => {
        if (holder.read() === promoted) holder.write(value);
      };
    };
  });
  if (steps.length === 0) return () => () => undefined;
  return (frame) => {
    const undo = steps.map((step) => step(frame));
    return () => {
      for (const step of undo) step?.();
    };
  };
}

/** Where a variable is kept, to be looked at without checks; null where it has no place yet. */
export function compileHold(variable: Variable, scope: FrameLayout) {
  return (frame: Frame): { read: () => Value; write: (value: Value) => void } | null => {
    const held = variable.cell
      ? variable.cell
      : variable.owner !== scope
        ? (frame[FRAME.captures] as Cell[])[scope.captureIndex(variable)]
        : variable.captured
          ? frame[variable.slot]
          : undefined;
    if (held instanceof Cell) return { read: () => held.value, write: (value) => (held.value = value) };
    if (variable.owner !== scope) return null;
    return { read: () => frame[variable.slot], write: (value) => (frame[variable.slot] = value) };
  };
}

/** Gives the block's variables their place: a fresh cell where a function captures them. Null when nothing is to do. */
export function compileScopeEntry(variables: readonly Variable[]): ((frame: Frame) => void) | null {
  const captured = variables.filter((variable) => variable.captured && !variable.cell).map(({ slot }) => slot);
  const checked = variables
    .filter((variable) => variable.early && !variable.captured && !variable.cell)
    .map(({ slot }) => slot);
  if (captured.length === 0 && checked.length === 0) return null;
  return (frame) => {
    for (const slot of captured) frame[slot] = new Cell(UNINITIALISED);
    for (const slot of checked) frame[slot] = UNINITIALISED;
  };
}
