/** How one program of a submission is made and started. */
export interface BuiltProgram {
  /** What starts it, without arguments. */
  command: string;
  /** What makes it; absent where it is run as it is. */
  build?: string;
  /** What must be there. */
  needs: string[];
  because: string;
}
