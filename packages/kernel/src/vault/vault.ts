import { type Hmac, createHmac } from 'node:crypto';
import { makePrivateFolder } from '../keys/write-file.ts';
import type { Locked, Tx } from '../db/tx.ts';
import { refuseVault } from './errors.ts';
import { GenerationDesk } from './generation-desk.ts';
import { KeyStore, type KeyStoreStatus } from './key-store.ts';
import {
  type ByteRange,
  type ObjectFile,
  type Progress,
  appendToObject,
  createObjectFile,
  pathOfObject,
  readObject,
  removeObjectFile,
  scanObject,
} from './object-file.ts';
import { type KeyedRow, newObjectKey, unwrapKey, wrapKey } from './object-keys.ts';
import { type SuiteName, deriveKey, suiteNamed } from './suites.ts';
import { type VaultObjectRow, type VaultPurpose, vaultObjects } from './tables.ts';

/** Name of the key of uploads that belong to nothing yet. */
export const intakeLevelKey = 'intake';
/** Name of the key of a level. */
export function levelKeyOf(scheme: string, level: string): string {
  return `${scheme}/${level}`;
}

export interface VaultOptions {
  /** Where the encrypted files lie. */
  readonly folder: string;
  /** The key store. Never in a backup, and best on another disk than the files. */
  readonly storeFile: string;
  /** The house it is of: origin of its log. */
  readonly house: string;
  readonly clock: () => Date;
}

export interface BeginObject {
  /** `levelKeyOf(scheme, level)` or `intakeLevelKey`; a derived object has its parent's. */
  readonly levelKey: string;
  readonly purpose: VaultPurpose;
  /** Person whose it is until it belongs to a thing. */
  readonly madeBy: string;
  /** What it is derived from: it belongs to the same thing and is destroyed with it. */
  readonly parent?: Pick<VaultObjectRow, 'id' | 'subject_id' | 'part_id'>;
  readonly subjectId?: string;
  readonly partId?: string;
  /** The house's suite where absent. */
  readonly suite?: SuiteName;
}

export interface AppendPart {
  /** Where it goes on, in plain bytes: what `append` or `progress` said last. */
  readonly offset: number;
  readonly source: AsyncIterable<Uint8Array>;
  /** `'source'`: the object ends with this source. A number: it ends at that many bytes. */
  readonly ends: 'source' | number;
}

interface BeingWritten {
  readonly progress: Progress;
  readonly digest: Hmac;
  busy: boolean;
}
/** Unfinished objects whose state is kept in memory; of others it is read from their files. */
const beingWrittenMax = 1_000;

/**
 * Encrypted content: the folder of files and the key store. Rows are the third store (docs/adr/0014-vault.md): begun
 * after share and file, so that a crash leaves at most an orphan; taken away in the other order. Who may have a row is
 * for row-level security to say: whoever gives a row here has been let see it.
 */
export class Vault {
  readonly folder: string;
  readonly store: KeyStore;
  readonly desk: GenerationDesk;
  readonly #house: string;
  readonly #beingWritten = new Map<string, BeingWritten>();

  constructor(options: VaultOptions) {
    this.folder = options.folder;
    this.store = new KeyStore(options.storeFile, options.clock);
    this.desk = new GenerationDesk(options.clock);
    this.#house = options.house;
  }

  get status(): KeyStoreStatus {
    return this.store.status;
  }

