#### indexing and slices
s = 'hello world'
print(s[0], s[-1], s[2:5], s[:5], s[6:], s[::-1], s[::2], s[-3:], s[5:2], s[10:100], s[8:2:-2])
#### case
s = 'Hello wORLD'
print(s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold(), "it's a dog's".title())
#### searching
s = 'banana'
print(s.find('an'), s.rfind('an'), s.find('x'), s.index('n'), s.count('a'), s.count('ana'), s.startswith('ban'), s.endswith(('x', 'na')), 'nan' in s, s.find('a', 2), s.find('', 3))
#### stripping
print('  x '.strip() + '|', '  x '.lstrip() + '|', '  x '.rstrip() + '|', 'xxabxx'.strip('x'), 'abcba'.strip('ab'), '\t\nx\n'.strip(), 'prefix-a'.removeprefix('prefix-'), 'a.py'.removesuffix('.py'))
#### splitting
print('a b  c'.split(), 'a,b,,c'.split(','), 'a b c d'.split(' ', 2), 'a b c d'.rsplit(' ', 1), '  a  b '.split(None, 1), 'a\nb\r\nc'.splitlines(), 'a\nb\n'.splitlines(True), ''.split(), ''.split(','))
print('key=value=x'.partition('='), 'key=value=x'.rpartition('='), 'abc'.partition('x'))
#### joining
print(', '.join(['a', 'b', 'c']), ''.join(str(i) for i in range(5)), '-'.join('abc'), ' '.join(map(str, (1, 2.5, None))))
#### replacing
print('banana'.replace('a', 'o'), 'banana'.replace('a', 'o', 2), 'abc'.replace('', '-'), 'aaa'.replace('aa', 'b'))
#### padding
print('|' + 'x'.ljust(5) + '|', 'x'.rjust(5, '.'), 'x'.center(6, '*'), 'ab'.center(5, '-'), '42'.zfill(5), '-42'.zfill(6), 'a\tb'.expandtabs(4))
#### tests
print('123'.isdigit(), 'abc'.isalpha(), 'ab1'.isalnum(), ' '.isspace(), 'ABC'.isupper(), 'abc'.islower(), 'Abc Def'.istitle(), ''.isdigit(), 'a_b1'.isidentifier(), '1.5'.isnumeric(), 'é'.isascii())
#### repr
print(repr('a'), repr("it's"), repr('say "hi"'), repr('both \' and "'), repr('a\nb\tc\\'), repr('\x00\x1f\x7f'), repr('é ü 漢'), ['x', "y'z"])
#### escapes
print('a\tb\\n\x41\u00e9\101', r'raw\n', 'line1\
continued', """triple
quoted""", 'a' 'b' "c")
#### arithmetic
print('ab' + 'cd', 'ab' * 3, 3 * 'x', 'a' * 0, 'a' * -1, 'a' < 'b', 'abc' < 'abd', 'Z' < 'a', '' < 'a', 'a' == 'a')
#### characters
print(ord('a'), chr(97), ord('€'), chr(8364), [c for c in 'abc'], list('xyz'), sorted('hello'), ''.join(reversed('abc')), max('hello'), len('héllo'), len(''))
#### wide characters
s = 'a😀b'
print(len(s), s[1], s[2], s[::-1], s.find('b'), list(s), s.upper(), ord(s[1]))
#### translate
table = str.maketrans('abc', 'xyz', 'd')
print('aabbccdd'.translate(table), 'hello'.translate(str.maketrans({'l': 'L', 'o': None})))
#### str of things
print(str(1), str(1.5), str(None), str(True), str([1, 'a']), str((1,)), str({'a': 1}), str({1}), str(range(3)), str('x'), repr('x'))
#### iteration and membership
for i, c in enumerate('abc', 1):
    print(i, c, end=';')
print('a' in 'abc', 'd' not in 'abc', all(c.isalpha() for c in 'abc'))
#### errors
for make in (lambda: 'abc'[5], lambda: 'a' + 1, lambda: 'abc'.index('x'), lambda: 'a' * 'b', lambda: ','.join([1, 2]), lambda: ord('ab'), lambda: 'abc'['x'], lambda: chr(-1), lambda: 'a' < 1):
    try:
        make()
    except Exception as error:
        print(type(error).__name__, error)
#### unpacking a string
a, b, *rest = 'hello'
print(a, b, rest)
