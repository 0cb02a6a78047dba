/** Who made a thing on this machine, for the rooms that know no boxes. */
export { getOwnerMark, isAbandoned } from '../boxes/owner.ts';
