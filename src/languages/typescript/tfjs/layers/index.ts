import type { TfFunction } from '../call';
import { convolutionalLayers } from './convolutional';
import { coreLayers } from './dense';
import { type LayerKind, LayerObject } from './layer';
import { installLayerMembers, layersOf } from './members';
import { ModelObject } from './model';
import { normalizingLayers } from './normalizing';
import { Options } from './options';
import { rectifierLayers } from './rectifiers';

installLayerMembers();

const kinds: Readonly<Record<string, LayerKind>> = {
  ...coreLayers,
  ...rectifierLayers,
  ...convolutionalLayers,
  ...normalizingLayers,
};

/** Other names of the library for the same layers. */
const synonyms: Readonly<Record<string, string>> = {
  maxPool1d: 'maxPooling1d', maxPool2d: 'maxPooling2d', avgPool1d: 'averagePooling1d', avgPool2d: 'averagePooling2d',
  avgPooling1d: 'averagePooling1d', avgPooling2d: 'averagePooling2d', globalMaxPool1d: 'globalMaxPooling1d',
  globalMaxPool2d: 'globalMaxPooling2d',
}; // biome-ignore format: a table

function maker(kind: LayerKind): TfFunction {
  return (call) => new LayerObject(kind, new Options(call, call.args[0]));
}

/** `tf.layers`. */
export const layers: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  ...Object.entries(kinds).map(([name, kind]): [string, TfFunction] => [name, maker(kind)]),
  ...Object.entries(synonyms).map(([name, other]): [string, TfFunction] => [name, maker(kinds[other]!)]),
]);

export const models: ReadonlyMap<string, TfFunction> = new Map<string, TfFunction>([
  [
    'sequential',
    (call) => {
      const name = call.option(0, 'name');
      const model = new ModelObject(call, typeof name === 'string' ? name : null);
      for (const layer of layersOf(call, call.option(0, 'layers'))) model.add(call, layer);
      return model;
    },
  ],
]);
