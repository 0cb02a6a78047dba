/** What the server of an instructor's page answers, and how it reads what is sent to it. */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import { usualHeaders } from './guard.ts';

/** A request that is refused: the status says why, and `told` does where a person may mend it. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, told?: string) {
    super(told ?? STATUS_CODES[status]);
    this.status = status;
  }
}

export function answer(
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  headers: OutgoingHttpHeaders,
): void {
  const bytes = Buffer.from(body);
  const length = { 'Content-Length': bytes.byteLength };
  response.writeHead(status, { ...usualHeaders, ...length, ...headers });
  // Node leaves the body out where HEAD was asked.
  response.end(bytes);
}

export function answerRefusal(response: ServerResponse, { status, message }: Refusal): void {
  if (response.headersSent) return void response.destroy();
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' };
  answer(response, status, message, headers);
}

/** A reason may be long; a book is none. */
const mostBytes = 128 * 1024;

/** Throws Refusal for what is no JSON, or too long. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') throw new Refusal(415);
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.byteLength;
    if (length > mostBytes) throw new Refusal(413);
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw new Refusal(400);
  }
}
