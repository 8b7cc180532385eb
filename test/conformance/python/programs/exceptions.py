#### try except else finally
def f(x):
    try:
        r = 10 / x
    except ZeroDivisionError:
        return 'zero'
    else:
        return r
    finally:
        print('finally', x)
print(f(2), f(0))
#### several handlers
def f(g):
    try:
        g()
    except (KeyError, IndexError) as error:
        return f'lookup {type(error).__name__} {error}'
    except ValueError as error:
        return f'value {error}'
    except Exception as error:
        return f'other {type(error).__name__}'
print(f(lambda: {}['k']), f(lambda: [][1]), f(lambda: int('x')), f(lambda: None + 1))
#### raising
class MyError(Exception):
    pass
class Coded(MyError):
    def __init__(self, code, msg):
        super().__init__(msg)
        self.code = code
try:
    raise Coded(5, 'bad')
except MyError as error:
    print(error, error.code, error.args, repr(error), isinstance(error, Coded))
try:
    raise MyError
except MyError as error:
    print(repr(error), str(error) == '')
try:
    raise ValueError('a', 1)
except ValueError as error:
    print(error, error.args)
#### chaining
try:
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise ValueError('wrapped') from error
except ValueError as error:
    print(error, repr(error.__cause__), error.__cause__ is error.__context__)
try:
    try:
        {}['x']
    except KeyError:
        raise RuntimeError('second')
except RuntimeError as error:
    print(repr(error.__context__), error.__cause__)
#### reraising
def f():
    try:
        int('q')
    except ValueError:
        print('seen')
        raise
try:
    f()
except ValueError as error:
    print('again', error)
#### finally and return
def f():
    try:
        return 'try'
    finally:
        print('cleanup')
def g():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
        finally:
            print('loop', i)
def h():
    try:
        return 1
    finally:
        return 2
print(f(), g(), h())
#### nested handlers
def f(n):
    try:
        try:
            if n == 0: raise KeyError('k')
            if n == 1: raise ValueError('v')
            return 'none'
        except KeyError as e:
            return f'inner {e}'
        finally:
            print('f', n)
    except ValueError as e:
        return f'outer {e}'
print(f(0), f(1), f(2))
#### the name is gone afterwards
try:
    raise ValueError('x')
except ValueError as error:
    pass
try:
    error
except NameError as e:
    print(e)
#### assert
try:
    assert 1 + 1 == 3, 'math'
except AssertionError as error:
    print(error, repr(error))
try:
    assert False
except AssertionError as error:
    print(repr(error), str(error) == '')
assert True, 'unused'
#### hierarchy
print(issubclass(ZeroDivisionError, ArithmeticError), issubclass(KeyError, LookupError), issubclass(UnboundLocalError, NameError), issubclass(Exception, BaseException), issubclass(StopIteration, Exception), issubclass(NotImplementedError, RuntimeError))
#### loops and exceptions
out = []
for s in ['1', 'x', '3']:
    try:
        out.append(int(s))
    except ValueError:
        out.append(None)
    else:
        out.append('ok')
print(out)
#### errors as values
errors = [ValueError('a'), KeyError('b'), TypeError()]
print(errors, [str(e) for e in errors], ValueError('x') == ValueError('x'), type(errors[0]).__name__, [type(e).__mro__[1].__name__ for e in errors])
#### key errors show repr
for k in ('a', 1, (1, 2), None):
    try:
        {}[k]
    except KeyError as error:
        print(error, str(error), error.args)
#### catching all and base
try:
    raise KeyboardInterrupt
except BaseException as error:
    print(type(error).__name__)
try:
    raise StopIteration(5)
except StopIteration as error:
    print(error.value)
#### type errors of operators
for make in (lambda: 1 + 'a', lambda: 'a' + 1, lambda: [] + (), lambda: {} + {}, lambda: None - 1, lambda: 'a' - 'b', lambda: [1] * 1.5, lambda: 1 < 'a', lambda: [] < {}, lambda: -'a', lambda: ~1.5, lambda: 1 @ 2, lambda: 1 & 1.5, lambda: {1} | [2], lambda: len(5), lambda: abs('x'), lambda: sum('ab'), lambda: iter(5), lambda: 1[0], lambda: max(), lambda: max([]), lambda: round('a'), lambda: range(1.5), lambda: 5 in 5, lambda: next(5), lambda: sorted(5), lambda: hash([]), lambda: isinstance(1, 2), lambda: zip(1)):
    try:
        make()
    except Exception as error:
        print(type(error).__name__, error)
#### augmented errors
def f1():
    x = 1
    x += 'a'
def f2():
    x = [1]
    x -= [1]
def f3():
    x = None
    x *= 2
for f in (f1, f2, f3):
    try:
        f()
    except TypeError as error:
        print(error)
#### errors in methods keep going
class A:
    def f(self, x):
        if x < 0:
            raise ValueError(f'negative: {x}')
        return x ** 0.5
a = A()
for v in (4, -1, 9):
    try:
        print(a.f(v))
    except ValueError as error:
        print('error:', error)
#### raise wrong things
def f1(): raise 5
def f2(): raise ValueError from 5
def f3(): raise
for f in (f1, f2, f3):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
#### exceptions with attributes
class HttpError(Exception):
    def __init__(self, status, *, reason='unknown'):
        self.status = status
        self.reason = reason
    def __str__(self): return f'{self.status} {self.reason}'
try:
    raise HttpError(404, reason='not found')
except HttpError as e:
    print(e, e.status, repr(str(e)))
