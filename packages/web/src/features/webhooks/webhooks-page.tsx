import {
  WebhookSecret,
  AddWebhook,
  ChangeWebhook,
  type WebhookAddressView,
  WebhookList,
} from '@fengni/kernel/webhook/contract';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { addressStateWords, eventChoices, eventWords } from './webhook-words.ts';

/** How often the counts are read anew while the page is open. Seconds. */
const refreshSeconds = 5;
type Act = 'change' | 'secret' | 'on' | 'off' | 'renew' | 'end';

/** Other systems that are told when somebody's rights end. */
export function WebhooksPage() {
  const actor = useActor();
  const [adding, setAdding] = useState(false);
  const [act, setAct] = useState<{ readonly what: Act; readonly address: WebhookAddressView } | null>(null);
  const list = useQueryData({
    name: 'webhook.list',
    input: {},
    output: WebhookList,
    everySeconds: refreshSeconds,
  });
  const test = useCommand({ name: 'webhook.test', faults: 'toast', doneText: t('webhook.test.sent') });
  const who = actor.power === 'security' ? null : t('org.who.security');
  return (
    <PageFrame
      title={t('nav.webhooks')}
      sub={t('webhook.sub')}
      actions={
        <ActionBar
          next={who === null ? 'add' : 'deliveries'}
          actions={[
            { key: 'add', label: t('webhook.add'), disabledReason: who, onDo: () => setAdding(true) },
            { key: 'deliveries', label: t('webhook.deliveries'), to: paths.webhookDeliveries() },
          ]}
        />
      }
    >
      <QueryView query={list}>
        {({ rows }) => (
          <Card title={t('webhook.addresses')} flush>
            {rows.length === 0 ? (
              <EmptyState title={t('webhook.empty')} first={t('webhook.empty.first')} />
            ) : (
              <ul className="lines">
                {rows.map((row) => (
                  <AddressLine
                    key={row.id}
                    row={row}
                    who={who}
                    onAct={(what) => setAct({ what, address: row })}
                    onTest={() => void test.run({ addressId: row.id })}
                  />
                ))}
              </ul>
            )}
          </Card>
        )}
      </QueryView>
      {adding ? <AddDialog onClose={() => setAdding(false)} /> : null}
      {act === null ? null : <ActDialog {...act} onClose={() => setAct(null)} />}
    </PageFrame>
  );
}

function AddressLine(the: {
  readonly row: WebhookAddressView;
  readonly who: string | null;
  readonly onAct: (act: Act) => void;
  readonly onTest: () => void;
}) {
  const { row, who, onAct } = the;
  const over = row.state === 'ended' ? t('webhook.over') : null;
  const why = who ?? over;
  return (
    <li>
      <span className="grow">
        {row.name} <span className={row.state === 'on' ? 'why' : 'late'}>{addressStateWords(row.state)}</span>{' '}
        {row.dead === 0 ? null : (
          <AppLink to={paths.webhookDeliveries({ state: 'dead', address: row.id })}>
            {t('webhook.dead', { n: row.dead })}
          </AppLink>
        )}
        <p className="why">
          <span className="mono">{row.url}</span>
        </p>
        <p className="why">
          {[
            row.kinds.map(eventWords).join(t('list.separator')),
            row.namesBy === 'staff-no' ? t('webhook.names.staff') : t('webhook.names.id'),
            row.algorithm,
            ...(row.hasCa ? [t('webhook.ca.pinned')] : []),
            ...(row.waiting === 0 ? [] : [t('webhook.waiting', { n: row.waiting })]),
          ].join(' · ')}
        </p>
      </span>
      <ActionBar
        next={null}
        about={row.name}
        actions={[
          {
            key: 'secret',
            label: t('webhook.secret'),
            disabledReason: why ?? (row.state === 'new' ? null : t('webhook.secret.shown')),
            onDo: () => onAct('secret'),
          },
          { key: 'test', label: t('webhook.test'), disabledReason: why, onDo: the.onTest },
          row.state === 'on'
            ? { key: 'off', label: t('webhook.off'), disabledReason: why, onDo: () => onAct('off') }
            : { key: 'on', label: t('webhook.on'), disabledReason: why, onDo: () => onAct('on') },
          { key: 'change', label: t('webhook.change'), disabledReason: why, onDo: () => onAct('change') },
          { key: 'renew', label: t('webhook.renew'), disabledReason: why, onDo: () => onAct('renew') },
          {
            key: 'end',
            label: t('webhook.end'),
            danger: true,
            disabledReason: why,
            onDo: () => onAct('end'),
          },
        ]}
      />
    </li>
  );
}

