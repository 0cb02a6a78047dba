/** Where an SSH box is: `ssh://user@host:port`, read from a flag. Pure; open.ts hands it on. */
import { LabError } from '../model/errors.ts';

export interface BoxAddress {
  /** Absent: the user who runs the lab. */
  user?: string;
  /** A name or an address; an IPv6 address without its brackets. */
  host: string;
  /** 22 if none was given (RFC 4253, 4). */
  port: number;
}

const shape = /^ssh:\/\/(?:([^@/]*)@)?(\[[^\]/]*\]|[^:@/[\]]+)(?::([^/]*))?\/?$/;
const hostName = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_.])?$/;
const ipv6 = /^(?=.*:)[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?$/;

/** Reads `ssh://user@host:port`; LabError FLAG_WRONG says what is wrong with it. */
export function parseBoxAddress(text: string): BoxAddress {
  const match = shape.exec(text);
  if (match === null) throw refuse(text, 'it is not of the form ssh://user@host:port');
  const [, user, rawHost = '', rawPort] = match;
  const host = rawHost.startsWith('[') ? rawHost.slice(1, -1) : rawHost;
  if (!(rawHost.startsWith('[') ? ipv6 : hostName).test(host)) {
    throw refuse(text, `${JSON.stringify(host)} is no host name and no address`);
  }
  const port = rawPort === undefined ? 22 : Number(rawPort);
  if (rawPort !== undefined && (!/^[0-9]{1,5}$/.test(rawPort) || port < 1 || port > 65_535)) {
    throw refuse(text, `the port ${JSON.stringify(rawPort)} is not a number from 1 to 65535`);
  }
  if (user === undefined) return { host, port };
  // The text is not shown here: what follows the colon would be a secret.
  if (user.includes(':')) throw refuse('ssh://user:…@…', 'the lab takes no password, only keys');
  if (!/^[^\s%]+$/.test(user)) throw refuse(text, 'the user name is empty or not plain');
  return { user, host, port };
}

/** Whether an address names its port; without one the user's SSH configuration may. */
export function namesPort(text: string): boolean {
  return shape.exec(text)?.[3] !== undefined;
}

/** The same address in words for messages: `host port 22`. */
export function describeAddress(address: BoxAddress): string {
  return `${address.host} port ${address.port}`;
}

function refuse(text: string, because: string): LabError {
  return new LabError('FLAG_WRONG', `The box ${JSON.stringify(text)} is not valid: ${because}.`, {
    hint: 'Write it as ssh://user@host:port, an IPv6 address in brackets: ssh://root@[::1]:22.',
  });
}
