/**
 * What waits to be sent to one client of a chat. The kernel takes bytes as fast as the client reads
 * them; what it does not take yet waits here, up to a bound. Three things keep memory small:
 *
 *  - past `behindCost` the client is behind, and its room stops reading whoever only speaks to
 *    clients that are behind (chat-room.ts);
 *  - past `lostCost` it is lost: others, who read faster, must not wait for it;
 *  - a client that is behind, or is to be closed, and takes nothing for the patience, is lost, too.
 *
 * The bytes themselves are shared by all outboxes that hold them.
 */
import type { Socket } from 'node:net';
import { endSocket } from './farewell.ts';

/** Costs are bytes, and for each entry what it costs Node beside its bytes. */
export const behindCost = 262_144;
export const lostCost = 16_777_216;
const entryCost = 256;
/** So many bytes are handed to the socket at a time: progress is seen for each. */
const blockBytes = 65_536;

export interface OutboxOwner {
  /** It fell behind, or caught up. */
  changed(): void;
  /** It will not catch up. The owner closes it or not; nothing is sent to it any more. */
  lost(): void;
}

export interface Outbox {
  readonly socket: Socket;
  readonly owner: OutboxOwner;
  readonly patienceMs: number;
  queue: Uint8Array[];
  cost: number;
  /** The socket has a block that the kernel did not take yet. */
  isBusy: boolean;
  isBehind: boolean;
  /** Open; no more is put in, and the socket ends when all is sent; or nothing is sent any more. */
  state: 'open' | 'closing' | 'over';
  patience: NodeJS.Timeout | null;
}

export function createOutbox(socket: Socket, patienceMs: number, owner: OutboxOwner): Outbox {
  const outbox: Outbox = {
    socket,
    owner,
    patienceMs,
    queue: [],
    cost: 0,
    isBusy: false,
    isBehind: false,
    state: 'open',
    patience: null,
  };
  socket.once('close', () => discard(outbox));
  return outbox;
}

/** Sends bytes behind all that waits. They must not be changed afterwards. */
export function putBytes(outbox: Outbox, bytes: Uint8Array): void {
  if (outbox.state !== 'open' || bytes.length === 0) return;
  outbox.queue.push(bytes);
  outbox.cost += bytes.length + entryCost;
  if (outbox.cost > lostCost) {
    discard(outbox);
    outbox.owner.lost();
    return;
  }
  if (!outbox.isBusy) {
    // Soon: what else is heard in the same turn, of this client or others, goes with it.
    outbox.isBusy = true;
    setImmediate(sendBlock, outbox);
  }
  noteProgress(outbox);
}

/** Sends what still waits, then ends our side of the connection. */
export function closeOutbox(outbox: Outbox): void {
  if (outbox.state !== 'open') return;
  if (outbox.socket.destroyed) {
    discard(outbox);
    return;
  }
  outbox.state = 'closing';
  noteProgress(outbox);
  if (!outbox.isBusy) endOutbox(outbox);
}

function sendBlock(outbox: Outbox): void {
  if (outbox.state === 'over') return;
  const block: Uint8Array[] = [];
  let bytes = 0;
  for (const entry of outbox.queue) {
    block.push(entry);
    bytes += entry.length;
    if (bytes >= blockBytes) break;
  }
  const cost = bytes + block.length * entryCost;
  outbox.queue = outbox.queue.slice(block.length);
  const [only] = block;
  const joined = block.length === 1 && only !== undefined ? only : Buffer.concat(block, bytes);
  outbox.socket.write(joined, (error) => {
    if (error || outbox.state === 'over') return;
    outbox.cost -= cost;
    outbox.patience?.refresh();
    outbox.isBusy = outbox.queue.length > 0;
    if (outbox.isBusy) sendBlock(outbox);
    else if (outbox.state === 'closing') endOutbox(outbox);
    noteProgress(outbox);
  });
}

/** Says to the owner whether the client is behind, and runs the clock while that matters. */
function noteProgress(outbox: Outbox): void {
  const { cost, owner, patienceMs, socket } = outbox;
  if (outbox.state === 'over') return;
  const isBehind = cost > behindCost;
  if (isBehind || outbox.state === 'closing') {
    outbox.patience ??= setTimeout(() => {
      const wasOpen = outbox.state === 'open';
      discard(outbox);
      if (wasOpen) owner.lost();
      else socket.destroy();
    }, patienceMs);
  } else if (outbox.patience !== null) {
    clearTimeout(outbox.patience);
    outbox.patience = null;
  }
  if (isBehind === outbox.isBehind) return;
  outbox.isBehind = isBehind;
  owner.changed();
}

function endOutbox(outbox: Outbox): void {
  discard(outbox);
  endSocket(outbox.socket, '', () => {});
}

function discard(outbox: Outbox): void {
  outbox.state = 'over';
  outbox.queue = [];
  outbox.cost = 0;
  if (outbox.patience !== null) clearTimeout(outbox.patience);
  outbox.patience = null;
}
