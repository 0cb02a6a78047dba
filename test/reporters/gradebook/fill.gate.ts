/** Gradebooks come back as they were exported, but for the marks that were filled in. */
import t from 'tap';
import { listStudents, type Person } from '../../../lab/model/class.ts';
import { checkFit, fillGradebook, openGradebook } from '../../../lab/reporters/gradebook/fill.ts';
import { blackboard, blindMoodle, canvas, gradescope, makeClassOf, moodle } from './exports.ts';

const ofCanvas = (name: string, id: string): Person[] => [{ name, exporter: 'Canvas', id }];
const ofMoodle = (name: string, id: string): Person[] => [
  { name, exporter: 'Moodle', id: `Participant ${id}` },
];

function toBytes(text: string, { isMarked = false } = {}): Buffer {
  return Buffer.from(`${isMarked ? '\ufeff' : ''}${text}`);
}

t.test('Canvas: found by ID, all but the cells is as it was', async (t) => {
  const people = [
    ofCanvas('kingada', '101'),
    ofCanvas('stonebob', '102'),
    ofCanvas('mllerzo', '103'),
  ];
  for (const isMarked of [false, true]) {
    const bytes = toBytes(canvas, { isMarked });
    const asked = { file: 'canvas.csv', bytes, column: 'Lab 1' };
    const { content, notes } = fillGradebook(makeClassOf(...people), asked);
    const wanted = canvas
      .replace('"CS, 1",,,5.00', '"CS, 1",,35,5.00')
      .replace('lines",12.00', 'lines",10');
    t.equal(content.toString(), toBytes(wanted, { isMarked }).toString());
    t.same(notes, [
      'canvas.csv: column “Lab 1 (77)”, 5 rows: 2 filled, 1 left as they were, ' +
        '2 without a match; found by id: 3',
      'canvas.csv: left as they were, which is no zero: mllerzo (10 points are undecided)',
      'canvas.csv: in the gradebook, and not found among what was marked: Late, Carl; ' +
        'Student, Test',
      'canvas.csv: to be looked at: stonebob: 10 (5 points of extra credit are undecided)',
      'canvas.csv: another mark stood there and was replaced: stonebob (12.00, now 10)',
      'canvas.csv: above the points of the column: kingada (35)',
    ]);
  }
});

t.test('Canvas: last and first names in columns of their own, semicolons, a comma', async (t) => {
  const text =
    'LastName;FirstName;ID;SIS Login ID;Section;Lab (7)\r\n' +
    '    Points Possible;;;;;100\r\nKing;Ada;101;aking;1;\r\n';
  const report = makeClassOf([{ name: 'Ada King' }]);
  const asked = { file: 'c.csv', bytes: toBytes(text), isScaled: true };
  const { content } = fillGradebook(report, asked);
  t.equal(content.toString(), text.replace('aking;1;', 'aking;1;116,67'));
});

t.test('Canvas: who is excused or not assigned stays so', async (t) => {
  const report = makeClassOf(ofCanvas('latecarl', '104'));
  const asked = { file: 'c.csv', bytes: toBytes(canvas), column: 'lab 1 (77)' };
  const { content, notes } = fillGradebook(report, asked);
  t.equal(content.toString(), canvas);
  t.match(notes.join('\n'), /latecarl \(they are excused, and EX stays\)/);
});

