/**
 * What other modules may do with carriers besides reading the contract: each of these keeps the carriers' own rules, such
 * as that a copy changes hands by the machine and with a custody row (docs/adr/0013-classification.md).
 */
export { addCopies, copyNumbers, deriveCarrier, markColumns } from './create-carrier.ts';
export { addCustody, lockCarrier, lockCopies, moveCopies, readPromises } from './store.ts';
export { isTopLevel, orderMaking } from './scope.ts';
export { takeOwnNumber } from './own-numbers.ts';
export {
  type CarrierMatterRow,
  type CarrierRow,
  type CarriersTables,
  type CopyRow,
  carrierMatters,
  carriers,
  copies,
} from './tables.ts';
export { describeAction, nextAction } from './actions.ts';
export { levelToken } from './item-lines.ts';
