/** From a marking to what a table or a stored class keeps of it. */

import { describeHow, type Marked } from '../model/class.ts';
import type { Marking } from '../model/marking.ts';
import { findDecidingPlaces } from '../reporters/html/page.ts';
import { hashFiles, hashTexts } from './class-texts.ts';
import type { FoundFile } from './read-folder.ts';

/** `about` says where it lies in the class. */
export function toMarked(
  marking: Marking,
  about: { slug: string; files: readonly FoundFile[]; wallMs: number },
): Marked {
  const { name, outcome, flags, refusal, report } = marking;
  const { slug, files, wallMs } = about;
  return {
    ...{ name, slug, outcome, flags, wallMs },
    how: describeHow(marking),
    refusal: refusal ?? null,
    grade: report?.grade ?? null,
    directory: report?.directory ?? null,
    page: report ? `${slug}/report.html` : null,
    places: report ? findDecidingPlaces(report) : {},
    digest: hashFiles(files),
    texts: hashTexts(files),
  };
}
