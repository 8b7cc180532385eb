//// what is exported can be reached
namespace Geometry {
  const unit = 2;
  export const pi = 3;
  export function area(r: number) {
    return pi * r ** unit;
  }
}
console.log(Geometry.pi, Geometry.area(2), Object.keys(Geometry));

//// nested and dotted
namespace A {
  export namespace B {
    export const x = 1;
  }
}
namespace C.D.E {
  export const y = 2;
}
console.log(A.B.x, C.D.E.y);

//// parts of one namespace are merged
namespace N {
  export const a = 1;
}
namespace N {
  export const b = a + 1;
}
console.log(N.a, N.b);

//// exported variables can change
namespace Counter {
  export let count = 0;
  export const up = () => ++count;
}
Counter.up();
Counter.count += 10;
console.log(Counter.up(), Counter.count);

//// with classes, enums and functions
namespace Shapes {
  export class Square {
    constructor(readonly side: number) {}
    area() {
      return helper(this.side);
    }
  }
  export enum Kind {
    Round,
    Flat,
  }
  function helper(n: number) {
    return n * n;
  }
}
console.log(new Shapes.Square(3).area(), Shapes.Kind.Flat);

//// a namespace that holds only types makes nothing
namespace Types {
  export type T = number;
  export interface I {
    x: T;
  }
}
const v: Types.T = 5;
console.log(v);

//// code in a namespace runs once, in order
const log: string[] = [];
namespace One {
  log.push('one');
  export const x = log.length;
}
namespace Two {
  log.push('two');
  export const x = One.x + log.length;
}
console.log(log, Two.x);

//// merged with a function
function greet(name: string) {
  return `${greet.prefix} ${name}`;
}
namespace greet {
  export const prefix = 'hello';
}
console.log(greet('you'), greet.prefix);

//// merged with a class
class Vec {
  constructor(readonly x: number) {}
}
namespace Vec {
  export const zero = new Vec(0);
}
console.log(Vec.zero.x, new Vec(1).x);

//// import aliases
namespace Deep.Down {
  export const value = 7;
}
import Down = Deep.Down;
console.log(Down.value);

//// names of a namespace are shadowed inside functions
namespace S {
  export const x = 'outer';
  export const read = () => {
    const x = 'inner';
    return [x, S.x];
  };
}
console.log(S.read());

//// destructured exports
namespace D {
  export const { a, b } = { a: 1, b: 2 };
  export const [c] = [3];
}
console.log(D.a + D.b + D.c);
