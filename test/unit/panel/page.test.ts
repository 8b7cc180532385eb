import { describe, expect, test } from 'vitest';
import { asFromPage } from '../../../src/panel/fromPage';
import { freshNonce, panelHtml } from '../../../src/panel/panelHtml';

const range = { start: { line: 1, column: 2 }, end: { line: 1, column: 3 } };

const folds = { level: 'calls', open: ['l3'], closed: [], at: { l3: 2 } };

describe('messages from the page', () => {
  test.each([
    { type: 'ready' },
    { type: 'call', call: { call: 3, method: 'card', params: { result: 'r1', gate: 'g2' } } },
    { type: 'call', call: { call: 3, method: 'card', params: { result: 'r1', gate: 'c2', folded: ['c2'] } } },
    { type: 'call', call: { call: 3, method: 'picture', params: { result: 'r1', folds } } },
    { type: 'call', call: { call: 3, method: 'card', params: { result: 'r1', gate: 'fl3', folds } } },
    { type: 'call', call: { call: 3, method: 'check', params: { result: 'r1', of: { gate: 'g2' } } } },
    { type: 'call', call: { call: 3, method: 'check', params: { result: 'r1', of: { input: 'x', from: 0 } } } },
    { type: 'reveal', range, focus: true },
    { type: 'reveal', range: { ...range, file: 'file:///vec.ts' }, focus: false },
    { type: 'setInput', name: 'w', code: '3' },
    { type: 'occurrence', occurrence: 1 },
    { type: 'pin', pinned: false },
    { type: 'command', command: 'openExample' },
    { type: 'copy', text: 'flowchart LR' },
    { type: 'save', format: 'svg', name: '../x', data: '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="…"/>' },
    { type: 'save', format: 'png', name: '', data: 'iVBORw0KGgoAAAA=' },
  ])('$type is taken', (message) => {
    expect(asFromPage(message)).toBe(message);
  });

  test.each([
    [null],
    ['ready'],
    [{ type: 'toString' }],
    [{ type: '__proto__' }],
    [{ type: 'call', call: { call: 3, method: 'inspect', params: {} } }],
    [{ type: 'call', call: { call: '3', method: 'card', params: { result: 'r1', gate: 'g2' } } }],
    [{ type: 'call', call: { call: 3, method: 'card', params: { result: 'r1', gate: 'g2', folded: 'g2' } } }],
    [{ type: 'call', call: { call: 3, method: 'card', params: { result: 'r1', gate: 'g2', folded: [3] } } }],
    [{ type: 'call', call: { call: 3, method: 'picture', params: { result: 'r1' } } }],
    [
      {
        type: 'call',
        call: { call: 3, method: 'picture', params: { result: 'r1', folds: { ...folds, level: 'all' } } },
      },
    ],
    [
      {
        type: 'call',
        call: { call: 3, method: 'picture', params: { result: 'r1', folds: { ...folds, at: { l3: 0 } } } },
      },
    ],
    [{ type: 'call', call: { call: 3, method: 'picture', params: { result: 'r1', folds: { ...folds, open: [7] } } } }],
    [{ type: 'call', call: { call: 3, method: 'check', params: { result: 'r1', gate: 'g2' } } }],
    [{ type: 'call', call: { call: 3, method: 'check', params: { result: 'r1', of: { input: 'x' } } } }],
    [{ type: 'reveal', range: { start: { line: 0, column: 1 }, end: range.end }, focus: true }],
    [{ type: 'reveal', range: { start: { line: 1.5, column: 1 }, end: range.end }, focus: true }],
    [{ type: 'reveal', range, focus: 'yes' }],
    [{ type: 'reveal', range: { ...range, file: 3 }, focus: true }],
    [{ type: 'setInput', name: 'w', code: 3 }],
    [{ type: 'occurrence', occurrence: 0 }],
    [{ type: 'command', command: 'workbench.action.quit' }],
    [{ type: 'copy', text: 7 }],
    [{ type: 'save', format: 'svg', name: 'x', data: '<html><script>' }],
    [{ type: 'save', format: 'svg', name: 7, data: '<?xml version="1.0" encoding="UTF-8"?>\n<svg />' }],
    [{ type: 'save', format: 'png', name: 'x', data: 'TVqQAAMA' }],
    [{ type: 'save', format: 'png', name: 'x', data: 'iVBORw0KGgo no base64' }],
    [{ type: 'save', format: 'exe', name: 'x', data: 'iVBORw0KGgoAAAA=' }],
  ])('%j is not', (message) => {
    expect(asFromPage(message)).toBeNull();
  });
});

describe('the page', () => {
  const html = panelHtml({ script: 'S.js', style: 'S.css', cspSource: 'https://own', nonce: 'N' });
  const policy = Object.fromEntries(
    (/Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );

  test('loads nothing but our own files, and runs nothing but our own script', () => {
    expect(policy).toEqual({
      'default-src': ["'none'"],
      'script-src': ["'nonce-N'", 'https://own'],
      'style-src': ['https://own', "'unsafe-inline'"],
      'font-src': ['https://own'],
      'img-src': ['https://own', 'data:'],
    });
    expect(html.match(/<script\b[^>]*>/g)).toEqual(['<script type="module" nonce="N" src="S.js">']);
  });

  test('has a nonce of its own each time', () => {
    const nonces = new Set(Array.from({ length: 50 }, freshNonce));
    expect(nonces.size).toBe(50);
    for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{32}$/);
  });
});
