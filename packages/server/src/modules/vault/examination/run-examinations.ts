import type { Kernel } from '@fengni/kernel/command/kernel';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { Tx } from '@fengni/kernel/db/tx';
import { asClockwork, writeClockworkEntry } from '@fengni/kernel/schedule/as-clockwork';
import { beginDestruction } from '@fengni/kernel/vault/moves';
import { type VaultObjectRow, vaultObjects } from '@fengni/kernel/vault/tables';
import type { Vault } from '@fengni/kernel/vault/vault';
import { db } from '../store.ts';
import { type ExaminationOutcome, type UploadRow, uploads } from '../tables.ts';
import { encodeDocumentText } from './document-text.ts';
import { type Examiner, examineFile } from './examine-file.ts';
import { windowsOf } from './windows.ts';

export interface ExaminationDeps {
  readonly kernel: Kernel;
  readonly vault: Vault;
  readonly examiner: Examiner;
}

/** After so many beginnings that came to no end a file is given up: what it does to the server it would do again. */
const attemptsMax = 3;
/** How long a server that is not heard of keeps an examination. */
const leaseSeconds = 120;
const reportEveryMs = 1_000;

interface Claimed {
  readonly upload: UploadRow;
  readonly object: VaultObjectRow;
  readonly name: string;
  readonly attempts: number;
  /** Objects the words and the pages go into; null where the file is given up. */
  readonly derived: { readonly text: VaultObjectRow; readonly pages: VaultObjectRow } | null;
}

/**
 * Examines the file that has waited longest. Any number of servers may: one has it while its lease lasts, and another
 * begins it anew when that one is gone. Returns false where none waits or the vault is locked.
 */
export async function examineNext(deps: ExaminationDeps, signal: AbortSignal): Promise<boolean> {
  const { kernel, vault } = deps;
  if (vault.status !== 'open') return false;
  const claimed = await asClockwork(kernel, kernel.newId(), (tx) => claimNext(kernel, vault, tx));
  if (claimed === null) return false;
  if (claimed.derived === null) {
    await settle(deps, claimed, { outcome: 'failed', pages: 0 });
    return true;
  }
  try {
    const found = await examine(deps, { ...claimed, derived: claimed.derived }, signal);
    await settle(deps, claimed, found);
  } catch (error) {
    // stopped, locked or dropped in the middle: nothing is lost, it begins anew or is gone
    if (!signal.aborted && !(error instanceof Refusal)) kernel.onFault(error, kernel.newId());
    await asClockwork(kernel, kernel.newId(), (tx) => release(tx, claimed.upload.id));
  }
  return true;
}

async function claimNext(kernel: Kernel, vault: Vault, tx: Tx): Promise<Claimed | null> {
  const [job] = await tx.writeSql<{ id: string; attempts: number }>(
    `update examination set lease_until = $1::timestamptz + make_interval(secs => $2), attempts = attempts + 1,
       phase = 'reading', done = 0, total = 0, changed_at = $1
     where id = (select id from examination where lease_until is null or lease_until < $1
       order by changed_at limit 1 for update skip locked) returning id, attempts`,
    [tx.now, leaseSeconds],
  );
  if (job === undefined) return null;
  const upload = await tx.lock(uploads, job.id);
  const object = await tx.lock(vaultObjects, upload.object_id);
  if (upload.state !== 'examining' || object.state !== 'kept') {
    await forget(tx, upload.id);
    return null;
  }
  const [named] = await tx.writeSql<{ name: string }>('select examined_name($1) as name', [upload.id]);
  await dropDerived(tx, object.id);
  const derived = job.attempts > attemptsMax ? null : await beginDerived(vault, tx, object);
  await writeClockworkEntry(kernel, tx, {
    command: 'vault.beginExamination',
    outcome: 'done',
    input: { attempt: job.attempts },
    subject: upload.id,
  });
  return { upload, object, name: named?.name ?? '', attempts: job.attempts, derived };
}

/** What an attempt before this one left, or the examination before. */
async function dropDerived(tx: Tx, objectId: string): Promise<void> {
  const left = await tx.read(
    db
      .selectFrom('vault_object')
      .select('id')
      .where('parent_id', '=', objectId)
      .where('state', 'in', ['open', 'kept']),
  );
  const ids = left.map(({ id }) => id);
  await tx.lockAll(vaultObjects, ids);
  if (ids.length > 0) await beginDestruction(tx, { objectIds: ids });
}

