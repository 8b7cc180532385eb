//// fall through
const f = (n: number) => {
  const seen: string[] = [];
  switch (n) {
    case 1:
      seen.push('one');
    case 2:
      seen.push('two');
      break;
    case 3:
      seen.push('three');
    default:
      seen.push('default');
  }
  return seen;
};
console.log(f(1), f(2), f(3), f(4));

//// default in the middle
const f = (n: number) => {
  const seen: string[] = [];
  switch (n) {
    case 1:
      seen.push('one');
    default:
      seen.push('default');
    case 2:
      seen.push('two');
  }
  return seen.join();
};
console.log(f(1), f(2), f(9));

//// comparison is strict
const kind = (v: any) => {
  switch (v) {
    case 1:
      return 'number';
    case '1':
      return 'text';
    case NaN:
      return 'never';
    case -0:
      return 'zero';
    case null:
      return 'null';
    case undefined:
      return 'undefined';
    default:
      return 'other';
  }
};
console.log([1, '1', NaN, 0, null, undefined, true].map(kind));

//// cases are evaluated in order until one matches
const log: string[] = [];
const v = (n: number) => (log.push(`v${n}`), n);
switch (v(2)) {
  case v(1):
  case v(2):
    log.push('matched');
    break;
  case v(3):
}
console.log(log);

//// one scope for all cases
switch (2 as number) {
  case 1:
    let x = 'one';
    break;
  case 2:
    x = 'two';
    console.log('unreached');
}

//// switch on true
const size = (n: number) => {
  switch (true) {
    case n < 10:
      return 'small';
    case n < 100:
      return 'medium';
    default:
      return 'large';
  }
};
console.log(size(5), size(50), size(500));

//// blocks in cases have scopes of their own
const f = (k: string) => {
  switch (k) {
    case 'a': {
      const v = 1;
      return v;
    }
    case 'b': {
      const v = 2;
      return v;
    }
  }
  return 'none';
};
console.log(f('a'), f('b'), f('c' as any));

//// functions in a block of a case are hoisted in it
switch (1) {
  case 1: {
    console.log(helper());
    function helper() {
      return 'helped';
    }
  }
}

//// continue inside a switch in a loop
const out: number[] = [];
for (let i = 0; i < 6; i++) {
  switch (i % 3) {
    case 0:
      continue;
    case 1:
      break;
    default:
      out.push(-i);
  }
  out.push(i);
}
console.log(out);

//// empty switches and empty cases
switch (5) {
}
switch (5 as number) {
  case 1:
  case 2:
}
switch (5) {
  default:
}
console.log('done');

//// nested switches
const f = (a: number, b: number) => {
  switch (a) {
    case 1:
      switch (b) {
        case 1:
          break;
        default:
          return 'inner default';
      }
      return 'after inner';
    default:
      return 'outer default';
  }
};
console.log(f(1, 1), f(1, 2), f(2, 1));

//// a discriminated union
type Shape = { kind: 'circle'; r: number } | { kind: 'rect'; w: number; h: number };
const area = (s: Shape): number => {
  switch (s.kind) {
    case 'circle':
      return s.r ** 2;
    case 'rect':
      return s.w * s.h;
  }
};
console.log(area({ kind: 'circle', r: 3 }), area({ kind: 'rect', w: 2, h: 5 }));

//// closures over a variable of the switch
const fs: (() => number)[] = [];
for (let i = 0; i < 3; i++) {
  switch (i) {
    default:
      const n = i * 10;
      fs.push(() => n);
  }
}
console.log(fs.map((f) => f()));
