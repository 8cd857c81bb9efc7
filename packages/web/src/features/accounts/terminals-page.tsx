import { AddTerminal, TerminalList } from '@fengni/kernel/access/contract';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { useActor } from '../../lib/session.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';

/** Machines people may sign in from. */
export function TerminalsPage() {
  const actor = useActor();
  const terminals = useQueryData({ name: 'terminal.list', input: {}, output: TerminalList });
  const [adding, setAdding] = useState(false);
  const [restricting, setRestricting] = useState<boolean | null>(null);
  const end = useCommand({ name: 'terminal.end', faults: 'toast', doneText: t('terminal.end.done') });
  const why = actor.power === 'security' ? null : t('org.who.security');
  const kinds = { address: t('terminal.kind.address'), certificate: t('terminal.kind.certificate') };
  return (
    <PageFrame
      title={t('nav.terminals')}
      sub={t('terminal.sub')}
      actions={
        <ActionButton type="primary" disabledReason={why} onClick={() => setAdding(true)}>
          {t('terminal.add')}
        </ActionButton>
      }
    >
      <QueryView query={terminals}>
        {({ restricted, rows }) => (
          <>
            <Card
              title={restricted ? t('terminal.restricted') : t('terminal.open')}
              aside={
                <ActionButton size="small" disabledReason={why} onClick={() => setRestricting(!restricted)}>
                  {restricted ? t('terminal.unrestrict') : t('terminal.restrict')}
                </ActionButton>
              }
              flush
            >
              {rows.length === 0 ? (
                <EmptyState title={t('terminal.empty')} first={t('terminal.empty.first')} />
              ) : (
                <ul className="lines">
                  {rows.map((row) => (
                    <li key={row.id}>
                      <span className="grow">
                        {row.name} <span className="why">{kinds[row.kind]}</span>{' '}
                        <span className="num mono">{row.value}</span>
                      </span>
                      <ActionButton
                        size="small"
                        disabledReason={why}
                        aria-label={t('terminal.end.label', { name: row.name })}
                        onClick={() => void end.run({ terminalId: row.id })}
                      >
                        {t('terminal.end')}
                      </ActionButton>
                    </li>
                  ))}
                </ul>
              )}
            </Card>
          </>
        )}
      </QueryView>
      <FormDialog
        title={t('terminal.add')}
        open={adding}
        onClose={() => setAdding(false)}
        contract={AddTerminal}
        command="terminal.add"
        initial={{ kind: 'address' }}
        submitLabel={t('terminal.add')}
        doneText={t('terminal.add.done')}
        fields={[
          {
            name: 'name',
            label: t('terminal.name'),
            kind: 'text',
            why: t('terminal.name.why'),
            autoFocus: true,
          },
          {
            name: 'kind',
            label: t('terminal.kind'),
            kind: 'radio',
            choices: [
              { value: 'address', label: kinds.address },
              { value: 'certificate', label: kinds.certificate },
            ],
          },
          { name: 'value', label: t('terminal.value'), kind: 'text', why: t('terminal.value.why') },
        ]}
      />
      <ConfirmShell
        title={restricting === true ? t('terminal.restrict') : t('terminal.unrestrict')}
        open={restricting !== null}
        onClose={() => setRestricting(null)}
        happens={[restricting === true ? t('terminal.restrict.happens') : t('terminal.unrestrict.happens')]}
        command="terminal.restrict"
        input={() => ({ restricted: restricting === true })}
        confirmLabel={restricting === true ? t('terminal.restrict') : t('terminal.unrestrict')}
        doneText={t('terminal.restrict.done')}
      />
    </PageFrame>
  );
}
