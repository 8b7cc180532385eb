import { placeOf } from '../editor/documents';
import type { Subject } from '../editor/subject';
import type { ErrorCode, PanelSettings, PanelState } from '../protocol';

/** What a panel knows beside its subject. */
export interface PanelContext {
  readonly pinned: boolean;
  readonly running: PanelState['running'];
  readonly settings: PanelSettings;
}

const limits: readonly ErrorCode[] = ['TimeLimit', 'StepLimit'];

/** What the page of a panel shows for a subject; without one, the empty state that teaches. */
export function panelState(subject: Subject | null, { pinned, running, settings }: PanelContext): PanelState {
  const result = subject?.result ?? null;
  const error = subject?.error ?? null;
  return {
    kind: result || error ? 'result' : 'empty',
    result,
    subject: subject?.identity ?? null,
    place: subject ? placeOf(subject.uri, subject.anchorLine) : '',
    stale: subject?.stale ?? false,
    error,
    running: subject?.running ?? running,
    pinned,
    canRunLonger: error !== null && limits.includes(error.code),
    canWriteToCode:
      result !== null && (result.answered !== undefined || result.inputs.some(({ valueRange }) => valueRange !== null)),
    settings,
  };
}

/** Equal for states that the page would show alike: where code has moved alone, nothing has to be sent. */
export function signatureOf(state: PanelState): string {
  const { result, error, ...others } = state;
  return JSON.stringify([result?.id, error?.code, error?.message, error?.range?.start.line, others]);
}
