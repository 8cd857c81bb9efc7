import type { Command, Module } from '@fengni/kernel/command/define';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import type { VerifierKey } from '@fengni/seal/note';
import { archiveCommands } from './archive.ts';
import { carrierChecks } from './audits.ts';
import { bagCommands, bagQueries } from './bags.ts';
import { carrierList, registerList } from './carrier-list.ts';
import { createCarrierPage, whereWas } from './carrier-page.ts';
import { createCirculationCommands } from './circulation.ts';
import { clearOutCommands } from './clear-out.ts';
import { carrierErrors, carrierObligations } from './contract.ts';
import { copyLines } from './copy-lines.ts';
import { deliveryPapers } from './delivery-papers.ts';
import { createDeliveryQueries } from './delivery-queries.ts';
import { createDeliveryCommands } from './delivery.ts';
import { destructionPapers } from './destruction-papers.ts';
import { createDestructionQueries } from './destruction-queries.ts';
import { createDestructionCommands } from './destruction.ts';
import { carrierHeld } from './held-sources.ts';
import { createHandOverQueries } from './hand-over-queries.ts';
import { handOverCommands } from './hand-over.ts';
import { keepingCommands } from './keeping.ts';
import { ledgerCommands, ledgerFiles, ledgerQueries } from './ledger/ledger-commands.ts';
import { ledgerErrors } from './ledger/ledger-errors.ts';
import { loanCommands } from './loans.ts';
import { carrierPapers } from './papers.ts';
import { createProofFile } from './proof-file.ts';
import { recallQueries } from './recall-queries.ts';
import { recallCommands } from './recall.ts';
import { receiveDelivery } from './receiving.ts';
import { registeringCommands } from './registering.ts';
import { scanFind } from './scan-box.ts';
import { scopeCommands } from './scope.ts';
import { stocktakingQueries } from './stocktaking-queries.ts';
import { stocktakingCommands } from './stocktaking.ts';
import { carrierTrail } from './trail-sources.ts';
import { whoHadFiles } from './who-had.ts';

/** Carriers, from draft to destruction (CAR-1 to CAR-10, CAR-12, CAR-14 to CAR-16). */
export function createCarriersModule(the: {
  readonly keys: KeyRing;
  /** The log's public keys, for proofs handed out. */
  readonly verifiers: readonly VerifierKey[];
}): Module {
  const commands: Command[] = [
    ...registeringCommands,
    ...scopeCommands,
    ...createCirculationCommands(the.keys),
    ...loanCommands,
    ...keepingCommands,
    ...createDeliveryCommands(the),
    receiveDelivery,
    ...stocktakingCommands,
    ...handOverCommands,
    ...clearOutCommands,
    ...recallCommands,
    ...archiveCommands,
    ...bagCommands,
    ...createDestructionCommands(the),
    ...ledgerCommands,
  ];
  const byName = new Map(commands.map((command) => [command.name, command]));
  const find = (name: string): Command | undefined => byName.get(name);
  return {
    name: 'carriers',
    commands,
    queries: [
      carrierList,
      registerList,
      createCarrierPage(find),
      whereWas,
      scanFind,
      copyLines,
      ...createDeliveryQueries(find),
      ...stocktakingQueries,
      ...createHandOverQueries(find),
      ...recallQueries,
      ...bagQueries,
      ...createDestructionQueries(find),
      ...ledgerQueries,
    ],
    files: [
      ...carrierPapers,
      ...deliveryPapers,
      ...destructionPapers,
      ...ledgerFiles,
      createProofFile(the),
      ...whoHadFiles,
    ],
    errors: { ...carrierErrors, ...ledgerErrors },
    audits: carrierChecks,
    clockwork: [],
    obligations: carrierObligations,
    held: carrierHeld,
    trail: carrierTrail,
    pages: ['carrier', 'destruction_list', 'register'],
  };
}
