/**
 * The layers of the house (lab/README.md, "Rooms"): who may import whom. Each rule names the cure.
 */

/** A rule that a room imports nothing of ours but the rooms named. */
function allow(room, rooms, cure) {
  const allowed = [room, ...rooms].map((each) => `^lab/${each}/`);
  return {
    name: `${room}-imports`,
    severity: 'error',
    comment: `lab/${room} may import only ${rooms.join(', ') || 'nothing of ours'}: ${cure}`,
    from: { path: `^lab/${room}/` },
    to: { path: '^(lab|programs|test)/', pathNot: allowed },
  };
}

/** A rule that a package is imported in one place only. */
function keepVendor(vendor, place, cure) {
  return {
    name: `${vendor.split('/').at(-1)}-place`,
    severity: 'error',
    comment: `${vendor} is imported only in ${place}: ${cure}`,
    from: { path: '^(lab|programs)/', pathNot: place },
    to: { path: `node_modules/${vendor}/` },
  };
}

const purePackages = ['zod', 'string-width', 'csv-parse', 'fflate', 'write-excel-file'];
const pure = 'assignments/[^/]+|checkers|reporters|model';

module.exports = {
  forbidden: [
    allow('model', [], 'put what needs more into the room that needs it'),
    allow('assignments', ['model', 'checkers'], 'what the lab needs of it goes into the contract'),
    allow('checkers', ['model'], 'have the evidence put into the journal by lab/run'),
    allow('reporters', ['model'], 'have what is missing put into the report'),
    allow('boxes', ['model'], 'a box knows nothing of what is played on it'),
    allow('store', ['model'], 'a store only reads and writes'),
    allow('stage', ['model', 'boxes'], 'the stage needs a box, and nothing else'),
    allow(
      'run',
      ['model', 'boxes', 'stage', 'store', 'reporters'],
      'pass it in as a function from lab/cli',
    ),
    allow('chat', ['model', 'boxes', 'stage', 'run', 'reporters'], 'pass it in from lab/cli'),
    allow('sweep', ['model', 'boxes', 'run', 'store', 'reporters'], 'pass it in from lab/cli'),
    allow('grade', ['model', 'boxes', 'run', 'store', 'reporters'], 'pass it in from lab/cli'),
    allow('serve', ['model', 'store', 'reporters'], 'pass it in as a function from lab/output'),
    allow('flags', ['model', 'boxes', 'output'], 'read it in the verb, lab/cli'),
    allow(
      'output',
      ['model', 'boxes', 'run', 'store', 'reporters', 'grade', 'serve', 'flags'],
      'give it what it is to write',
    ),
    {
      name: 'assignments-apart',
      severity: 'error',
      comment: 'An assignment imports no other one: move what both need into model or checkers',
      from: { path: '^lab/assignments/([^/]+)/' },
      to: { path: '^lab/assignments/[^/]+/', pathNot: '^lab/assignments/$1/' },
    },
    {
      name: 'assignments-list',
      severity: 'error',
      comment:
        'lab knows assignments by their contract only: take one from lab/assignments/load.ts',
      from: { path: '^lab/', pathNot: '^lab/assignments/' },
      to: { path: '^lab/assignments/', pathNot: '^lab/assignments/(index|load)\\.ts$' },
    },
    {
      name: 'assignments-cli',
      severity: 'error',
      comment: 'Only lab/cli chooses an assignment: pass it in from there',
      from: { path: '^lab/', pathNot: '^lab/(assignments|cli)/' },
      to: { path: '^lab/assignments/' },
    },
    {
      name: 'stage-box-interface',
      severity: 'error',
      comment: 'lab/stage knows a box by its interface only: import lab/boxes/box.ts',
      from: { path: '^lab/stage/' },
      to: { path: '^lab/boxes/', pathNot: '^lab/boxes/box\\.ts$' },
    },
    {
      name: 'pure-rooms',
      severity: 'error',
      comment:
        'No I/O here (node:util and node:crypto are allowed): data in, data out. Do it in lab/run',
      from: { path: `^lab/(${pure})/` },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(util|crypto)$' },
    },
    {
      name: 'pure-rooms-packages',
      severity: 'error',
      comment: `These rooms import only pure packages (${purePackages.join(', ')}): keep I/O outside`,
      from: { path: `^lab/(${pure})/` },
      to: { path: 'node_modules/', pathNot: `node_modules/(${purePackages.join('|')})/` },
    },
    {
      name: 'programs-alone',
      severity: 'error',
      comment: 'programs/ imports node: and itself only: a reader needs only this folder',
      from: { path: '^programs/' },
      to: { path: '.', pathNot: '^programs/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'never-test',
      severity: 'error',
      comment: 'Nothing outside test/ imports test/: move what is shared out of it',
      from: { path: '^(lab|programs)/' },
      to: { path: '^test/' },
    },
    keepVendor('zx', '^lab/(cli|output)/', 'colours are for whoever reads: lab/output'),
    keepVendor('execa', '^lab/boxes/', 'start processes through a box'),
    keepVendor('ssh2', '^lab/boxes/ssh', 'reach other machines through a box'),
    keepVendor('esbuild', '^lab/(run/bundle|boot/compile)', 'bundle through lab/run/bundle.ts'),
    keepVendor('yaml', '^lab/(store|grade)/', 'files are read and validated in lab/store'),
    keepVendor('fast-check', '^lab/sweep/draw-schedules', 'schedules are drawn in lab/sweep'),
    keepVendor('yauzl', '^lab/grade/unpack-zip', 'archives are read by lab/grade/unpack.ts'),
    keepVendor('tar', '^lab/grade/unpack-tar', 'archives are read by lab/grade/unpack.ts'),
    keepVendor(
      '@dodona/dolos-core',
      '^lab/grade/alike',
      'sources are compared in lab/grade/alike.ts',
    ),
    keepVendor(
      'csv-parse',
      '^lab/reporters/gradebook/cells',
      'gradebooks are read by lab/reporters/gradebook',
    ),
    keepVendor(
      'write-excel-file',
      '^lab/reporters/class-xlsx',
      'workbooks are made by lab/reporters/class-xlsx.ts',
    ),
    keepVendor('fflate', '^lab/reporters/feedback', 'zips are made by lab/reporters/feedback.ts'),
    keepVendor('commander', '^lab/(cli|flags)/', 'flags are parsed in lab/flags'),
    {
      name: 'no-circle',
      severity: 'error',
      comment: 'A circle of imports: move what both need into a file of its own',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'not-found',
      severity: 'error',
      comment: 'This import leads nowhere',
      from: { pathNot: '\\.mjs$' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(bundles|\\.lab|\\.tap)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
