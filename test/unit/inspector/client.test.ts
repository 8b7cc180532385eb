import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { liveBudget } from '../../../src/inspector/budgets';
import { InspectorClient } from '../../../src/inspector/client';
import type { WorkerPort } from '../../../src/inspector/workerPort';
import type { FoundFile, InspectRequest, InspectResponse } from '../../../src/protocol';

/** A worker that does nothing until the test says so. */
class FakeWorker implements WorkerPort {
  readonly calls: { call: number; method: string; params: unknown }[] = [];
  readonly files: { files: number; found: readonly (FoundFile | null)[] }[] = [];
  stopFlag: Int32Array | null = null;
  terminated = false;
  #message: (message: unknown) => void = () => undefined;
  #exit: (reason: string) => void = () => undefined;

  post(message: unknown): void {
    if ((message as { stopFlag?: SharedArrayBuffer }).stopFlag) {
      this.stopFlag = new Int32Array((message as { stopFlag: SharedArrayBuffer }).stopFlag);
    } else if ((message as { files?: number }).files !== undefined) this.files.push(message as never);
    else this.calls.push(message as never);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#message = listener;
  }
  onExit(listener: (reason: string) => void): void {
    this.#exit = listener;
  }
  terminate(): void {
    this.terminated = true;
  }

  answer(ok: unknown, call = this.calls.at(-1)!.call): void {
    this.#message({ answer: call, ok });
  }
  fail(message: string): void {
    this.#message({ answer: this.calls.at(-1)!.call, err: { message } });
  }
  beat(running: boolean): void {
    this.#message({ beat: this.calls.at(-1)!.call, running });
  }
  read(...wanted: string[][]): void {
    this.#message({ read: this.calls.at(-1)!.call, wanted });
  }
  exit(reason: string): void {
    this.#exit(reason);
  }
}

function setup(read?: (candidates: readonly string[]) => Promise<FoundFile | null>) {
  const workers: FakeWorker[] = [];
  const lines: string[] = [];
  const client = new InspectorClient(
    () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    (line) => lines.push(line),
    read,
  );
  return { client, workers, lines };
}

function request(text = 'const x = 1; // @grad', version = 1): InspectRequest {
  return {
    uri: 'a.ts',
    version,
    language: 'typescript',
    text,
    focus: { kind: 'annotated' },
    budget: liveBudget,
    picture: 'default',
  };
}

const response = (version: number): InspectResponse => ({
  uri: 'a.ts',
  version,
  results: [],
  timings: { parse: 0, run: 0, build: 0 },
});

/** Lets promises settle. */
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('calls', () => {
  test('no worker is started before the first call', () => {
    expect(setup().workers).toHaveLength(0);
  });

  test('an answer reaches its call; one worker serves many', async () => {
    const { client, workers } = setup();
    const first = client.inspect(request(), 'k');
    await settle();
    workers[0]!.answer(response(1));
    expect(await first).toEqual(response(1));
    const second = client.snippets('typescript', 'text');
    await settle();
    expect(workers[0]!.calls[1]).toMatchObject({
      method: 'snippets',
      params: { language: 'typescript', text: 'text' },
    });
    workers[0]!.answer([]);
    expect(await second).toEqual([]);
    expect(workers).toHaveLength(1);
  });

  test('one call at a time; looking something up goes before runs that wait', async () => {
    const { client, workers } = setup();
    const order: string[] = [];
    void client.inspect(request(), 'a').then(() => order.push('a'));
    void client.inspect(request(), 'b').then(() => order.push('b'));
    void client.card({ result: 'r1', gate: 'g1' }).then(() => order.push('card'));
    await settle();
    expect(workers[0]!.calls).toHaveLength(1);
    for (let k = 0; k < 3; k++) {
      workers[0]!.answer(null);
      await settle();
    }
    expect(order).toEqual(['a', 'card', 'b']);
  });

  test('an answer to a call that is no longer asked is dropped', async () => {
    const { client, workers } = setup();
    const first = client.inspect(request(), 'k');
    await settle();
    workers[0]!.answer(response(7), 99);
    workers[0]!.answer(response(1));
    expect(await first).toEqual(response(1));
    workers[0]!.answer(response(8), 1);
  });

  test('an error of the worker is an error of the call, and the next call goes on', async () => {
    const { client, workers } = setup();
    const first = client.card({ result: 'r', gate: 'g' });
    const caught = expect(first).rejects.toThrow('internal: broken');
    await settle();
    workers[0]!.fail('internal: broken');
    await caught;
    const second = client.card({ result: 'r', gate: 'g' });
    await settle();
    workers[0]!.answer(null);
    expect(await second).toBeNull();
  });

  test('a worker that does not start is an error; the next call tries again', async () => {
    let tries = 0;
    const worker = new FakeWorker();
    const client = new InspectorClient(
      () => {
        if (++tries === 1) throw new Error('no such file');
        return worker;
      },
      () => undefined,
    );
    await expect(client.card({ result: 'r', gate: 'g' })).rejects.toThrow('no such file');
    const second = client.card({ result: 'r', gate: 'g' });
    await settle();
    worker.answer(null);
    expect(await second).toBeNull();
  });
});

