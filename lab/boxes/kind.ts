/** What zx lab/box.mjs asks of a kind of box: one file beside this implements it for each. */

/** What a kind of box can be told to do; each gives the command's exit code. */
export interface BoxKind {
  up(): Promise<number>;
  down(): Promise<number>;
  /** A shell, or the command given. */
  ssh(command: readonly string[]): Promise<number>;
  /** One line for `list`. */
  describe(): Promise<string>;
  /** Makes what the box is started from; only some kinds have it. */
  build?(): Promise<number>;
}
