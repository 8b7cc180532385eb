import type { Value } from '../../../core/values';
import { Float } from '../../values/numbers';
import { ModuleObject, Tuple } from '../../values/objects';
import { type Check, optimizer, optimizerClass, REQUIRED, type Setting } from './optimizer';
import { rules } from './rules';
import './plateau';
import { schedulerModule } from './schedulers';

const number = (value: number) => new Float(value);
const negative = (value: number) => !(value >= 0);

const LR: Check = { name: 'lr', text: 'Invalid learning rate', isWrong: negative };
const DECAY: Check = { name: 'weight_decay', text: 'Invalid weight_decay value', isWrong: negative };
const EPS: Check = { name: 'eps', text: 'Invalid epsilon value', isWrong: negative };
const BETAS: Check = {
  name: 'betas',
  text: 'Invalid beta parameter at index #',
  isWrong: (value) => !(value >= 0 && value < 1),
};

const betas: Setting = ['betas', new Tuple([number(0.9), number(0.999)])];
const eps: Setting = ['eps', number(1e-8)];
const decay: Setting = ['weight_decay', 0];
const maximize: Setting = ['maximize', false];
const foreach: Setting = ['foreach', null];
const capturable: Setting = ['capturable', false];
const differentiable: Setting = ['differentiable', false];

const classes = [
  optimizer(
    'SGD',
    rules.SGD,
    [['lr', REQUIRED], ['momentum', 0], ['dampening', 0], decay, ['nesterov', false]],
    [maximize, foreach, differentiable],
    [LR, { name: 'momentum', text: 'Invalid momentum value', isWrong: negative }, DECAY],
  ), // biome-ignore format: a table
  optimizer(
    'Adam',
    rules.Adam,
    [['lr', number(1e-3)], betas, eps, decay, ['amsgrad', false]],
    [maximize, foreach, capturable, differentiable, ['fused', false]],
    [LR, EPS, BETAS, DECAY],
  ),
  optimizer(
    'AdamW',
    rules.AdamW,
    [['lr', number(1e-3)], betas, eps, ['weight_decay', number(0.01)], ['amsgrad', false]],
    [foreach, maximize, capturable],
    [LR, EPS, BETAS, DECAY],
  ),
  optimizer(
    'RMSprop',
    rules.RMSprop,
    [['lr', number(0.01)], ['alpha', number(0.99)], eps, decay, ['momentum', 0], ['centered', false]],
    [foreach, maximize, differentiable],
    [LR, EPS, { name: 'momentum', text: 'Invalid momentum value', isWrong: negative }, DECAY],
  ),
  optimizer(
    'Adagrad',
    rules.Adagrad,
    [['lr', number(0.01)], ['lr_decay', 0], decay, ['initial_accumulator_value', 0], ['eps', number(1e-10)]],
    [foreach, maximize],
    [LR, DECAY, EPS],
  ),
  optimizer(
    'Adadelta',
    rules.Adadelta,
    [['lr', number(1)], ['rho', number(0.9)], ['eps', number(1e-6)], decay],
    [foreach, maximize],
    [LR, { name: 'rho', text: 'Invalid rho value', isWrong: (value) => !(value >= 0 && value <= 1) }, EPS, DECAY],
  ),
  optimizer(
    'Adamax',
    rules.Adamax,
    [['lr', number(2e-3)], betas, eps, decay],
    [foreach, maximize],
    [LR, EPS, BETAS, DECAY],
  ),
];

/** What `torch.optim` has, by name. */
export const optimMembers = new Map<string, Value>([
  ['Optimizer', optimizerClass],
  ['lr_scheduler', schedulerModule],
  ...classes.map((cls) => [cls.name, cls] as const),
]);

/** `torch.optim`. */
export const optimModule = new ModuleObject(
  'torch.optim',
  optimMembers,
  (name) => `\`torch.optim.${name}\` is not supported; SGD, Adam, AdamW, RMSprop, Adagrad, Adadelta and Adamax are`,
);
/** `torch.optim.optimizer`, where some code finds the base class. */
export const optimizerModule = new ModuleObject('torch.optim.optimizer', new Map([['Optimizer', optimizerClass]]));
