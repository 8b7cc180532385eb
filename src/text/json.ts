import type { Range } from '../engine/sources';
import type { Composite, Data, Edge, Gate, Num, Statistics, TensorNumbers } from '../graph/model';
import { decodeNum, encodeNum } from '../graph/num';
import type { GradCallResult, InputResult, LanguageId, PassResult, SnippetResult, VariableResult } from '../protocol';
import { shapeOf } from './dataText';

/** What `gradlens inspect --json` prints: the schema `gradlens/1`. */
export interface JsonReport {
  readonly schema: 'gradlens/1';
  readonly language: LanguageId;
  readonly results: readonly JsonResult[];
}

export interface JsonResult {
  readonly target: { readonly name: string; readonly range: Range } | null;
  readonly scenario: number;
  readonly output: {
    readonly name: string | null;
    readonly value: Data;
    readonly shape: readonly number[] | null;
  } | null;
  readonly inputs: Readonly<Record<string, JsonValue>>;
  readonly variables: Readonly<Record<string, JsonValue & { readonly kind: VariableResult['kind'] }>>;
  readonly passCount: number;
  readonly passes: readonly PassResult[];
  readonly gradCalls: readonly GradCallResult[];
  /** Gradients that the code derives by hand, by input. */
  readonly handGrads: Readonly<
    Record<string, { readonly variable: string; readonly value: Data; readonly matches: boolean }>
  >;
  readonly graph: JsonGraph;
  readonly diagnostics: SnippetResult['diagnostics'];
  readonly stdout: string;
  readonly error: SnippetResult['error'];
}

export interface JsonValue {
  readonly value: Data;
  readonly grad: Data;
  readonly shape: readonly number[] | null;
  readonly dtype?: string;
}

export interface JsonGraph {
  readonly nodes: readonly JsonNode[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly local: Num | null;
    readonly contribution: Num | null;
  }[];
  /** Why the nodes are left out; only where they are. */
  readonly omitted?: string;
  /** Nodes that together are a known function, such as a sigmoid; only where there are any. */
  readonly composites?: readonly JsonComposite[];
}

/** A recognised composite. `members` are nodes of the graph, unless `folded`: then the node `id` stands for them. */
export type JsonComposite = Pick<Composite, 'id' | 'name' | 'root' | 'outputs' | 'members' | 'inputs' | 'folded'>;

type JsonNode = Pick<Gate, 'id' | 'op' | 'name' | 'code' | 'shape' | 'flow' | 'count' | 'range'> & {
  readonly value: Data | Summary;
  readonly grad: Data | Summary;
};

/** What stands in the graph for an array of more than {@link SUMMARY_LENGTH} numbers. */
export interface Summary {
  readonly shape: readonly number[] | null;
  readonly min: Num;
  readonly max: Num;
  readonly mean: Num;
  /** How many of the numbers are NaN; the other statistics leave them out. */
  readonly nan: number;
}

const SUMMARY_LENGTH = 1000;

/** The report of one file, ready for `JSON.stringify`. */
export function toJson(language: LanguageId, results: readonly SnippetResult[]): JsonReport {
  return { schema: 'gradlens/1', language, results: results.map(jsonResult) };
}

function jsonResult(result: SnippetResult): JsonResult {
  const { target, scenario, output, graph, error } = result;
  return {
    target: target === null ? null : { name: target.name, range: target.range },
    scenario,
    output: output === null ? null : { name: output.name, value: jsonData(output.value), shape: output.shape },
    inputs: byName(result.inputs, jsonValue),
    variables: byName(result.variables, (variable) => ({ ...jsonValue(variable), kind: variable.kind })),
    passCount: result.passes?.count ?? 0,
    passes: result.passes?.listed ?? [],
    gradCalls: result.gradCalls ?? [],
    handGrads: Object.fromEntries(
      (result.handGradients ?? [])
        .filter(({ inputShape }) => inputShape === undefined)
        .map(({ input, variable, value, matches }) => [input, { variable, value, matches }]),
    ),
    graph: {
      nodes: graph.gates.map(jsonNode),
      edges: graph.edges.map(({ from, to, local, contribution }: Edge) => ({ from, to, local, contribution })),
      ...(graph.omitted === null ? {} : { omitted: graph.omitted }),
      ...(graph.composites && {
        composites: graph.composites.map(({ id, name, root, outputs, members, inputs, folded }) => ({
          id,
          name,
          root,
          outputs,
          members,
          inputs,
          folded,
        })),
      }),
    },
    diagnostics: result.diagnostics.map(({ code, severity, message, range }) => ({ code, severity, message, range })),
    stdout: result.stdout,
    error: error === null ? null : { code: error.code, type: error.type, message: error.message, range: error.range },
  };
}

function jsonNode(gate: Gate): JsonNode {
  const { id, op, name, code, values, shape, flow, count, range, fold } = gate;
  if (gate.tensor) {
    const { value, grad } = gate.tensor;
    const data = (numbers: TensorNumbers) => numbers.data ?? summaryOf(numbers.statistics, shape);
    return { id, op, name, code, value: data(value), grad: data(grad), shape, flow, count, range };
  }
  const value = values?.map((item) => item.value) ?? gate.value;
  const grad = values?.map((item) => item.grad) ?? gate.grad;
  return {
    id,
    op,
    name,
    code,
    value: fold && fold.count > (values?.length ?? 1) ? summaryOf(fold.value, shape) : summarised(value, shape),
    grad: fold && fold.count > (values?.length ?? 1) ? summaryOf(fold.grad, shape) : summarised(grad, shape),
    shape,
    flow,
    count,
    range,
  };
}

function summaryOf({ least, most, mean, nan }: Statistics, shape: readonly number[] | null): Summary {
  return { shape, min: least, max: most, mean, nan };
}

/** Own properties whatever the names are: `__proto__` is a name as any other here. */
function byName<Item extends { readonly name: string }, T>(
  items: readonly Item[],
  of: (item: Item) => T,
): Record<string, T> {
  return Object.fromEntries(items.map((item) => [item.name, of(item)]));
}

function jsonValue({ value, grad, shape, dtype }: InputResult | VariableResult): JsonValue {
  return { value: jsonData(value), grad: jsonData(grad), shape, ...(dtype !== undefined && { dtype }) };
}

/** Data whose every number JSON can hold: NaN and the infinities as strings, -0 as 0. */
function jsonData(data: Data): Data {
  if (data === null) return null;
  if (typeof data !== 'object') return encodeNum(decodeNum(data));
  if (Array.isArray(data)) return data.map(jsonData);
  return Object.fromEntries(Object.entries(data).map(([name, item]) => [name, jsonData(item)]));
}

/** The data, or its statistics where it has more than 1000 numbers. */
export function summarised(data: Data, shape: readonly number[] | null): Data | Summary {
  const numbers: number[] = [];
  const waiting: Data[] = [data];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    if (item === null) continue;
    if (typeof item !== 'object') numbers.push(decodeNum(item));
    else for (const inner of Array.isArray(item) ? item : Object.values(item)) waiting.push(inner);
  }
  if (numbers.length <= SUMMARY_LENGTH) return jsonData(data);
  let [min, max, sum, nan] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const number of numbers) {
    if (Number.isNaN(number)) nan++;
    else {
      min = Math.min(min, number);
      max = Math.max(max, number);
      sum += number;
    }
  }
  const some = nan < numbers.length;
  const statistic = (value: number) => encodeNum(some ? value : Number.NaN);
  const mean = statistic(sum / (numbers.length - nan));
  return { shape: shape ?? shapeOf(data), min: statistic(min), max: statistic(max), mean, nan };
}
