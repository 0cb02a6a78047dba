/** The table of forms is true: each has a flag that zx lab/grade.mjs takes, and can be rendered. */
import t from 'tap';
import { makeGradeCommand } from '../../lab/flags/grade-flags.ts';
import { type ClassForm, classForms, getForm } from '../../lab/output/class-forms.ts';
import { makeClass } from '../reporters/class-example.ts';

const forms: readonly ClassForm[] = classForms;

t.test('each form has a name, a file and a flag of its own', async (t) => {
  const flags = makeGradeCommand({ rubrics: [] }).options.map(({ long }) => long);
  for (const key of ['name', 'flag', 'file', 'title'] as const) {
    t.equal(new Set(forms.map((form) => form[key])).size, forms.length, key);
  }
  for (const { name, flag, file, mediaType } of forms) {
    t.ok(flags.includes(flag), `${flag} is a flag of the command`);
    t.match(file, /^[a-z]+\.[a-z]+$/, name);
    t.match(mediaType, /^[a-z]+\/[a-z.+-]+(; charset=utf-8)?$/, name);
    t.equal(getForm(name as 'csv').flag, flag);
  }
  t.throws(() => getForm('odt' as 'csv'), /no form odt/);
});

t.test('each form has every submission in it', async (t) => {
  for (const form of forms.filter(({ needs }) => needs === undefined)) {
    const content = await form.render(makeClass(), {});
    if (typeof content !== 'string') continue;
    t.match(content, 'Ada King', form.name);
    t.match(content, 'Open', form.name);
  }
});

t.test(
  'a gradebook is filled in where there is one, and asked for where there is none',
  async (t) => {
    const form = getForm('gradebookOut');
    t.equal(form.needs, 'gradebook');
    await t.rejects(form.render(makeClass(), {}), { code: 'FLAG_WRONG', hint: /--gradebook FILE/ });
    const bytes = Buffer.from('Student,ID,Section,Lab (7)\nAda King,1,A,\n');
    const said: string[] = [];
    const content = await form.render(makeClass(), {
      gradebook: { file: 'a.csv', bytes },
      say: (sentence) => said.push(sentence),
    });
    t.equal(`${content}`, `${bytes}`.replace('A,\n', 'A,35\n'));
    t.match(said[0], /^a\.csv: column “.*”, 1 row: 1 filled/);
  },
);
