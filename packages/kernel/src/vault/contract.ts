import { z } from 'zod';
import type { Bilingual } from '../command/define.ts';
import { secret } from '../command/tier.ts';

export const passphraseLengthMin = 16;
export const passphraseLengthMax = 200;
export const custodiansMin = 3;
export const custodiansMax = 7;
export const thresholdMin = 2;
/** Generations that exist at a time: the one in use and the one before it. */
export const generationsMax = 2;
/** Days within which a rehearsal is recorded. */
export const rehearsalDaysMax = 30;

const Id = z.uuid();
const Day = z.iso.date();
const Note = z.string().trim().max(200).default('');
/** Its length is the key store's to judge, so that who mistypes hears why. */
const Passphrase = secret(z.string().min(1).max(passphraseLengthMax));

/** `afterLoss`: a former store cannot be restored, and its documents are given up. */
export const CreateStore = z.object({ passphrase: Passphrase, afterLoss: z.boolean().default(false) });
export const UnlockStore = z.object({ passphrase: Passphrase });
/** A reason keeps the store from being locked by a slip: everybody's documents close with it. */
export const LockStore = z.object({ reason: z.string().trim().min(2).max(200) });
export const ChangePassphrase = z.object({ current: Passphrase, next: Passphrase });
export const RotateLevelKey = z.object({ levelKey: z.string().trim().min(1).max(120) });
export const MakeGeneration = z.object({
  custodianIds: z.array(Id).min(custodiansMin).max(custodiansMax),
  threshold: z.int().min(thresholdMin).max(custodiansMax),
});
export const RecordGenerationDestroyed = z.object({
  generationId: Id,
  destroyedOn: Day,
  witnessIds: z.array(Id).length(2),
  note: Note,
});
/** Whose share goes into whose hand. */
export const HandOverShare = z.object({
  generationId: Id,
  fromId: Id,
  toId: Id,
  handedOn: Day,
  note: Note,
});
/** `code` and day as the rehearsal showed them at its end. */
export const RecordRehearsal = z.object({
  generationId: Id,
  rehearsedOn: Day,
  code: z.string().trim().min(4).max(40),
  custodianIds: z.array(Id).min(thresholdMin).max(custodiansMax),
});
export const GenerationFile = z.object({ generationId: Id });
export const CustodianSheet = z.object({ generationId: Id, custodianId: Id });

const Person = z.object({ id: Id, name: z.string() });
export const keyStoreStatuses = ['none', 'locked', 'open'] as const;

export const KeyStoreGeneration = z.object({
  id: Id,
  number: z.int(),
  madeAt: z.string(),
  threshold: z.int(),
  custodians: z.array(Person),
  objectCount: z.int(),
  state: z.enum(['alive', 'destroyed']),
  destroyedOn: z.string().nullable(),
  witnesses: z.array(Person),
  note: z.string(),
  /** Destroyed documents whose keys it still holds. */
  heldDestroyed: z.int(),
  /** Until when its file and sheets can be taken here; null where that is over. */
  sheetsUntil: z.string().nullable(),
});
export type KeyStoreGenerationView = z.infer<typeof KeyStoreGeneration>;

export const KeyStorePage = z.object({
  status: z.enum(keyStoreStatuses),
  suite: z.enum(['intl', 'guomi']).nullable(),
  objects: z.object({
    kept: z.int(),
    open: z.int(),
    /** Decided, and waiting for the store to be open. */
    destroying: z.int(),
    /** To be wrapped under another key. */
    waiting: z.int(),
  }),
  /** Documents begun since the newest generation was made: lost with the store. Null while locked. */
  sinceGeneration: z.int().nullable(),
  levelKeys: z.array(
    z.object({
      name: z.string(),
      version: z.int(),
      madeAt: z.string(),
      /** Former versions kept. */ former: z.int(),
    }),
  ),
  generations: z.array(KeyStoreGeneration),
  rehearsals: z.array(
    z.object({
      id: Id,
      generation: z.int(),
      rehearsedOn: z.string(),
      custodians: z.array(Person),
      recordedBy: z.string(),
    }),
  ),
  /** When the next rehearsal is owed; null where no generation exists. */
  rehearsalDueOn: z.string().nullable(),
});
export type KeyStorePageView = z.infer<typeof KeyStorePage>;

/** What the security administrator is told at home; empty for all others. */
export const keyStoreNotices = [
  'none',
  'lost',
  'locked',
  'no-generation',
  'old-generation',
  'rehearsal-due',
  'generation-to-destroy',
] as const;
export type KeyStoreNotice = (typeof keyStoreNotices)[number];
export const KeyStoreNotices = z.object({ notices: z.array(z.enum(keyStoreNotices)) });

export const destroyGenerationKind = 'vault.destroy-generation';
export const rehearsalKind = 'vault.rehearsal';
export const vaultObligations: Readonly<Record<string, Bilingual>> = {
  [destroyGenerationKind]: { zh: '销毁旧的密钥库副本', en: 'Destroy an older generation of the key store' },
  [rehearsalKind]: { zh: '密钥库恢复演练', en: 'Rehearse restoring the key store' },
};
