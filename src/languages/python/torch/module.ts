import type { Value } from '../../core/values';
import { registerModule } from '../modules/all';
import { Float } from '../values/numbers';
import { ModuleObject } from '../values/objects';
import { BuiltInClass } from '../values/types';
import './activations';
import './arithmetic';
import { autogradMembers } from './autograd/backward';
import { functionClass } from './autograd/function';
import './autograd/gradcheck';
import { variableClass } from './autograd/variable';
import './autograd/leaves';
import { modes } from './autograd/modes';
import { typedMaker } from './creation';
import { torchFunctions, torchMembers } from './define';
import { dtypeClass, dtypeNames, dtypeObjects, dtypeOr, otherDtypes, typedClasses } from './dtypes';
import { functional } from './functional';
import './gathering';
import './joining';
import { dataModule, dataParts, utilsModule } from './data';
import { checkDevice, cpu, deviceClass } from './devices';
import { linalg } from './linalg';
import { sizeClass, typeNamed } from './methods';
import { initModule, modulesModule, nn, nnUtilsModule, parameterModule, utilsRnnModule } from './nn';
import { whole } from './operands';
import { optimizerModule, optimModule } from './optim';
import { schedulerModule } from './optim/schedulers';
import { defaultOptions, optionsOf, profiles, setOptions } from './printing/options';
import { generatorClass } from './random/functions';
import './files';
import './others';
import './parts';
import './reductions';
import './shaping';
import { stateOf } from './state';
import { tensorClass } from './tensor';

/** Classes of tensors of one type. */
function typedClass(name: string, dtype: Parameters<typeof typedMaker>[0]): BuiltInClass {
  const cls = new BuiltInClass(name, tensorClass);
  const make = typedMaker(dtype);
  cls.maker = (rt, _cls, args, source) => make(rt, args, source);
  cls.qualname = `torch.${name}`;
  typedClasses.set(cls, dtype);
  return cls;
}

const CONSTANTS: readonly (readonly [string, Value])[] = [
  ['pi', new Float(Math.PI)],
  ['e', new Float(Math.E)],
  ['inf', new Float(Number.POSITIVE_INFINITY)],
  ['nan', new Float(Number.NaN)],
  ['__version__', '1.13.1'],
  ['Tensor', tensorClass],
  ['FloatTensor', typedClass('FloatTensor', 'float32')],
  ['DoubleTensor', typedClass('DoubleTensor', 'float64')],
  ['LongTensor', typedClass('LongTensor', 'int64')],
  ['IntTensor', typedClass('IntTensor', 'int32')],
  ['BoolTensor', typedClass('BoolTensor', 'bool')],
  ['dtype', dtypeClass],
  ['device', deviceClass],
  ['Size', sizeClass],
  ['Generator', generatorClass],
];

torchFunctions({
  'set_default_dtype(d)': (rt, [dtype], source) => {
    const type = dtypeOr(rt, dtype, 'float32', source);
    if (type !== 'float32' && type !== 'float64')
      throw rt.error('TypeError', 'only floating-point types are supported as the default type', source);
    stateOf(rt).defaultDtype = type;
    return null;
  },
  'set_default_tensor_type(t)': (rt, [type], source) => {
    const dtype = typeof type === 'string' ? typeNamed(type) : dtypeOr(rt, type, null, source);
    if (dtype !== 'float32' && dtype !== 'float64')
      throw rt.error('TypeError', 'only floating-point types are supported as the default type', source);
    stateOf(rt).defaultDtype = dtype;
    return null;
  },
  'get_default_dtype()': (rt) => dtypeObjects[stateOf(rt).defaultDtype],
  'set_printoptions(precision=, threshold=, edgeitems=, linewidth=, profile=, sci_mode=)': (
    rt,
    [precision, threshold, edgeitems, linewidth, profile, sciMode],
    source,
  ) => {
    const base = typeof profile === 'string' ? (profiles[profile] ?? defaultOptions) : optionsOf(rt);
    const number = (value: Value, label: string, otherwise: number) => {
      if (value instanceof Float) return value.value;
      return value === undefined || value === null ? otherwise : whole(rt, value, 'set_printoptions', label, source);
    };
    setOptions(rt, {
      precision: number(precision, 'precision', base.precision),
      threshold: number(threshold, 'threshold', base.threshold),
      edgeitems: number(edgeitems, 'edgeitems', base.edgeitems),
      linewidth: number(linewidth, 'linewidth', base.linewidth),
      // What is not said again is left to the numbers.
      sciMode: typeof sciMode === 'boolean' ? sciMode : null,
    });
    return null;
  },
  'set_default_device(device)': (rt, [device], source) => {
    if (device !== null) checkDevice(rt, device, source);
    return null;
  },
  'get_default_device()': () => cpu,
  'set_num_threads(n)': () => null,
  'get_num_threads()': () => 1,
  'use_deterministic_algorithms(mode)': () => null,
});

