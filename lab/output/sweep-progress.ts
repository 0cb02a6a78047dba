/** How far a sweep or an exploration has come, on standard error. */
import { getQuestion } from '../boxes/ask-password.ts';
import type { SweepFlags } from '../flags/sweep-flags.ts';
import type { TrialRecord } from '../model/sweep.ts';
import { escapeControls } from '../reporters/escape.ts';
import { getColumns, isLive, stopCommands } from './terminal.ts';

export interface SweepProgressView {
  /** What goes on before the first trial, or beside them. */
  say(line: string): void;
  onPlan(planned: number, stored?: readonly Pick<TrialRecord, 'outcome'>[]): void;
  onTrial(trial: Pick<TrialRecord, 'outcome'>): void;
  end(): void;
}

const drawEveryMs = 200;
/** Without a terminal a line is written now and then, for whoever reads a log. */
const sayEveryMs = 10_000;

/** Draws on a terminal, or says in lines, how far a sweep or an exploration has come. */
export function makeSweepProgress(
  flags: Pick<SweepFlags, 'quiet' | 'json'>,
  startedAtMs: number,
): SweepProgressView {
  const isDrawn = isLive(process.stderr) && !flags.quiet;
  const isTold = isDrawn || !(flags.quiet || flags.json);
  const counts = { pass: 0, fail: 0, unknown: 0 };
  const state = { planned: 0, counts, stored: 0, elapsedMs: 0, doing: 'looking at the box' };
  let firstAtMs = startedAtMs;
  let render: ((columns: number) => string) | undefined;
  void import('../reporters/sweep-terminal.ts').then(({ renderSweepProgress }) => {
    render = (columns) => {
      state.elapsedMs = Date.now() - firstAtMs;
      return renderSweepProgress(state, { columns, color: false });
    };
  });
  const draw = () => {
    if (getQuestion()) return;
    if (isDrawn)
      process.stderr.write(`\r${render?.(getColumns(process.stderr, 80)) ?? ''}\u001b[K`);
    else if (state.planned > 0) process.stderr.write(`${render?.(100).slice(2) ?? ''}\n`);
  };
  const timer = isTold ? setInterval(draw, isDrawn ? drawEveryMs : sayEveryMs) : undefined;
  timer?.unref();
  return {
    say(line) {
      state.doing = line;
      if (isTold && !isDrawn) process.stderr.write(stopCommands(`${escapeControls(line)}\n`));
    },
    onPlan(planned, stored = []) {
      state.planned = planned;
      state.stored = stored.length;
      for (const { outcome } of stored) counts[outcome] += 1;
      firstAtMs = Date.now();
    },
    onTrial({ outcome }) {
      counts[outcome] += 1;
    },
    end() {
      clearInterval(timer);
      if (isDrawn) process.stderr.write('\r\u001b[K');
    },
  };
}
