import { linalg } from '../numpy/linalg';
import { numpy } from '../numpy/module';
import { randomModule } from '../numpy/random/module';
import { ModuleObject } from '../values/objects';
import { abcModule, abstractCollections } from './abstract';
import { collections } from './collections';
import { copy } from './copy';
import { dataclasses } from './dataclasses';
import { enums } from './enums';
import { functools } from './functools';
import { itertools } from './itertools';
import { math } from './math';
import { random } from './random';
import { contextlib, operator, string, sys, tqdm } from './small';
import { statistics } from './statistics';
import { time } from './time';
import { typing } from './typing';

/** Modules by name. A library that is added puts its own here. */
const modules = new Map<string, ModuleObject>(
  [
    math, random, itertools, functools, collections, abstractCollections, typing, dataclasses, operator, copy, abcModule, enums, contextlib,
    string, statistics, sys, time, tqdm, numpy, linalg, randomModule,
  ].map((module) => [module.name, module]),
); // biome-ignore format: a list
modules.set('tqdm.auto', tqdm);
modules.set('tqdm.notebook', tqdm);

/** Registers a module of a library. */
export function registerModule(module: ModuleObject): void {
  modules.set(module.name, module);
}

/** Modules whose calls do nothing: pictures and progress bars have no gradient. */
const INERT = /^(matplotlib|seaborn|IPython|pylab|plotly|bokeh|warnings|logging)(\.|$)/;

/** The module of a name; null where there is none. */
export function moduleNamed(name: string): ModuleObject | null {
  const known = modules.get(name);
  if (known) return known;
  if (!INERT.test(name)) return null;
  const made = new ModuleObject(name, new Map(), null, true);
  modules.set(name, made);
  return made;
}

const REFUSED: ReadonlyMap<string, string> = new Map([
  ['datetime', '`datetime` is not reproducible and not supported; write the date as a string'],
  ['os', '`os` is not reachable from a snippet; write the value as a constant'],
  ['subprocess', '`subprocess` is not reachable from a snippet'],
  ['socket', '`socket` is not reachable from a snippet; write the data as a list'],
  ['fractions', '`fractions` is not supported; use floats'],
  ['decimal', '`decimal` is not supported; use floats'],
]);

/** Modules that are no files of a workspace: those of Python itself, and libraries that everybody has. */
const LIBRARIES = new RegExp(
  `^(${[
    'os|sys|re|json|io|time|datetime|calendar|subprocess|socket|threading|multiprocessing|asyncio|concurrent|pathlib|shutil|tempfile|glob|csv|pickle',
    'sqlite3|zlib|gzip|hashlib|hmac|secrets|base64|struct|array|bisect|heapq|weakref|types|inspect|traceback|unittest|doctest|pdb|timeit|argparse|getopt',
    'pprint|textwrap|difflib|decimal|fractions|numbers|cmath|locale|platform|signal|queue|sched|urllib|http|html|xml|email|ssl|uuid|ctypes|gc|ast|dis|importlib',
    'numpy|torch|torchvision|torchaudio|tensorflow|keras|jax|flax|optax|pandas|scipy|sklearn|statsmodels|sympy|networkx|PIL|cv2|requests|transformers|datasets',
    'pytest|tiktoken|einops|numba|cupy|graphviz',
  ].join('|')})(\\.|$)`,
);

/** Whether a name means a library's module rather than a file. */
export function isLibrary(name: string): boolean {
  return moduleNamed(name) !== null || LIBRARIES.test(name) || name === '__future__';
}

/** What to say of a module that is not there. */
export function refusedModule(name: string): string {
  const known = REFUSED.get(name.split('.')[0]!);
  if (known) return known;
  return `the module \`${name}\` is not run here; write what you use of it in this file`;
}
