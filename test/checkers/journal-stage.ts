/** The part of a literal journal that stage and kernel say of the play itself: the same in all. */
import type { JournalEvent } from '../../lab/model/journal.ts';
import { isEarlyLeaver, type Plan } from '../../lab/model/plan.ts';

export function toNs(ms: number): number {
  return Math.round(ms * 1e6);
}

/** The environment, the listener, the threads, and how every program ended. */
export function makeStage(plan: Plan, endMs: number): JournalEvent[] {
  const roles = ['server', ...plan.clients.map(({ role }) => role)];
  const kernel = { witness: 'kernel' as const };
  const sampled = (atMs: number) => ({ ...kernel, atNs: toNs(atMs), previousAtNs: toNs(atMs - 2) });
  const count = plan.clients.length;
  return [
    {
      witness: 'stage',
      kind: 'environment',
      atNs: toNs(-200),
      mininet: '2.3.0',
      kernel: '6.1.0',
      python: '3.11.2',
      switchKind: plan.switch,
      stageNetns: 'net:[1000]',
      hosts: roles.map((role, index) => ({
        name: `h${index + 1}`,
        role,
        netns: `net:[${1001 + index}]`,
        interface: `h${index + 1}-eth0`,
        addresses: [`10.0.0.${index + 1}`],
      })),
    },
    { ...sampled(-18.7), kind: 'listener', local: '10.0.0.1:12000', open: true },
    { ...sampled(-18.7), kind: 'threads', role: 'server', threads: 1, processes: 1 },
    { ...sampled(endMs - 20), kind: 'threads', role: 'server', threads: 1 + count, processes: 1 },
    { ...sampled(endMs + 30), kind: 'sampling', samples: 900, longestGapNs: 2_400_000 },
    ...roles.map(
      (role): JournalEvent => ({
        witness: 'stage',
        kind: 'exited',
        atNs: toNs(endMs + 1),
        role,
        status:
          plan.clients.some((one) => one.role !== role && isEarlyLeaver(one)) && role === 'Y'
            ? 1
            : 0,
        signal: null,
        byStage: false,
      }),
    ),
    ...roles.map(
      (role): JournalEvent => ({
        witness: 'stage',
        kind: 'source',
        atNs: toNs(endMs + 40),
        role,
        files: [{ path: `${role}.py`, text: goodSource }],
      }),
    ),
  ];
}

/** A program that says what threads are for, and what each function does. */
export const goodSource = `#!/usr/bin/env python3
"""Receives from two clients at the same time.

Multithreading is needed because a blocking recv() on one client would keep the
server from noticing that the other one spoke first.
"""
import socket
import threading

def serve(connection):
    """Reads the message of one client."""
    return connection.recv(1024)

# Waits for both clients.
def main():
    pass
`;
