//// continue with a label goes to the outer loop
const seen: string[] = [];
outer: for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 3; j++) {
    if (j === 1) continue outer;
    seen.push(`${i}${j}`);
  }
}
console.log(seen);

//// break with a label leaves both loops
let found;
search: for (const row of [[1, 2], [3, 4], [5, 6]]) {
  for (const cell of row) {
    if (cell === 4) {
      found = cell;
      break search;
    }
  }
}
console.log(found);

//// a label on a block
const log: string[] = [];
block: {
  log.push('in');
  if (log.length === 1) break block;
  log.push('never');
}
log.push('after');
console.log(log);

//// a label on an if and a switch
a: if (true) {
  if (1 > 0) break a;
  console.log('never');
}
b: switch (1) {
  case 1:
    for (;;) break b;
  case 2:
    console.log('never');
}
console.log('end');

//// continue in do-while goes to its test
let i = 0;
const seen: number[] = [];
loop: do {
  i++;
  for (;;) {
    if (i % 2) continue loop;
    break;
  }
  seen.push(i);
} while (i < 6);
console.log(seen, i);

//// two labels on one loop
one: two: for (let i = 0; i < 3; i++) {
  if (i === 1) continue two;
  if (i === 2) break one;
  console.log(i);
}

//// labels and variables have names apart
const x = 5;
x: for (const y of [1, 2]) {
  if (y === 1) continue x;
  console.log(x, y);
}

//// finally runs when a label is left
const log: string[] = [];
out: for (const n of [1, 2, 3]) {
  try {
    if (n === 2) break out;
    log.push(`body ${n}`);
  } finally {
    log.push(`finally ${n}`);
  }
}
console.log(log);

//// closing iterators on the way out
const make = (name: string) => ({
  *[Symbol.iterator]() {
    try {
      yield 1;
      yield 2;
    } finally {
      console.log('close', name);
    }
  },
});
outer: for (const a of make('a')) {
  for (const b of make('b')) {
    if (a + b === 2) continue outer;
    break outer;
  }
}

//// for-in and while with labels
const o = { a: 1, b: 2, c: 3 };
keys: for (const k in o) {
  let n = 0;
  while (true) {
    n++;
    if (k === 'b') continue keys;
    if (n === 2) break;
  }
  console.log(k, n);
}

//// the same label again after it ended
a: for (;;) break a;
a: {
  break a;
}
a: for (const x of [1]) {
  console.log(x);
  continue a;
}

//// prime sieve with a labelled continue
const primes: number[] = [];
next: for (let n = 2; primes.length < 10; n++) {
  for (const p of primes) {
    if (p * p > n) break;
    if (n % p === 0) continue next;
  }
  primes.push(n);
}
console.log(primes.join(' '));
