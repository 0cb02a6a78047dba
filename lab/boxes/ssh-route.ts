/**
 * The way to an SSH box: the host itself, and before it the hosts through which the user's own SSH
 * configuration reaches it (ProxyJump, ssh_config(5)). Each is verified by its own host key.
 */
import os from 'node:os';
import { LabError } from '../model/errors.ts';
import { type BoxAddress, namesPort, parseBoxAddress } from './address.ts';
import { hasAuthority, type TrustOptions } from './host-key-store.ts';
import { findCertificate } from './ssh-certificates.ts';
import { type AskedHost, readSshSettings, type SshSettings } from './ssh-config.ts';
import type { IdentityOptions } from './ssh-keys.ts';

export interface SshOptions extends TrustOptions, IdentityOptions {
  /** How long connecting and authenticating may take for each host, in ms. Default 20,000. */
  readyLimitMs?: number;
  /** How often the host is asked whether it is there, in ms. Default 6,000; the fourth silence in
   * a row is the end of the connection. */
  keepaliveMs?: number;
  /** Follow the user's own SSH configuration (`ssh -G`); what these options say wins. */
  userConfig?: boolean;
  /** What messages call the box; default: its address. */
  label?: string;
}

/** One host on the way. */
export interface Hop {
  /** As messages call it. */
  name: string;
  address: BoxAddress;
  username: string;
  options: SshOptions;
  /** As it was named, and whether the user's configuration says more of it. */
  asked?: AskedHost & { hasConfig: boolean };
  /** Why only the ssh program can connect to it; absent where ssh2 can. */
  programOnly?: string;
  /** A store says that an authority signs its host keys. */
  hasAuthority?: boolean;
}

/** So many hosts nobody has between them and a box; a circle of ProxyJumps has. */
const mostHops = 8;

/** The hops to `ssh://user@host:port`, the box last. Throws as parseBoxAddress, readSshSettings. */
export async function planRoute(
  addressed: string,
  { label = addressed, ...options }: SshOptions,
): Promise<Hop[]> {
  const { host, user, port } = parseBoxAddress(addressed);
  const asked = {
    host,
    ...(user !== undefined && { user }),
    ...(namesPort(addressed) && { port }),
  };
  return planHops(label, asked, options);
}

async function planHops(
  name: string,
  asked: AskedHost,
  options: SshOptions,
  depth = 1,
): Promise<Hop[]> {
  const settings = options.userConfig === true ? await readSshSettings(asked) : undefined;
  if (settings === undefined) return [await markHop(makePlainHop(name, asked, options))];
  const hop = await markHop(
    { ...makeHop(name, settings, options), asked: { ...asked, hasConfig: true } },
    settings.programOnly,
  );
  // The first jump may itself lie behind others; of the rest the way is given.
  const { jumps } = settings;
  if (depth + jumps.length > mostHops) {
    const message = `The way to ${name} leads through more than ${mostHops} hosts.`;
    throw new LabError('BOX_UNREACHABLE', message, {
      hint: 'See whether ProxyJump goes in a circle in your SSH configuration.',
    });
  }
  // What is known of the box's own key says nothing of other hosts.
  const { hostKey: _ofBox, ...ofJumps } = options;
  const before: Hop[] = [];
  for (const [index, jump] of jumps.entries()) {
    const plan = await planJump(jump, { ...ofJumps, name, depth: depth + jumps.length });
    before.push(...(index === 0 ? plan : plan.slice(-1)));
  }
  return [...before, hop];
}

async function planJump(
  text: string,
  { name, depth, ...options }: SshOptions & { name: string; depth: number },
): Promise<Hop[]> {
  const jumpName = text.startsWith('ssh://') ? text : `ssh://${text}`;
  const { host, user, port } = parseBoxAddress(jumpName);
  const asked = {
    host,
    ...(user !== undefined && { user }),
    ...(namesPort(jumpName) && { port }),
  };
  return planHops(`${jumpName} on the way to ${name}`, asked, options, depth);
}

/**
 * Certificates, of hosts and of users, are for the ssh program: ssh2 has neither. A key that is
 * given for a host, as Vagrant and our own image do, needs none.
 */
async function markHop(hop: Hop, words: readonly string[] = []): Promise<Hop> {
  const { options, address } = hop;
  if (options.hostKey !== undefined) return hop;
  const certificate = await findCertificate(options);
  const isSigned = await hasAuthority(address, options);
  const reasons = [
    ...words,
    ...(certificate === undefined ? [] : [certificate]),
    ...(isSigned ? ['@cert-authority in known_hosts'] : []),
  ];
  if (reasons.length === 0) return hop;
  return { ...hop, programOnly: reasons.join(', '), hasAuthority: isSigned };
}

function makePlainHop(name: string, { host, user, port = 22 }: AskedHost, options: SshOptions) {
  const username = user ?? (process.env.USER || os.userInfo().username);
  return { name, address: { host, port }, username, options };
}

function makeHop(name: string, settings: SshSettings, options: SshOptions): Hop {
  const { host, port, user, identityFiles, identityAgent, hostKeyAlias } = settings;
  return {
    name,
    address: { host, port },
    username: user,
    options: {
      ...(identityFiles.length > 0 && { identityFiles }),
      ...(identityAgent !== undefined && { identityAgent }),
      ...(hostKeyAlias !== undefined && { hostKeyAlias }),
      userKnownHostsPath: settings.knownHostsPaths,
      identitiesOnly: settings.identitiesOnly,
      ...options,
      strict: options.strict === true || settings.strict,
    },
  };
}
