/** What a submission's own programs showed before anything was marked: the tries, and the end. */
import { describeEndOfTry, describeTry, type Try, type Watching } from '../../model/watching.ts';
import { showText } from './markup.ts';
import type { Scene } from './scenario.ts';

/** A section of the page; empty where nothing was watched. `scenes` has the plays of the tries. */
export function renderWatching(watching: Watching | undefined, scenes: readonly Scene[]): string {
  if (!watching || watching.tries.length === 0) return '';
  const { tries, sentences } = watching;
  const items = sentences.map((sentence) => `<li>${showText(sentence)}</li>`).join('');
  const times = ['never', 'once', 'twice'][tries.length] ?? `${tries.length} times`;
  return `<section class="watching" aria-labelledby="watched">
<h2 id="watched">What its own programs showed</h2>
<p class="note">They were played ${times} before anything was marked, to see how they are run.
These plays give no points and cost none.</p>
<ol class="tries">${tries.map((one) => renderTry(one, scenes)).join('\n')}</ol>
${items === '' ? '' : `<ul class="learnt">${items}</ul>`}
</section>`;
}

function renderTry(one: Try, scenes: readonly Scene[]): string {
  const scene = scenes.find(({ run }) => run.scenario === one.scenario);
  const name = showText(one.scenario, 60);
  const play = scene ? `<a href="#s${scene.id}">${name}</a>` : name;
  const end = `<p class="note${one.isTaken ? ' taken' : ''}">${describeEndOfTry(one)}</p>`;
  return `<li><span>${play}</span> <span>${showText(describeTry(one))}</span> ${end}</li>`;
}
