import { launchPostgres } from '../launch.ts';

// A small server of its own for the tests: launches on the folder it is given, says so in one line, and holds
// the database until it is told to end, or killed.
const [dataDir = '', socketDir] = process.argv.slice(2);
const server = await launchPostgres({
  dataDir,
  ...(socketDir === undefined ? {} : { socketDir }),
  roles: { owner: 'fengni_owner', runtime: 'fengni_runtime' },
  log: (line) => process.stderr.write(`${line}\n`),
});
process.once('SIGTERM', () => void server.stop());
const { pid, account, socketDir: folder } = server;
process.stdout.write(`${JSON.stringify({ pid, account, socketDir: folder })}\n`);
