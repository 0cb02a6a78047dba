/**
 * Who may ask what of the server of an instructor's page: only who knows its address, which holds a
 * token; only under a name of this machine, so that no page of somebody else comes here by a name
 * that it had lead here (DNS rebinding); and changes only from the page itself (RFC 6454, 7).
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** 192 bits, in letters that an address may have. */
export function makeToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Takes as long whatever is wrong with it. */
export function isToken(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

/** Whatever port: it may be another one at the end of a tunnel (`ssh -L`). */
const ownHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/;

export function isOwnHost({ headers }: IncomingMessage): boolean {
  return ownHost.test(headers.host ?? '');
}

/** Whether a change was asked for by a page that came from here. */
export function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return isOwnHost(request) && origin === `http://${host}`;
}

/** Nobody keeps a copy, guesses a type, tells the address elsewhere, or has it in a frame. */
export const usualHeaders: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
};

/**
 * For a submission's page, which shows what a program of a stranger printed: an origin of its own,
 * that can read nothing here and ask for nothing, and no script but the one that the page names by
 * its hash. The lab writes that before any text of others.
 */
export function getPagePolicy(html: string): string {
  const head = html.slice(0, 1_000);
  const [, script = "'none'"] = /script-src ('sha256-[\w+/=]+')/.exec(head) ?? [];
  return [
    ...['sandbox allow-scripts', "default-src 'none'", "style-src 'unsafe-inline'"],
    ...[`script-src ${script}`, "base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'"],
  ].join('; ');
}
