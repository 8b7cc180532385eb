// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the forms are code.
/** Objects as they stand in a program. */
export const objectLeaves = [
  '{}', '{ a: 1 }', '{ a: 1, b: "x" }', '{ b: 2, a: [1, 2] }', '{ 2: "n", a: null, 1: undefined }', '{ a: { b: { c: 1 } } }',
  '{ "x y": 1, zz: NaN }',
]; // biome-ignore format: a list

/** Expressions that give an object. */
export const objectForms = [
  '{ a: @x, b: @n }',
  '{ a: @n, c: { b: @x } }',
  '{ ...(@o as any), c: @x }',
  '{ c: @x, ...(@x as any) }',
  '{ [@t]: @x }',
  '{ [@k]: @x, [`${@k}2`]: @n }',
  '{ get a() { return @n; }, get b() { return this.a; } }',
  '{ _a: @x, get a() { return this._a; }, set a(_1: any) { this._a = [_1]; } }',
  '{ a: @n, m(_1: any = 1) { return this.a + _1; }, b: @l }',
  '{ valueOf() { return @n; }, a: 1 }',
  '{ toString() { return @t; }, b: 2 }',
  '{ [Symbol.toPrimitive](_1: string) { return _1 === "number" ? @n : @t; } }',
  '{ *[Symbol.iterator]() { yield @x; yield @n; }, a: 1 }',
  '{ toJSON() { return @x; } }',
  '{ [Symbol.toStringTag]: @t, a: @n }',
  '{ [@y]: @x, a: @n }',
  'Object.assign({}, @o, @o)',
  'Object.assign(@o, { c: @x })',
  'Object.fromEntries(Object.entries(@o).map(([_1, _2]) => [_1 + "_", _2]))',
  'Object.fromEntries(@m)',
  'Object.freeze(@o)',
  'Object.seal(@o)',
  'Object.create(@o, { q: { value: @n, enumerable: true } })',
  'Object.create(null, { a: { value: @x, enumerable: true } })',
  'Object.defineProperty(@o, "h", { value: @x, enumerable: @b, configurable: true })',
  'Object.defineProperty({}, "a", { get() { return @x; }, enumerable: true })',
  'Object.setPrototypeOf(@o, { zz: @n })',
  'structuredClone({ a: @n, b: @l })',
  'JSON.parse(\'{"a":[1,{"b":null}],"c":"d"}\')',
  'JSON.parse(JSON.stringify({ a: @l, b: @n }), (_1: any, _2: any) => (_1 === "b" ? [_2] : _2))',
  'Object.groupBy(@l, (_1: any) => typeof _1)',
  '(({ a: _1, ..._2 }: any) => ({ ..._2, _1 }))(@o)',
  'Object.getOwnPropertyDescriptor(@o, "a") ?? { a: 0 }',
];
