import { SessionList } from '@fengni/kernel/access/contract';
import { t } from '../../lib/i18n.ts';
import { useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SessionTable } from './session-table.tsx';
import '../../ui/register.css';

const lookSeconds = 30;

/** Who is signed in now, and from where. */
export function SessionsPage() {
  const actor = useActor();
  const sessions = useQueryData({
    name: 'session.list',
    input: {},
    output: SessionList,
    everySeconds: lookSeconds,
  });
  return (
    <PageFrame title={t('nav.sessions')} sub={t('session.sub')} wide>
      <div className="card">
        <QueryView query={sessions}>
          {({ rows }) => (
            <SessionTable
              rows={rows}
              disabledReason={(row) =>
                row.mine ? t('session.mine') : actor.power === 'system' ? null : t('account.who.manage')
              }
            />
          )}
        </QueryView>
      </div>
    </PageFrame>
  );
}
