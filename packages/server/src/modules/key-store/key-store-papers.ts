import { type FileRoute, type LoadTx, type Module, defineFile } from '@fengni/kernel/command/define';
import { refuse } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { OrgTables } from '@fengni/kernel/org/tables';
import { CustodianSheet, GenerationFile } from '@fengni/kernel/vault/contract';
import { vaultPolicy } from '@fengni/kernel/vault/policy';
import type { VaultGenerationRow, VaultTables } from '@fengni/kernel/vault/tables';
import type { Vault } from '@fengni/kernel/vault/vault';
import { printCustodianSheet } from '../../print/custodian-sheet.ts';
import { housePrinting } from '../house-printing.ts';

const db = tables<VaultTables & OrgTables>();

async function readGeneration(tx: LoadTx, id: string): Promise<VaultGenerationRow> {
  const row = await tx.readOne(db.selectFrom('vault_generation').selectAll().where('id', '=', id));
  if (row === undefined) throw refuse('not.found');
  return row;
}

/** What of a new generation leaves the server: its file, and a sheet for each custodian. Taken within the hour, on the log. */
function createFiles({ vault }: { readonly vault: Vault }): FileRoute[] {
  const generationFile = defineFile({
    name: 'vault.generationFile',
    title: { zh: '取出密钥库副本文件', en: 'Take the file of a generation' },
    input: GenerationFile,
    rule: vaultPolicy['vault.keys'],
    secondFactor: true,
    async make(tx, { input }) {
      const row = await readGeneration(tx, input.generationId);
      return {
        fileName: `key-store-${row.number}.fengni`,
        mediaType: 'application/octet-stream',
        // the desk overwrites its own when the time is over
        bytes: Buffer.from(vault.desk.file(row.id)),
        subject: row.id,
      };
    },
  });

  const sheet = defineFile({
    name: 'vault.custodianSheet',
    title: { zh: '打印密钥分片单', en: 'Print a custodian’s sheet' },
    input: CustodianSheet,
    rule: vaultPolicy['vault.keys'],
    secondFactor: true,
    async make(tx, { input, actor }) {
      const row = await readGeneration(tx, input.generationId);
      const place = row.custodians.indexOf(input.custodianId) + 1;
      const person = await tx.readOne(
        db.selectFrom('person').select('name').where('id', '=', input.custodianId),
      );
      if (place === 0 || person === undefined) throw refuse('not.found');
      const share = vault.desk.share(row.id, input.custodianId);
      const bytes = await printCustodianSheet(
        {
          generation: row.number,
          madeAt: row.made_at,
          custodian: person.name,
          place,
          count: row.custodians.length,
          threshold: row.threshold,
          share,
        },
        await housePrinting(tx, { actor, code: row.id }),
      );
      return {
        fileName: `key-share-${row.number}-${place}.pdf`,
        mediaType: 'application/pdf',
        bytes,
        subject: row.id,
      };
    },
  });
  return [generationFile, sheet];
}

/** Papers of the key store; its commands are the kernel's. */
export function createKeyStorePapers(the: { readonly vault: Vault }): Module {
  return {
    name: 'key-store-papers',
    commands: [],
    queries: [],
    files: createFiles(the),
    errors: {},
    audits: [],
    clockwork: [],
  };
}
