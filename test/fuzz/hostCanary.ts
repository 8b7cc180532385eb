/** What a host looks like: whose properties hold which values. */
export type Fingerprint = readonly (readonly [place: string, value: unknown])[];

const watched: Readonly<Record<string, unknown>> = {
  globalThis,
  Object,
  Function,
  Array,
  String,
  Number,
  Boolean,
  Symbol,
  Map,
  Set,
  WeakMap,
  RegExp,
  Error,
  TypeError,
  RangeError,
  Promise,
  Float64Array,
  ArrayBuffer,
  Math,
  JSON,
  Reflect,
  console,
  'a generator': Object.getPrototypeOf(function* () {}),
  'an iterator': Object.getPrototypeOf([][Symbol.iterator]()),
};

/** The host's own objects and their prototypes, property by property. */
export function hostFingerprint(): Fingerprint {
  return Object.entries(watched).flatMap(([name, object]) => [
    ...properties(name, object as object),
    ...properties(`${name}.prototype`, (object as { prototype?: object }).prototype),
  ]);
}

function properties(name: string, object: object | undefined): (readonly [string, unknown])[] {
  if (object === undefined || object === null) return [];
  // Symbols of the global object are those of the test runner and its libraries.
  const keys = object === globalThis ? Object.getOwnPropertyNames(object) : Reflect.ownKeys(object);
  const own = keys.map((key): readonly [string, unknown] => {
    const { value, get, set } = Object.getOwnPropertyDescriptor(object, key)!;
    return [`${name}[${String(key)}]`, value ?? get ?? set];
  });
  return [
    [`the prototype of ${name}`, Object.getPrototypeOf(object)],
    [`frozen ${name}`, Object.isFrozen(object)],
    ...own,
  ];
}

/** The places that differ between two looks. Values that change by themselves, such as a RegExp's last match, are left out. */
export function changedPlaces(before: Fingerprint, after: Fingerprint): string[] {
  const was = new Map(before);
  const is = new Map(after);
  return [...new Set([...was.keys(), ...is.keys()])].filter(
    (place) =>
      !/^RegExp\[(\$|input|last|left|right)/.test(place) &&
      !(was.has(place) && is.has(place) && Object.is(was.get(place), is.get(place))),
  );
}
