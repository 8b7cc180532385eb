import { describe, expect, it } from 'vitest';
import { CutLog } from '../../../src/languages/core/cuts';

describe('the log of cuts', () => {
  it('keeps the last expression for each node and kind', () => {
    const log = new CutLog();
    log.note(7, 'text', 3);
    log.note(7, 'text', 4);
    log.note(7, 'comparison', 5);
    log.note(5000, 'index', 0);
    expect([...log.all()]).toEqual([
      { node: 7, kind: 'text', source: 4 },
      { node: 5000, kind: 'index', source: 0 },
      { node: 7, kind: 'comparison', source: 5 },
    ]);
  });
});
