/** A sweep of a server that hangs: each trial has its end and its reason. */
import t from 'tap';
import { slowMachineMs } from './lab-command.ts';
import { sweepForeign } from './sweep-foreign.ts';

t.setTimeout(slowMachineMs);
t.test('a server that hangs', (t) => sweepForeign(t, 'hangs'));
