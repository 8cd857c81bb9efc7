import { defineCommand } from '@fengni/kernel/command/define';
import { ArchiveCopies, RetrieveCopy } from './contract.ts';
import { requireFree, requireOurs } from './held-copies.ts';
import { carriersPolicy } from './policy.ts';
import { lockCopies, lockCopy, moveCopies } from './store.ts';

const archiveCopies = defineCommand({
  name: 'archive.store',
  title: { zh: '归档', en: 'Archive' },
  input: ArchiveCopies,
  rule: carriersPolicy['archive.run'],
  load: (tx, input) => lockCopies(tx, input.copyIds),
  unitPath: (target) => target.unitPath,
  subjectId: (target) => target.copies[0]?.carrier_id ?? '',
  async handle(tx, { input, target, actor }) {
    requireOurs(target.copies, target.carriers);
    await requireFree(tx, target.copies);
    await moveCopies(tx, target.copies, {
      move: 'archive',
      byId: actor.personId,
      signed: 'clerk',
      holderId: null,
      place: input.place,
    });
    return { result: { copies: target.copies.length } };
  },
});

const retrieveCopy = defineCommand({
  name: 'archive.retrieve',
  title: { zh: '调出档案', en: 'Retrieve from the archive' },
  input: RetrieveCopy,
  rule: carriersPolicy['archive.run'],
  load: (tx, input) => lockCopy(tx, input.copyId),
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { input, target: { copy }, actor }) {
    await moveCopies(tx, [copy], {
      move: 'retrieve',
      byId: actor.personId,
      signed: 'clerk',
      holderId: null,
      place: input.place,
      note: input.reason,
    });
    return {};
  },
});

export const archiveCommands = [archiveCopies, retrieveCopy];
