import type { Sweep } from '../engine/backward';
import type { Range } from '../engine/sources';
import type { Spares } from '../engine/spares';
import type { NodeId } from '../engine/tape';
import type { Trace } from '../engine/trace';
import type { BuildOptions } from '../graph/build';
import type { Graph } from '../graph/model';
import type { CutLog } from '../languages/core/cuts';
import type { LeafAddress, Nudge } from '../languages/core/inputs';
import type { Pass } from '../languages/core/passes';

/** An input of a result, with its leaves. */
export interface TracedInput {
  readonly name: string;
  readonly nodes: readonly NodeId[];
  readonly named: boolean;
  readonly asked: boolean;
  readonly unread: boolean;
  readonly elsewhere?: boolean;
  readonly range: Range | null;
}

/** The trace that a result was made of. */
export interface TracedResult {
  readonly trace: Trace;
  readonly sweep: Sweep;
  readonly outputs: readonly NodeId[];
  readonly inputs: readonly TracedInput[];
  readonly cuts: CutLog;
  /** The backward sweeps that the code made itself. */
  readonly passes: readonly Pass[];
  readonly graph: Graph;
  /** What it was built with. */
  readonly picture: BuildOptions;
  addressOf(node: NodeId): LeafAddress | null;
}

/**
 * Runs the snippet of a result again with one leaf moved: the sum of its output, each number times its seed; NaN where it
 * has no such output then, null when time ran out.
 */
export type Rerun = (nudge: Nudge, milliseconds: number) => number | null;

export interface KeptTrace extends TracedResult {
  readonly rerun: Rerun;
}

/** Memory that traces may take, of which the last ones stay. */
const KEPT_BYTES = 128 * 2 ** 20;
const KEPT_TRACES = 256;
/** Inspections of one subject: the newest, and the one that is still shown until its views have the newest. */
const KEPT_INSPECTIONS = 2;

/** The last traces, for what is asked about results later on. */
export class KeptTraces {
  #traces = new Map<string, KeptTrace>();
  /** The ids of the last inspections of each subject. */
  readonly #inspections = new Map<string, readonly (readonly string[])[]>();

  /** `spares` takes the tapes that are let go. */
  constructor(
    private readonly most = KEPT_BYTES,
    private readonly spares: Pick<Spares, 'releaseTape' | 'releaseSweep'> | null = null,
  ) {}

  /**
   * Keeps the traces of one inspection and lets the oldest go; those that are too large are not kept at all. Of inspections
   * of the same `subject`, such as while an input is dragged, only the last two are of use.
   */
  keep(traces: ReadonlyMap<string, KeptTrace>, subject: string): void {
    for (const [id, trace] of traces) this.#traces.set(id, trace);
    const inspections = [...(this.#inspections.get(subject) ?? []), [...traces.keys()]];
    // The newest subject comes last.
    this.#inspections.delete(subject);
    this.#inspections.set(subject, inspections.slice(-KEPT_INSPECTIONS));
    for (const id of inspections.slice(0, -KEPT_INSPECTIONS).flat()) if (this.#traces.has(id)) this.#letGo(id);
    if (this.#inspections.size > KEPT_TRACES) this.#inspections.delete(this.#inspections.keys().next().value!);
    while (this.#traces.size > 0 && (this.#traces.size > KEPT_TRACES || this.#bytes > this.most)) {
      this.#letGo(this.#traces.keys().next().value!);
    }
    // Anew: a map that traces come to and go from leaves old tables behind, which hold the traces that they held until
    // the next full garbage collection.
    this.#traces = new Map(this.#traces);
  }

  /** From here on nobody reads the trace; its tape may be that of others, too. */
  #letGo(id: string): void {
    const { trace, sweep } = this.#traces.get(id)!;
    this.#traces.delete(id);
    if (this.spares === null) return;
    this.spares.releaseSweep(sweep);
    for (const other of this.#traces.values()) if (other.trace.tape === trace.tape) return;
    this.spares.releaseTape(trace.tape);
  }

  get(id: string): KeptTrace | null {
    return this.#traces.get(id) ?? null;
  }

  get size(): number {
    return this.#traces.size;
  }

  /** What the columns take, and the program that made them; a tape of several results counts once. */
  get #bytes(): number {
    const traces = new Map([...this.#traces.values()].map(({ trace }) => [trace.tape, trace]));
    let bytes = 0;
    for (const { tape, sources } of traces.values()) {
      bytes += tape.byteLength + sources.size * EXPRESSION;
    }
    for (const { sweep } of this.#traces.values()) bytes += sweep.byteLength;
    return bytes;
  }
}

/** Bytes of a compiled expression, about; with many imports they are more than the tape. */
const EXPRESSION = 160;
