/**
 * Tensors. This folder knows arrays (`NdArray`) and nothing of tapes; `../ops/tensorTable.ts` holds the operations, one row
 * each, `../tensorTape.ts` records them, `../tensorSweep.ts` sweeps them. How a front end uses the three:
 *
 *     import { recordTensor, compute, specOf } from '../../engine/tensorTape';
 *
 *     // Leaves: an array and the expression that made it.
 *     const W = tape.tensorInput(sure(fromNested([[1, 2], [3, 4]], 'float32')), source);
 *     const x = tape.tensorConstant(array, source);
 *
 *     // An operation: its name, its operands as nodes, its parameters, the expression. The result is a node, or an error
 *     // as a value, with a code and a text that takes the user's names of the operands.
 *     const y = recordTensor(tape, 'matmul', [W, x], {}, source, { allocate, tick });
 *     if (isError(y)) fail(y.code, y.tell(['W', 'x.T']));
 *     tape.tensor(y).toNested();
 *     const loss = recordTensor(tape, 'sum', [y], { axes: null, keepDims: false }, source);
 *
 *     // The same without a tape, where no operand is tracked; and what shape and type it would have, or the error.
 *     compute('matmul', [a, b], {});
 *     specOf('matmul', [a, b], {});
 *
 *     // Backward, from any nodes; a tensor starts from ones times `gradient`, or from an `array` of its shape.
 *     const sweep = backward(tape, [{ node: loss, gradient: 1 }]);
 *     tensorGradient(tape, sweep, W);                  // an NdArray of W's shape
 *     tensorContribution(tape, sweep, y, 0);           // what flows from y back to its operand 0
 *     elementSlopes(tape, y, 3, 0);                    // ∂ y[element 3] / ∂ each element of operand 0
 *     checkGradient(tape, sweep, W, 2);                // finite differences for element 2
 *
 *     // Gradients that are values themselves, to be differentiated again: nodes on the same tape.
 *     recordBackward(tape, loss, [W], source);         // recordedBackward.ts; an error names what it cannot do twice
 *
 * Numbers and tensors on one tape: a tracked number (a scalar row) may be an operand of any operation of tensors and counts
 * as an array without axes, of the type of the tensors beside it. `pack` makes a tensor of numbers of which some are
 * tracked, `element` a tracked number of one element; a 0-axis tensor is not a number.
 *
 * Types: rows take operands of any type. The result's type is that of the wider operand as PyTorch has it, unless
 * `params.dtype` says otherwise; languages that promote in another way (NumPy: int64 and float32 give float64) say the type
 * themselves. float32 is rounded after each operation, forward and backward; what one operation adds up, it adds up in
 * doubles and rounds once; but a product of float32 matrices of 160 rows and columns or more adds up to 256 products at a time in single precision
 * (`gemmSimd.ts`). Gradients have the type float32 where the value has it, else float64.
 *
 * `where`, indices, masks and class labels are parameters, not operands: nothing flows back to them.
 */
export * from './create';
export * from './dtype';
export { cast } from './elementwise';
export * from './error';
export type { Tick } from './gemm';
export * from './ndarray';
export * from './random';
export * from './shape';
export * as views from './views';
