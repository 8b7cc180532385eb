/// <reference path="./mermaid.d.ts" />
import type { LayoutLoaderDefinition, Mermaid } from 'mermaid';

type Layout = Awaited<ReturnType<LayoutLoaderDefinition['loader']>>;

/** Mermaid's rule: four times this beside a label in a box, twice above and below. */
const PADDING = 5;
const LAYOUT = 'gradlens-dagre';

export type Pause = () => Promise<void> | undefined;

/** Mermaid set up for flowcharts of ours. */
export interface Library {
  /**
   * Draws a flowchart in `workshop`, where it measures, and gives the group that holds its gates and edges. `pause` is
   * called often; the drawing waits for it, and ends where it throws.
   */
  render(source: string, workshop: HTMLElement, pause: Pause): Promise<SVGGElement>;
}

let loaded: Promise<Library> | null = null;

/** Loads Mermaid, once. The page asks for it before it has anything to draw. */
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
  let job: Job | null = null;
  library.registerLayoutLoaders([{ name: LAYOUT, loader: async () => takingOut(dagre, () => job) }]);
  initialize(library);
  return {
    async render(source, workshop, pause) {
      const own: Job = { pause, drawing: null };
      job = own;
      await library.render('gradlens-picture', source, workshop);
      if (own.drawing === null) throw new Error('internal: Mermaid did not ask for the layout');
      return own.drawing;
    },
  };
}

/** The one drawing that is being made. */
interface Job {
  readonly pause: Pause;
  drawing: SVGGElement | null;
}

/**
 * Mermaid's layout by dagre, after which the drawing is taken out of its SVG. What Mermaid does next (text of the SVG,
 * a sanitiser, and the text parsed again here) is then done with an empty one; it took longer than the layout. Gates and
 * edges hold ids of ours and placeholders, each of which Mermaid sanitised when it made the label.
 */
function takingOut(dagre: Pick<Layout, 'render'>, current: () => Job | null): Layout {
  return {
    async render(data, svg, helpers, options) {
      const job = current();
      if (job === null) throw new Error('internal: Mermaid lays out what nobody asked for');
      await job.pause();
      // The page has arrowheads of its own; `pause` is called where esbuild.mermaid.js put calls.
      const ours = { ...helpers, insertMarkers: () => {}, pause: job.pause };
      await dagre.render(data, svg, ours, options);
      const drawing = svg.node()?.querySelector<SVGGElement>('g.root');
      if (!drawing) throw new Error('internal: Mermaid laid out no drawing');
      drawing.remove();
      job.drawing = drawing;
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
