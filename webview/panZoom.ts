/** Where the picture is: its top left corner in the stage, in CSS pixels, and its scale. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

const MIN_SCALE = 0.1;
const MAX_SCALE = 4;
/** Free space around a fitted picture, in pixels. */
const MARGIN = 14;
/** Fitting a small picture does not blow it up beyond this. */
const FIT_SCALE = 1.15;
/** A gate's text is 12 pixels high at scale 1: at this one 9, and smaller text is no fun to read. */
const READABLE = 0.75;
/** Where that shows all, or saves the reader one of two ways to scroll, text may be as small as this: 7.5 pixels. */
const LEAST = 0.62;
/** Below this a picture is better drawn again with narrower gates. */
const CRAMPED = 0.7;

/** The view in which all of `picture` is seen, centred. */
export function fitAll(picture: Size, stage: Size): View {
  const room = { width: stage.width - 2 * MARGIN, height: stage.height - 2 * MARGIN };
  return centred(picture, stage, Math.min(room.width / picture.width, room.height / picture.height, FIT_SCALE));
}

/**
 * The view a picture is first shown in: all of it where that can be read. Else it begins at `end`, the output, which is
 * what the reader asked for and where gradients come from; where one way is enough, the reader scrolls one way only.
 */
export function fitReadable(picture: Size, stage: Size, end: Box | null): View {
  const all = fitAll(picture, stage);
  if (all.scale >= LEAST) return all;
  const better = Math.max((stage.width - 2 * MARGIN) / picture.width, (stage.height - 2 * MARGIN) / picture.height);
  const scale = better >= LEAST ? Math.min(better, READABLE) : READABLE;
  const along = (length: number, room: number, start: number, size: number): number => {
    if (length * scale <= room - 2 * MARGIN) return (room - length * scale) / 2;
    const middle = room / 2 - (start + size / 2) * scale;
    return Math.min(Math.max(middle, room - MARGIN - length * scale), MARGIN);
  };
  const { x, y, width, height } = end ?? { x: 0, y: 0, width: 0, height: 0 };
  return {
    scale,
    x: along(picture.width, stage.width, x, width),
    y: along(picture.height, stage.height, y, height),
  };
}

function centred(picture: Size, stage: Size, wanted: number): View {
  const scale = Math.min(Math.max(wanted, MIN_SCALE), MAX_SCALE);
  return { scale, x: (stage.width - picture.width * scale) / 2, y: (stage.height - picture.height * scale) / 2 };
}

/** True when the whole width of a picture can only be shown at a scale at which it is tiring to read. */
export function fitsBadly(picture: Size, stage: Size): boolean {
  return (stage.width - 2 * MARGIN) / picture.width < CRAMPED;
}

