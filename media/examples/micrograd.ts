// A tiny autograd engine of your own, and GradLens looking into it. Its `backward` is code like any other:
// differentiate what it computed, and what it found to be the gradient.
class Value {
  grad = 0;
  private propagate: () => void = () => undefined;

  constructor(
    public data: number,
    private readonly parents: Value[] = [],
  ) {}

  add(other: Value): Value {
    const out = new Value(this.data + other.data, [this, other]);
    out.propagate = () => {
      this.grad += out.grad;
      other.grad += out.grad;
    };
    return out;
  }

  mul(other: Value): Value {
    const out = new Value(this.data * other.data, [this, other]);
    out.propagate = () => {
      this.grad += other.data * out.grad;
      other.grad += this.data * out.grad;
    };
    return out;
  }

  tanh(): Value {
    const t = Math.tanh(this.data);
    const out = new Value(t, [this]);
    out.propagate = () => {
      this.grad += (1 - t * t) * out.grad;
    };
    return out;
  }

  backward(): void {
    const order: Value[] = [];
    const seen = new Set<Value>();
    const visit = (value: Value) => {
      if (seen.has(value)) return;
      seen.add(value);
      value.parents.forEach(visit);
      order.push(value);
    };
    visit(this);
    this.grad = 1;
    for (const value of order.reverse()) value.propagate();
  }
}

const w = -0.7;
const x = 1.3;
const b = 0.4;

const weight = new Value(w);
const neuron = weight.mul(new Value(x)).add(new Value(b)).tanh();
neuron.backward();

const out = neuron.data; // @grad
// Your engine's ∂out/∂w, differentiated once more: the second derivative stands at `w`.
const slope = weight.grad; // @grad

export { out, slope };
