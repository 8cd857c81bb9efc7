import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { invariant } from '../command/invariant.ts';
import { makePrivateFolder } from '../keys/write-file.ts';
import { passphraseLengthMin } from './contract.ts';
import { refuseVault } from './errors.ts';
import {
  type StoreAppender,
  type StoreLock,
  openStoreFile,
  stretchPassphrase,
  writeStoreFile,
} from './key-store-file.ts';
import {
  type KeyStoreState,
  type LevelKeyVersion,
  type Share,
  decodeShares,
  decodeState,
  emptyState,
  encodeShares,
  encodeState,
  forgetState,
  sharesAtOnceMax,
} from './key-store-state.ts';
import { type SuiteName, keyBytes } from './suites.ts';

export type KeyStoreStatus = 'none' | 'locked' | 'open';

interface Opened {
  readonly state: KeyStoreState;
  readonly lock: StoreLock;
  appender: StoreAppender;
  /** After a failed addition the file is written anew before it is added to. */
  stale: boolean;
}

interface PendingShare {
  readonly id: string;
  readonly share: Share;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The file in which all keys of the vault lie, and nothing else: outside the database, its WAL and `fengni backup`.
 * Locked after start until the passphrase is given. New shares are added to it; whatever takes something out writes it
 * anew. One process uses a file.
 */
export class KeyStore {
  readonly file: string;
  readonly #clock: () => Date;
  #opened: Opened | null = null;
  #exists: boolean;
  #work: Promise<unknown> = Promise.resolve();
  #pending: PendingShare[] = [];

  constructor(file: string, clock: () => Date) {
    this.file = file;
    this.#clock = clock;
    this.#exists = existsSync(file);
  }

  get status(): KeyStoreStatus {
    if (this.#opened !== null) return 'open';
    return this.#exists ? 'locked' : 'none';
  }

  /** The state, or the refusal that says why there is none. */
  get state(): KeyStoreState {
    if (this.#opened === null) throw refuseVault(this.#exists ? 'vault.locked' : 'vault.none');
    return this.#opened.state;
  }

  async create(the: {
    readonly passphrase: string;
    readonly house: string;
    readonly suite: SuiteName;
  }): Promise<void> {
    await this.#alone(async () => {
      if (this.#exists || existsSync(this.file)) throw refuseVault('vault.exists');
      const lock = await lockBy(the);
      await makePrivateFolder(path.dirname(this.file));
      await this.#write(emptyState(the.house, the.suite), lock);
    });
  }

  /** Puts a state in place that custodians opened, under a new passphrase. Refuses `vault.exists` where there is a store. */
  async restore(state: KeyStoreState, passphrase: string): Promise<void> {
    await this.#alone(async () => {
      if (this.#exists || existsSync(this.file)) throw refuseVault('vault.exists');
      const lock = await lockBy({ passphrase, house: state.house, suite: state.suite });
      await makePrivateFolder(path.dirname(this.file));
      await this.#write(state, lock);
    });
  }

  /** Opens the store; the file is written anew with what was added since. */
  async unlock(passphrase: string, house: string): Promise<void> {
    await this.#alone(async () => {
      if (this.#opened !== null) return;
      const opened = await openStoreFile(this.file, (header) => {
        if (header.house !== house)
          throw refuseVault('vault.store.other', { found: header.house, wanted: house });
        if (header.lock.kind !== 'passphrase') throw refuseVault('vault.store.damaged');
        return stretchPassphrase(passphrase, Buffer.from(header.lock.salt, 'base64'));
      });
      if (opened === null) throw refuseVault('vault.passphrase.wrong');
      const state = stateOf(opened.records);
      await this.#write(state, await lockBy({ passphrase, house, suite: state.suite }));
    });
  }

