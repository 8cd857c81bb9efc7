import { createHash } from 'node:crypto';
import multipart from '@fastify/multipart';
import { openWorkbook } from '@fengni/inspect/open-workbook';
import { decide } from '@fengni/kernel/access/policy';
import { type Query, defineQuery } from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { runQuery } from '@fengni/kernel/command/run-query';
import { z } from 'zod';
import type { ModuleRouteDeps } from '../../http/app.ts';
import { readUpload } from '../../http/read-upload.ts';
import type { HttpServer } from '../../http/server-type.ts';
import { CatalogueFileForm, type CatalogueFilePlan } from './contract.ts';
import { cataloguePolicy } from './policy.ts';
import { readTable } from './read-table.ts';
import { db, refuse, requireScheme } from './store.ts';

/** Largest table of a catalogue. */
export const catalogueFileBytesMax = 8 * 1024 * 1024;
const formBytesMax = 64 * 1024;

const Named = z.array(z.object({ id: z.string(), name: z.string() }));
const Owners = z.object({ units: Named, posts: Named });

/** Whether the caller may bring a table to this unit, and whom its rows can name as owners. */
const mayImport = defineQuery({
  name: 'catalogue.mayImport',
  title: { zh: '核对导入目录的权限', en: 'Check who may import a list' },
  input: CatalogueFileForm,
  output: Owners,
  rule: cataloguePolicy['catalogue.keep'],
  async run(tx, { input, actor }) {
    requireScheme(input.scheme);
    const unit = await tx.readOne(db.selectFrom('unit').select('path').where('id', '=', input.unitId));
    if (unit === undefined) throw refuseKernel('not.found');
    const rule = cataloguePolicy[input.kind === 'matters' ? 'catalogue.keep' : 'scope-catalogue.keep'];
    if (!decide(rule, actor, undefined, unit.path).ok)
      throw refuseKernel('not.permitted', { who: rule.duties.join(', ') });
    const units = await tx.readSql<{ id: string; name: string }>(
      'select id, name from unit where path <@ $1::ltree and ended_on is null order by path limit 2000',
      [unit.path],
    );
    const posts = await tx.readSql<{ id: string; name: string }>(
      `select p.id, p.name from post p join unit u on u.id = p.unit_id
       where u.path <@ $1::ltree and p.ended_on is null order by p.name, p.id limit 5000`,
      [unit.path],
    );
    return { units, posts };
  },
});

export const fileQueries: Query[] = [mayImport];

/**
 * `POST /api/catalogue-files`: multipart with a field `request` (JSON, {@link CatalogueFileForm}) and a table; answers
 * {@link CatalogueFilePlan}: what it says and what is wrong with which row. Nothing is written: what is taken goes through
 * the commands. The file is read in the process for hostile files.
 */
export async function registerCatalogueFileRoute(
  app: HttpServer,
  deps: Pick<ModuleRouteDeps, 'kernel' | 'session'>,
): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: { fileSize: catalogueFileBytesMax, files: 1, fields: 1, parts: 2, fieldSize: formBytesMax },
    });
    const bodyLimit = catalogueFileBytesMax + 2 * formBytesMax;
    scope.post('/api/catalogue-files', { bodyLimit }, async (request, reply) => {
      const caller = await deps.session(request);
      let owners: z.output<typeof Owners> = { units: [], posts: [] };
      const upload = await readUpload(request, {
        form: CatalogueFileForm,
        async admit(form) {
          const input = { ...form };
          owners = Owners.parse(
            await runQuery(deps.kernel, { name: 'catalogue.mayImport', input, ...caller }),
          );
        },
        tooLarge: () => refuse('catalogue.file.too.large', { max: catalogueFileBytesMax / 1024 / 1024 }),
      });
      const plan = await planFile(upload, owners);
      return reply.header('cache-control', 'no-store').send(plan);
    });
  });
}

export async function planFile(
  the: { readonly bytes: Uint8Array; readonly form: CatalogueFileForm },
  owners: z.output<typeof Owners>,
): Promise<CatalogueFilePlan> {
  const read = await openWorkbook({
    bytes: the.bytes,
    limits: { fileBytesMax: catalogueFileBytesMax },
  });
  if (!read.ok) throw refuse('catalogue.file.unreadable', { why: { zh: read.zh, en: read.en } });
  const { kind, scheme } = the.form;
  return {
    fileDigest: createHash('sha256').update(the.bytes).digest('hex'),
    ...readTable(read.value, { kind, scheme, owners }),
  };
}
