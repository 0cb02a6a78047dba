/**
 * Trials of programs that play no series, one ordinary play after the other, each on a stage of its
 * own: such a program cannot be told to begin anew, and may leave a network as nobody wants it.
 */
import { getEvents, type JournalEvent } from '../model/journal.ts';
import { playPlan } from '../run/play.ts';
import type { SeriesOptions, SeriesResult, SeriesTrial } from '../run/play-series.ts';

interface ForeignOptions extends SeriesOptions {
  root: string;
  stop: AbortSignal;
}

/** As playSeries; trouble with one play ends the turn, so that the caller can see to the box. */
export async function playOneByOne(
  trials: readonly SeriesTrial[],
  options: ForeignOptions,
): Promise<SeriesResult> {
  const join = makeJoiner();
  for (const [index, { number, plan }] of trials.entries()) {
    const left = trials.slice(index);
    if (options.stop.aborted) return { left, gaps: [] };
    const capture: Uint8Array[] = [];
    const writer = {
      addEvent() {},
      addFile(name: string, data: Uint8Array) {
        if (name === 'h1.pcap') capture.push(data);
      },
      settle() {},
      finish() {},
      addTrouble() {},
      failure: undefined,
    };
    const { events, trouble } = await playPlan(plan, { ...options, writer });
    const isBegun = getEvents(events, 'started').length > 0;
    if (trouble && !isBegun) return { left, gaps: [], trouble };
    const { moved, bytes } = join(events, Buffer.concat(capture));
    options.onCapture(bytes);
    options.onTrial({ number, plan, events: moved, because: trouble?.message ?? null });
    if (trouble) return { left: left.slice(1), gaps: [], trouble };
  }
  return { left: [], gaps: [] };
}

const fileHeaderBytes = 24;

/**
 * Puts captures behind each other as one file: the header once, and the numbers of frames and
 * connections counted on, as Wireshark counts them in the whole.
 */
function makeJoiner() {
  let [frames, streams] = [0, 0];
  let isBegun = false;
  return (events: readonly JournalEvent[], capture: Buffer) => {
    const moved = events.map((event) => {
      if (!('frame' in event)) return event;
      const frame = event.frame + frames;
      return 'stream' in event
        ? { ...event, frame, stream: event.stream + streams }
        : { ...event, frame };
    });
    const bytes = isBegun ? capture.subarray(fileHeaderBytes) : capture;
    if (capture.length >= fileHeaderBytes) {
      isBegun = true;
      frames += countRecords(capture);
      streams += new Set(events.flatMap((event) => ('stream' in event ? [event.stream] : []))).size;
    }
    return { moved, bytes };
  };
}

/** The records of a little-endian capture, as the stage writes it on every machine we run on. */
function countRecords(capture: Buffer): number {
  let count = 0;
  for (let at = fileHeaderBytes; at + 16 <= capture.length; count += 1) {
    at += 16 + capture.readUInt32LE(at + 8);
  }
  return count;
}
