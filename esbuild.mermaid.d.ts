import type { Plugin } from 'esbuild';

export interface Patch {
  readonly name: string;
  /** Mermaid's own text, which stands in one of its modules once. */
  readonly from: string;
  readonly to: string;
}

export const patches: readonly Patch[];
export const onlyFlowcharts: Plugin;
export const namedChunks: Plugin;
export function quickMermaid(wanted?: readonly Patch[]): Plugin;
export function mermaidPlugins(): Plugin[];