describe('stale calls', () => {
  test('a newer call with the same key makes one that waits resolve to null', async () => {
    const { client, workers } = setup();
    const running = client.inspect(request(), 'other');
    const stale = client.inspect(request('old', 1), 'k');
    const fresh = client.inspect(request('new', 2), 'k');
    expect(await stale).toBeNull();
    await settle();
    workers[0]!.answer(response(0));
    expect(await running).toEqual(response(0));
    await settle();
    expect(workers[0]!.calls.map(({ params }) => (params as InspectRequest).version)).toEqual([1, 2]);
    workers[0]!.answer(response(2));
    expect(await fresh).toEqual(response(2));
  });

  test('one that runs resolves to null at once and is asked to stop', async () => {
    const { client, workers } = setup();
    const stale = client.inspect(request('old', 1), 'k');
    await settle();
    const fresh = client.inspect(request('new', 2), 'k');
    expect(await stale).toBeNull();
    const [worker] = workers as [FakeWorker];
    expect(Atomics.load(worker.stopFlag!, 0)).toBe(worker.calls[0]!.call);
    worker.answer(response(1));
    await settle();
    worker.answer(response(2));
    expect(await fresh).toEqual(response(2));
  });

  test('calls with other keys are left alone', async () => {
    const { client, workers } = setup();
    const first = client.inspect(request('a', 1), 'a');
    const second = client.inspect(request('b', 2), 'b');
    await settle();
    workers[0]!.answer(response(1));
    await settle();
    workers[0]!.answer(response(2));
    expect(await Promise.all([first, second])).toEqual([response(1), response(2)]);
  });
});

describe('stop', () => {
  test('asks the run to end; its answer still counts', async () => {
    const { client, workers } = setup();
    const run = client.inspect(request(), 'k');
    await settle();
    client.stop('k');
    const [worker] = workers as [FakeWorker];
    expect(Atomics.load(worker.stopFlag!, 0)).toBe(worker.calls[0]!.call);
    worker.answer(response(1));
    expect(await run).toEqual(response(1));
  });

  test('a run that waits is dropped; another key is left alone', async () => {
    const { client, workers } = setup();
    const running = client.inspect(request(), 'a');
    const waiting = client.inspect(request(), 'b');
    await settle();
    client.stop('b');
    client.stop('unknown');
    expect(await waiting).toBeNull();
    expect(Atomics.load(workers[0]!.stopFlag!, 0)).toBe(0);
    workers[0]!.answer(response(1));
    expect(await running).toEqual(response(1));
    await settle();
    expect(workers[0]!.calls).toHaveLength(1);
  });
});

describe('a worker that does not answer', () => {
  test('is terminated half a second after the budget of the run, and a warm spare takes over', async () => {
    const { client, workers, lines } = setup();
    const hung = client.inspect(request(), 'k');
    const next = client.inspect(request('later', 2), 'other');
    await settle();
    workers[0]!.beat(true);
    await vi.advanceTimersByTimeAsync(1400);
    expect(workers[0]!.terminated).toBe(false);
    // The spare is there before it is needed.
    expect(workers).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(200);
    expect(workers[0]!.terminated).toBe(true);
    const answer = await hung;
    expect(answer?.results[0]?.error).toMatchObject({ code: 'TimeLimit', range: null });
    expect(answer?.results[0]?.error?.message).toMatch(/^stopped after 1\.5 s: /);
    expect(answer).toMatchObject({ uri: 'a.ts', version: 1 });
    expect(lines).toEqual(['a run was ended after 1500 ms']);
    await settle();
    expect(workers).toHaveLength(2);
    workers[1]!.answer(response(2));
    expect(await next).toEqual(response(2));
  });

  test('each run of a request has a budget of its own', async () => {
    const { client, workers } = setup();
    const slow = client.inspect(request(), 'k');
    await settle();
    for (let k = 0; k < 5; k++) {
      workers[0]!.beat(true);
      await vi.advanceTimersByTimeAsync(1400);
    }
    workers[0]!.answer(response(1));
    expect(await slow).toEqual(response(1));
    expect(workers[0]!.terminated).toBe(false);
  });

  test('reading a large text takes its time', async () => {
    const { client, workers } = setup();
    const slow = client.inspect(request(), 'k');
    await settle();
    await vi.advanceTimersByTimeAsync(5000);
    expect(workers[0]!.terminated).toBe(false);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(workers[0]!.terminated).toBe(true);
    expect((await slow)?.results[0]?.error?.code).toBe('TimeLimit');
  });

  test('a late answer of a terminated worker counts for nothing', async () => {
    const { client, workers } = setup();
    const hung = client.inspect(request(), 'k');
    await settle();
    workers[0]!.beat(true);
    await vi.advanceTimersByTimeAsync(2000);
    expect((await hung)?.results[0]?.error?.code).toBe('TimeLimit');
    const next = client.inspect(request('new', 2), 'k');
    await settle();
    workers[0]!.answer(response(1));
    workers[1]!.answer(response(2));
    expect(await next).toEqual(response(2));
  });
});

