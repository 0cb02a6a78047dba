/** A command in a file of the user's: a line for sh, which quotes a path with spaces in it. */
import * as z from 'zod';

export const commandSchema = z.string().regex(/\S/, 'a command is not empty');
