import { t } from '../../lib/i18n.ts';
import type { LedgerField } from './ledger-contract.ts';

/** What a column of a ledger can mean, in words. */
export function ledgerFieldWords(field: LedgerField): string {
  const words: Record<LedgerField, () => string> = {
    ordinal: () => t('ledger.ordinal'),
    number: () => t('field.number'),
    documentNo: () => t('carrier.documentno'),
    title: () => t('ledger.title'),
    originator: () => t('carrier.originator'),
    copyNo: () => t('carrier.copy.number'),
    copies: () => t('carrier.copies.count'),
    scheme: () => t('ledger.scheme'),
    mark: () => t('ledger.mark'),
    term: () => t('ledger.term'),
    issuedOn: () => t('carrier.issued'),
    receivedOn: () => t('ledger.received'),
    pages: () => t('carrier.pages'),
    medium: () => t('carrier.medium'),
    keeper: () => t('carrier.keeper'),
    place: () => t('carrier.place'),
    state: () => t('field.state'),
    stateOn: () => t('ledger.stateon'),
    holder: () => t('ledger.holder'),
    lentOn: () => t('ledger.lent'),
    returnedOn: () => t('ledger.givenback'),
    archivedOn: () => t('ledger.archived'),
    sentBackOn: () => t('ledger.sentback'),
    destroyedOn: () => t('ledger.destroyed'),
    remark: () => t('carrier.remark'),
  };
  return words[field]();
}