const cuda = new ModuleObject(
  'torch.cuda',
  torchTable({
    'is_available()': () => false,
    'device_count()': () => 0,
    'manual_seed(seed)': () => null,
    'manual_seed_all(seed)': () => null,
    'empty_cache()': () => null,
    'synchronize()': () => null,
  }),
  (name) => `\`torch.cuda.${name}\` is not there: tensors are computed on 'cpu'`,
);

/** Other devices that programs ask for before they fall back to the CPU. */
const accelerator = new ModuleObject(
  'torch.accelerator',
  torchTable({
    'is_available()': () => false,
    'device_count()': () => 0,
    'current_accelerator(check_available=)': () => null,
    'synchronize(device=)': () => null,
  }),
  (name) => `\`torch.accelerator.${name}\` is not there: tensors are computed on 'cpu'`,
);

/** Settings of what computes elsewhere: they can be set, and nothing comes of it. */
const backends = new ModuleObject(
  'torch.backends',
  new Map<string, Value>(
    ['cudnn', 'mps', 'cuda', 'mkl', 'openmp', 'mkldnn'].map((name) => [
      name,
      new ModuleObject(
        `torch.backends.${name}`,
        torchTable({ 'is_available()': () => false, 'is_built()': () => false }),
        null,
        true,
      ),
    ]),
  ),
  (name) => (name.startsWith('__') ? null : `\`torch.backends.${name}\` is not there: tensors are computed on 'cpu'`),
);

function torchTable(table: Parameters<typeof torchFunctions>[0]): Map<string, Value> {
  const members = new Map<string, Value>();
  torchFunctions(table, members);
  return members;
}

for (const [name, value] of modes) {
  torchMembers.set(name, value);
  autogradMembers.set(name, value);
}
torchFunctions({ 'set_detect_anomaly(mode)': () => null }, autogradMembers);
const gradMode = new ModuleObject('torch.autograd.grad_mode', modes);
autogradMembers.set('grad_mode', gradMode);
autogradMembers.set('Function', functionClass);
autogradMembers.set('Variable', variableClass);

/** `torch.autograd`. */
export const autograd = new ModuleObject('torch.autograd', autogradMembers, (name) =>
  name.startsWith('__') ? null : `\`torch.autograd.${name}\` is not supported`,
);

/** What would reach files, devices, other programs, or compile. */
const MACHINE =
  /^(jit|onnx|compile|distributed|multiprocessing|hub|package|profiler|fx|quantization|ao|export|_dynamo|mps|xpu|sparse|fft|special|distributions|func|vmap|futures|overrides|library|classes|ops|testing|cpp|_C|from_file|frombuffer|from_dlpack|DataParallel)$/;

function refuse(name: string): string | null {
  if (name.startsWith('__')) return null;
  if (otherDtypes.test(name)) return `\`torch.${name}\` is not supported; use float32, float64, int32, int64 or bool`;
  if (MACHINE.test(name)) return `\`torch.${name}\` is not supported`;
  return `\`torch.${name}\` is not supported; write it with functions that are`;
}

for (const [name, value] of [...CONSTANTS, ...dtypeNames]) torchMembers.set(name, value);
for (const module of [autograd, linalg, nn, cuda, accelerator, backends, optimModule, utilsModule])
  torchMembers.set(module.name.slice('torch.'.length), module);

/** `torch`. */
export const torch = new ModuleObject('torch', torchMembers, refuse);

for (const module of [
  torch, autograd, gradMode, linalg, nn, functional, parameterModule, modulesModule, initModule, nnUtilsModule, utilsRnnModule, cuda, accelerator, backends, optimModule,
  optimizerModule, schedulerModule, utilsModule, dataModule, ...dataParts,
])
  registerModule(module); // biome-ignore format: a list
