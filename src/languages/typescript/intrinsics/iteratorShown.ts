/** What the host's printer asks an object for before it looks at it; only functions of ours ever stand there. */
export const CUSTOM: unique symbol = Symbol.for('nodejs.util.inspect.custom') as never;

type Inspect = (value: unknown, options: object) => string;

/**
 * What prints as an iterator of a map or a set that still gives some items. The printer cannot look into one without moving
 * it, so that a set of the items stands in for it.
 */
export function iteratorShown(tag: string, items: readonly unknown[], pairs: boolean): object {
  const opening = `[${pairs ? tag.replace('Iterator', 'Entries') : tag}] {`;
  const custom = (depth: number | null, given: object, inspect: Inspect) => {
    if (depth !== null && depth < 0) return `[Object [${tag}]]`;
    const shown = new Set<unknown>();
    // A set holds nothing twice, and no negative zero.
    for (const item of items) shown.add(shown.has(item) || Object.is(item, -0) ? again(item) : item);
    // As long a name as the one that takes its place, so that lines break where they should.
    const stand = `(${shown.size}) {`;
    Object.setPrototypeOf(shown, setNamed('_'.repeat(Math.max(1, opening.length - stand.length))));
    // A pair is no level of its own.
    const text = inspect(shown, { ...given, depth: pairs && depth !== null ? depth + 1 : depth });
    return text.replace(/^_+\(\d+\) \{/, `${opening}${items.length === 0 ? '  ' : ''}`);
  };
  return Object.defineProperty({}, CUSTOM, { value: custom });
}

function setNamed(name: string): object {
  const prototype = Object.create(Set.prototype) as object;
  const named = class {};
  Object.defineProperty(named, 'name', { value: name });
  Object.defineProperty(named, Symbol.hasInstance, { value: () => true });
  Object.defineProperty(prototype, Symbol.toStringTag, { value: '' });
  return Object.defineProperty(prototype, 'constructor', { value: named });
}

/** What prints as a value does, and is another member of a set. */
function again(value: unknown): object {
  return { [CUSTOM]: (depth: number | null, given: object, inspect: Inspect) => inspect(value, { ...given, depth }) };
}