t.test('Moodle: by number, email, then name; what cannot be changed is left', async (t) => {
  const report = makeClassOf(
    ofMoodle('Ada King', '101'),
    [{ name: 'Stone', exporter: 'Gradescope', id: '101', email: 'BOB@uni.example' }],
    ofMoodle('Zoë Müller', '103'),
    [{ name: 'Zoe Mueller' }],
  );
  const { content, notes } = fillGradebook(report, { file: 'm.csv', bytes: toBytes(moodle) });
  const lines = moodle.split('\n');
  t.same(content.toString().split('\n'), [
    lines[0],
    lines[1]?.replace('grading",,30', 'grading",35,30'),
    lines[2]?.replace('grading",,30', 'grading",10,30'),
    ...lines.slice(3),
  ]);
  const said = notes.join('\n');
  t.match(said, /3 rows: 2 filled, .*; found by id: 2, by login or email: 1$/m);
  t.match(said, /Zoë Müller \(10 points are undecided\)/);
  t.match(said, /not found in the gradebook: Zoe Mueller \(no row has its id or name\)$/m);
  t.match(said, /Ada King \(35\); Moodle leaves such marks out when it imports them$/m);
  const locked = makeClassOf(ofMoodle('Zoë Müller', '103'));
  const { content: same, notes: why } = fillGradebook(locked, {
    file: 'm.csv',
    bytes: toBytes(moodle),
  });
  t.equal(same.toString(), moodle);
  t.match(why.join('\n'), /Zoë Müller \(Moodle says that their grade cannot be changed\)/);
});

t.test('Moodle: headings in the capitals of another version', async (t) => {
  const text = moodle
    .replace('"Maximum Grade"', '"Maximum grade"')
    .replace('Full name', 'Full Name');
  const asked = { file: 'm.csv', bytes: toBytes(text), isScaled: true };
  const { content } = fillGradebook(makeClassOf([{ name: 'Zoë Müller' }]), asked);
  t.equal(content.toString(), text, 'Zoë is found, and cannot be changed');
  const { content: ada } = fillGradebook(makeClassOf([{ name: 'Ada King' }]), asked);
  t.equal(ada.toString(), text.replace('grading",,30', 'grading",35,30'));
});

t.test('Moodle: a worksheet of another assignment gives nobody the mark of another', async (t) => {
  const report = makeClassOf(ofMoodle('Carl Late', '101'));
  const { content, notes } = fillGradebook(report, { file: 'm.csv', bytes: toBytes(moodle) });
  t.equal(content.toString(), moodle);
  t.match(notes.join('\n'), /Carl Late \(no row has its id or name\)/);
  t.match(
    notes.join('\n'),
    /its numbers are those of another assignment, since most .*: nobody was found by a n/,
  );
});

