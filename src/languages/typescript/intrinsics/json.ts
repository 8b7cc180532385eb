import { Namespace, refuseOthers } from '../objects';
import { builtins } from './define';
import { parseJson } from './jsonParse';
import { jsonText } from './jsonText';

/** `JSON`. */
export const json = new Namespace(
  'JSON',
  builtins({ parse: parseJson, stringify: jsonText }, { parse: 2, stringify: 3 }),
);
refuseOthers(json, JSON, (name) => `\`JSON.${name}\` is not supported; use another way`);
