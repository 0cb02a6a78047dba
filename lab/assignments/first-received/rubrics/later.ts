/**
 * The rubric of a later year of the same course: the server names the clients by order of
 * connection and greets them, and they wait for it; so the clients do not begin. Its text is not
 * fixed to the letter. Points as in the assignment's own.
 */
import type { Rubric } from '../../../model/rubric.ts';
import { assignment } from './assignment.ts';

const greeting: Rubric['criteria'][number] = {
  id: 2,
  title: 'Server greets clients, by order of connection',
  points: 10,
  checks: ['greets-clients'],
  review: false,
  extra: false,
  quote: 'The server names the clients by the order of their connections, and greets them.',
};

export const later: Rubric = {
  name: 'later',
  title: 'Assignment #2, later years',
  text: 'loose',
  criteria: assignment.criteria.map((criterion) =>
    criterion.id === greeting.id ? greeting : criterion,
  ),
};