t.test('Moodle: of two of one name none gets a mark by a number of another sheet', async (t) => {
  const sheet =
    'Identifier,Full name,Email address,Grade\r\n' +
    'Participant 302,Ada King,a@x,\r\nParticipant 303,Chris Lee,c@x,\r\n' +
    'Participant 304,Chris Lee,d@x,\r\n';
  const students = [...ofMoodle('Ada King', '301'), ...ofMoodle('Jo Nu', '302')];
  const chris = [...ofMoodle('Chris Lee', '303'), ...ofMoodle('Chris Lee', '304')];
  const [one] = makeClassOf(chris).submissions;
  if (!one) throw new Error('one was made');
  const submissions = [...students, ...chris].map((person, at) => {
    return { ...one, slug: `s${at}`, name: person.name, people: [person] };
  });
  const report = { ...makeClassOf(chris), submissions };
  const { content, notes } = fillGradebook(report, { file: 'm.csv', bytes: toBytes(sheet) });
  t.equal(content.toString(), sheet.replace('a@x,', 'a@x,35'));
  t.match(notes.join('\n'), /Chris Lee \(2 rows fit by full name\); Chris Lee \(2 rows fit by/);
});

t.test('a number of another person is no way to a row', async (t) => {
  const makeStudents = (...named: [string, string][]) => {
    const [one] = makeClassOf(ofCanvas('x', '1')).submissions;
    if (!one) throw new Error('one was made');
    const submissions = named.map(([name, id], at) => {
      return { ...one, slug: `s${at}`, name, people: ofCanvas(name, id) };
    });
    return { ...makeClassOf(ofCanvas('x', '1')), submissions };
  };
  const asked = { file: 'c.csv', bytes: toBytes(canvas), column: 'Lab 1' };
  const names = ['zedzoe', 'yewyan', 'vaneev'] as const;
  const others = makeStudents(...names.map((name, at): [string, string] => [name, `${101 + at}`]));
  const none = fillGradebook(others, asked);
  t.equal(none.content.toString(), canvas, 'a gradebook of another Canvas');
  t.match(none.notes.join('\n'), /those of another course or server, since most names contradict/);
  const one = fillGradebook(makeStudents(['kingada', '101'], ['yewyan', '102']), asked);
  t.match(one.notes[0], /5 rows: 1 filled, 4 without a match; found by id: 1/);
  t.match(one.notes.join('\n'), /yewyan \(its number is that of Stone, "Bob"\)/);
});

t.test('Moodle: names without their signs, and teams, keep their numbers', async (t) => {
  const sheet =
    'Identifier,Full name,Email address,Grade\r\n' +
    "Participant 501,Maeve O'Brien,a@x,\r\nParticipant 502,Chris Lee,c@x,\r\n" +
    'Participant 503,Chris Lee,d@x,\r\n';
  const named = ['Team 1-Maeve OBrien', 'Team 1-Chris Lee', 'Default group-Chris Lee'];
  const [first] = makeClassOf(ofMoodle('x', '1')).submissions;
  if (!first) throw new Error('one was made');
  const submissions = named.map((name, at) => {
    return { ...first, slug: `s${at}`, name, people: ofMoodle(name, `${501 + at}`) };
  });
  const report = { ...makeClassOf(ofMoodle('x', '1')), submissions };
  const { content, notes } = fillGradebook(report, { file: 'm.csv', bytes: toBytes(sheet) });
  t.equal(content.toString(), sheet.replace(/(@x,)/g, '$135'));
  t.match(notes[0], /3 rows: 3 filled; found by id: 3/);
});

t.test('Moodle: blind marking, and the decimal sign of the worksheet', async (t) => {
  const report = makeClassOf(ofMoodle('Participant 101', '101'));
  const [ada] = report.submissions;
  if (!ada?.grade) throw new Error('it has a grade');
  const submissions = [{ ...ada, grade: { ...ada.grade, points: 20.5, extra: 0 } }];
  const bytes = toBytes(blindMoodle);
  const { content } = fillGradebook({ ...report, submissions }, { file: 'm.csv', bytes });
  t.equal(content.toString(), blindMoodle.replace('grading",,', 'grading","20,5",'));
});

t.test('Blackboard: UTF-16 with tabs comes back as UTF-16 with tabs', async (t) => {
  const report = makeClassOf(
    [{ name: 'zmueller', exporter: 'Blackboard', id: 'zmueller' }],
    [{ name: 'aking', exporter: 'Blackboard', id: 'aking' }],
  );
  const wanted = blackboard
    .replace('"Yes"\t""\t""\t"3"', '"Yes"\t""\t"35"\t"3"')
    .replace('"Yes"\t""\t""\t""', '"Yes"\t""\t"10"\t""');
  for (const mark of ['\ufeff', '']) {
    for (const isBig of [false, ...(mark === '' ? [] : [true])]) {
      const pack = (text: string) => {
        const packed = Buffer.from(mark + text, 'utf16le');
        return isBig ? packed.swap16() : packed;
      };
      const bytes = pack(blackboard);
      const { content, notes } = fillGradebook(report, { file: 'b.xls', bytes, column: 'Lab 1' });
      t.same(content, pack(wanted));
      t.match(
        notes[0],
        /column “Lab 1 \[Total Pts: 30 Score\] \|12345”, 2 rows: 2 filled; found by id: 2/,
      );
    }
  }
  const windows = Buffer.from(blackboard.replaceAll('\t', ','), 'latin1');
  const { content } = fillGradebook(report, { file: 'b.csv', bytes: windows, column: 'LAB 1' });
  t.same(content, Buffer.from(wanted.replaceAll('\t', ','), 'latin1'));
});

t.test('Gradescope: each member of a group has a row', async (t) => {
  const ada = { name: 'Ada King', exporter: 'Gradescope', id: '9001', sid: '007' } as const;
  const bob = {
    name: 'Bob Stone',
    exporter: 'Gradescope',
    id: '9001',
    email: 'bob@uni.example',
  } as const;
  const bytes = toBytes(gradescope);
  const { content, notes } = fillGradebook(makeClassOf([ada, bob]), { file: 'g.csv', bytes });
  t.equal(
    content.toString(),
    gradescope
      .replaceAll('example,,,30', 'example,,35,30')
      .replace('zoe@uni.example,,35', 'zoe@uni.example,,'),
  );
  t.match(notes.join('\n'), /found by id: 1, by login or email: 1/);
});

t.test('names: either way round, in any form of Unicode; two of one name fit nobody', async (t) => {
  const own = [{ name: 'Zoë  MÜLLER'.normalize('NFD') }];
  const asked = { file: 'c.csv', bytes: toBytes(canvas), column: 'Lab 1' };
  const found = fillGradebook(makeClassOf(own), asked);
  t.match(found.notes[0], /5 rows: 1 filled, 4 without a match; found by full name: 1/);
  const twice = canvas.replace('"Stone, ""Bob"""', '"King, Ada"');
  const two = fillGradebook(makeClassOf([{ name: 'Ada King' }]), {
    ...asked,
    bytes: toBytes(twice),
  });
  t.equal(two.content.toString(), twice);
  t.match(two.notes.join('\n'), /Ada King \(2 rows fit by full name\)/);
  t.match(two.notes.join('\n'), /: King, Ada \(\w+\); King, Ada \(\w+\);/, 'told apart');
  const both = makeClassOf([{ name: 'Ada King' }], [{ name: 'King, Ada' }]);
  const none = fillGradebook(both, asked);
  t.equal(none.content.toString(), canvas);
  t.match(none.notes.join('\n'), /Ada King \(the row of King, Ada also fits cmd\); King, Ada \(/);
  const folders = makeClassOf([{ name: 'aking' }], [{ name: '102' }]);
  t.match(fillGradebook(folders, asked).notes[0], /by id: 1, by login or email: 1/);
});

t.test('what is not decided, not supported or in trouble is never a zero', async (t) => {
  const report = makeClassOf(ofMoodle('Ada King', '101'));
  const [ada] = report.submissions;
  if (!ada) throw new Error('the example has it');
  const fill = (changed: object) =>
    fillGradebook(
      { ...report, submissions: [{ ...ada, ...changed }] },
      {
        file: 'm.csv',
        bytes: toBytes(moodle),
      },
    );
  for (const outcome of ['trouble', 'unsupported', 'unknown']) {
    t.equal(fill({ outcome }).content.toString(), moodle, outcome);
    t.equal(fill({ outcome, grade: null }).content.toString(), moodle, `${outcome}, no grade`);
  }
  const refusal = { because: 'it does not build: Makefile:3', lastLines: [] };
  const { content, notes } = fill({ outcome: 'fail', grade: null, refusal });
  t.match(content.toString(), 'grading",0,30.00', 'what was its own fault has its zero');
  t.match(notes.join('\n'), /to be looked at: Ada King: 0 \(it does not build: Makefile:3\)/);
});

t.test('points are scaled only where that is asked', async (t) => {
  const bytes = toBytes(canvas.replace(',5.00,', ',,'));
  const asked = { file: 'c.csv', bytes, column: 'Lab 2, sockets (78)' };
  const report = makeClassOf(null, ofCanvas('stonebob', '102'));
  const raw = fillGradebook(report, asked);
  t.match(raw.notes.join('\n'), /out of 10 points, and the rubric out of 30: .*--gradebook-scale/);
  t.match(raw.content.toString(), 'lines",12.00,10,');
  const scaled = fillGradebook(report, { ...asked, isScaled: true });
  t.notMatch(scaled.notes.join('\n'), /out of 10 points/);
  t.match(scaled.content.toString(), 'lines",12.00,3.33,');
  const ungraded = toBytes(canvas.replace('30.00,10.00,(read', '30.00,0,(read'));
  t.throws(() => fillGradebook(report, { ...asked, bytes: ungraded, isScaled: true }), {
    message: /is of 0 points: nothing scales to that$/,
  });
});

t.test('what cannot be meant is refused before anything is played', async (t) => {
  const asked = { file: 'c.csv', bytes: toBytes(canvas), column: 'Lab 2, sockets (78)' };
  const students = listStudents(makeClassOf(ofCanvas('stonebob', '102')));
  t.throws(() => checkFit(openGradebook(asked), { students, of: 30 }), {
    code: 'FLAG_WRONG',
    message: /^“Lab 2, sockets \(78\)” in c\.csv has 1 mark out of 10 points, and .* out of 30$/,
  });
  t.doesNotThrow(() => checkFit(openGradebook(asked), { students, of: 10 }));
  const scaled = openGradebook({ ...asked, isScaled: true });
  t.doesNotThrow(() => checkFit(scaled, { students, of: 30 }));
  const ours = { ...asked, bytes: toBytes(canvas.replace(',5.00,', ',25,')) };
  t.doesNotThrow(() => checkFit(openGradebook(ours), { students, of: 30 }), 'written so before');
  const nobody = listStudents(makeClassOf([{ name: 'Zed Zoe' }], [{ name: 'Yan Yew' }]));
  t.throws(() => checkFit(scaled, { students: nobody, of: 30 }), {
    code: 'FLAG_WRONG',
    message: 'c.csv (Canvas) has no row of any of the 2 students',
  });
});

t.test('one sentence where no column fits, several do, or the file is none', async (t) => {
  const refuses = (text: string | Buffer, message: RegExp, hint: RegExp, column?: string) =>
    t.throws(
      () =>
        openGradebook({
          ...{ file: 'x.csv', bytes: typeof text === 'string' ? toBytes(text) : text },
          ...(column !== undefined && { column }),
        }),
      { message, hint },
    );
  refuses(canvas, /^x\.csv \(Canvas\) has several columns of marks$/, /"Lab 1 \(77\)" and "Lab 2/);
  refuses(
    canvas,
    /has no column of the name “Lab 3”/,
    /--gradebook-column: "Lab 1 \(77\)"/,
    'Lab 3',
  );
  refuses(canvas, /has no column of the name “ID”/, /Lab 1/, 'ID');
  refuses(
    'Name,Email,SID\nA,a@b,1\n',
    /\(Gradescope\) has no column of marks/,
    /No column of it can/,
  );
  refuses('a,b\n1,2\n', /no gradebook that is known/, /Canvas \(Student, ID, Section\)/);
  refuses('', /is no table/, /as it was exported/);
  refuses('Student,ID,Section,L (1)\n"a"b,1,2,3\n', /line 2 is not as CSV has it/, /anew/);
  refuses(Buffer.from('\ufeff"a"\t"b', 'utf16le').subarray(0, -1), /half a character/, /anew/);
  refuses(canvas, /has no column of the name “Section”/, /Lab 1/, 'Section');
  const blackboard = 'Last Name\tFirst Name\tUsername\tAvailability\tLab [Total Pts: 9 Score] |1\n';
  refuses(blackboard, /no column of the name “Availability”/, /"Lab \[Total/, 'Availability');
  const course = 'Name,SID,Email,Lab 2,Lab 2 - Max Points\nA,1,a@b,1,9\n';
  refuses(course, /has no column of marks/, /--gradebook-column: "Lab 2"\.$/);
  refuses(course, /name “Lab 2 - Max Points”/, /"Lab 2"\.$/, 'Lab 2 - Max Points');
  const named = openGradebook({ file: 'x.csv', bytes: toBytes(canvas), column: 'Notes' });
  t.equal(named.chosen.heading, 'Notes', 'what is named is taken');
});
