import type { ModuleInterface } from '../core/module';
import type { Syntax } from './parse';

/** What a file imports of the workspace and gives to others. */
export function interfaceOf(_syntax: Syntax): ModuleInterface {
  return { requests: [], imports: new Map(), exports: new Map(), stars: [] };
}

/** The addresses of files that a module's name may mean; null for a package. */
export function candidates(_specifier: string, _uri: string): readonly string[] | null {
  return null;
}
