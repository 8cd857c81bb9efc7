import { RecallPage, SendCopies } from '@fengni/server/modules/carriers/contract';
import { useRouter } from '@tanstack/react-router';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { Loading } from '../../ui/query-view.tsx';
import { PeopleList, idsOf } from '../carriers/people-list.tsx';
import { type ChosenCopy, readIds, useChosenCopies } from '../keeping/chosen-copies.ts';
import { ChosenList } from '../keeping/chosen-list.tsx';
import { whyNotMove } from '../keeping/copy-words.ts';
import '../carriers/carriers.css';
import { ChannelChoice } from './channel-choice.tsx';
import { type Travelling, escortsWanted } from './channel-rules.ts';

/** Copies by scanner or from the register, then addressee, channel, seal and escorts. */
export function SendPage() {
  const [filters] = useUrlFilters();
  const chosen = useChosenCopies({
    copyIds: readIds(filters['copies']),
    carrierIds: readIds(filters['carriers']),
    state: 'in-store',
  });
  const asked = z.uuid().safeParse(filters['recall']);
  const recallId = asked.success ? asked.data : commonRecall(chosen.copies);
  const first = chosen.copies[0];
  const whyNot = (copy: ChosenCopy) => whyNotSend(copy, first, recallId);
  const going = chosen.copies.filter((copy) => whyNot(copy) === null);
  return (
    <PageFrame
      title={recallId === null ? t('delivery.send') : t('delivery.send.back')}
      sub={t('delivery.send.sub')}
      crumbs={[{ label: t('nav.deliveries'), to: paths.deliveries() }, { label: t('delivery.send') }]}
    >
      <ChosenList title={t('delivery.copies')} chosen={chosen} whyNot={whyNot} />
      <Card title={t('delivery.way')}>
        {recallId === null ? (
          <SendForm going={going} recall={null} />
        ) : (
          <RecallForm going={going} recallId={recallId} />
        )}
      </Card>
    </PageFrame>
  );
}

/** Copies that are all under the same recall go back under it. */
function commonRecall(copies: readonly ChosenCopy[]): string | null {
  const recalls = new Set(copies.map((copy) => copy.recallId));
  const [only] = recalls;
  return recalls.size === 1 ? (only ?? null) : null;
}

function whyNotSend(copy: ChosenCopy, first: ChosenCopy | undefined, recallId: string | null): string | null {
  const move = whyNotMove(copy.state, 'send');
  if (move !== null) return move;
  if (copy.recallId !== recallId)
    return copy.recallId === null ? t('delivery.not.recalled') : t('delivery.recalled');
  return copy.registerId === first?.registerId
    ? null
    : t('chosen.register.other', { register: first?.register ?? '' });
}

interface SendFormProps {
  readonly going: readonly ChosenCopy[];
  readonly recall: { readonly id: string; readonly number: string; readonly issuer: string } | null;
}

function RecallForm({ going, recallId }: { going: readonly ChosenCopy[]; recallId: string }) {
  const recall = useQueryData({ name: 'recall.open', input: { recallId }, output: RecallPage });
  if (recall.isPending) return <Loading />;
  const data = recall.data;
  return (
    <SendForm
      key={recallId}
      going={going}
      recall={data === undefined ? { id: recallId, number: '', issuer: '' } : data}
    />
  );
}

function SendForm({ going, recall }: SendFormProps) {
  const router = useRouter();
  const first = going[0];
  return (
    <FormShell
      label={t('delivery.send')}
      contract={SendCopies}
      command="delivery.send"
      draft={recall === null ? 'delivery.send' : `delivery.send.${recall.id}`}
      initial={recall === null ? {} : { counterpart: recall.issuer }}
      fixed={{
        registerId: first?.registerId ?? '',
        copyIds: going.map((copy) => copy.copyId),
        recallId: recall?.id ?? null,
      }}
      submitLabel={t('delivery.send.submit', { n: going.length })}
      doneText={t('delivery.send.done')}
      disabledReason={going.length === 0 ? t('delivery.copies.missing') : null}
      onDone={(result) => {
        const id = result['deliveryId'];
        router.history.push(typeof id === 'string' ? paths.delivery(id) : paths.deliveries());
      }}
      onCancel={() => router.history.back()}
      fields={sendFields(going)}
    >
      {recall === null ? null : (
        <p className="note">
          {t('delivery.send.recall')} <AppLink to={paths.recall(recall.id)}>{recall.number}</AppLink>
        </p>
      )}
    </FormShell>
  );
}

function sendFields(travelling: readonly Travelling[]): FieldSpec[] {
  return [
    { name: 'counterpart', label: t('delivery.to'), kind: 'text', why: t('delivery.to.why') },
    {
      name: 'channel',
      label: t('delivery.channel'),
      kind: 'custom',
      grouped: true,
      control: (control) => <ChannelChoice {...control} travelling={travelling} />,
    },
    {
      name: 'sealNo',
      label: t('delivery.seal'),
      kind: 'text',
      optional: 'absent',
      why: t('delivery.seal.why'),
    },
    {
      name: 'escortIds',
      label: t('delivery.escorts'),
      kind: 'custom',
      optional: 'absent',
      why: t('delivery.escorts.why'),
      control: (control) => <PeopleList {...control} />,
      check: (value, values) => {
        const channel = values['channel'];
        const wanted = typeof channel === 'string' ? escortsWanted(channel, travelling) : 0;
        return idsOf(value).length < wanted ? t('delivery.escorts.lacking', { n: wanted }) : null;
      },
    },
  ];
}
