/**
 * Drives the real VS Code workbench as a user would, by keyboard and pointer, and reads what is drawn:
 *
 *   const workbench = await openWorkbench(browser, { port, files: { 'a.ts': '…' }, open: 'a.ts' });
 *   await workbench.select('(x + y) * z');
 *   await workbench.run('GradLens: Differentiate Selection');
 *   const panel = await workbench.panel();
 *   await panel.getByText('−12').first().waitFor();
 *   await workbench.close();
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { root } from '../support/cache.ts';
import { workbenchUrl } from '../support/vscodeServer.ts';
import { routeWebHost } from '../support/webHost.ts';

export interface WorkbenchOptions {
  /** Port of the server, which has the extension installed. */
  readonly port: number;
  /** Files of the workspace by their names in it; by default a copy of media/examples. */
  readonly files?: Readonly<Record<string, string>>;
  /** The file to open first. */
  readonly open?: string;
  /** Settings of the workspace, such as `workbench.colorTheme`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly size?: { readonly width: number; readonly height: number };
  /** Device pixels in a pixel of the page; 1 by default. */
  readonly scale?: number;
  /** Which extension host runs the extension; `node` by default. */
  readonly host?: 'node' | 'web';
}

/** Long enough for a slow machine to start a workbench with its extension host; it takes 3 to 5 s. */
const startTimeout = 60_000;

