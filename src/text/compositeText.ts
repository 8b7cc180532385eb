import { compositeRow } from '../graph/composites/rows';
import { PICTURE_LIMIT } from '../graph/limits';
import type { Composite, Gate, Graph } from '../graph/model';
import { callName } from './label';

/** What a card says of the composite that its gate ends, or that it is the fold of. */
export interface CardComposite {
  readonly id: string;
  /** `a sigmoid`. */
  readonly title: string;
  /** True on the card of the fold. */
  readonly folded: boolean;
  /** The primitive gates that it stands for. */
  readonly members: readonly string[];
  /** One sentence: "These 4 gates are a sigmoid of `f`." Names stand in backticks. */
  readonly text: string;
  /** The derivative as a formula of its own. */
  readonly closedForm: string;
  /** False for a fold whose primitives are more than a picture shows. */
  readonly canToggle: boolean;
}

/** The composite that a gate's card speaks of; undefined where there is none. */
export function cardComposite(graph: Graph, gate: Gate): CardComposite | undefined {
  const composite = graph.composites?.find(({ id, outputs, folded }) =>
    folded ? id === gate.id : outputs.includes(gate.id),
  );
  const row = composite && compositeRow(composite.name);
  if (!composite || !row) return undefined;
  const { id, folded, members } = composite;
  return {
    id,
    title: row.title,
    folded,
    members,
    text: textOf(graph, composite),
    closedForm: row.closedForm,
    canToggle: !folded || canUnfold(graph, composite),
  };
}

/** True for a gate that several are drawn as: a composite, a stack, a call, lines. */
export function isFold(gate: Gate): boolean {
  if (gate.fold !== undefined) return true;
  // An operation of tensors may have a composite's name.
  return compositeRow(gate.op) !== null && gate.operands.every(({ rule }) => rule === undefined);
}

/** True where the picture has room for the primitives of a fold. */
export function canUnfold(graph: Graph, { members }: Composite): boolean {
  return graph.primitives !== undefined && graph.gates.length - 1 + members.length <= PICTURE_LIMIT;
}

/** With more inputs than this a sentence counts them. */
const NAMED_INPUTS = 3;

function textOf(graph: Graph, composite: Composite): string {
  const { members, folded } = composite;
  const { title } = compositeRow(composite.name)!;
  const whole = `${title}${ofInputs(graph, composite)}`;
  const gates = members.length === 1 ? 'one gate' : `${members.length} gates`;
  if (folded) return `${whole.charAt(0).toUpperCase()}${whole.slice(1)}, folded from ${gates}; the numbers are theirs.`;
  return members.length === 1 ? `This gate is ${whole}.` : `These ${gates} are ${whole}.`;
}

function ofInputs(graph: Graph, { inputs }: Composite): string {
  if (inputs.length > NAMED_INPUTS) return ` of ${inputs.length} values`;
  const byId = new Map([...(graph.primitives ?? []), ...graph.gates].map((gate) => [gate.id, gate]));
  const names = inputs.flatMap((id) => {
    const gate = byId.get(id);
    return gate === undefined ? [] : [`\`${callName(gate).replaceAll('`', "'")}\``];
  });
  if (names.length === 0) return '';
  return ` of ${names.length < 2 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`}`;
}

/** What the composites of a graph are, counted: `sigmoid, 2 × dot`. */
export function compositesText(composites: readonly Composite[]): string {
  const counts = new Map<string, number>();
  for (const { name } of composites) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join(', ');
}
