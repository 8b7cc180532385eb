"""Records powers as the C library and CPython give them: python3 record_powers.py > powers.json (3.11, on Linux)."""
import ctypes
import json
import math
import random

libm = ctypes.CDLL('libm.so.6')
libm.pow.restype = ctypes.c_double
libm.pow.argtypes = [ctypes.c_double, ctypes.c_double]

BASES = [
    math.nan, math.inf, -math.inf, 0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -2.0, 3.0, -1.5, 1e308, 5e-324, -5e-324,
    1.0000000000000002,
]
EXPONENTS = [
    math.nan, math.inf, -math.inf, 0.0, -0.0, 1.0, -1.0, 2.0, 3.0, -3.0, 0.5, -0.5, 1.5, 9007199254740991.0,
    -9007199254740991.0, 9007199254740992.0, 1e300, -1e300, 5e-324,
]


def text(value):
    return type(value).__name__ if isinstance(value, complex) else repr(value)


def outcome(compute):
    try:
        return text(compute())
    except Exception as error:
        return type(error).__name__


def table(power):
    return [[outcome(lambda: power(x, y)) for y in EXPONENTS] for x in BASES]


random.seed(1)
pairs = [(round(random.uniform(0, 20), 2), round(random.uniform(-6, 6), 2)) for _ in range(150)]
pairs += [(float(random.randint(2, 12)), random.randint(-20, 40) / 2) for _ in range(50)]
print(json.dumps({
    'bases': [text(x) for x in BASES],
    'exponents': [text(y) for y in EXPONENTS],
    'c': table(libm.pow),
    'math': table(math.pow),
    'operator': table(lambda x, y: x ** y),
    'usual': [[x, y, text(x ** y)] for x, y in pairs],
}))
