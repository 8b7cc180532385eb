import { describe, expect, test } from 'vitest';
import { runNumpy } from './inspect';

/** Programs that must be refused, with the code of the error and words of it. */
const refused: readonly (readonly [code: string, error: string, words: RegExp])[] = [
  ["np.load('x.npy')", 'Unsupported', /np\.load.*files/],
  ["np.save('x.npy', np.zeros(2))", 'Unsupported', /np\.save/],
  ["np.savez('x', a=1)", 'Unsupported', /np\.savez/],
  ["np.loadtxt('/etc/passwd')", 'Unsupported', /np\.loadtxt/],
  ["np.genfromtxt('a')", 'Unsupported', /np\.genfromtxt/],
  ["np.memmap('a')", 'Unsupported', /np\.memmap/],
  ["np.fromfile('a')", 'Unsupported', /np\.fromfile/],
  ["np.frombuffer(b'12345678')", 'Unsupported', /./],
  ['np.f2py.compile("")', 'Unsupported', /np\.f2py/],
  ['np.ctypeslib.load_library("a", "b")', 'Unsupported', /np\.ctypeslib/],
  ['np.zeros(2).ctypes', 'Unsupported', /memory/],
  ['np.zeros(2).data', 'Unsupported', /memory/],
  ['np.zeros(2).__array_interface__', 'Unsupported', /memory/],
  ["np.zeros(2).tofile('a')", 'Unsupported', /files/],
  ["np.zeros(2).dump('a')", 'Unsupported', /files/],
  ['np.zeros(2).tobytes()', 'Unsupported', /tobytes/],
  ['np.lib.stride_tricks.as_strided(np.zeros(2), (9,), (99,))', 'Unsupported', /np\.lib/],
  ['np.distutils.exec_command', 'Unsupported', /np\.distutils/],
  ['np.ndarray((2, 2))', 'Unsupported', /np\.zeros/],
  ['np.frompyfunc(print, 1, 1)', 'Unsupported', /np\.frompyfunc/],
  ['np.fft.fft([1, 2])', 'Unsupported', /np\.fft/],
  ['np.no_such_function(1)', 'UserThrow', /no attribute 'no_such_function'/],
  ['np.zeros(2, dtype=complex)', 'Unsupported', /./],
  ["np.zeros(2, dtype='uint8')", 'Unsupported', /uint8/],
  ["np.array(['a'])", 'UserThrow', /could not convert/],
  ['np.array([{}])', 'Unsupported', /objects/],
  ['np.random.get_state()', 'Unsupported', /get_state/],
  ['np.random.RandomState(0).poisson(3)', 'Unsupported', /poisson/],
  ['np.random.default_rng(0).bit_generator', 'Unsupported', /bit_generator/],
  ['np.random.multivariate_normal([0], [[1]])', 'Unsupported', /multivariate_normal/],
  ['np.linalg.svd(np.eye(2))', 'Unsupported', /svd/],
  ['np.zeros(10**10)', 'TooLarge', /elements/],
  ['np.zeros((100000, 100000))', 'TooLarge', /elements/],
  ['np.ones(2)[:, None] * np.zeros((1, 10**10))', 'TooLarge', /elements/],
  ['np.arange(10**12)', 'TooLarge', /elements/],
  ['np.arange(0, 1, 1e-12)', 'TooLarge', /elements/],
  ['np.linspace(0, 1, 10**10)', 'TooLarge', /elements/],
  ['np.eye(10**6)', 'TooLarge', /elements/],
  ['np.tile([1, 2], 10**10)', 'TooLarge', /elements/],
  ['np.repeat([1, 2], 10**10)', 'TooLarge', /elements/],
  ['np.pad([1, 2], 10**10)', 'TooLarge', /elements/],
  ['np.broadcast_to(1.0, (10**6, 10**6))', 'TooLarge', /elements/],
  ['np.outer(np.zeros(10**5), np.zeros(10**5))', 'TooLarge', /elements/],
  ['np.meshgrid(np.zeros(10**5), np.zeros(10**5))', 'TooLarge', /elements/],
  ['np.kron(np.zeros(10**5), np.zeros(10**5))', 'TooLarge', /elements/],
  ['np.random.rand(10**6, 10**6)', 'TooLarge', /elements/],
  ['np.random.permutation(10**12)', 'TooLarge', /elements/],
  ['np.bincount([10**12])', 'TooLarge', /elements/],
  ['np.diag(np.zeros(10**5))', 'TooLarge', /elements/],
  ['np.zeros(10**5)[:, None] + np.zeros(10**5)', 'TooLarge', /elements/],
  ['a = np.zeros(10**5)\na[np.zeros((10**4, 10**5), dtype=int)]', 'TooLarge', /elements/],
  ['np.set_printoptions(threshold=10**9)\nfor k in range(50): print(np.zeros(10**6))', 'TooLarge|TimeLimit', /./],
  ['np.set_printoptions(precision=10**9)\nprint(np.ones(2))', 'UserThrow', /precision/],
  ['a = [1.0]\nfor k in range(200): a = [a]\nnp.array(a)', 'UserThrow', /dimension/],
  ['a = []\na.append(a)\nnp.array(a)', 'UserThrow', /dimension/],
  ["np.einsum('i' * 100000 + '->', np.zeros(2))", 'ShapeMismatch|TypeMismatch|UserThrow', /./],
  ["np.einsum('a,b,c,d,e,f,g,h->abcdefgh', *[np.zeros(1000)] * 8)", 'TooLarge', /elements/],
  ['np.zeros(3).reshape(-2)', 'UserThrow', /reshape/],
  ['np.zeros(-1)', 'UserThrow', /negative/],
  ['np.zeros(3).constructor', 'UserThrow', /no attribute/],
  ['np.zeros(3).__proto__', 'UserThrow', /no attribute/],
  ['np.constructor', 'UserThrow', /no attribute 'constructor'/],
  ["np.dtype('constructor')", 'UserThrow', /not understood/],
  ["np.dtype('__proto__')", 'UserThrow', /not understood/],
  ['np.zeros(3).__class__.__bases__', 'Unsupported', /__bases__/],
  ['while True:\n    a = np.zeros((300, 300)) @ np.zeros((300, 300))', 'TimeLimit|TooLarge', /./],
];

describe('hostile programs are refused by name', () => {
  for (const [code, error, words] of refused) {
    test(code.replaceAll('\n', '; '), { timeout: 20_000 }, () => {
      const started = performance.now();
      const result = runNumpy(code);
      expect(result.error?.code).toMatch(new RegExp(`^(${error})$`));
      expect(result.error?.message).toMatch(words);
      expect(result.error?.message).not.toMatch(/internal:/);
      expect(performance.now() - started).toBeLessThan(15_000);
    });
  }
});
