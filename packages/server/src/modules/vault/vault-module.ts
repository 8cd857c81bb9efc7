import type { Module } from '@fengni/kernel/command/define';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import type { Vault } from '@fengni/kernel/vault/vault';
import { createAttachCommand } from './attach.ts';
import { vaultModuleErrors } from './contract.ts';
import { createCopyQueries } from './copy-queries.ts';
import { createPageRoute, createPagesQuery } from './pages.ts';
import { createReleaseFiles } from './release-files.ts';
import { releaseCommands } from './releases.ts';
import { gramKeyOf } from './search/gram-key.ts';
import { createSearchQuery } from './search/search-query.ts';
import { sweepUploads } from './sweep.ts';
import { setUploadLimit } from './upload-limit.ts';
import { vaultTrail } from './trail-sources.ts';
import { createUploadQueries } from './upload-queries.ts';
import { createUploadCommands } from './uploads.ts';
import { Views } from './views.ts';

/** Electronic copies: uploads, their examination, views with watermark, print, save and search (CAR-11, BEY-4). */
export function createVaultModule(the: { readonly vault: Vault; readonly keys: KeyRing }): Module {
  const views = new Views(the.vault);
  const parts = { vault: the.vault, views };
  return {
    name: 'vault',
    commands: [...createUploadCommands(the), setUploadLimit, createAttachCommand(the), ...releaseCommands],
    queries: [
      ...createUploadQueries(parts),
      ...createCopyQueries(the),
      createPagesQuery(parts),
      createSearchQuery({ vault: the.vault, gramKey: gramKeyOf(the.keys) }),
    ],
    files: [createPageRoute(views), ...createReleaseFiles(parts)],
    errors: vaultModuleErrors,
    audits: [],
    clockwork: [sweepUploads],
    trail: vaultTrail,
    held: [
      {
        id: 'vault.uploads',
        title: { zh: '未处理完的上传', en: 'Uploads under way' },
        advice: { zh: '登记到载体，或删除。', en: 'Attach it to a carrier, or drop it.' },
        table: 'upload',
        sql: 'select * from held_uploads($1)',
      },
    ],
  };
}
