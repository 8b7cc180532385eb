//// getter and setter of one name
class Box {
  #v = 1;
  get v() {
    return this.#v;
  }
  set v(value) {
    this.#v = value * 2;
  }
}
const box = new Box();
box.v = 5;
box.v += 1;
console.log(box.v);

//// a setter gives the value that was assigned, not what the getter says
const o = {
  get x() {
    return 'got';
  },
  set x(_v: string) {},
};
console.log((o.x = 'set'), o.x);

//// a getter is called at each access
let n = 0;
const o = {
  get next() {
    return ++n;
  },
};
console.log(o.next + o.next * 10, o.next, n);

//// writing to a getter throws in strict code
const o: any = {
  get only() {
    return 1;
  },
};
o.only = 2;

//// a setter alone reads as undefined
const o: any = {
  set just(v: number) {
    this.kept = v;
  },
};
o.just = 3;
console.log(o.just, o.kept, Object.keys(o));

//// accessors are inherited with the right this
class A {
  protected _x = 'a';
  get x() {
    return this._x;
  }
}
class B extends A {
  _x = 'b';
}
console.log(new A().x, new B().x);

//// overriding only the getter hides the setter
class A {
  stored = 0;
  get x() {
    return this.stored;
  }
  set x(v: number) {
    this.stored = v;
  }
}
class B extends A {
  get x() {
    return super.x + 100;
  }
}
const b = new B();
try {
  b.x = 5;
} catch (error) {
  console.log((error as Error).name);
}
console.log(b.x);

//// super to a setter
class A {
  value = 0;
  set x(v: number) {
    this.value = v;
  }
}
class B extends A {
  set x(v: number) {
    super.x = v * 2;
  }
}
const b = new B();
b.x = 4;
console.log(b.value);

//// accessors of a class are not in JSON, those of a literal are
class A {
  plain = 1;
  get got() {
    return 2;
  }
}
console.log(JSON.stringify(new A()), JSON.stringify({ plain: 1, get got() { return 2; } }));

//// spread reads getters and keeps plain values
let reads = 0;
const source = {
  get x() {
    reads++;
    return { deep: reads };
  },
};
const copy: any = { ...source };
copy.x.deep = 'changed';
console.log(copy.x, reads, source.x);

//// a getter that throws
const o = {
  get bad(): number {
    throw new RangeError('not today');
  },
};
try {
  console.log(o.bad);
} catch (error) {
  console.log(String(error));
}
console.log('bad' in o, typeof Object.keys(o));

//// increment and compound assignment call getter then setter once each
const log: string[] = [];
const o = {
  _v: 1,
  get v() {
    log.push('get');
    return this._v;
  },
  set v(x) {
    log.push(`set ${x}`);
    this._v = x;
  },
};
const old = o.v++;
o.v *= 5;
o.v ||= 99;
o.v &&= 7;
console.log(old, log);

//// a computed accessor
const key = 'size';
const o = {
  list: [1, 2, 3],
  get [key]() {
    return this.list.length;
  },
  get ['first' + 'One']() {
    return this.list[0];
  },
};
console.log(o.size, (o as any).firstOne);

//// a lazy getter that replaces itself
class Lazy {
  computed = 0;
  get value(): number {
    this.computed++;
    const value = 42;
    Object.defineProperty(this, 'value', { value, writable: false });
    return value;
  }
}
const lazy = new Lazy();
console.log(lazy.value, lazy.value, lazy.computed);
