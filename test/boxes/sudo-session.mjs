// For tests: what a person at a terminal sees of a box whose sudo asks (sudo-session.ts).
if (!process.features.typescript) (await import('tsx/esm/api')).register();
const { runSession } = await import('./sudo-session.ts');
await runSession(process.argv[2]);
