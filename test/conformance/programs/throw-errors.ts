//// an error with a message
throw new Error('plain');

//// a kind of error
throw new RangeError('out of range');

//// an error without a message
throw new TypeError();

//// an error of one's own
class Invalid extends Error {
  name = 'Invalid';
}
throw new Invalid('not so');

//// text
throw 'just text';

//// a number
throw 42;

//// thrown in a callback
[1, 2, 3].map((x) => {
  if (x === 2) throw new Error(`at ${x}`);
  return x;
});

//// thrown in a getter
const o = {
  get x(): number {
    throw new Error('in getter');
  },
};
o.x;

//// thrown in a constructor
class A {
  constructor(n: number) {
    if (n < 0) throw new RangeError(`negative: ${n}`);
  }
}
new A(1);
new A(-1);

//// thrown after printing
console.log('before');
(undefined as any).method();

//// properties of an error
const error = new Error('message', { cause: 'the cause' });
console.log(error.name, error.message, error.cause, String(error), Object.keys(error), 'stack' in error);

//// an error called without new
const error = Error('called');
const type = TypeError('also');
console.log(error instanceof Error, error.message, type instanceof TypeError, type.name);

//// toString of errors
const e = new Error('m');
e.name = 'Custom';
console.log(String(e), `${new Error('')}`, String(new Error()), new Error('x').toString(), '' + new TypeError('t'));

//// AggregateError
const error = new AggregateError([new Error('a'), new Error('b')], 'many');
console.log(error.name, error.message, error.errors.length, error.errors.map((e: Error) => e.message));

//// a message that is no text
console.log(new Error(5 as any).message === '5', new Error(undefined).message === '', new Error(null as any).message);

//// a chain of causes
const load = () => {
  try {
    throw new Error('low');
  } catch (cause) {
    throw new Error('high', { cause });
  }
};
try {
  load();
} catch (error) {
  console.log((error as Error).message, ((error as Error).cause as Error).message);
}

//// messages of the language
const o: any = {};
const five: any = 5;
const attempts: (() => unknown)[] = [
  () => (undefined as any).x,
  () => (null as any)['y'],
  () => o.a.b,
  () => o.f(),
  () => o.a.f(),
  () => new o.f(),
  () => five(),
  () => { const c = 1; (c as any) = 2; },
  () => { (undefined as any).x = 1; },
  () => new Array(-1),
  () => 'x'.repeat(-1),
  () => (1).toString(99),
  () => 'a' in ('b' as any),
  () => Symbol() + '',
];
for (const attempt of attempts) {
  try {
    attempt();
  } catch (error) {
    console.log(`${error}`);
  }
}

//// an error with fields
class HttpError extends Error {
  constructor(
    readonly status: number,
    message?: string,
  ) {
    super(message ?? `status ${status}`);
  }
  get retryable() {
    return this.status >= 500;
  }
}
const { status, message, retryable } = new HttpError(503);
console.log(status, message, retryable, new HttpError(404, 'none').message);
