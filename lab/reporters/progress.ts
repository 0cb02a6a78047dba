/**
 * Live progress while a suite plays: one line that the caller draws over the one before (with
 * `\r` and EL), never wider than the terminal. Pure: a state in, a string out.
 */
import type { Outcome } from '../model/outcome.ts';
import { countWords } from '../model/wording.ts';
import { escapeControls } from './escape.ts';
import { marks, paint, type TerminalOptions } from './terminal.ts';
import { fitText, getWidth } from './wrap.ts';

export interface ScenarioProgress {
  name: string;
  state: 'waiting' | 'playing' | 'done';
  /** The phase of the play, as the stage names it. */
  phase?: string;
  outcome?: Outcome;
}

export interface ProgressState {
  scenarios: readonly ScenarioProgress[];
  elapsedMs: number;
  /** What the lab does while no scenario plays: "bundling", "connecting to …". */
  doing?: string;
}

const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';

/** "⠋ ✓✓✗…  3/9  1.2 s  x-at-once (playing), pieces (armed)". */
export function renderProgress(state: ProgressState, options: TerminalOptions): string {
  const done = state.scenarios.filter((one) => one.state === 'done');
  const playing = state.scenarios.filter((one) => one.state === 'playing');
  const frame = frames.charAt(Math.floor(state.elapsedMs / 100) % frames.length);
  const outcomes = done.map(({ outcome }) => outcome ?? 'unknown');
  const shown = outcomes.length <= 20 ? outcomes : [];
  const seconds = `${(state.elapsedMs / 1000).toFixed(1)} s`;
  const total = state.scenarios.length;
  const count = total > 0 ? `${done.length}/${countWords(total, 'scenario')}  ` : '';
  const head = `${shown.map((outcome) => marks[outcome]).join('')}${shown.length > 0 ? '  ' : ''}`;
  const names = playing.map(({ name, phase }) => (phase ? `${name} (${phase})` : name));
  const doing = playing.length > 0 ? names.join(', ') : (state.doing ?? '');
  const rest = escapeControls(`${count}${seconds}  ${doing}`.trimEnd());
  const room = Math.max(0, options.columns - 1 - 2 - getWidth(head));
  const painted = shown.map((outcome) => paint(marks[outcome], outcome, options)).join('');
  const gap = shown.length > 0 ? '  ' : '';
  return `${paint(frame, 'dim', options)} ${painted}${gap}${fitText(rest, room)}`;
}
