/** Checks that are asked together, wherever a play is put together: scenarios, sweep, grade. */

/** What every play of right programs shows, whatever the order, and whether they go on or end. */
export const playChecks: readonly string[] = [
  'handshake',
  'client-spoke-first',
  'accepted-before-received',
  'both-told-same',
  'exact-text',
  'printed-all',
  'ran-on-mininet',
];

/** Those that fail where a play was over too early for a busy machine. */
export const deadlineChecks: readonly string[] = ['nobody-hangs'];

/** What is judged on the source of the programs: no timing changes it. */
export const sourceChecks: readonly string[] = ['explains-threads', 'well-documented'];

/** What holds whatever happens, also for programs whose partner was ended or cut off. */
export const faultChecks: readonly string[] = ['no-wrong-verdict', 'nobody-hangs'];
