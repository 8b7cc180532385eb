import type { Output } from '../../core/output';
import { untracked, type Value } from '../../core/values';
import { isNullish, isObject, toText, truthy } from '../conversions';
import { getMember } from '../members';
import { Namespace, refuseOthers } from '../objects';
import { tableText } from './consoleTable';
import { builtins, type Call, type Implementation } from './define';
import { inspectValue, type PrintOptions } from './inspectValue';
import { formatLine } from './printFormat';

/** What a console remembers within a run. */
interface Memory {
  indent: string;
  readonly counts: Map<string, number>;
}

const memories = new WeakMap<Output, Memory>();

function memoryOf({ rt }: Pick<Call, 'rt'>): Memory {
  let memory = memories.get(rt.output);
  if (!memory) {
    memory = { indent: '', counts: new Map() };
    memories.set(rt.output, memory);
  }
  return memory;
}

/** Prints a text as a line, as deep as the groups that are open. */
export function write(call: Pick<Call, 'rt'>, text: string): undefined {
  const { indent } = memoryOf(call);
  call.rt.budget.spend(call.rt, text.length >> 6);
  call.rt.output.write(`${indent === '' ? text : indent + text.replaceAll('\n', `\n${indent}`)}\n`);
  return undefined;
}

const log: Implementation = (call) => write(call, formatLine(call, call.args));

/** What goes to standard error is no part of what the program prints, but is made all the same. */
const toError: Implementation = (call) => {
  formatLine(call, call.args);
  return undefined;
};

const group: Implementation = (call) => {
  if (call.args.length > 0) log(call);
  const memory = memoryOf(call);
  // Deeper than this no line is readable.
  if (memory.indent.length < 1000) memory.indent += '  ';
  return undefined;
};

function labelOf({ rt, args, source }: Call): string {
  return args[0] === undefined ? 'default' : toText(rt, args[0], source);
}

/** The options of `console.dir`; what changes colours is left out. */
function dirOptions({ rt, source }: Call, value: Value): PrintOptions {
  if (!isObject(value)) return {};
  const read = (key: string) => untracked(getMember(rt, value, key, source));
  const options: Record<string, unknown> = {};
  for (const key of ['depth', 'maxArrayLength', 'maxStringLength', 'breakLength', 'compact'] as const) {
    const held = read(key);
    if (typeof held === 'number' || (held === null && key !== 'compact' && key !== 'breakLength')) options[key] = held;
  }
  for (const key of ['showHidden', 'sorted', 'compact'] as const) {
    const held = read(key);
    if (typeof held === 'boolean') options[key] = held;
  }
  return options;
}

/** `console`: prints as Node does, into the run's output. */
export const consoleObject = new Namespace(
  'console',
  builtins(
    {
      log,
      info: log,
      debug: log,
      dirxml: log,
      warn: toError,
      error: toError,
      trace: toError,
      assert(call) {
        if (!truthy(call.rt, call.args[0])) toError({ ...call, args: call.args.slice(1) });
        return undefined;
      },
      clear: () => undefined,
      count(call) {
        const label = labelOf(call);
        const { counts } = memoryOf(call);
        const count = (counts.get(label) ?? 0) + 1;
        counts.set(label, count);
        call.rt.checkGrowth(counts.size, call.source);
        return write(call, `${label}: ${count}`);
      },
      countReset(call) {
        memoryOf(call).counts.delete(labelOf(call));
        return undefined;
      },
      dir(call) {
        const options = dirOptions(call, call.args[1]);
        return write(call, inspectValue(call, call.args[0], { customInspect: false, ...options }));
      },
      group,
      groupCollapsed: group,
      groupEnd(call) {
        const memory = memoryOf(call);
        memory.indent = memory.indent.slice(2);
        return undefined;
      },
      table(call) {
        const table = isNullish(call.args[0]) ? null : tableText(call);
        return table === null ? log({ ...call, args: call.args.slice(0, 1) }) : write(call, table);
      },
    },
    {
      log: 0,
      info: 0,
      debug: 0,
      dirxml: 0,
      warn: 0,
      error: 0,
      trace: 0,
      assert: 0,
      clear: 0,
      count: 0,
      countReset: 0,
      dir: 0,
      group: 0,
      groupCollapsed: 0,
      groupEnd: 0,
    },
  ),
);
refuseOthers(consoleObject, console, (name) => `\`console.${name}\` is not supported; use another way`);
