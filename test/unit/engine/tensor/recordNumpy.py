"""Records what NumPy gives for random indices, paddings, sums of products and the like: python3 recordNumpy.py > numpy.json

Arrays are 0, 1, 2, … in the given shape, so that a result tells which elements were picked.
"""
import json
import random

import numpy as np

random.seed(7)
cases = []


def arange(shape):
    return np.arange(int(np.prod(shape))).reshape(shape)


def add(op, shapes, params, value):
    value = np.asarray(value)
    cases.append({"op": op, "shapes": [list(s) for s in shapes], "params": params, "shape": list(value.shape),
                  "value": value.tolist()})


def random_slice(n):
    pick = lambda: random.choice([None, None, random.randint(-n - 2, n + 2)])
    return slice(pick(), pick(), random.choice([None, 1, 1, 2, -1, -2, 3]))


def random_index(shape):
    """A random index and how the engine writes it."""
    items, written = [], []
    axis = 0
    spread = random.choice([(), (2,), (3,), (2, 3), (1,)])
    has_ellipsis = False
    while axis < len(shape):
        n = shape[axis]
        kind = random.choice(["at", "slice", "slice", "array", "mask", "newaxis", "ellipsis", "stop"])
        if kind == "stop":
            break
        if kind == "ellipsis":
            if has_ellipsis:
                continue
            has_ellipsis = True
            items.append(Ellipsis)
            written.append({"kind": "ellipsis"})
            axis += random.randint(0, len(shape) - axis)
            continue
        if kind == "newaxis":
            if len(items) > 5:
                continue
            items.append(None)
            written.append({"kind": "newaxis"})
            continue
        if n == 0 and kind != "slice":
            kind = "slice"
        if kind == "at":
            i = random.randint(-n, n - 1)
            items.append(i)
            written.append({"kind": "at", "index": i})
        elif kind == "slice":
            s = random_slice(n)
            items.append(s)
            written.append({"kind": "slice", "start": s.start, "stop": s.stop, "step": 1 if s.step is None else s.step})
        elif kind == "array":
            a = np.array([random.randint(-n, n - 1) for _ in range(int(np.prod(spread)))]).reshape(spread)
            items.append(a)
            written.append({"kind": "array", "indices": a.tolist()})
        else:
            m = np.array([random.random() < 0.5 for _ in range(n)])
            if any(isinstance(i, np.ndarray) for i in items):
                continue
            spread = (int(m.sum()),)
            items.append(m)
            written.append({"kind": "mask", "mask": m.tolist()})
        axis += 1
    return tuple(items), written


made = 0
while made < 250:
    shape = tuple(random.choice([1, 2, 3, 4]) for _ in range(random.randint(1, 4)))
    index, written = random_index(shape)
    # The number of axes an ellipsis stands for was drawn, too: let NumPy decide whether all fits.
    try:
        value = arange(shape)[index]
    except IndexError:
        continue
    add("index", [shape], {"items": written}, value)
    made += 1

for _ in range(40):
    shape = tuple(random.choice([2, 3, 4]) for _ in range(random.randint(1, 3)))
    mode = random.choice(["constant", "reflect", "symmetric", "edge", "wrap"])
    widths = [(random.randint(0, 5), random.randint(0, 5)) for _ in shape]
    extra = {"constant_values": 9} if mode == "constant" else {}
    add("pad", [shape], {"widths": widths, "mode": mode, "value": 9}, np.pad(arange(shape), widths, mode=mode, **extra))

for subscripts, shapes in [
    ("ij,jk->ik", [(2, 3), (3, 4)]), ("ij,kj->ik", [(2, 3), (4, 3)]), ("ii", [(3, 3)]), ("ii->i", [(3, 3)]),
    ("ijk->kji", [(2, 3, 4)]), ("ij->", [(2, 3)]), ("i,j", [(2,), (3,)]), ("ij,ij", [(2, 3), (2, 3)]),
    ("b...i,...ij->b...j", [(2, 2, 3), (2, 3, 4)]), ("...ij,...jk", [(2, 1, 2, 3), (3, 3, 2)]),
    ("ij,jk,kl->il", [(2, 3), (3, 2), (2, 4)]), ("ij,i,j->", [(2, 3), (2,), (3,)]), ("iij,jk->ik", [(2, 2, 3), (3, 2)]),
    ("ba", [(2, 3)]), ("bhqd,bhkd->bhqk", [(1, 2, 3, 2), (1, 2, 4, 2)]), ("...->...", [(2, 3)]), ("i...->...i", [(2, 3, 4)]),
    ("abc,cd,de->abe", [(2, 2, 3), (3, 2), (2, 3)]), ("ij,ij->i", [(2, 3), (2, 3)]), ("i,ij->ij", [(2,), (2, 3)]),
]:
    add("einsum", shapes, {"subscripts": subscripts}, np.einsum(subscripts, *[arange(s) for s in shapes]))

