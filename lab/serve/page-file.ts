/** Reads the page of a submission: a file of the class's own folder, and nothing that leads out. */
import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import path from 'node:path';

/** `page` is one that the class's page links. Undefined where it is no plain file there. */
export async function readPageFile(folder: string, page: string): Promise<string | undefined> {
  const file = path.join(folder, page);
  try {
    // A folder on the way may be a link; the last part is refused by O_NOFOLLOW (open(2)).
    const real = path.join(await realpath(folder), page);
    if ((await realpath(path.dirname(file))) !== path.dirname(real)) return undefined;
    const handle = await open(
      real,
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    try {
      return (await handle.stat()).isFile() ? await handle.readFile('utf8') : undefined;
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}
