import { formatNumber } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card } from '../../ui/page-frame.tsx';
import type { Imported } from './ledger-contract.ts';

/** What came in. */
export function ImportDone({
  imported,
  registerId,
  onAnother,
}: {
  readonly imported: Imported;
  readonly registerId: string;
  readonly onAnother: () => void;
}) {
  return (
    <Card title={t('import.done')}>
      <output className="form">
        <p>
          {t('import.done.text', {
            added: formatNumber(imported.added),
            carriers: formatNumber(imported.carriers),
            copies: formatNumber(imported.copies),
          })}
        </p>
        {imported.known === 0 ? null : (
          <p className="quiet">{t('import.done.known', { n: formatNumber(imported.known) })}</p>
        )}
        {imported.rejected === 0 ? null : (
          <p className="late">{t('import.done.rejected', { n: formatNumber(imported.rejected) })}</p>
        )}
        <div className="form-actions">
          <AppLink to={paths.carriers({ register: registerId })}>{t('import.done.open')}</AppLink>
          <ActionButton onClick={onAnother}>{t('import.another')}</ActionButton>
        </div>
      </output>
    </Card>
  );
}
