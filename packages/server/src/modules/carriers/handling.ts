import type { Command, FileRoute, Query } from '@fengni/kernel/command/define';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { archiveCommands } from './archive.ts';
import { bagCommands, bagQueries } from './bags.ts';
import { clearOutCommands } from './clear-out.ts';
import { createDeliveryCommands } from './delivery.ts';
import { deliveryPapers } from './delivery-papers.ts';
import { createDeliveryQueries } from './delivery-queries.ts';
import { createDestructionCommands } from './destruction.ts';
import { destructionPapers } from './destruction-papers.ts';
import { createDestructionQueries } from './destruction-queries.ts';
import { handOverCommands } from './hand-over.ts';
import { createHandOverQueries } from './hand-over-queries.ts';
import { recallCommands } from './recall.ts';
import { recallQueries } from './recall-queries.ts';
import { receiveDelivery } from './receiving.ts';
import { createScanRoute } from './scans.ts';
import { stocktakingCommands } from './stocktaking.ts';
import { stocktakingQueries } from './stocktaking-queries.ts';

/** What is done to copies by the batch: deliveries, stocktaking, hand-over, recall, archive, bags, destruction. */
export function createHandlingCommands(the: { readonly keys: KeyRing }): Command[] {
  return [
    ...createDeliveryCommands(the),
    receiveDelivery,
    ...stocktakingCommands,
    ...handOverCommands,
    ...clearOutCommands,
    ...recallCommands,
    ...archiveCommands,
    ...bagCommands,
    ...createDestructionCommands(the),
  ];
}

/** `find` gives the commands whose rules say what the caller can do with a thing. */
export function createHandlingQueries(find: (name: string) => Command | undefined): Query[] {
  return [
    ...createDeliveryQueries(find),
    ...stocktakingQueries,
    ...createHandOverQueries(find),
    ...recallQueries,
    ...bagQueries,
    ...createDestructionQueries(find),
  ];
}

export function createHandlingFiles(the: { readonly keys: KeyRing }): FileRoute[] {
  return [...deliveryPapers, ...destructionPapers, createScanRoute(the)];
}
