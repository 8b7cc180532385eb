import type { Frame } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** The two lines of a drawn gate, as they can be read. */
export interface DrawnGate {
  readonly name: string;
  readonly formula: string;
  readonly value: string;
  readonly grad: string;
}

/** The panel's page as a user reads it and points at it. Every method finds the page anew, since VS Code may replace it. */
export class DrawnPanel {
  readonly workbench: Workbench;
  readonly where: 'view' | 'editor' | 'any';

  constructor(workbench: Workbench, where: 'view' | 'editor' | 'any' = 'any') {
    this.workbench = workbench;
    this.where = where;
  }

  async frame(): Promise<Frame> {
    return await this.workbench.panel(this.where);
  }

  /** The gates in the drawing, from top to bottom and from left to right. */
  async gates(): Promise<DrawnGate[]> {
    const labels = (await this.frame()).locator(gateLabel);
    return await labels.evaluateAll((elements) =>
      elements
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left)
        .map(({ element }) => {
          const text = (name: string) => element.querySelector(`.gate-${name}`)?.textContent ?? '';
          return { name: text('name'), formula: text('formula'), value: text('value'), grad: text('grad') };
        }),
    );
  }

  /** Waits until a gate of this name shows this value, and returns all gates. */
  async untilShows(name: string, value: string): Promise<DrawnGate[]> {
    return await this.workbench.until(`gate ${name} with the value ${value}`, async () => {
      // The page may be replaced while it is read.
      const gates = await this.gates().catch(() => []);
      return gates.some((gate) => gate.name === name && gate.value === value) && gates;
    });
  }

  /** Rests the pointer on a gate, which is found by its name or its formula, and returns the text of its card. */
  async hover(text: string, part: 'name' | 'formula' = 'name'): Promise<string> {
    const frame = await this.frame();
    const exact = frame.locator(`.gate-${part}`).getByText(text, { exact: true });
    await frame.locator(gateLabel).filter({ has: exact }).first().hover();
    return await this.card();
  }

  /** The text of the card that is open. */
  async card(): Promise<string> {
    const card = (await this.frame()).locator('.card:not([hidden])');
    await card.waitFor();
    return (await card.innerText()).replaceAll('\u00a0', ' ');
  }

  /** Names and sizes in bytes of the scripts that the page has loaded. */
  async scripts(): Promise<{ name: string; bytes: number }[]> {
    return await (await this.frame()).evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter((entry) => entry.name.endsWith('.js'))
        .map((entry) => ({
          name: entry.name.replace(/^.*\/dist\/webview\//, ''),
          bytes: (entry as PerformanceResourceTiming).decodedBodySize,
        })),
    );
  }
}

/** Drawn labels; the others only stand there while they are measured. */
const gateLabel = '.canvas .gate-label';
