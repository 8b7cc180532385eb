import type { Value } from '../../core/values';
import { builtin } from '../intrinsics/define';
import { Namespace, Refused } from '../objects';
import { TfCall, type TfFunction } from './call';
import { fused } from './fused';
import { layers } from './layers';
import { initializers } from './layers/initializers';
import { linalg } from './linearAlgebra';
import { losses } from './losses';
import { metrics } from './metrics';
import { train } from './optimizers';
import { math } from './searching';

/** Functions that stand in a group of `tf`, by the group's name. */
export const groups: ReadonlyMap<string, ReadonlyMap<string, TfFunction>> = new Map([
  ['losses', losses],
  ['train', train],
  ['linalg', linalg],
  ['metrics', metrics],
  ['math', math],
  ['fused', fused],
  ['layers', layers],
  ['initializers', initializers],
]);

/** Names that the groups have in TensorFlow.js and not here. */
const lacking: Readonly<Record<string, string>> = {
  linalg: 'qr',
  metrics: 'cosineProximity r2Score sparseCategoricalAccuracy',
  image:
    'flipLeftRight grayscaleToRGB resizeNearestNeighbor resizeBilinear rgbToGrayscale rotateWithOffset cropAndResize nonMaxSuppression nonMaxSuppressionAsync nonMaxSuppressionWithScore nonMaxSuppressionWithScoreAsync nonMaxSuppressionPadded nonMaxSuppressionPaddedAsync threshold transform',
  layers:
    'RNN RNNCell add alphaDropout average averagePooling3d avgPool3d avgPooling3d bidirectional categoryEncoding centerCrop concatenate conv2dTranspose conv3d conv3dTranspose convLstm2d convLstm2dCell cropping2D dot gaussianDropout gaussianNoise gru gruCell input inputLayer lstm lstmCell masking maxPooling3d maximum minimum multiply prelu randomWidth rescaling resizing rnn simpleRNN simpleRNNCell spatialDropout1d stackedRNNCells timeDistributed upSampling2d',
  initializers: 'orthogonal',
  signal: 'hammingWindow hannWindow frame stft',
  spectral: 'fft ifft rfft irfft',
};

/** A function of the library, for the program to call. */
export function callable(name: string, run: TfFunction): Value {
  return builtin(name, ({ rt, args, source }) => run(new TfCall(rt, name, args, source)));
}

/** A group as the program sees it; what it lacks is refused by name. */
export function groupOf(group: string, functions: ReadonlyMap<string, TfFunction>): Namespace {
  const members = new Map<string, Value>([...functions].map(([name, run]) => [name, callable(name, run)]));
  for (const name of (lacking[group] ?? '').split(' ')) {
    if (name !== '' && !members.has(name)) members.set(name, new Refused(refusal(`tf.${group}.${name}`)));
  }
  return new Namespace(group, members);
}

export function refusal(name: string): string {
  return `\`${name}\` is not supported; the functions of TensorFlow.js that are stand in a table of the documentation`;
}

/** Groups of which there is nothing here, whose functions are refused each by its name. */
export const emptyGroups: readonly string[] = ['image', 'signal', 'spectral'];
