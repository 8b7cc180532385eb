import type { Value } from '../../core/values';
import { truthy } from '../conversions';
import { booleanPrototype, GlobalFunction, numberPrototype } from '../objects';
import { arrayGlobal } from './array';
import { builtin } from './define';
// Installs the methods of booleans.
import './boolean';
import { errorGlobals } from './error';
import { functionGlobal } from './function';
import { iteratorGlobal } from './iterator';
import { json } from './json';
import { mapGlobal } from './map';
import { math } from './math';
import { numberCall, numberGlobals, numberStatics } from './number';
import { objectGlobal } from './object';
import { consoleObject } from './print';
import { reflect } from './reflect';
import { regExpGlobal } from './regexp';
import { setGlobal } from './set';
import { stringGlobal } from './string';
import { structuredClone } from './structuredClone';
import { symbolGlobal } from './symbol';
import { typedArrayGlobals } from './typedArrays';
import { uriGlobals } from './uri';
import { weakMapGlobal, weakSetGlobal } from './weak';

/** Every global name that a snippet can use. What is not here is unbound or refused by name. */
export const globals: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['Math', math],
  ['console', consoleObject],
  ['Number', new GlobalFunction('Number', numberCall, null, numberStatics, numberPrototype)],
  ['Array', arrayGlobal],
  ['Object', objectGlobal],
  ['String', stringGlobal],
  ['RegExp', regExpGlobal],
  [
    'Boolean',
    new GlobalFunction(
      'Boolean',
      builtin('Boolean', ({ rt, args }) => truthy(rt, args[0])),
      null,
      new Map(),
      booleanPrototype,
    ),
  ],
  ['Map', mapGlobal],
  ['Set', setGlobal],
  ['WeakMap', weakMapGlobal],
  ['WeakSet', weakSetGlobal],
  ['Symbol', symbolGlobal],
  ['Reflect', reflect],
  ['JSON', json],
  ['structuredClone', structuredClone],
  ['Function', functionGlobal],
  ['Iterator', iteratorGlobal],
  ...typedArrayGlobals,
  ...errorGlobals,
  ...numberGlobals,
  ...uriGlobals,
  ['undefined', undefined],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
]);

/** Names that exist in JavaScript but are refused, with what to write instead. */
export const refusedGlobals: ReadonlyMap<string, string> = new Map([
  ['globalThis', '`globalThis` is not reachable from a snippet; use names of this file'],
  ['window', '`window` is not reachable from a snippet; use names of this file'],
  ['process', '`process` is not reachable from a snippet; write the value as a constant'],
  ['require', '`require` is not supported; use `import`'],
  ['module', '`module` is not supported; use `export`'],
  ['exports', '`exports` is not supported; use `export`'],
  ['eval', '`eval` is not supported: code is interpreted, never executed; write the code itself'],
  ['Date', '`Date` is not reproducible and not supported; use a fixed number'],
  ['performance', '`performance` is not reproducible and not supported; use a fixed number'],
  ['fetch', '`fetch` is not reachable from a snippet; write the data as an array'],
  ['setTimeout', '`setTimeout` is not supported; call the function directly'],
  ['setInterval', '`setInterval` is not supported; use a loop'],
  ['Promise', '`Promise` and async code are not supported; call the function directly'],
  ['Proxy', '`Proxy` is not supported; use a class with getters and setters'],
  ...[
    'BigInt',
    'Float16Array',
    'BigInt64Array',
    'BigUint64Array',
    'ArrayBuffer',
    'DataView',
    'Intl',
    'queueMicrotask',
    'WeakRef',
    'FinalizationRegistry',
    'DisposableStack',
    'AsyncDisposableStack',
    'SuppressedError',
    'WebAssembly',
    'Buffer',
    'global',
    'navigator',
    'localStorage',
    'clearTimeout',
    'clearInterval',
    'setImmediate',
    'requestAnimationFrame',
    'btoa',
    'atob',
    'AbortController',
    'Atomics',
    'SharedArrayBuffer',
    'document',
    'self',
    'crypto',
    'URL',
    'TextEncoder',
    'TextDecoder',
  ].map((name) => [name, `\`${name}\` is not supported; compute with numbers, arrays and objects`] as const),
]);