/** The view after zooming by `factor`, with the point (`x`, `y`) of the stage kept where it is. */
export function zoomed(view: View, factor: number, x: number, y: number): View {
  const scale = Math.min(Math.max(view.scale * factor, MIN_SCALE), MAX_SCALE);
  const ratio = scale / view.scale;
  return { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}

/** The smallest move that brings `box` (in the picture's own units) into the stage. */
export function broughtIn(view: View, box: Box, stage: Size): View {
  const along = (start: number, length: number, room: number): number => {
    if (start < MARGIN) return MARGIN - start;
    if (start + length > room - MARGIN) return Math.max(room - MARGIN - length, MARGIN) - start;
    return 0;
  };
  return {
    scale: view.scale,
    x: view.x + along(view.x + box.x * view.scale, box.width * view.scale, stage.width),
    y: view.y + along(view.y + box.y * view.scale, box.height * view.scale, stage.height),
  };
}

/** How much of the stage is to be seen around what is followed, on each side. */
const AHEAD = 0.22;

/** The view in which the eye can follow a box that goes from place to place: with what is around it, and `together`. */
export function followed(
  view: View,
  box: Box,
  together: Box,
  { stage, picture }: { readonly stage: Size; readonly picture: Size },
): View {
  const fits = (wide: Box) =>
    wide.width * view.scale <= stage.width - 2 * MARGIN && wide.height * view.scale <= stage.height - 2 * MARGIN;
  const [right, down] = [(AHEAD * stage.width) / view.scale, (AHEAD * stage.height) / view.scale];
  // Beyond the picture there is nothing to be seen.
  const x = Math.max(box.x - right, Math.min(box.x, 0));
  const y = Math.max(box.y - down, Math.min(box.y, 0));
  const around = {
    x,
    y,
    width: Math.min(box.x + box.width + right, Math.max(box.x + box.width, picture.width)) - x,
    height: Math.min(box.y + box.height + down, Math.max(box.y + box.height, picture.height)) - y,
  };
  const near = fits(around) ? broughtIn(view, around, stage) : view;
  return broughtIn(fits(together) ? broughtIn(near, together, stage) : near, box, stage);
}

/** The view, moved so that at least a corner of the picture stays in the stage. */
export function kept(view: View, picture: Size, stage: Size): View {
  const visible = 48;
  return {
    scale: view.scale,
    x: Math.min(Math.max(view.x, visible - picture.width * view.scale), stage.width - visible),
    y: Math.min(Math.max(view.y, visible - picture.height * view.scale), stage.height - visible),
  };
}

/** Pans and zooms `content` inside `stage`: drag, wheel, pinch. `changed` is called when the user moved the picture. */
export class PanZoom {
  #view: View = { x: 0, y: 0, scale: 1 };
  #picture: Size = { width: 1, height: 1 };
  #end: Box | null = null;
  /** How the picture was fitted last, which holds for other sizes until the user moves it. */
  #how: 'readable' | 'all' = 'readable';
  readonly #pointers = new Map<number, { x: number; y: number }>();
  #dragged = 0;

  constructor(
    readonly stage: HTMLElement,
    readonly content: HTMLElement,
    readonly changed: (view: View | null) => void,
    readonly shown: (view: View) => void = () => undefined,
  ) {
    stage.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    stage.addEventListener('pointerdown', (event) => this.#down(event));
    stage.addEventListener('pointermove', (event) => this.#move(event));
    for (const end of ['pointerup', 'pointercancel'] as const) {
      stage.addEventListener(end, (event) => this.#up(event));
    }
    // A drag ends with a click on whatever is under the pointer, which is not meant as one.
    stage.addEventListener('click', (event) => this.#dragged > 4 && event.stopPropagation(), { capture: true });
  }

  get view(): View {
    return this.#view;
  }

  get size(): Size {
    return { width: this.stage.clientWidth, height: this.stage.clientHeight };
  }

  /** A new picture, and where in it the reader begins; it is to be shown or fitted. */
  take(size: Size, end: Box | null): void {
    this.#picture = size;
    this.#end = end;
  }

  /** Shows a view without telling that the user changed it; `smoothly` as a movement that the eye can follow. */
  show(view: View, smoothly = false): void {
    this.#view = view;
    this.content.classList.toggle('is-gliding', smoothly);
    this.content.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    this.shown(view);
  }

  /** Fits the picture; without `how`, as the last time. */
  fit(how = this.#how): void {
    this.#how = how;
    const { size } = this;
    this.show(how === 'all' ? fitAll(this.#picture, size) : fitReadable(this.#picture, size, this.#end));
    this.changed(null);
  }

  zoom(factor: number, x = this.stage.clientWidth / 2, y = this.stage.clientHeight / 2): void {
    this.#moved(zoomed(this.#view, factor, x, y));
  }

  bringIn(box: Box): void {
    const view = broughtIn(this.#view, box, this.size);
    if (view.x !== this.#view.x || view.y !== this.#view.y) this.show(view);
  }

  /** Moves a box into sight as far from the border as there is picture around it, `together` with others where both fit. */
  follow(box: Box, together: Box): void {
    const { size } = this;
    const view = followed(this.#view, box, together, { stage: size, picture: this.#picture });
    if (view.x !== this.#view.x || view.y !== this.#view.y) this.show(view, true);
  }

  /** Forgets what fit was asked for. */
  reset(): void {
    this.#how = 'readable';
  }

  #moved(view: View): void {
    this.reset();
    this.show(kept(view, this.#picture, this.size));
    this.changed(this.#view);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (event.ctrlKey || event.metaKey) {
      // Trackpads report a pinch as a wheel with ctrl; their steps are small, a mouse's notch is 100.
      const { left, top } = this.stage.getBoundingClientRect();
      const step = Math.max(-60, Math.min(60, event.deltaY * lines));
      this.zoom(Math.exp(-step * 0.006), event.clientX - left, event.clientY - top);
      return;
    }
    const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    this.#moved({ ...this.#view, x: this.#view.x - dx * lines, y: this.#view.y - dy * lines });
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || !(event.target instanceof Node) || !this.content.parentNode?.contains(event.target))
      return;
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#dragged = 0;
  }

  #move(event: PointerEvent): void {
    const from = this.#pointers.get(event.pointerId);
    if (from === undefined) return;
    const others = [...this.#pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    const to = { x: event.clientX, y: event.clientY };
    this.#dragged += Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
    this.#pointers.set(event.pointerId, to);
    const other = others[0];
    if (other !== undefined) {
      const { left, top } = this.stage.getBoundingClientRect();
      const before = Math.hypot(from.x - other.x, from.y - other.y);
      const after = Math.hypot(to.x - other.x, to.y - other.y);
      if (before > 0) this.zoom(after / before, (to.x + other.x) / 2 - left, (to.y + other.y) / 2 - top);
    } else if (this.#dragged > 4) {
      // Captured only once it is a drag: a captured pointer would send its click to the stage instead of the gate.
      if (!this.stage.hasPointerCapture(event.pointerId)) this.stage.setPointerCapture(event.pointerId);
      this.stage.classList.add('is-dragging');
      this.#moved({ ...this.#view, x: this.#view.x + to.x - from.x, y: this.#view.y + to.y - from.y });
    }
  }

  #up(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId);
    this.stage.classList.remove('is-dragging');
  }
}