describe('files that a run wants to read', () => {
  const file = (uri: string): FoundFile => ({ uri, text: `text of ${uri}` });

  test('are read and given to the worker, in the order that was asked for', async () => {
    const { client, workers } = setup(async ([first = '']) => (first === 'b' ? null : file(first)));
    const run = client.inspect(request(), 'k');
    await settle();
    workers[0]!.read(['a', 'a.js'], ['b'], ['c']);
    await settle();
    expect(workers[0]!.files).toEqual([{ files: 1, found: [file('a'), null, file('c')] }]);
    workers[0]!.answer(response(1));
    expect(await run).toEqual(response(1));
  });

  test('a file system that fails is no file, and one that does not answer is told', async () => {
    const { client, workers, lines } = setup(([first = '']) =>
      first === 'slow' ? new Promise(() => undefined) : Promise.reject(new Error('the disk is broken')),
    );
    void client.inspect(request(), 'k');
    await settle();
    workers[0]!.read(['broken'], ['slow']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(workers[0]!.files[0]!.found).toEqual([
      null,
      { uri: 'slow', text: null, reason: 'the file system did not answer within 10 s' },
    ]);
    expect(lines).toEqual(['broken cannot be read: the disk is broken']);
    expect(workers[0]!.terminated).toBe(false);
  });

  test('the worker is not late while it waits for them, and is watched again afterwards', async () => {
    const { client, workers } = setup(async ([first = '']) => {
      await new Promise((resolve) => setTimeout(resolve, 9000));
      return file(first);
    });
    const run = client.inspect(request(), 'k');
    await settle();
    for (let k = 0; k < 5; k++) {
      workers[0]!.read([`f${k}`]);
      await vi.advanceTimersByTimeAsync(9000);
    }
    expect(workers[0]!.files).toHaveLength(5);
    expect(workers[0]!.terminated).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(workers[0]!.terminated).toBe(true);
    expect((await run)?.results[0]?.error?.code).toBe('TimeLimit');
  });

  test('a stale run is not read for: it ends soon, and the newer one runs', async () => {
    const asked: string[] = [];
    const { client, workers } = setup(async ([first = '']) => {
      asked.push(first);
      return file(first);
    });
    const stale = client.inspect(request('old', 1), 'k');
    await settle();
    const fresh = client.inspect(request('new', 2), 'k');
    expect(await stale).toBeNull();
    workers[0]!.read(['a'], ['b']);
    await settle();
    expect(asked).toEqual([]);
    expect(workers[0]!.files).toEqual([{ files: 1, found: [null, null] }]);
    workers[0]!.answer(response(1));
    await settle();
    workers[0]!.read(['a']);
    await settle();
    expect(asked).toEqual(['a']);
    workers[0]!.answer(response(2));
    expect(await fresh).toEqual(response(2));
  });

  test('nothing is sent to a worker that was ended meanwhile', async () => {
    let give: (found: FoundFile) => void = () => undefined;
    const { client, workers } = setup(() => new Promise((resolve) => (give = resolve)));
    const run = client.inspect(request(), 'k');
    await settle();
    workers[0]!.read(['a']);
    workers[0]!.exit('out of memory');
    expect((await run)?.results[0]?.error?.code).toBe('TimeLimit');
    give(file('a'));
    await settle();
    expect(workers[0]!.files).toEqual([]);
  });
});

describe('a worker that ends by itself', () => {
  test('ends the run, and the next call has another worker', async () => {
    const { client, workers, lines } = setup();
    const lost = client.inspect(request(), 'k');
    await settle();
    workers[0]!.exit('out of memory');
    expect((await lost)?.results[0]?.error?.code).toBe('TimeLimit');
    expect(lines[0]).toBe('the worker was lost: out of memory');
    const next = client.inspect(request('new', 2), 'k');
    await settle();
    expect(workers).toHaveLength(2);
    workers[1]!.answer(response(2));
    expect(await next).toEqual(response(2));
  });

  test('while nothing runs', async () => {
    const { client, workers } = setup();
    const first = client.inspect(request(), 'k');
    await settle();
    workers[0]!.answer(response(1));
    await first;
    workers[0]!.exit('gone');
    await settle();
    const next = client.inspect(request('new', 2), 'k');
    await settle();
    workers[1]!.answer(response(2));
    expect(await next).toEqual(response(2));
  });

  test('a spare that ends is replaced when it is needed', async () => {
    const { client, workers } = setup();
    const hung = client.inspect(request(), 'k');
    await settle();
    workers[0]!.beat(true);
    await vi.advanceTimersByTimeAsync(400);
    workers[1]!.exit('gone');
    await vi.advanceTimersByTimeAsync(1600);
    expect((await hung)?.results[0]?.error?.code).toBe('TimeLimit');
    const next = client.inspect(request('new', 2), 'k');
    await settle();
    expect(workers).toHaveLength(3);
    workers[2]!.answer(response(2));
    expect(await next).toEqual(response(2));
  });
});

describe('dispose', () => {
  test('ends everything; later calls resolve to null', async () => {
    const { client, workers } = setup();
    const running = client.inspect(request(), 'a');
    const waiting = client.inspect(request(), 'b');
    await settle();
    await vi.advanceTimersByTimeAsync(400);
    client.dispose();
    expect(await running).toBeNull();
    expect(await waiting).toBeNull();
    await settle();
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, true]);
    expect(await client.inspect(request(), 'c')).toBeNull();
    expect(await client.card({ result: 'r', gate: 'g' })).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('checks of gradients', () => {
  const check = (client: InspectorClient, key = 'checks', gate = 'g1') =>
    client.check({ result: 'r1', of: { gate }, each: 100, slice: 10 }, key);
  const methods = (worker: FakeWorker) => worker.calls.map(({ method }) => method);

  test('wait for everything else', async () => {
    const { client, workers } = setup();
    void client.inspect(request('a'), 'a');
    await settle();
    void check(client);
    void client.inspect(request('b'), 'b');
    void client.card({ result: 'r1', gate: 'g1' });
    await settle();
    const [worker] = workers;
    for (let k = 0; k < 4; k++) {
      worker!.answer(null);
      await settle();
    }
    expect(methods(worker!)).toEqual(['inspect', 'card', 'inspect', 'check']);
    client.dispose();
  });

  test('answer early when something else is asked for', async () => {
    const { client, workers } = setup();
    const answer = check(client);
    await settle();
    const [worker] = workers;
    void client.card({ result: 'r1', gate: 'g1' });
    expect(Atomics.load(worker!.stopFlag!, 0)).toBe(worker!.calls[0]!.call);
    worker!.answer({ checks: [], next: 0, omitted: 0 });
    expect(await answer).toEqual({ checks: [], next: 0, omitted: 0 });
    await settle();
    expect(methods(worker!)).toEqual(['check', 'card']);
    client.dispose();
  });

  test('are not stopped by further checks, but by a newer one of the same key', async () => {
    const { client, workers } = setup();
    const first = check(client, 'card', 'g1');
    await settle();
    const other = check(client, 'inputs', 'g2');
    const [worker] = workers;
    expect(Atomics.load(worker!.stopFlag!, 0)).toBe(0);
    const second = check(client, 'card', 'g3');
    expect(Atomics.load(worker!.stopFlag!, 0)).toBe(worker!.calls[0]!.call);
    expect(await first).toBeNull();
    const superseded = check(client, 'inputs', 'g4');
    expect(await other).toBeNull();
    for (const ok of ['stopped', 'third', 'fourth']) {
      worker!.answer(ok);
      await settle();
    }
    expect([await second, await superseded]).toEqual(['third', 'fourth']);
    client.dispose();
  });

  test('are given up when the worker does not answer', async () => {
    const { client, workers } = setup();
    const answer = check(client);
    await settle();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(workers[0]!.terminated).toBe(true);
    expect(await answer).toBeNull();
    client.dispose();
  });
});
