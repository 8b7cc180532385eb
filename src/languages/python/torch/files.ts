import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';
import { deepCopy } from '../modules/copy';
import { quoted } from '../text/repr';
import { torchFunctions } from './define';
import { stateOf } from './state';

/** The name of a file, as a key. */
function nameOf(rt: Runtime, file: Value, call: string, source: SourceId): string {
  if (typeof file === 'string') return file.replace(/^(\.\/)+/, '');
  throw rt.unsupported(`\`torch.${call}\` is not supported but with the name of a file, as a str`, source);
}

// No file is ever written or read: what is saved is kept for the rest of the run, and loading gives a copy of it.
torchFunctions({
  'save(obj, f, pickle_module=, pickle_protocol=, _use_new_zipfile_serialization=)': (rt, [value, file], source) => {
    stateOf(rt).saved.set(nameOf(rt, file, 'save', source), deepCopy(rt, value, source, new Map()));
    return null;
  },
  'load(f, map_location=, pickle_module=, weights_only=, mmap=)': (rt, [file], source) => {
    const name = nameOf(rt, file, 'load', source);
    const { saved } = stateOf(rt);
    if (!saved.has(name))
      throw rt.unsupported(
        `\`torch.load\` of ${quoted(name)}: a snippet reaches no files, and this run has saved nothing under that name`,
        source,
      );
    return deepCopy(rt, saved.get(name), source, new Map());
  },
});
