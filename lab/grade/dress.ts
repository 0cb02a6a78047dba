/**
 * From how a submission is run to what is given on the hosts: within the walls, with redirections
 * where its programs were written for another network, and with names that lead to the server.
 */
import type { Assignment } from '../model/assignment.ts';
import { type Conclusion, listClientRoles, listRoles } from '../model/submission.ts';
import { type Adaption, findAdaption, type Network, redirectLine, replaceHosts } from './adapt.ts';
import { listNames } from './find-hosts.ts';
import { type FoundFile, getTexts } from './read-folder.ts';
import { hostName } from './sandbox.ts';
import { markLine } from './set-up.ts';
import type { Walls } from './walls.ts';

/** The addresses on the topology xy: h1 has the server, and the clients' hosts follow. */
const serverAddress = '10.0.0.1';

function getNetwork(conclusion: Conclusion): Network {
  const others = listClientRoles(conclusion).map((_, index) => `10.0.0.${index + 2}`);
  return { host: serverAddress, others, name: hostName };
}

/** The roles that were written for another network, each with what helps. */
export function findAdapted(conclusion: Conclusion, files: readonly FoundFile[]): Adaption[] {
  const { submission, sources } = conclusion;
  const texts = getTexts(files);
  const network = getNetwork(conclusion);
  return listRoles(conclusion).flatMap((role) => {
    if (submission[role] === undefined) return [];
    const typed = role === 'server' ? [] : (submission.type?.[role] ?? []);
    const given = [submission[role], ...typed].join('\n');
    const paths = sources[role] ?? [];
    return findAdaption(role, { paths, files: texts, given, network }) ?? [];
  });
}

/** A source with hosts in it that no redirection and no name can lead to the server. */
export function adaptFile(
  file: FoundFile,
  adapted: readonly Adaption[],
  { sources }: Conclusion,
): FoundFile {
  const of = adapted.filter(({ role }) => sources[role]?.includes(file.path));
  const bytes = of.reduce((all, { replaced }) => replaceHosts(all, replaced), file.bytes);
  return { ...file, bytes };
}

/** Names lead to the server, whatever its author called it. */
export function writeHosts(
  sources: readonly Conclusion['sources'][],
  files: readonly FoundFile[],
  adapted: readonly Adaption[],
): string {
  const paths = sources.flatMap((one) => Object.values(one).flatMap((some) => some ?? []));
  const found = [...adapted.flatMap(({ names }) => names), ...listNames(paths, getTexts(files))];
  const names = [...new Set(found)].filter((name) => !/^(?:localhost|[\d.]+)$/i.test(name));
  const lines = names.map((name) => `${serverAddress} ${name}\n`);
  return `127.0.0.1 localhost\n${serverAddress} ${hostName}\n${lines.join('')}`;
}

/** The commands as they are given on the hosts: with redirections, and within walls. */
export function dressAll(
  conclusion: Conclusion,
  dress: {
    folder: string;
    hosts: string;
    walls: Walls | undefined;
    adapted: readonly Adaption[];
    assignment: Assignment;
    runtimes: readonly string[];
  },
): Conclusion {
  const { folder, hosts, walls, adapted, assignment, runtimes } = dress;
  const submission = { ...conclusion.submission };
  const port = submission.port ?? assignment.port;
  // Where TCP is asked somebody may speak UDP all the same.
  const transport = assignment.discover?.transport === 'udp' ? ('udp' as const) : undefined;
  const [neighbour] = getNetwork(conclusion).others;
  const redirected = {
    ...{ host: serverAddress, port },
    ...(transport && { transport }),
    ...(neighbour !== undefined && { neighbour }),
  };
  const places = { folder, hosts, runtimes, writes: conclusion.writes === true };
  for (const role of listRoles(conclusion)) {
    const command = submission[role];
    if (command === undefined) continue;
    const adaption = adapted.find((one) => one.role === role && one.isRedirected);
    const before = adaption ? redirectLine(role, { ...redirected, bound: adaption.bound }) : '';
    submission[role] =
      walls?.wrapLine(command, { ...places, role, before }) ?? markLine(command, before);
  }
  return { ...conclusion, submission };
}
