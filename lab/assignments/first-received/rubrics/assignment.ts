/**
 * The rubric of assignment.txt: ten criteria of ten points and three of extra credit, in the
 * assignment's own words.
 */
import type { Rubric } from '../../../model/rubric.ts';

const points = 10;
const extra = false;

export const assignment: Rubric = {
  name: 'assignment',
  title: 'Assignment #2',
  criteria: [
    {
      id: 1,
      title: 'TCP, with a connection first',
      points,
      checks: ['handshake'],
      review: false,
      extra,
      quote:
        'You must use TCP sockets; you will need to establish a connection first, since it ' +
        'is a connection oriented protocol.',
    },
    {
      id: 2,
      title: 'Clients begin, with their messages',
      points,
      checks: ['client-spoke-first'],
      review: false,
      extra,
      quote: 'Clients must initiate the connection by sending their messages to the server.',
    },
    {
      id: 3,
      title: 'Server establishes which came first',
      points,
      checks: ['order-follows-wire'],
      review: false,
      extra,
      quote:
        'Server receives messages from both clients and establishes which message it ' +
        'received first.',
    },
    {
      id: 4,
      title: 'Both clients are told which',
      points,
      checks: ['both-told-same'],
      review: false,
      extra,
      quote:
        'Server sends acknowledgements to both clients stating which message was received ' +
        'first.',
    },
    {
      id: 5,
      title: 'Both accepted before either received',
      points,
      checks: ['accepted-before-received'],
      review: false,
      extra,
      quote:
        'The server must accept connections from both clients first before receiving the ' +
        'messages from either client.',
    },
    {
      id: 6,
      title: 'Response in order of receipt',
      points,
      checks: ['order-follows-wire', 'exact-text'],
      review: false,
      extra,
      quote:
        'The response string from Server to Clients (“X: Alice received before Y: Bob”, or ' +
        '“Y: Bob received before X: Alice”) must be in the order the messages from Client X ' +
        'or Client Y are received and NOT the order in which the clients X and Y connected ' +
        'to the server.',
    },
    {
      id: 7,
      title: 'Both sides print all',
      points,
      checks: ['printed-all'],
      review: false,
      extra,
      quote:
        'Your program should print out the messages sent by the client at both the client ' +
        'and server and vice versa for messages sent by the server.',
    },
    {
      id: 8,
      title: 'Run on Mininet',
      points,
      checks: ['ran-on-mininet'],
      review: false,
      extra,
      quote: 'Execute your programs on your mininet virtual machine.',
    },
    {
      id: 9,
      // The threshold is leastWords of lab/checkers/read-explanation.ts.
      title: 'Says why threads (a reason in 8 words)',
      points,
      checks: ['explains-threads'],
      review: true,
      extra,
      quote:
        'At the top of your server code, in a comment explain why you need multithreading to ' +
        'solve this problem.',
    },
    {
      id: 10,
      // The threshold is leastShare of lab/checkers/well-documented.ts.
      title: 'Well documented (60 % of functions)',
      points,
      checks: ['well-documented'],
      review: true,
      extra,
      quote: 'Program must be well documented.',
    },
    {
      id: 11,
      title: 'Chat, only through the server',
      points,
      checks: ['chat-only-through-server', 'chat-relayed-in-order'],
      review: false,
      extra: true,
      quote:
        'Clients X and Y can only chat through the server. For example, every message that ' +
        'client X sends to the server, the server relays to client Y and vice versa.',
    },
    {
      id: 12,
      title: 'Bye is relayed and ends the chat',
      points: 5,
      checks: ['chat-bye-relayed', 'chat-both-closed'],
      review: false,
      extra: true,
      quote:
        'When a client (say X) wants to exit the chat service it sends a “Bye” message. When a ' +
        'server sees a “Bye” message, it relays this message to Y and then terminates the ' +
        'connection to both clients.',
    },
    {
      id: 13,
      title: 'Typed, sent and received lines show',
      points: 5,
      checks: ['chat-printed-all'],
      review: false,
      extra: true,
      quote:
        'Each client (say X) should output the messages sent by it and those received from Y. ' +
        'As this is a chat service the number/content of messages exchanged is not fixed. So ' +
        'your clients should have the capability to accept inputs (which are the content of ' +
        'the messages) from the keyboard.',
    },
  ],
};
