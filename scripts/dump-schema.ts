// Writes schema.sql from the catalogue of a fresh database: `node scripts/dump-schema.ts`.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeSchema, schemaFile, writeSchemaFile } from '../packages/kernel/src/db/describe-schema.ts';
import { launchPostgres } from '../packages/kernel/src/db/embedded/launch.ts';
import { migrate } from '../packages/kernel/src/db/migrate.ts';
import { withClient } from '../packages/kernel/src/db/pool.ts';

const roles = { owner: 'fengni_owner', runtime: 'fengni_runtime' };
const folder = await mkdtemp(path.join(tmpdir(), 'fengni-schema-'));
// as root the database runs under an account of its own, which must get in
await chmod(folder, 0o711);
try {
  const postgres = await launchPostgres({ dataDir: path.join(folder, 'data'), roles });
  try {
    const owner = postgres.connection('owner', 'postgres');
    await migrate(owner, { runtime: { role: roles.runtime } });
    await writeSchemaFile(await withClient(owner, describeSchema));
    process.stdout.write(`${schemaFile} is written.\n`);
  } finally {
    await postgres.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
