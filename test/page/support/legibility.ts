import type { Panel } from './harness';

/**
 * What cannot be read on the page: text that leaves its box, is cut off, or overlaps other text or a foreign gate. Empty
 * when all is well. Names that end in an ellipsis by design are left out.
 */
export async function illegible(view: Panel): Promise<string[]> {
  return await view.page.evaluate(() => {
    interface Text {
      readonly what: string;
      readonly rect: DOMRect;
      readonly gate: Element | null;
    }
    const problems: string[] = [];
    const slack = 0.75;
    const visible = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const textRect = (element: Element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect();
    };
    const inside = (inner: DOMRect, outer: DOMRect) =>
      inner.left >= outer.left - slack &&
      inner.right <= outer.right + slack &&
      inner.top >= outer.top - slack &&
      inner.bottom <= outer.bottom + slack;
    const overlap = (a: DOMRect, b: DOMRect) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack;

    const texts: Text[] = [];
    for (const element of document.querySelectorAll(
      '.canvas :is(.gate-name, .gate-formula, .gate-count, .gate-value, .gate-grad, .figure span, .lit-figure text)',
    )) {
      if (!visible(element) || element.textContent === '') continue;
      const gate = element.closest('.gate');
      // A formula ends in an ellipsis where its gate ends.
      const rect = element.matches('.gate-formula') ? element.getBoundingClientRect() : textRect(element);
      texts.push({ what: element.textContent, rect, gate });
      const box = gate?.querySelector('.box')?.getBoundingClientRect();
      if (box && !inside(rect, box)) problems.push(`"${element.textContent}" leaves its gate`);
    }
    texts.forEach((a, index) => {
      for (const b of texts.slice(index + 1))
        if (overlap(a.rect, b.rect)) problems.push(`"${a.what}" overlaps "${b.what}"`);
    });
    const boxes = [...document.querySelectorAll('.canvas .gate')]
      .filter(visible)
      .map((gate) => ({ gate, rect: gate.querySelector('.box')!.getBoundingClientRect() }));
    boxes.forEach((a, index) => {
      for (const b of boxes.slice(index + 1)) if (overlap(a.rect, b.rect)) problems.push('two gates overlap');
      for (const text of texts) {
        if (text.gate !== a.gate && overlap(text.rect, a.rect)) problems.push(`"${text.what}" lies on a gate`);
      }
    });

    // Where the picture is larger than the panel, the page says so; a docked card takes its room from the picture.
    const isLarger = [...document.querySelectorAll('.more-hint, .card.is-docked')].some(visible);
    const stage = document.querySelector('.stage')!.getBoundingClientRect();
    for (const { what, rect } of isLarger ? [] : texts)
      if (!inside(rect, stage)) problems.push(`"${what}" leaves the picture`);
    const hint = document.querySelector('.more-hint');
    const output = document.querySelector('.canvas .gate.is-output .box')?.getBoundingClientRect();
    if (hint && visible(hint) && output && !inside(output, stage)) problems.push('the output is out of sight');

    const byDesign =
      '.toolbar-name, .toolbar-place, .input-name, .name-start, .loop-code, .opened-text, .visually-hidden, .visually-hidden *';
    const cut = ':is(.toolbar, .notices, .fold-bar, .stepper, .legend, .inputs, .card, .empty, .table-view, .menu) *';
    for (const element of document.querySelectorAll<HTMLElement>(cut)) {
      if (
        !visible(element) ||
        element.matches(byDesign) ||
        element.tagName === 'INPUT' ||
        element instanceof SVGElement
      )
        continue;
      const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
      if (!own) continue;
      const rect = textRect(element);
      if (rect.left < -slack || rect.right > innerWidth + slack)
        problems.push(`"${element.textContent}" leaves the page`);
      const container = element
        .closest('.card-list, .card, .fold-bar, .stepper, .inputs, .legend, .notices, .empty, .menu')
        ?.getBoundingClientRect();
      if (container && (rect.left < container.left - slack || rect.right > container.right + slack)) {
        problems.push(`"${element.textContent}" is cut off`);
      }
    }
    // Numbers stand out against the colour of their cells, whatever it is.
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    const luminance = (...layers: string[]) => {
      for (const layer of layers) {
        canvas.fillStyle = layer;
        canvas.fillRect(0, 0, 1, 1);
      }
      const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data]
        .map((channel) => channel / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number];
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    for (const cell of document.querySelectorAll<HTMLElement>('.heat-cell')) {
      if (!visible(cell) || cell.textContent === '') continue;
      const grounds = [document.body, cell.closest('.card')!, cell].map((box) => getComputedStyle(box).backgroundColor);
      const [text, ground] = [luminance(...grounds, getComputedStyle(cell).color), luminance(...grounds)];
      const contrast = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
      if (contrast < 4.5) problems.push(`"${cell.textContent}" has a contrast of ${contrast.toFixed(2)} in its cell`);
    }
    // Text of one row does not run into its neighbour.
    for (const row of document.querySelectorAll('.toolbar, .loop-row, .input-row, .legend, .card tr')) {
      const parts = [...row.querySelectorAll<HTMLElement>('*')]
        .filter((element) => visible(element) && !(element instanceof SVGElement) && element.children.length === 0)
        .filter((element) => element.closest('.visually-hidden, .menu, .legend-note') === null)
        .map((element) => ({ element, rect: element.getBoundingClientRect() }))
        .filter(({ rect }) => rect.width > 0 && rect.height > 0);
      parts.forEach((a, index) => {
        for (const b of parts.slice(index + 1)) {
          if (overlap(a.rect, b.rect))
            problems.push(
              `"${a.element.textContent}" (${a.element.className}) runs into "${b.element.textContent}" (${b.element.className})`,
            );
        }
      });
      for (const slider of row.querySelectorAll<HTMLElement>('input[type="range"]')) {
        if (visible(slider) && slider.getBoundingClientRect().width < 30) problems.push('a slider has no way to go');
      }
    }
    return problems;
  });
}

/** Gates that are not wholly in the stage. */
export async function outOfSight(view: Panel): Promise<number> {
  return await view.page.evaluate(() => {
    const stage = document.querySelector('.stage')!.getBoundingClientRect();
    return [...document.querySelectorAll('.canvas .gate .box')].filter((box) => {
      if (!box.checkVisibility()) return false;
      const rect = box.getBoundingClientRect();
      return rect.left < stage.left || rect.right > stage.right || rect.top < stage.top || rect.bottom > stage.bottom;
    }).length;
  });
}
