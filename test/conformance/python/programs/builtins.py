#### types and isinstance
print(type(1), type(1.0), type('a'), type([]), type(()), type({}), type(set()), type(None), type(True), type(print), type(len), type(lambda: 0), type(range(1)), type(type))
print(isinstance(1, int), isinstance(True, int), isinstance(1, (str, float)), isinstance([], (list, tuple)), isinstance(1, int | str), issubclass(bool, int), isinstance(None, type(None)), int is type(5), type(5) == int, isinstance('a', object))
#### conversions
print(int('7'), int(7.9), int(True), float('1.5'), float(2), str(5), bool(''), bool('a'), list('ab'), tuple([1]), set('aa'), dict([(1, 2)]), int(), float(), str(), bool(), list(), complex if False else '', frozenset('a'))
#### sorting and extremes
print(sorted([3, 1, 2], reverse=True), sorted('bca'), min([4, 2, 8]), max('a', 'c', 'b'), max([1, 5, 3], key=lambda v: -v), min({'b': 1, 'a': 2}), max([], default='none'), sorted([(1, 'b'), (1, 'a')]), sorted([True, False, 2]))
#### any all sum
print(any([0, 1]), all([1, 0]), sum([1, 2, 3], 10), sum([0.1, 0.2, 0.3]), any(x > 3 for x in range(5)), all([]), sum(x * x for x in range(4)))
#### map filter zip
print(list(map(int, '123')), list(map(max, [1, 5], [3, 2])), list(filter(str.isalpha, 'a1b')), list(zip([1, 2], 'ab', [True, False])), dict(zip('ab', range(2))), [*map(str.upper, 'ab')], list(enumerate('ab')))
#### getattr and friends
class A:
    x = 1
a = A()
setattr(a, 'y', 2)
print(getattr(a, 'x'), getattr(a, 'y'), getattr(a, 'z', None), hasattr(a, 'y'), hasattr(a, 'z'), getattr('abc', 'upper')())
delattr(a, 'y')
print(hasattr(a, 'y'), callable(A), callable(a), callable(getattr))
#### number functions
print(abs(-5), abs(-2.5), pow(2, 3), divmod(17, 5), round(3.7), round(3.14159, 3), bin(5), hex(26), oct(9), chr(65), ord('A'), abs(True), divmod(-7.5, 2))
#### iteration tools
it = iter([1, 2, 3])
print(next(it), list(it), next(it, 'done'), list(reversed([1, 2])), list(range(3, 0, -1)), len({1: 2}), len('héé'), list(iter('ab')))
#### hash and repr
print(hash(1) == hash(1.0) == hash(True), hash('a') == hash('a'), repr('a\n'), ascii('é'), format(3.5, '.2f'), repr([1, 'a', None]), hash((1, 2)) == hash((1, 2)), hash(-1), hash(2**61 - 1), hash(0.5), hash(2**70))
#### slices as objects
s = slice(1, 4, 2)
print(s, s.start, s.stop, s.step, list(range(10))[s], 'abcdef'[slice(None, 3)], slice(3))
#### type as factory
print([t('5') for t in (int, float, str)], list(map(type, [1, 'a'])), [c.__name__ for c in (int, str, list)], type('x')(5), (lambda t: t())(list))
#### print returns None
r = print('x')
print(r)
print(print)
#### sum of things
print(sum([[1], [2]], []), sum(((1,), (2,)), ()), sum([1.5, 2]), sum({1: 'a', 2: 'b'}), sum([]))
#### chained methods
print('  Hello World '.strip().lower().replace('o', '0').split(), ' '.join(sorted('c b a'.split())), [1, 2, 3][::-1][0], 'abc'.upper()[1:].center(6, '-'))
#### object
class A: pass
print(A().__class__.__name__, A.__name__, (5).__class__, ''.__class__.__name__, type(A()) is A, isinstance(A, type), object().__class__.__name__)
