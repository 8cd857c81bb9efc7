import { ApprovalList } from '@fengni/kernel/approval/contract';
import { formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { QueryView } from '../../ui/query-view.tsx';

/** Requests that wait for this person's signature. */
export function SignatureRows() {
  const list = useQueryData({
    name: 'approval.list',
    input: { box: 'inbox', after: null },
    output: ApprovalList,
  });
  return (
    <QueryView query={list}>
      {(data) =>
        data.rows.length === 0 ? (
          <EmptyState title={t('approvals.empty.inbox')} />
        ) : (
          <ul className="lines">
            {data.rows.map((row) => (
              <li key={row.id}>
                <span className="grow">
                  <AppLink to={paths.approval(row.id)}>
                    {pick(row.title)} {row.subjectNumber}
                  </AppLink>
                  <span className="why">
                    {' '}
                    {t('approvals.by', { person: row.requester, unit: row.requesterUnit })}
                  </span>
                </span>
                <span className="num quiet">{formatInstant(row.createdAt)}</span>
              </li>
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}
