"""Times programs as PyTorch runs them: python3 time.py ROUNDS FILE ...; prints JSON."""
import contextlib
import io
import json
import sys
import time

started = time.perf_counter()
import torch

start_up = time.perf_counter() - started
torch.set_num_threads(1)


def run(code):
    printed = io.StringIO()
    begun = time.perf_counter()
    with contextlib.redirect_stdout(printed):
        exec(code, {"__name__": "__main__"})
    return time.perf_counter() - begun, printed.getvalue()


programs = {}
for path in sys.argv[2:]:
    with open(path) as file:
        text = file.read()
    run(compile(text, path, "exec"))
    rounds = []
    for _ in range(int(sys.argv[1])):
        begun = time.perf_counter()
        code = compile(text, path, "exec")
        taken, printed = run(code)
        rounds.append((time.perf_counter() - begun) * 1000)
    programs[path] = {"rounds": rounds, "printed": printed}
print(json.dumps({"version": torch.__version__, "startUp": start_up * 1000, "programs": programs}))
