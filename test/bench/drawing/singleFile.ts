import type { Mermaid } from 'mermaid';
import type { Library } from '../../../webview/mermaidLibrary';

/** Takes the place of webview/mermaidLibrary.ts: Mermaid's single-file build as it comes, with its default settings. */
export async function mermaid(): Promise<Library> {
  const script = document.createElement('script');
  script.src = '/mermaid.min.js';
  const loaded = new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
  });
  document.head.append(script);
  await loaded;
  const library = (window as unknown as { mermaid: Mermaid }).mermaid;
  library.initialize({ startOnLoad: false });
  return {
    async render(source, workshop) {
      const { svg } = await library.render('picture', source, workshop);
      workshop.innerHTML = svg;
      const root = workshop.querySelector<SVGGElement>('g.root');
      if (root === null) throw new Error('Mermaid drew nothing');
      return root;
    },
  };
}
