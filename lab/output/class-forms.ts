/**
 * The forms in which a marked class can be had: one line in the table below makes another one. What
 * offers them, as flags that name files or as links of a page, goes by this table.
 */
import type { GradeFlags } from '../flags/grade-flags.ts';
import type { ClassReport } from '../model/class.ts';

/** What a form may need beside the report. */
export interface FormContext {
  /** Gets what a person should know of the form, a sentence at a time: what it leaves out, say. */
  say?: (sentence: string) => void;
}

/** A text is UTF-8. */
export type FormContent = string | Uint8Array;

export interface ClassForm {
  /** Unique, small letters; its key among the flags. */
  name: keyof GradeFlags & string;
  /** What it is, for a person who chooses among them. */
  title: string;
  /** As a person types it. */
  flag: `--${string}`;
  /** What a file of it is called, where nobody says otherwise. */
  file: string;
  /** For HTTP (RFC 9110, 8.3). */
  mediaType: string;
  /** Changes nothing. Throws LabError where the report cannot be had in this form. */
  render(report: ClassReport, context: FormContext): Promise<FormContent>;
}

/** In the order in which they are offered. The code of a form is loaded when it is asked for. */
export const classForms = [
  {
    name: 'csv',
    title: 'The marks as a table for spreadsheets (CSV)',
    flag: '--csv',
    file: 'marks.csv',
    mediaType: 'text/csv; charset=utf-8',
    render: async (report) => (await import('../reporters/class-csv.ts')).renderClassCsv(report),
  },
  {
    name: 'html',
    title: 'The marks as a page to look at (HTML)',
    flag: '--html',
    file: 'marks.html',
    mediaType: 'text/html; charset=utf-8',
    render: async (report) => {
      return (await import('../reporters/html/class-page.ts')).renderClassHtml(report);
    },
  },
  {
    name: 'json',
    title: 'Everything, for a program (JSON)',
    flag: '--json',
    file: 'marks.json',
    mediaType: 'application/json',
    render: async (report) => (await import('../reporters/class-json.ts')).renderClassJson(report),
  },
  {
    name: 'junit',
    title: 'The marks as results of tests (JUnit XML)',
    flag: '--junit',
    file: 'marks.xml',
    mediaType: 'application/xml',
    render: async (report) => {
      return (await import('../reporters/class-junit.ts')).renderClassJunit(report);
    },
  },
] as const satisfies readonly ClassForm[];

export type FormName = (typeof classForms)[number]['name'];

/** Throws for a name that the type does not allow. */
export function getForm(name: FormName): ClassForm {
  const form = classForms.find((one) => one.name === name);
  if (!form) throw new Error(`There is no form ${name}`);
  return form;
}