async function beginDerived(vault: Vault, tx: Tx, object: VaultObjectRow) {
  const begin = (purpose: 'text' | 'pages') =>
    vault.begin(tx, { levelKey: object.level_key, purpose, madeBy: object.made_by, parent: object });
  return { text: await begin('text'), pages: await begin('pages') };
}

async function examine(
  { kernel, vault, examiner }: ExaminationDeps,
  claimed: Claimed & { readonly derived: NonNullable<Claimed['derived']> },
  signal: AbortSignal,
): Promise<{ outcome: ExaminationOutcome; pages: number }> {
  const { upload, object, derived } = claimed;
  const progress = reportProgress(kernel, upload.id);
  const windows = windowsOf(vault, object);
  try {
    const text = await examineFile(examiner, {
      file: windows,
      name: claimed.name,
      signal,
      onProgress: (...said) => progress.say(...said),
      async keepPages(book) {
        await vault.append(derived.pages, { offset: 0, source: book, ends: 'source' });
      },
    });
    await vault.append(derived.text, { offset: 0, source: inTurn(encodeDocumentText(text)), ends: 'source' });
    return { outcome: text.report.outcome, pages: text.report.pages };
  } finally {
    await progress.stop();
  }
}

async function* inTurn(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** Keeps the lease and the bar of the page going, without an entry in the log: it is no change of a register. */
function reportProgress(kernel: Kernel, uploadId: string) {
  let last: { phase: string; done: number; total: number } = { phase: 'reading', done: 0, total: 0 };
  let writing: Promise<unknown> = Promise.resolve();
  const write = () =>
    asClockwork(kernel, kernel.newId(), (tx) =>
      tx.writeSql(
        `update examination set phase = $2, done = $3, total = $4, changed_at = $5,
           lease_until = $5::timestamptz + make_interval(secs => $6) where id = $1`,
        [uploadId, last.phase, last.done, last.total, tx.now, leaseSeconds],
      ),
    ).catch((error: unknown) => kernel.onFault(error, uploadId));
  const timer = setInterval(() => {
    writing = writing.then(write);
  }, reportEveryMs);
  return {
    say(phase: 'reading' | 'rendering', done: number, total: number) {
      last = { phase, done, total };
    },
    async stop() {
      clearInterval(timer);
      await writing;
    },
  };
}

/** The end of an examination: what was derived is closed and named by the upload, or goes where the upload is gone. */
async function settle(
  { kernel, vault }: ExaminationDeps,
  { upload: { id }, object, derived }: Claimed,
  found: { readonly outcome: ExaminationOutcome; readonly pages: number },
): Promise<void> {
  await asClockwork(kernel, kernel.newId(), async (tx) => {
    const upload = await tx.lock(uploads, id);
    await forget(tx, id);
    if (upload.state !== 'examining') {
      await dropDerived(tx, object.id);
    } else {
      const kept = derived === null ? null : await closeDerived(vault, tx, { derived, pages: found.pages });
      await tx.update(uploads, upload, {
        state: 'ready',
        outcome: found.outcome,
        page_count: found.pages,
        text_object_id: kept?.textId ?? null,
        pages_object_id: kept?.pagesId ?? null,
      });
    }
    await writeClockworkEntry(kernel, tx, {
      command: 'vault.examine',
      outcome: 'done',
      input: {},
      subject: id,
      result: { outcome: found.outcome, pages: found.pages },
    });
  });
}

async function closeDerived(
  vault: Vault,
  tx: Tx,
  { derived, pages }: { readonly derived: NonNullable<Claimed['derived']>; readonly pages: number },
): Promise<{ textId: string; pagesId: string | null }> {
  const [text] = await tx.lockAll(vaultObjects, [derived.text.id]);
  const [book] = await tx.lockAll(vaultObjects, [derived.pages.id]);
  if (text !== undefined) await vault.finish(tx, text);
  if (book !== undefined && pages > 0) await vault.finish(tx, book);
  if (pages === 0) await beginDestruction(tx, { objectIds: [derived.pages.id] });
  return { textId: derived.text.id, pagesId: pages === 0 ? null : derived.pages.id };
}

async function forget(tx: Tx, uploadId: string): Promise<void> {
  await tx.writeSql('delete from examination where id = $1', [uploadId]);
}

/** Lets go of an examination that did not end; it waits its turn again. */
async function release(tx: Tx, uploadId: string): Promise<void> {
  await tx.writeSql(
    `update examination set lease_until = null, phase = 'waiting', changed_at = $2 where id = $1`,
    [uploadId, tx.now],
  );
}