for a, b in [((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 2)), ((2, 2, 3), (3, 2)), ((2, 2, 3), (2, 3, 1)),
             ((4, 1, 2, 3), (2, 3, 2)), ((3,), (2, 3, 2)), ((2, 2, 3), (3,)), ((0, 3), (3, 2)), ((2, 0), (0, 3))]:
    add("matmul", [a, b], {}, np.matmul(arange(a), arange(b)))

for shape, axis in [((2, 3), None), ((2, 3), 0), ((2, 3, 4), 1), ((2, 3, 4), (0, 2)), ((2, 3, 4), (-1, 0)), ((0, 3), 0), ((2, 0), 1)]:
    axes = None if axis is None else list(axis) if isinstance(axis, tuple) else [axis]
    for keep in (False, True):
        a = arange(shape)
        add("sum", [shape], {"axes": axes, "keepDims": keep}, a.sum(axis=axis, keepdims=keep))
        add("prod", [shape], {"axes": axes, "keepDims": keep}, a.prod(axis=axis, keepdims=keep))
        if a.size:
            add("mean", [shape], {"axes": axes, "keepDims": keep}, a.mean(axis=axis, keepdims=keep))
            add("amax", [shape], {"axes": axes, "keepDims": keep}, a.max(axis=axis, keepdims=keep))
            add("amin", [shape], {"axes": axes, "keepDims": keep}, a.min(axis=axis, keepdims=keep))
            for ddof in (0, 1):
                add("var", [shape], {"axes": axes, "keepDims": keep, "ddof": ddof}, a.var(axis=axis, keepdims=keep, ddof=ddof))
                add("std", [shape], {"axes": axes, "keepDims": keep, "ddof": ddof}, a.std(axis=axis, keepdims=keep, ddof=ddof))
        add("any", [shape], {"axes": axes, "keepDims": keep}, a.any(axis=axis, keepdims=keep).astype(int))
        add("all", [shape], {"axes": axes, "keepDims": keep}, a.all(axis=axis, keepdims=keep).astype(int))

for axis in (0, 1, -1):
    a = arange((2, 3, 2))
    add("cumsum", [(2, 3, 2)], {"axis": axis}, a.cumsum(axis=axis))
    add("cumprod", [(2, 3, 2)], {"axis": axis}, a.cumprod(axis=axis))
    add("argmax", [(2, 3, 2)], {"axis": axis, "keepDims": False}, a.argmax(axis=axis))
    add("flip", [(2, 3, 2)], {"axes": [axis]}, np.flip(a, axis))
    add("roll", [(2, 3, 2)], {"shifts": [4], "axes": [axis]}, np.roll(a, 4, axis))
    add("take", [(2, 3, 2)], {"axis": axis, "indices": [[1, 0], [-1, 1]]}, np.take(a, [[1, 0], [-1, 1]], axis=axis))
    add("stack", [(2, 3), (2, 3)], {"axis": axis}, np.stack([arange((2, 3))] * 2, axis))
for repeats in ([2], [2, 1], [1, 3, 2], [0, 2]):
    add("tile", [(2, 3)], {"repeats": repeats}, np.tile(arange((2, 3)), repeats))
for offset in (-2, -1, 0, 1, 5):
    a = arange((3, 4))
    add("tril", [(3, 4)], {"offset": offset}, np.tril(a, offset))
    add("triu", [(3, 4)], {"offset": offset}, np.triu(a, offset))
    add("trace", [(3, 4)], {"offset": offset, "axes": [0, 1]}, np.trace(a, offset))
    add("diagonal", [(3, 4)], {"offset": offset, "axes": [0, 1]}, np.diagonal(a, offset) if offset < 5 else [])
    add("diagonal", [(2, 3, 4)], {"offset": offset, "axes": [2, 1]}, np.diagonal(arange((2, 3, 4)), offset, 2, 1) if offset < 5 else np.zeros((2, 0)))
    if abs(offset) < 5:
        add("diagonalMatrix", [(3,)], {"offset": offset}, np.diag(arange((3,)), offset))
add("concat", [(2, 1), (2, 3)], {"axis": 1}, np.concatenate([arange((2, 1)), arange((2, 3))], 1))
add("concat", [(1, 3), (2, 3), (0, 3)], {"axis": 0}, np.concatenate([arange((1, 3)), arange((2, 3)), arange((0, 3))], 0))
add("transpose", [(2, 3, 4)], {"order": None}, arange((2, 3, 4)).T)
add("transpose", [(2, 3, 4)], {"order": [1, 2, 0]}, arange((2, 3, 4)).transpose(1, 2, 0))

# One case a line.
print("[" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "]")
