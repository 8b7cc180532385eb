//// numbers and the way back
enum Color {
  Red,
  Green,
  Blue,
}
console.log(Color.Red, Color.Blue, Color[1], Color[Color.Blue], Color);

//// starting values
enum E {
  A = 5,
  B,
  C = 10,
  D,
}
console.log(E.A, E.B, E.C, E.D, E[6], E[7]);

//// text members have no way back
enum Level {
  Low = 'LOW',
  High = 'HIGH',
}
console.log(Level.Low, Object.keys(Level), Object.values(Level));

//// mixed
enum Mixed {
  No = 0,
  Yes = 'YES',
  Two = 2,
}
console.log(Mixed, Object.entries(Mixed));

//// computed members
enum Flags {
  None = 0,
  Read = 1 << 0,
  Write = 1 << 1,
  Both = Read | Write,
  Length = 'four'.length,
  Negative = -1,
}
console.log(Flags.Both, Flags.Length, Flags[3], Flags[-1]);

//// const enums
const enum Direction {
  Up = 1,
  Down,
}
const d: Direction = Direction.Down;
console.log(d, Direction.Up, [Direction.Up, Direction.Down]);

//// in a switch and as keys
enum Op {
  Add = '+',
  Mul = '*',
}
const apply: Record<Op, (a: number, b: number) => number> = { [Op.Add]: (a, b) => a + b, [Op.Mul]: (a, b) => a * b };
const name = (op: Op) => {
  switch (op) {
    case Op.Add:
      return 'add';
    case Op.Mul:
      return 'mul';
  }
};
console.log(apply[Op.Mul](3, 4), name(Op.Add));

//// enums of one name are merged
enum Part {
  A,
}
enum Part {
  B = 10,
}
console.log(Part.A, Part.B, Object.keys(Part).length);

//// references to other enums and outer names
const base = 100;
enum First {
  A = base,
}
enum Second {
  B = First.A + 1,
  C = B * 2,
}
console.log(Second.B, Second.C);

//// looping over members
enum Size {
  S,
  M,
  L,
}
const names = Object.keys(Size).filter((k) => Number.isNaN(Number(k)));
const numbers = Object.values(Size).filter((v) => typeof v === 'number');
console.log(names, numbers);

//// members with quotes, and enums in functions
const f = () => {
  enum Local {
    'two words' = 1,
    other,
  }
  return [Local['two words'], Local.other, Local[1]];
};
console.log(f());

//// two names for one value
enum Alias {
  A = 1,
  B = 1,
}
console.log(Alias[1], Alias.A === (Alias.B as any), Alias);