  async create(the: { readonly passphrase: string; readonly suite: SuiteName }): Promise<void> {
    await makePrivateFolder(this.folder);
    await this.store.create({ ...the, house: this.#house });
  }

  async unlock(passphrase: string): Promise<void> {
    await makePrivateFolder(this.folder);
    await this.store.unlock(passphrase, this.#house);
  }

  async lock(): Promise<void> {
    this.#beingWritten.clear();
    this.desk.clear();
    await this.store.lock();
  }

  /** A new object, with nothing in it. Share and file last before the row is added. */
  async begin(tx: Tx, the: BeginObject): Promise<VaultObjectRow> {
    const { state } = this.store;
    const object = { id: tx.newId(), suite: the.suite ?? state.suite };
    await this.store.addShare(object.id);
    await createObjectFile(pathOfObject(this.folder, object.id));
    const key = newObjectKey();
    const wrapped = await wrapKey(this.store, object, { levelKey: the.levelKey, key });
    key.fill(0);
    const row: VaultObjectRow = {
      ...object,
      ...wrapped,
      purpose: the.purpose,
      state: 'open',
      wanted_level_key: null,
      byte_count: null,
      digest: null,
      subject_id: the.parent?.subject_id ?? the.subjectId ?? null,
      part_id: the.parent?.part_id ?? the.partId ?? null,
      parent_id: the.parent?.id ?? null,
      made_at: tx.now,
      made_by: the.madeBy,
      destroyed_at: null,
      generations_left: [],
    };
    await tx.insert(vaultObjects, row);
    return row;
  }

  /** How many plain bytes of an unfinished object will last, and whether it is whole: a multiple of the chunk until then. */
  async progress(row: KeyedRow): Promise<Readonly<Progress>> {
    const { progress } = await this.#written(row);
    return { ...progress };
  }

  /**
   * Adds to an unfinished object. Returns how many of its plain bytes will last: whole chunks only, until it ends. Where
   * the source breaks off, what filled a chunk is kept and the source's error is thrown on. Refuses `vault.offset` where
   * the part does not begin where the object stands.
   */
  async append(row: KeyedRow, part: AppendPart): Promise<number> {
    const written = await this.#written(row);
    if (written.busy) throw refuseVault('vault.busy');
    const { progress } = written;
    if (part.offset !== progress.length || progress.ended)
      throw refuseVault('vault.offset', { length: progress.length });
    written.busy = true;
    try {
      await appendToObject(this.#fileOf(row), progress, {
        source: part.source,
        endsAt: (length) => part.ends === 'source' || part.ends === length,
        see: (tag) => written.digest.update(tag),
      });
      return progress.length;
    } catch (error) {
      // what the file holds is read from the file
      this.#beingWritten.delete(row.id);
      throw error;
    } finally {
      written.busy = false;
    }
  }

  /** Closes a whole object: from now on it is read and never written. */
  async finish(
    tx: Tx,
    row: Locked<VaultObjectRow>,
  ): Promise<{ readonly byteCount: number; readonly digest: string; readonly row: Locked<VaultObjectRow> }> {
    if (row.state !== 'open') throw refuseVault('vault.state');
    const written = await this.#written(row);
    if (written.busy) throw refuseVault('vault.busy');
    if (!written.progress.ended) throw refuseVault('vault.incomplete');
    this.#beingWritten.delete(row.id);
    const digest = written.digest.digest('hex');
    const byteCount = written.progress.length;
    const after = await tx.update(vaultObjects, row, { state: 'kept', byte_count: byteCount, digest });
    return { byteCount, digest, row: after };
  }

  /** Plain bytes of a kept object, each chunk authenticated before a byte of it is handed on. */
  async *read(row: VaultObjectRow, range: Partial<ByteRange> = {}): AsyncGenerator<Buffer> {
    const { byte_count: byteCount } = row;
    if (row.state === 'open' || byteCount === null) throw refuseVault('vault.state');
    const from = Math.max(0, range.from ?? 0);
    const to = Math.min(byteCount, range.to ?? byteCount);
    // without a range the end is looked at too, also of an object of no bytes
    if (from >= to && range.from !== undefined) return;
    yield* readObject(this.#fileOf(row), byteCount, { from, to });
  }

  /** Takes away the files of objects whose shares are gone. */
  async removeFiles(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.#beingWritten.delete(id);
      await removeObjectFile(pathOfObject(this.folder, id));
    }
  }

  #fileOf(row: KeyedRow): ObjectFile {
    const suite = suiteNamed(row.suite);
    const key = unwrapKey(this.store, row);
    const sealer = suite.sealer(deriveKey(suite, { key, purpose: 'fengni-vault/chunks/v1' }));
    key.fill(0);
    return {
      id: row.id,
      path: pathOfObject(this.folder, row.id),
      sealer,
      overheadBytes: suite.overheadBytes,
      tagBytes: suite.tagBytes,
    };
  }

  async #written(row: KeyedRow): Promise<BeingWritten> {
    if (row.state !== 'open') throw refuseVault('vault.state');
    const known = this.#beingWritten.get(row.id);
    if (known !== undefined) return known;
    const suite = suiteNamed(row.suite);
    const key = unwrapKey(this.store, row);
    const digest = createHmac(suite.hash, deriveKey(suite, { key, purpose: 'fengni-vault/digest/v1' }));
    key.fill(0);
    const progress = await scanObject(this.#fileOf(row), (tag) => digest.update(tag));
    // another call may have read it meanwhile, and be writing
    const found = this.#beingWritten.get(row.id) ?? { progress, digest, busy: false };
    this.#beingWritten.set(row.id, found);
    this.#forgetOldest();
    return found;
  }

  #forgetOldest(): void {
    if (this.#beingWritten.size <= beingWrittenMax) return;
    for (const [id, { busy }] of this.#beingWritten) {
      if (busy) continue;
      this.#beingWritten.delete(id);
      return;
    }
  }
}
