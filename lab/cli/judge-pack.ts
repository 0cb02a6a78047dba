/** What a thread that judges packs loads: no flags, no colours, nothing that a verb needs. */
export { judgePack } from '../sweep/judge-stored.ts';
