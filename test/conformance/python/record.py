"""
Records what CPython prints for the programs of `programs/` here, or of another folder:
python3 record.py [FOLDER] (3.11; for ../numpy with NumPy 1.24, for ../torch with PyTorch).
"""
import contextlib
import io
import json
import pathlib
import platform
import re
import sys
import warnings

HERE = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
warnings.simplefilter('ignore')

DEFAULTS = {
    'edgeitems': 3, 'threshold': 1000, 'floatmode': 'maxprec', 'precision': 8, 'suppress': False, 'linewidth': 75,
    'nanstr': 'nan', 'infstr': 'inf', 'sign': '-', 'formatter': None,
}


def programs_of(file):
    before, *parts = re.split(r'^#### (.+)\n', file.read_text(), flags=re.M)
    assert before == '', f'{file} begins with something that has no name'
    return list(zip(parts[::2], parts[1::2]))


def run(code):
    # What one program sets, the next does not see.
    if numpy := sys.modules.get('numpy'):
        numpy.set_printoptions(**DEFAULTS)
    if torch := sys.modules.get('torch'):
        torch.set_printoptions(profile='default')
        torch.set_default_dtype(torch.float32)
        torch.set_grad_enabled(True)
    out = io.StringIO()
    thrown = None
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(code, 'program.py', 'exec'), {'__name__': '__main__'})
        except BaseException as error:
            text = str(error)
            thrown = type(error).__name__ + (': ' + text if text else '')
    return {'stdout': out.getvalue().split('\n'), **({'thrown': thrown} if thrown else {})}


def main():
    (HERE / 'recorded').mkdir(exist_ok=True)
    for file in sorted((HERE / 'programs').glob('*.py')):
        recorded = {name: run(code) for name, code in programs_of(file)}
        data = {'python': platform.python_version(), 'programs': recorded}
        (HERE / 'recorded' / f'{file.stem}.json').write_text(json.dumps(data, indent=1, ensure_ascii=False) + '\n')


main()