/** Opens a workbench with the extension in a new browser context. */
export async function openWorkbench(browser: Browser, options: WorkbenchOptions): Promise<Workbench> {
  const folder = path.join(await mkdtemp(path.join(tmpdir(), 'gradlens-workspace-')), 'examples');
  await mkdir(folder);
  if (options.files) {
    for (const [name, text] of Object.entries(options.files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
  } else {
    await cp(path.join(root, 'media', 'examples'), folder, { recursive: true });
  }
  if (options.settings) {
    await mkdir(path.join(folder, '.vscode'), { recursive: true });
    await writeFile(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(options.settings));
  }
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1280, height: 800 },
    deviceScaleFactor: options.scale ?? 1,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const workbench = new Workbench(page, context, folder);
  try {
    const { port } = options;
    if (options.host === 'web') {
      const address = await routeWebHost(context, port, root);
      await page.goto(address(workbenchUrl(port, { folder })), { timeout: startTimeout });
    } else {
      await page.goto(workbenchUrl(port, { folder }), { timeout: startTimeout });
    }
    await page.locator('.monaco-workbench .activitybar').waitFor({ timeout: startTimeout });
    if (options.open) await workbench.open(options.open);
  } catch (error) {
    await workbench.keepEvidence('start');
    await workbench.close();
    throw error;
  }
  return workbench;
}

export class Workbench {
  /** For what the methods below do not offer. */
  readonly page: Page;
  readonly context: BrowserContext;
  /** Absolute path of the workspace. */
  readonly folder: string;
  readonly #log: string[] = [];

  constructor(page: Page, context: BrowserContext, folder: string) {
    this.page = page;
    this.context = context;
    this.folder = folder;
    page.on('console', (message) => this.#log.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.#log.push(`page error: ${error.stack ?? error.message}`));
  }

  /** Opens a file of the workspace by Ctrl+P, and puts the keyboard into its editor. */
  async open(name: string): Promise<void> {
    await this.#quickInput('Control+P', name);
    await this.#row(path.basename(name)).waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator(`.tab.active[data-resource-name="${path.basename(name)}"]`).waitFor();
    await this.editor.waitFor();
    await this.focusEditor();
  }

  /** Opens a notebook of the workspace by Ctrl+P, and waits for its cells. */
  async openNotebook(name: string): Promise<void> {
    await this.#quickInput('Control+P', name);
    await this.#row(path.basename(name)).waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.notebookOverlay .cell.code .monaco-editor').first().waitFor();
  }

  /** The editor that has, or had last, the keyboard. */
  get editor() {
    return this.page.locator('.editor-group-container.active .monaco-editor').first();
  }

  /** Puts the keyboard back into the active editor, wherever it is. */
  async focusEditor(): Promise<void> {
    await this.page.keyboard.press('Control+1');
    await this.page.locator('.editor-group-container.active .monaco-editor.focused').first().waitFor();
  }

  /** Runs a command from the palette by the whole title that stands there. */
  async run(title: string): Promise<void> {
    await this.#quickInput('F1', title);
    await this.#row(title).click();
    await this.#quickInputWidget.waitFor({ state: 'hidden' });
  }

  /** Titles that the palette offers for what is typed. */
  async commands(typed: string): Promise<string[]> {
    await this.#quickInput('F1', typed);
    await this.page.waitForTimeout(500);
    const titles = await this.#quickInputWidget.locator('.monaco-list-row .label-name').allTextContents();
    await this.page.keyboard.press('Escape');
    return titles;
  }

  /** Puts the cursor at a line and column, both from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.focusEditor();
    await this.#quickInput('Control+G', `${line}:${column}`, ':');
    await this.page.keyboard.press('Enter');
    await this.#quickInputWidget.waitFor({ state: 'hidden' });
    await this.focusEditor();
  }

  /**
   * Selects text with the keyboard, where it first stands in the saved file of the active editor.
   *
   * @param after text that stands before it, where it is there several times
   */
  async select(text: string, after = ''): Promise<void> {
    await this.cursorBefore(text, after);
    for (let i = 0; i < text.length; i++) await this.page.keyboard.press('Shift+ArrowRight');
  }

  /** Puts the cursor before a text, as {@link select} finds it. */
  async cursorBefore(text: string, after = ''): Promise<void> {
    const at = await this.#find(text, after);
    await this.goTo(at.line, at.column);
  }

  /** Types into the active editor, without its help with brackets. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  }

  /** Text of the lines that the active editor shows, top to bottom. */
  async lines(): Promise<string[]> {
    return await this.editor.locator('.view-lines .view-line').evaluateAll((lines) =>
      lines
        .map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? '' }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text.replaceAll('\u00a0', ' ')),
    );
  }

  /** Titles of the lenses that the active editor shows, top to bottom; one string a line of lenses. */
  async lenses(): Promise<string[]> {
    return await this.editor.locator('.codelens-decoration').evaluateAll((lenses) =>
      lenses
        .map((lens) => ({ top: lens.getBoundingClientRect().top, text: lens.textContent ?? '' }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text.replaceAll('\u00a0', ' ').trim()),
    );
  }

  /** Waits until a lens contains `text`. */
  async lens(text: string): Promise<string> {
    return await this.until(`a lens with "${text}"`, async () =>
      (await this.lenses()).find((lens) => lens.includes(text)),
    );
  }

  /** Rests the pointer on code that the active editor shows, and returns the text of the hover that appears. */
  async hover(code: string): Promise<string> {
    const { x, y } = await this.until(`"${code}" in the editor`, () => this.#pointOf(code));
    await this.page.mouse.move(x + 40, y + 40);
    await this.page.mouse.move(x, y, { steps: 4 });
    const hover = this.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
    await hover.waitFor();
    await this.until('the hover to be complete', async () => !(await hover.innerText()).includes('Loading...'));
    return (await hover.innerText()).replaceAll('\u00a0', ' ');
  }

  /** Titles in the light bulb's menu at the cursor. */
  async codeActions(): Promise<string[]> {
    await this.page.keyboard.press('Control+.');
    const rows = this.page.locator('.action-widget .monaco-list-row');
    await rows.first().waitFor();
    const titles = (await rows.allInnerTexts()).map((title) => title.trim());
    await this.page.keyboard.press('Escape');
    return titles;
  }

  /** Waits for a message at the lower right that contains `text`, and returns the whole message. */
  async notification(text: string): Promise<string> {
    const messages = this.page.locator('.notifications-toasts .notification-list-item-message');
    return await this.until(`the message "${text}"`, async () =>
      (await messages.allInnerTexts()).find((message) => message.includes(text)),
    );
  }

  /**
   * The extension's drawn page, once it is there.
   *
   * @param where `view` is the one in the side bar, `editor` the one in an editor tab; `any` by default
   */
  async panel(where: 'view' | 'editor' | 'any' = 'any'): Promise<Frame> {
    return await this.until(`the page of the panel (${where})`, async () => {
      for (const frame of this.page.frames()) {
        const outer = frame.parentFrame()?.url() ?? '';
        const isView = outer.includes('purpose=webviewView');
        const fits = where === 'any' || (where === 'view') === isView;
        if (!frame.url().includes('fake.html') || !outer.includes('extensionId=gradlens.gradlens') || !fits) continue;
        // A page that is being replaced goes away while it is asked; a new one waits in a second frame until it is loaded.
        const drawn = async () =>
          (await (await frame.frameElement()).getAttribute('id')) === 'active-frame' &&
          (await frame.evaluate('document.body?.childElementCount > 0'));
        if (await drawn().catch(() => false)) return frame;
      }
      return undefined;
    });
  }

  /**
   * Asks again and again until the answer is neither undefined nor false, and returns it.
   *
   * @throws Error that names `what` after `milliseconds`
   */
  async until<T>(what: string, ask: () => Promise<T | undefined | false>, milliseconds = 20_000): Promise<T> {
    const end = Date.now() + milliseconds;
    for (;;) {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      if (Date.now() > end) throw new Error(`Waited ${milliseconds / 1000} s in vain for ${what}`);
      await this.page.waitForTimeout(50);
    }
  }

  /** A picture of the window as a PNG. */
  async screenshot(file: string): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
  }

  /** Keeps a picture and the browser's log under a name in test-results/e2e. */
  async keepEvidence(name: string): Promise<void> {
    const file = path.join(root, 'test-results', 'e2e', name.replaceAll(/[^\w-]+/g, '-'));
    await this.screenshot(`${file}.png`).catch(() => {});
    await writeFile(`${file}.log`, `${this.#log.join('\n')}\n`).catch(() => {});
  }

  async close(): Promise<void> {
    await this.context.close();
    await rm(path.dirname(this.folder), { recursive: true, force: true });
  }

  get #quickInputWidget() {
    return this.page.locator('.quick-input-widget:not([style*="display: none"])');
  }

  /** Opens a quick input by its key and types; `prefix` is what the input already holds and has to stay. */
  async #quickInput(key: string, text: string, prefix = ''): Promise<void> {
    const input = this.#quickInputWidget.locator('input[type="text"]').first();
    // Keys have no effect yet while the workbench starts.
    await this.until(`the quick input of ${key}`, async () => {
      await this.page.keyboard.press(key);
      return await input.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
    });
    await input.fill(key === 'F1' ? `>${text}` : `${prefix}${text}`);
  }

  #row(label: string) {
    return this.#quickInputWidget
      .locator('.monaco-list-row')
      .filter({ has: this.page.locator('.label-name').getByText(label, { exact: true }) })
      .first();
  }

  async #find(text: string, after: string): Promise<{ line: number; column: number }> {
    const name = await this.page
      .locator('.editor-group-container.active .tab.active')
      .getAttribute('data-resource-name');
    const whole = await readFile(path.join(this.folder, name ?? ''), 'utf8');
    const begin = whole.indexOf(after);
    const offset = whole.indexOf(text, begin + after.length);
    if (begin < 0 || offset < 0) throw new Error(`"${text}" does not stand in ${name}${after && ` after "${after}"`}`);
    const before = whole.slice(0, offset).split('\n');
    return { line: before.length, column: before.at(-1)!.length + 1 };
  }

  /** Middle of the first place where the active editor shows `code`, in pixels of the window. */
  async #pointOf(code: string): Promise<{ x: number; y: number } | undefined> {
    return await this.editor.evaluate((editor, wanted) => {
      for (const line of editor.querySelectorAll('.view-lines .view-line')) {
        const nodes: Text[] = [];
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) nodes.push(walker.currentNode as Text);
        const start = nodes
          .map((node) => node.data)
          .join('')
          .replaceAll('\u00a0', ' ')
          .indexOf(wanted);
        if (start < 0) continue;
        const place = (offset: number): [Text, number] => {
          let rest = offset;
          for (const node of nodes) {
            if (rest <= node.length) return [node, rest];
            rest -= node.length;
          }
          return [nodes.at(-1)!, nodes.at(-1)!.length];
        };
        const range = document.createRange();
        range.setStart(...place(start));
        range.setEnd(...place(start + wanted.length));
        const box = range.getBoundingClientRect();
        return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
      }
      return undefined;
    }, code);
  }
}
