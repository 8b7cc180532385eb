/** Pieces are about this long, so that not each number is written on its own. */
const PIECE = 1 << 16;

/**
 * The text of `JSON.stringify(value, null, 2)`, in pieces: the numbers of large tensors make a text that is longer than a
 * string may be. `value` is what JSON can hold; fields that are undefined are left out.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  let piece = '';
  for (const part of parts(value, '\n')) {
    piece += part;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function* parts(value: unknown, line: string): Generator<string> {
  if (typeof value !== 'object' || value === null) {
    yield JSON.stringify(value);
    return;
  }
  const isArray = Array.isArray(value);
  const deeper = `${line}  `;
  let isEmpty = true;
  for (const [key, item] of isArray ? value.entries() : Object.entries(value)) {
    if (item === undefined) continue;
    const name = isArray ? '' : `${JSON.stringify(key)}: `;
    yield `${isEmpty ? (isArray ? '[' : '{') : ','}${deeper}${name}`;
    isEmpty = false;
    yield* parts(item, deeper);
  }
  if (isEmpty) yield isArray ? '[]' : '{}';
  else yield `${line}${isArray ? ']' : '}'}`;
}
