/** Chunks of Mermaid under the names that esbuild.mermaid.js gives them. */
declare module 'mermaid/dagre' {
  import type { LayoutLoaderDefinition } from 'mermaid';

  export const render: Awaited<ReturnType<LayoutLoaderDefinition['loader']>>['render'];
}

declare module 'mermaid/flowchart' {}