  /** Forgets every key at once; what is being written ends first. */
  async lock(): Promise<void> {
    await this.#alone(async () => {
      const opened = this.#opened;
      this.#opened = null;
      if (opened === null) return;
      opened.appender.forget();
      opened.lock.outer.fill(0);
      forgetState(opened.state);
    });
  }

  async changePassphrase(former: string, passphrase: string): Promise<void> {
    await this.#alone(async () => {
      const { state } = this.#mustBeOpen();
      const opened = await openStoreFile(this.file, (header) => {
        invariant(header.lock.kind === 'passphrase', 'the store in use is under a passphrase');
        return stretchPassphrase(former, Buffer.from(header.lock.salt, 'base64'));
      });
      if (opened === null) throw refuseVault('vault.passphrase.wrong');
      await this.#write(state, await lockBy({ passphrase, house: state.house, suite: state.suite }));
    });
  }

  /** A new share for an object, lasting when this returns. Shares asked for at the same time are added together. */
  async addShare(id: string): Promise<void> {
    const { state } = this;
    invariant(!state.shares.has(id), 'an object gets one share');
    const share = {
      key: randomBytes(keyBytes),
      madeAt: Math.floor(this.#clock().getTime() / 1000),
      afterGeneration: state.lastGeneration,
    };
    const done = new Promise<void>((resolve, reject) => {
      this.#pending.push({ id, share, resolve, reject });
    });
    void this.#alone(() => this.#addPending());
    await done;
  }

  async #addPending(): Promise<void> {
    const some = this.#pending.splice(0, sharesAtOnceMax);
    if (some.length === 0) return;
    try {
      const opened = this.#mustBeOpen();
      // under the lock of this turn, so that a generation made meanwhile is counted right
      const shares = some.map(({ id, share }): readonly [string, Share] => [
        id,
        { ...share, afterGeneration: opened.state.lastGeneration },
      ]);
      for (const [id, share] of shares) opened.state.shares.set(id, share);
      try {
        await this.#append(opened, encodeShares(shares, shares.length));
      } catch (error) {
        for (const [id] of shares) opened.state.shares.delete(id);
        opened.stale = true;
        throw error;
      }
      for (const { resolve } of some) resolve();
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }

  async #append(opened: Opened, record: Buffer): Promise<void> {
    if (opened.stale) await this.#write(opened.state, opened.lock);
    else await opened.appender.append(record);
    record.fill(0);
  }

  /** The newest version of a level's key; the first one is made where there is none. */
  async levelKey(name: string): Promise<LevelKeyVersion> {
    const known = this.state.levelKeys.get(name)?.at(-1);
    if (known !== undefined) return known;
    return this.#alone(async () => {
      const { state } = this.#mustBeOpen();
      return state.levelKeys.get(name)?.at(-1) ?? this.#addLevelKey(name);
    });
  }

  /** A new version of a level's key. What is wrapped under the former one opens until it has been wrapped anew, and after. */
  async rotateLevelKey(name: string): Promise<LevelKeyVersion> {
    return this.#alone(() => this.#addLevelKey(name));
  }

  async #addLevelKey(name: string): Promise<LevelKeyVersion> {
    const { state } = this.#mustBeOpen();
    const former = state.levelKeys.get(name) ?? [];
    const made = {
      version: (former.at(-1)?.version ?? 0) + 1,
      key: randomBytes(keyBytes),
      madeAt: this.#clock().toISOString(),
    };
    await this.#change(
      () => state.levelKeys.set(name, [...former, made]),
      () => (former.length === 0 ? state.levelKeys.delete(name) : state.levelKeys.set(name, former)),
    );
    return made;
  }

  /** Takes the shares of these objects out for good. What has none is noted as destroyed all the same. */
  async destroyShares(ids: readonly string[]): Promise<void> {
    await this.#alone(async () => {
      const { state } = this.#mustBeOpen();
      const at = Math.floor(this.#clock().getTime() / 1000);
      const fresh = ids.filter((id) => !state.tombstones.has(id) || state.shares.has(id));
      if (fresh.length === 0) return;
      const taken = fresh.flatMap((id): [string, Share][] => {
        const share = state.shares.get(id);
        return share === undefined ? [] : [[id, share]];
      });
      await this.#change(
        () => {
          for (const id of fresh) {
            state.shares.delete(id);
            state.tombstones.set(id, at);
          }
        },
        () => {
          for (const id of fresh) state.tombstones.delete(id);
          for (const [id, share] of taken) state.shares.set(id, share);
        },
      );
      for (const [, share] of taken) share.key.fill(0);
    });
  }

  /** Drops shares nothing refers to: of uploads that never began. */
  async dropShares(ids: readonly string[]): Promise<void> {
    await this.#alone(async () => {
      const { state } = this.#mustBeOpen();
      for (const id of ids) {
        state.shares.get(id)?.key.fill(0);
        state.shares.delete(id);
      }
      if (ids.length > 0) await this.#write(state, this.#mustBeOpen().lock);
    });
  }

  /** Counts a new generation in, and lets `copy` take the state as it stands with it. */
  async addGeneration<Copy>(
    rehearsalKey: Buffer,
    copy: (state: KeyStoreState, number: number) => Copy,
  ): Promise<{ readonly number: number; readonly copy: Copy }> {
    return this.#alone(async () => {
      const { state } = this.#mustBeOpen();
      const number = state.lastGeneration + 1;
      await this.#change(
        () => {
          state.lastGeneration = number;
          state.rehearsalKeys.set(number, rehearsalKey);
        },
        () => {
          state.lastGeneration = number - 1;
          state.rehearsalKeys.delete(number);
        },
      );
      return { number, copy: copy(state, number) };
    });
  }

  /** Changes the state and writes it; where it cannot be written, the state is as before. */
  async #change(change: () => void, undo: () => void): Promise<void> {
    const opened = this.#mustBeOpen();
    change();
    try {
      await this.#write(opened.state, opened.lock);
    } catch (error) {
      undo();
      opened.stale = true;
      throw error;
    }
  }

  async #write(state: KeyStoreState, lock: StoreLock): Promise<void> {
    const bytes = encodeState(state);
    const appender = await writeStoreFile(this.file, lock, bytes);
    bytes.fill(0);
    this.#opened?.appender.forget();
    this.#opened = { state, lock, appender, stale: false };
    this.#exists = true;
  }

  #mustBeOpen(): Opened {
    if (this.#opened === null) throw refuseVault(this.#exists ? 'vault.locked' : 'vault.none');
    return this.#opened;
  }

  /** One thing at a time is done to the file. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined);
    return done;
  }
}

async function lockBy(the: {
  readonly passphrase: string;
  readonly house: string;
  readonly suite: SuiteName;
}): Promise<StoreLock> {
  if (the.passphrase.length < passphraseLengthMin)
    throw refuseVault('vault.passphrase.short', { length: passphraseLengthMin });
  const salt = randomBytes(16);
  const outer = await stretchPassphrase(the.passphrase, salt);
  return {
    suite: the.suite,
    house: the.house,
    lock: { kind: 'passphrase', salt: salt.toString('base64') },
    outer,
  };
}

/** The state of an opened file: the first record, with the shares the others add. */
export function stateOf(records: readonly Buffer[]): KeyStoreState {
  const [first, ...added] = records;
  invariant(first !== undefined, 'an opened store has a state');
  const state = decodeState(first);
  for (const record of added) decodeShares(record, 0, state);
  for (const record of records) record.fill(0);
  return state;
}
