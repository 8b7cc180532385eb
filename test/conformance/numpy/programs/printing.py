#### one axis
import numpy as np
print(np.array([1.5, 2.25, 3.125]))
print(np.array([1.0, 10.0, 100.0]))
print(np.array([0.1, 0.12345678912, 1e-3]))
#### negative numbers
import numpy as np
print(np.array([-1.0, 2.0, -3.5]), np.array([-0.0, 0.0]))
#### large range
import numpy as np
print(np.array([1e-5, 1.0]), np.array([1e10, 1.0]), np.array([1e8, 1.0]), np.array([99999999.0, 1.0]))
#### small numbers
import numpy as np
print(np.array([1e-4, 2e-4]), np.array([1.5e-5, 2.25e-7]))
#### exponents of three digits
import numpy as np
print(np.array([1e100, 1e-100]), np.array([1.2345e200]))
#### not finite
import numpy as np
print(np.array([np.nan, 1.0, np.inf]), np.array([-np.inf, 2.5]), np.array([np.nan]), np.array([np.inf, -np.inf]))
#### two axes
import numpy as np
print(np.array([[1.0, 2.5], [-3.25, 100.0]]))
print(repr(np.array([[1.0, 2.5], [-3.25, 100.0]])))
#### three axes
import numpy as np
print(np.arange(12).reshape(2, 3, 2))
print(repr(np.arange(12.0).reshape(2, 3, 2)))
#### four axes
import numpy as np
print(np.arange(16).reshape(2, 2, 2, 2))
#### wrapped
import numpy as np
print(np.arange(40))
print(np.arange(30) * 1.5)
print(repr(np.arange(40)))
#### wrapped rows
import numpy as np
print(np.arange(60).reshape(2, 30))
print(repr(np.arange(60.0).reshape(2, 30)))
#### wrapped floats
import numpy as np
print(np.linspace(0, 1, 23))
#### summary
import numpy as np
print(np.arange(2000))
print(repr(np.arange(2000)))
#### summary of rows
import numpy as np
print(np.arange(2000).reshape(100, 20))
print(np.arange(3000.0).reshape(1000, 3))
#### summary of three axes
import numpy as np
print(np.arange(4000).reshape(20, 20, 10))
#### precision
import numpy as np
np.set_printoptions(precision=3)
print(np.array([1.23456, 0.1, 2.0]), np.array([123.456789]))
#### suppress
import numpy as np
np.set_printoptions(suppress=True)
print(np.array([1e-10, 1.0]), np.array([1e-3, 1000.0]))
#### suppress and precision
import numpy as np
np.set_printoptions(precision=4, suppress=True)
print(np.array([[1e-10, 1.0], [2.123456, -0.00001]]))
#### linewidth
import numpy as np
np.set_printoptions(linewidth=40)
print(np.arange(20))
#### threshold
import numpy as np
np.set_printoptions(threshold=5)
print(np.arange(10), np.arange(5))
#### edgeitems
import numpy as np
np.set_printoptions(threshold=5, edgeitems=1)
print(np.arange(10))
#### fixed
import numpy as np
np.set_printoptions(floatmode='fixed', precision=2)
print(np.array([1.0, 2.345, 100.0]))
#### unique
import numpy as np
np.set_printoptions(floatmode='unique')
print(np.array([1 / 3, 0.1]))
#### maxprec equal
import numpy as np
np.set_printoptions(floatmode='maxprec_equal')
print(np.array([1.5, 0.125, 2.0]))
#### signs
import numpy as np
np.set_printoptions(sign='+')
print(np.array([1.0, -2.0]))
#### array2string
import numpy as np
a = np.array([1.23456, 2.0])
print(np.array2string(a, precision=2), np.array2string(a, separator=', '))
#### float32
import numpy as np
print(np.array([0.1, 1 / 3], dtype=np.float32), np.float32(0.1), repr(np.array([0.1], dtype=np.float32)))
#### ints of different widths
import numpy as np
print(np.array([1, 100, -5]), np.array([[1, 1000], [22, 3]]))
#### bools
import numpy as np
print(np.array([[True, False], [False, True]]))
#### in lists
import numpy as np
print([np.float64(1.5), np.int64(2), np.array([1, 2])], {'a': np.array([1.0])}, (np.float64(2.0),))
#### in text
import numpy as np
a = np.array([1.5, 2.0])
print(f'{a} {a[0]:.3f} {a[1]}', 'x = ' + str(a), 'a: %s' % a)
#### format of numbers
import numpy as np
x = np.float64(3.14159)
print(f'{x:.2f} {x:8.3f}|{x:<8.2f}|{x:e}', '%.3f %d' % (x, np.int64(7)), format(x, '.1f'))
#### halves
import numpy as np
print(np.array([0.5, 0.25, 0.125, 0.0625]), np.array([1 / 3, 2 / 3]))
#### ties of digits
import numpy as np
print(np.array([0.001953125, 1.5]))
print(np.array([0.123456785, 0.5]))
#### column
import numpy as np
print(np.array([[1.0], [22.5], [-333.125]]))
#### mixed columns
import numpy as np
print(np.array([[0.1, 1000.5], [20.25, 3.0]]))
