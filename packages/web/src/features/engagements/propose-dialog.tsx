import { FirmList, ProposeEngagement } from '@fengni/server/modules/engagements/contract';
import { useRouter } from '@tanstack/react-router';
import { formatDay, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { clearedChoices, kindChoices } from './engagement-words.ts';

/** Somebody is proposed: who, as what, for what, until when, and who answers for him. */
export function ProposeDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const firms = useQueryData({ name: 'engagement.firms', input: {}, output: FirmList });
  const contracts = (firms.data?.rows ?? []).flatMap((firm) =>
    firm.contracts
      .filter((contract) => !contract.ended && contract.untilOn >= todayHere())
      .map((contract) => ({
        value: contract.id,
        label: t('engagement.contract.choice', {
          firm: firm.name,
          number: contract.number,
          day: formatDay(contract.untilOn),
        }),
      })),
  );
  return (
    <FormDialog
      title={t('engagement.propose')}
      open
      onClose={onClose}
      contract={ProposeEngagement}
      command="engagement.propose"
      initial={{ kind: 'temporary', fromOn: todayHere() }}
      submitLabel={t('engagement.propose')}
      doneText={t('engagement.propose.done')}
      onDone={(result) => {
        const id = result['engagementId'];
        if (typeof id === 'string') router.history.push(paths.engagement(id));
      }}
      fields={[
        {
          name: 'name',
          label: t('engagement.new.name'),
          kind: 'text',
          optional: 'null',
          why: t('engagement.new.name.why'),
          autoFocus: true,
        },
        {
          name: 'personId',
          label: t('engagement.known.person'),
          kind: 'person',
          optional: 'null',
          why: t('engagement.known.person.why'),
        },
        { name: 'kind', label: t('engagement.kind'), kind: 'select', choices: kindChoices() },
        {
          name: 'contractId',
          label: t('engagement.contract'),
          kind: 'select',
          optional: 'null',
          choices: contracts,
          why: t('engagement.contract.why'),
        },
        {
          name: 'sponsorId',
          label: t('engagement.sponsor'),
          kind: 'person',
          why: t('engagement.sponsor.why'),
        },
        { name: 'fromOn', label: t('field.from'), kind: 'day' },
        { name: 'untilOn', label: t('field.until'), kind: 'day', why: t('engagement.until.why') },
        {
          name: 'clearedTo',
          label: t('engagement.cleared'),
          kind: 'select',
          optional: 'null',
          choices: clearedChoices(),
          why: t('engagement.cleared.why'),
        },
        { name: 'purpose', label: t('engagement.purpose'), kind: 'textarea' },
      ]}
    >
      <p className="note">
        {t('engagement.propose.note')} <AppLink to={paths.engagementRules()}>{t('engagement.rules')}</AppLink>
      </p>
    </FormDialog>
  );
}
