import type { SessionList } from '@fengni/kernel/access/contract';
import type { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { useCommand } from '../../lib/use-command.ts';
import { ActionButton } from '../../ui/action-button.tsx';

type SessionRow = z.output<typeof SessionList>['rows'][number];

/** Open sessions, each of which can be ended. */
export function SessionTable({
  rows,
  disabledReason,
}: {
  rows: readonly SessionRow[];
  disabledReason: (row: SessionRow) => string | null;
}) {
  const end = useCommand({ name: 'session.end', faults: 'toast', doneText: t('session.end.done') });
  return (
    <div className="table-scroll">
      <table className="ledger" aria-label={t('nav.sessions')}>
        <thead>
          <tr>
            <th scope="col">{t('field.person')}</th>
            <th scope="col">{t('field.terminal')}</th>
            <th scope="col">{t('session.started')}</th>
            <th scope="col">{t('session.factor')}</th>
            <th scope="col">{t('action.group')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td data-label={t('field.person')}>
                {row.person} <span className="why">{row.login}</span>
              </td>
              <td data-label={t('field.terminal')} className="num">
                {row.terminal}
              </td>
              <td data-label={t('session.started')} className="num">
                {formatInstant(row.startedAt)}
              </td>
              <td data-label={t('session.factor')} className="num">
                {row.factorAt === null ? t('value.none') : formatInstant(row.factorAt)}
              </td>
              <td data-label={t('action.group')}>
                <ActionButton
                  size="small"
                  disabledReason={disabledReason(row)}
                  aria-label={t('session.end.label', { person: row.person, terminal: row.terminal })}
                  onClick={() => void end.run({ sessionId: row.id })}
                >
                  {t('session.end')}
                </ActionButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
