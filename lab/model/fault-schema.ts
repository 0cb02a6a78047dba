/**
 * A fault as plans and journals hold it. Apart from its words: whoever reads flags needs those, and
 * loading zod would cost `--help` a third of its time.
 */
import * as z from 'zod';
import { faultNames } from './fault.ts';

/** A fault as a plan holds it: the sentence, and what it says. */
export const faultSchema = z.object({
  /** The sentence, as formatFault writes it. */
  text: z.string(),
  do: z.enum(faultNames),
  /** `server` or a client's letter. */
  who: z.string(),
  /** One direction of the link only. */
  direction: z.enum(['to', 'from']).optional(),
  /** In the kind's unit. */
  value: z.number().optional(),
  atMs: z.number(),
  forMs: z.number().optional(),
});
export type Fault = z.infer<typeof faultSchema>;
