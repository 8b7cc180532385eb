//// the order of things
const log: string[] = [];
try {
  log.push('try');
  throw new Error('e');
} catch (error) {
  log.push(`catch ${(error as Error).message}`);
} finally {
  log.push('finally');
}
console.log(log);

//// finally overrides return
const f = () => {
  try {
    return 'try';
  } finally {
    return 'finally';
  }
};
console.log(f());

//// the value of return is computed before finally
let x = 1;
const f = () => {
  try {
    return x;
  } finally {
    x = 2;
  }
};
console.log(f(), x);

//// finally swallows an error by return
const f = () => {
  try {
    throw new Error('lost');
  } finally {
    return 'kept';
  }
};
console.log(f());

//// break and continue in finally
const seen: number[] = [];
for (let i = 0; i < 4; i++) {
  try {
    if (i === 1) throw new Error('x');
    seen.push(i);
  } finally {
    if (i === 1) continue;
    if (i === 2) break;
  }
}
console.log(seen);

//// nested, and thrown again
const log: string[] = [];
try {
  try {
    throw new TypeError('inner');
  } catch (error) {
    log.push((error as Error).name);
    throw new RangeError('again');
  } finally {
    log.push('inner finally');
  }
} catch (error) {
  log.push(String(error));
}
console.log(log);

//// an error in finally replaces the first
try {
  try {
    throw new Error('first');
  } finally {
    throw new Error('second');
  }
} catch (error) {
  console.log((error as Error).message);
}

//// catch without a name, and values of all kinds
for (const value of [1, 'text', null, undefined, { a: 1 }, [1, 2]]) {
  try {
    throw value;
  } catch (e) {
    console.log(e === value, typeof e);
  }
}
try {
  throw 1;
} catch {
  console.log('no name');
}

//// errors of the language can be caught
const attempts: (() => unknown)[] = [
  () => (undefined as any).x,
  () => (null as any)(),
  () => (5 as any)(),
  () => new (5 as any)(),
  () => [].reduce((a) => a),
  () => 'a'.repeat(-1),
  () => new Array(-1),
  () => (1).toFixed(101),
  () => JSON.parse('{'),
  () => new RegExp('('),
];
for (const attempt of attempts) {
  try {
    attempt();
    console.log('fine');
  } catch (error) {
    console.log((error as Error).name);
  }
}

//// the scope of the catch variable
const e = 'outer';
try {
  throw 'inner';
} catch (e) {
  const inner = e;
  console.log(inner);
}
console.log(e);

//// finally runs on return inside loops
const log: string[] = [];
const f = () => {
  for (const x of [1, 2, 3]) {
    try {
      if (x === 2) return x;
    } finally {
      log.push(`f${x}`);
    }
  }
};
console.log(f(), log);

//// cleanup in reverse order
const log: string[] = [];
const using = (name: string, body: () => void) => {
  log.push(`open ${name}`);
  try {
    body();
  } finally {
    log.push(`close ${name}`);
  }
};
try {
  using('a', () => using('b', () => { throw new Error('inside'); }));
} catch (error) {
  log.push((error as Error).message);
}
console.log(log);

//// retry until it works
let attempts = 0;
const flaky = () => {
  if (++attempts < 3) throw new Error(`attempt ${attempts}`);
  return 'done';
};
const retry = <T>(f: () => T, n: number): T => {
  try {
    return f();
  } catch (error) {
    if (n === 0) throw error;
    return retry(f, n - 1);
  }
};
console.log(retry(flaky, 5), attempts);

//// errors through callbacks
const index = (() => {
  let i = 0;
  try {
    [1, 2, 3].forEach((x) => {
      i = x;
      if (x === 2) throw new Error('stop');
    });
  } catch {
    return i;
  }
})();
console.log(index);

//// a return in catch still runs finally
const log: string[] = [];
const f = () => {
  try {
    throw 1;
  } catch {
    return (log.push('value'), 'from catch');
  } finally {
    log.push('finally');
  }
};
console.log(f(), log);

