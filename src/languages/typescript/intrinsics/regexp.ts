import type { SourceId } from '../../../engine/sources';
import type { Runtime } from '../../core/runtime';
import type { Value } from '../../core/values';

/** A regular expression of the user's. */
export function makeRegExp(rt: Runtime, _pattern: string, _flags: string, source: SourceId): Value {
  throw rt.unsupported('a regular expression is not supported', source);
}