function ActDialog(the: {
  readonly what: Act;
  readonly address: WebhookAddressView;
  readonly onClose: () => void;
}) {
  const { what, address, onClose } = the;
  const addressId = address.id;
  switch (what) {
    case 'secret':
      return (
        <SecretDialog
          title={t('webhook.secret')}
          why={t('webhook.secret.why')}
          file="webhook.secret"
          input={{ addressId }}
          read={(value) => WebhookSecret.parse(value).secret}
          onClose={onClose}
        />
      );
    case 'change':
      return (
        <FormDialog
          title={t('webhook.change')}
          open
          onClose={onClose}
          contract={ChangeWebhook}
          command="webhook.change"
          fixed={{ addressId }}
          initial={{ name: address.name, kinds: [...address.kinds] }}
          submitLabel={t('webhook.save')}
          doneText={t('webhook.change.done')}
          fields={[
            { name: 'name', label: t('webhook.name'), kind: 'text' },
            { name: 'kinds', label: t('webhook.kinds'), kind: 'checks', choices: eventChoices() },
          ]}
        />
      );
    case 'on':
    case 'off':
      return (
        <ConfirmShell
          title={what === 'on' ? t('webhook.on') : t('webhook.off')}
          open
          onClose={onClose}
          happens={
            what === 'on'
              ? [t('webhook.on.one', { name: address.name }), t('webhook.on.two')]
              : [t('webhook.off.one', { name: address.name })]
          }
          command="webhook.turn"
          input={() => ({ addressId, on: what === 'on' })}
          confirmLabel={what === 'on' ? t('webhook.on') : t('webhook.off')}
          doneText={t('webhook.change.done')}
        />
      );
    case 'renew':
      return (
        <ConfirmShell
          title={t('webhook.renew')}
          open
          onClose={onClose}
          happens={[t('webhook.renew.one'), t('webhook.renew.two')]}
          command="webhook.renewSecret"
          input={() => ({ addressId })}
          confirmLabel={t('webhook.renew')}
          doneText={t('webhook.change.done')}
        />
      );
    case 'end':
      return (
        <ConfirmShell
          title={t('webhook.end')}
          open
          onClose={onClose}
          happens={[t('webhook.end.one', { name: address.name }), t('webhook.end.two')]}
          command="webhook.end"
          input={() => ({ addressId })}
          confirmLabel={t('webhook.end')}
          doneText={t('webhook.change.done')}
        />
      );
    default:
      return what satisfies never;
  }
}

function AddDialog({ onClose }: { onClose: () => void }) {
  return (
    <FormDialog
      title={t('webhook.add')}
      open
      onClose={onClose}
      contract={AddWebhook}
      command="webhook.add"
      initial={{ namesBy: 'staff-no', kinds: eventChoices().map((choice) => choice.value), caPem: null }}
      submitLabel={t('webhook.add')}
      doneText={t('webhook.add.done')}
      fields={[
        {
          name: 'name',
          label: t('webhook.name'),
          kind: 'text',
          why: t('webhook.name.why'),
          autoFocus: true,
        },
        { name: 'url', label: t('webhook.url'), kind: 'text', why: t('webhook.url.why') },
        { name: 'kinds', label: t('webhook.kinds'), kind: 'checks', choices: eventChoices() },
        {
          name: 'namesBy',
          label: t('webhook.names'),
          kind: 'radio',
          why: t('webhook.names.why'),
          choices: [
            { value: 'staff-no', label: t('webhook.names.staff') },
            { value: 'id', label: t('webhook.names.id') },
          ],
        },
        {
          name: 'caPem',
          label: t('webhook.ca'),
          kind: 'textarea',
          optional: 'null',
          why: t('webhook.ca.why'),
        },
      ]}
    />
  );
}
