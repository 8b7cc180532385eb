import { gradientDtype } from '../../tensor/dtype';
import { TensorError } from '../../tensor/error';
import { copied, type NdArray, scalar, zeros } from '../../tensor/ndarray';
import { shapeText } from '../../tensor/shape';
import { tensorRow } from '../tensorRow';

export interface PackParams {
  /** The whole result; what the operands do not fill stays as it is here. */
  readonly template: NdArray;
  /** The element that each operand fills; all of them in order when left out. */
  readonly elements?: ArrayLike<number>;
}

export interface ElementParams {
  /** Number of the element, counted along the last axis first. */
  readonly element: number;
}

/** Between numbers of the tape and tensors. */
export const bridge = {
  /** A tensor of numbers, some of them tracked. */
  pack: tensorRow<PackParams>({
    symbol: 'list',
    notation: 'list',
    flow: 'distributes',
    explain: 'pack distributes: every number gets the upstream gradient of the element that it became.',
    vjpText: ['∂y of the element a'],
    operands: [0, Number.POSITIVE_INFINITY],
    result: (inputs, { template, elements }) =>
      (elements?.length ?? template.size) === inputs.length
        ? template
        : new TensorError(
            'ShapeMismatch',
            `${inputs.length} numbers do not fill a tensor of shape ${shapeText(template.shape)}`,
          ),
    forward(inputs, { template, elements }) {
      const out = copied(template);
      for (const [k, input] of inputs.entries()) out.data[elements?.[k] ?? k] = input.item();
      return out;
    },
    vjp: ({ upstream, inputs, params: { elements }, wanted }) =>
      inputs.map((input, k) =>
        wanted[k] ? scalar(upstream.flat(elements?.[k] ?? k), gradientDtype(input.dtype)) : null,
      ),
    samples: [
      { shapes: [[], []], params: { template: zeros('float64', [2, 1]) } },
      { shapes: [[], []], params: { template: zeros('float64', [2, 2]), elements: [3, 0] } },
    ],
  }),
  /** One element of a tensor as a number of the tape. */
  element: tensorRow<ElementParams>({
    symbol: 'element',
    notation: 'call',
    flow: 'routes',
    explain: 'element routes: the element that was taken gets all of the upstream gradient, the others get nothing.',
    vjpText: ['∂y for the element, else 0'],
    operands: 1,
    result: ([a], { element }) => {
      const size = a!.shape.reduce((product, extent) => product * extent, 1);
      if (element >= 0 && element < size) return { dtype: a!.dtype, shape: [] };
      return new TensorError('IndexOutOfRange', `{0} has ${size} elements, none with the number ${element}`);
    },
    forward: ([a], { element }) => scalar(a!.flat(element), a!.dtype),
    vjp({ upstream, inputs: [a], params }) {
      const out = zeros(gradientDtype(a!.dtype), a!.shape);
      out.data[params.element] = upstream.item();
      return [out];
    },
    samples: [{ shapes: [[2, 3]], params: { element: 4 } }],
  }),
};
