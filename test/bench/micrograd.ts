/**
 * The common way to write a small autograd engine, for comparison: an object a value, a closure an operation that adds
 * into its operands' gradients, and a topological sort before the sweep. Written after the design of
 * github.com/karpathy/micrograd, operation for operation.
 */
export class Value {
  grad = 0;
  pull: () => void = () => {};

  constructor(
    public data: number,
    readonly operands: readonly Value[] = [],
    readonly op = '',
  ) {}

  add(other: Value | number): Value {
    const right = lift(other);
    const out = new Value(this.data + right.data, [this, right], '+');
    out.pull = () => {
      this.grad += out.grad;
      right.grad += out.grad;
    };
    return out;
  }

  mul(other: Value | number): Value {
    const right = lift(other);
    const out = new Value(this.data * right.data, [this, right], '*');
    out.pull = () => {
      this.grad += right.data * out.grad;
      right.grad += this.data * out.grad;
    };
    return out;
  }

  sub(other: Value | number): Value {
    const right = lift(other);
    const out = new Value(this.data - right.data, [this, right], '-');
    out.pull = () => {
      this.grad += out.grad;
      right.grad -= out.grad;
    };
    return out;
  }

  div(other: Value | number): Value {
    const right = lift(other);
    const out = new Value(this.data / right.data, [this, right], '/');
    out.pull = () => {
      this.grad += out.grad / right.data;
      right.grad -= (out.data / right.data) * out.grad;
    };
    return out;
  }

  neg(): Value {
    const out = new Value(-this.data, [this], 'neg');
    out.pull = () => {
      this.grad -= out.grad;
    };
    return out;
  }

  exp(): Value {
    const out = new Value(Math.exp(this.data), [this], 'exp');
    out.pull = () => {
      this.grad += out.data * out.grad;
    };
    return out;
  }

  log(): Value {
    const out = new Value(Math.log(this.data), [this], 'log');
    out.pull = () => {
      this.grad += out.grad / this.data;
    };
    return out;
  }

  pow(exponent: number): Value {
    const out = new Value(this.data ** exponent, [this], '**');
    out.pull = () => {
      this.grad += exponent * this.data ** (exponent - 1) * out.grad;
    };
    return out;
  }

  sin(): Value {
    const out = new Value(Math.sin(this.data), [this], 'sin');
    out.pull = () => {
      this.grad += Math.cos(this.data) * out.grad;
    };
    return out;
  }

  tanh(): Value {
    const y = Math.tanh(this.data);
    const out = new Value(y, [this], 'tanh');
    out.pull = () => {
      this.grad += (1 - y * y) * out.grad;
    };
    return out;
  }

  /** The sweep as micrograd has it. A chain of some ten thousand operations overflows the stack. */
  backward(): void {
    const order: Value[] = [];
    const seen = new Set<Value>();
    const visit = (value: Value): void => {
      if (seen.has(value)) return;
      seen.add(value);
      for (const operand of value.operands) visit(operand);
      order.push(value);
    };
    visit(this);
    this.#sweep(order);
  }

  /** The same with a stack of its own, for long chains. */
  backwardIterative(): void {
    const order: Value[] = [];
    const seen = new Set<Value>([this]);
    const stack: { readonly value: Value; next: number }[] = [{ value: this, next: 0 }];
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const operand = top.value.operands[top.next++];
      if (operand === undefined) {
        order.push(top.value);
        stack.pop();
      } else if (!seen.has(operand)) {
        seen.add(operand);
        stack.push({ value: operand, next: 0 });
      }
    }
    this.#sweep(order);
  }

  #sweep(order: readonly Value[]): void {
    this.grad = 1;
    for (let k = order.length - 1; k >= 0; k--) order[k]!.pull();
  }
}

function lift(value: Value | number): Value {
  return typeof value === 'number' ? new Value(value) : value;
}
