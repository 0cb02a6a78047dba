/**
 * Notices that files changed, for --watch. Folders are watched, not files: an editor that saves by
 * renaming a new file over the old one is seen, too (fs.watch, inotify(7)). What counts is what is
 * in the files: a save that changes nothing is no change. Nothing sleeps: the files are read again
 * until no more events came while they were read, so a save in several steps is one change. Most
 * editors empty a file, or put it aside, before they write it anew: what is empty or gone is looked
 * at again with the next event, which then is on its way.
 */
import { createHash } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export interface Watched {
  /** Folders of which every file counts, with all that are in them. */
  folders: readonly string[];
  /** Single files. */
  files: readonly string[];
}

/** What is empty or gone for longer is so because somebody wants it. */
const rewriteMs = 250;

/** Watches files until it is closed. */
export class FileWatcher {
  readonly #watchers = new Map<string, FSWatcher>();
  #watched: Watched = { folders: [], files: [] };
  #known = new Map<string, string>();
  #events = 0;
  #wake = () => {};

  /** Says what is to be watched from now on; what is in new files now is no change. */
  async setWatched(watched: Watched): Promise<void> {
    this.#watched = watched;
    const now = await this.#read();
    for (const [file, content] of now) {
      if (!this.#known.has(file)) this.#known.set(file, content);
    }
    for (const file of this.#known.keys()) if (!now.has(file)) this.#known.delete(file);
  }

  /** The paths of what has changed since it was told last; waits until something has. */
  async waitForChange(): Promise<string[]> {
    for (;;) {
      const before = this.#events;
      const now = await this.#read();
      if (this.#events !== before) continue; // Somebody is still writing.
      const changed = [...new Set([...now.keys(), ...this.#known.keys()])].filter(
        (file) => now.get(file) !== this.#known.get(file),
      );
      const isWritten = changed.every((file) => (now.get(file) ?? '') !== '');
      if (changed.length > 0 && (isWritten || !(await this.#waitForEvent(before, rewriteMs)))) {
        this.#known = now;
        return changed.sort();
      }
      if (changed.length === 0) await this.#waitForEvent(before);
    }
  }

  /** Waits for an event after the first `before`; tells whether one came within the limit. */
  async #waitForEvent(before: number, limitMs?: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#events !== before) resolve();
      if (limitMs !== undefined) timer = setTimeout(resolve, limitMs);
    });
    clearTimeout(timer);
    // Where this process was held up, the event may lie there unseen: it is polled for once more.
    await new Promise((resolve) => setImmediate(resolve));
    return this.#events !== before;
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
    this.#wake();
  }

  /** The hash of every watched file; one that is empty or cannot be read has an empty one. */
  async #read(): Promise<Map<string, string>> {
    const files = new Set(this.#watched.files);
    const places = new Set(this.#watched.files.map((file) => path.dirname(file)));
    for (const folder of this.#watched.folders) {
      places.add(folder);
      // Folders are listed anew each time: one that is new is watched from now on.
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
        () => [],
      );
      for (const entry of entries) {
        const whole = path.join(entry.parentPath ?? entry.path, entry.name);
        if (entry.isDirectory()) places.add(whole);
        else files.add(whole);
      }
    }
    this.#follow(places);
    const read = async (file: string) => {
      const content = await readFile(file).catch(() => undefined);
      return [
        file,
        content?.length ? createHash('sha256').update(content).digest('hex') : '',
      ] as const;
    };
    return new Map(await Promise.all([...files].map(read)));
  }

  #follow(places: ReadonlySet<string>): void {
    for (const [place, watcher] of this.#watchers) {
      if (places.has(place)) continue;
      watcher.close();
      this.#watchers.delete(place);
    }
    for (const place of places) if (!this.#watchers.has(place)) this.#open(place);
  }

  #open(place: string): void {
    const note = () => {
      this.#events += 1;
      this.#wake();
    };
    try {
      const watcher = watch(place, note);
      const drop = () => {
        if (this.#watchers.get(place) === watcher) this.#watchers.delete(place);
        watcher.close();
        note();
      };
      watcher.on('error', drop);
      this.#watchers.set(place, watcher);
      // A change between the last look and now had nobody who noted it.
      this.#events += 1;
    } catch {
      // It is not there (yet); the folder above it, if it is watched, tells when it is.
    }
  }
}
