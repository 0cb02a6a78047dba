/**
 * One of several parts of a whole that are played apart, on other machines or at other times: 2/5.
 * What is dealt out is in an order that does not depend on the machine, so that each part knows
 * which are its own, and no two have the same.
 */
import * as z from 'zod';

export const shardSchema = z.object({ index: z.int().positive(), of: z.int().positive() });
/** The number of the part, from 1, and how many there are. */
export type Shard = z.infer<typeof shardSchema>;

/** All of it, in one part. */
export const wholeShard: Shard = { index: 1, of: 1 };

/** "2/5", as --shard takes it. */
export function formatShard({ index, of }: Shard): string {
  return `${index}/${of}`;
}

/** Reads "2/5"; undefined for what is none. */
export function parseShard(text: string): Shard | undefined {
  const [, index = '', of = ''] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  return shard.index >= 1 && shard.index <= shard.of ? shard : undefined;
}

/** Every nth of a list: parts are of one size, but for one that some have more. */
export function dealShard<Item>(all: readonly Item[], { index, of }: Shard): Item[] {
  return all.filter((_, at) => at % of === index - 1);
}
