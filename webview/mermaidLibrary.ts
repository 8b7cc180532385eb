/// <reference path="./mermaid.d.ts" />
import type { LayoutLoaderDefinition, Mermaid } from 'mermaid';

type Layout = Awaited<ReturnType<LayoutLoaderDefinition['loader']>>;

/** Mermaid's rule: four times this beside a label in a box, twice above and below. */
const PADDING = 5;
const LAYOUT = 'gradlens-dagre';

/** Mermaid set up for flowcharts of ours. */
export interface Library {
  /** Draws a flowchart in `workshop`, where it measures, and gives the group that holds its gates and edges. */
  render(source: string, workshop: HTMLElement): Promise<SVGGElement>;
}

let loaded: Promise<Library> | null = null;

/** Loads Mermaid; the page shows its text first. */
export function mermaid(): Promise<Library> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Library> {
  // Together, in place of one after the other as Mermaid asks for them.
  const [{ default: library }, dagre] = await Promise.all([
    import('mermaid'),
    import('mermaid/dagre'),
    import('mermaid/flowchart'),
  ]);
  let taken: SVGGElement | null = null;
  const take = (drawing: SVGGElement): void => {
    taken = drawing;
  };
  library.registerLayoutLoaders([{ name: LAYOUT, loader: async () => takingOut(dagre, take) }]);
  initialize(library);
  return {
    async render(source, workshop) {
      taken = null;
      await library.render('gradlens-picture', source, workshop);
      if (taken === null) throw new Error('internal: Mermaid did not ask for the layout');
      return taken;
    },
  };
}

/**
 * Mermaid's layout by dagre, after which the drawing is taken out of its SVG. What Mermaid does next (text of the SVG,
 * a sanitiser, and the text parsed again here) is then done with an empty one; it took longer than the layout. Gates and
 * edges hold ids of ours and placeholders, each of which Mermaid sanitised when it made the label.
 */
function takingOut(dagre: Pick<Layout, 'render'>, take: (drawing: SVGGElement) => void): Layout {
  return {
    async render(data, svg, helpers, options) {
      // The page has arrowheads of its own.
      await dagre.render(data, svg, { ...helpers, insertMarkers: () => {} }, options);
      const drawing = svg.node()?.querySelector<SVGGElement>('g.root');
      if (!drawing) throw new Error('internal: Mermaid laid out no drawing');
      drawing.remove();
      take(drawing);
    },
  };
}

function initialize(library: Mermaid): void {
  library.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    layout: LAYOUT,
    look: 'classic',
    theme: 'base',
    // Honoured here alone; a directive in the source cannot raise them.
    maxEdges: 2000,
    maxTextSize: 1_000_000,
    htmlLabels: true,
    deterministicIds: true,
    flowchart: {
      htmlLabels: true,
      useMaxWidth: false,
      curve: 'basis',
      padding: PADDING,
      nodeSpacing: 16,
      rankSpacing: 26,
      diagramPadding: 2,
      wrappingWidth: 4000,
      minNodeWidth: 0,
    },
  });
}
