import {
  ApplyJourney,
  ChangeJourney,
  ClearHolding,
  DebriefTraveller,
  DepartJourney,
  EnterAcknowledgement,
  type JourneyView,
  LendDocument,
  RecordContact,
  ReportReturn,
  ReviseJourney,
  type TravellerView,
} from '@fengni/server/modules/travel/contract';
import { formatDay, todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { scanField } from '../scans/scan-field.tsx';
import { Party, journeyFields, partyOf, routeFields } from './route-fields.tsx';
import { documentWords, headChoices } from './travel-words.ts';

/** What is done with the whole journey. */
export type JourneyAct =
  | 'apply'
  | 'revise'
  | 'change'
  | 'cancel'
  | 'acknowledge'
  | 'depart'
  | 'contact'
  | 'return'
  | 'close';
/** What is done with one traveller. */
export type TravellerAct = 'clear' | 'holding' | 'paper' | 'debrief' | 'lend';

interface DialogProps {
  readonly journey: JourneyView;
  readonly onClose: () => void;
}

/** The dialogs of a journey. */
export function JourneyDialog({ act, journey, onClose }: DialogProps & { readonly act: JourneyAct }) {
  const props = { journey, onClose };
  switch (act) {
    case 'apply':
      return <ApplyDialog {...props} />;
    case 'revise':
    case 'change':
      return <RouteDialog {...props} kind={act} />;
    case 'acknowledge':
      return (
        <ConfirmShell
          title={t('travel.acknowledge')}
          open
          onClose={onClose}
          happens={[
            ...journey.prohibitions.map((item) => pick(item)),
            <b key="statement">{t('travel.acknowledge.statement')}</b>,
          ]}
          command="travel.acknowledge"
          input={() => ({ journeyId: journey.id })}
          confirmLabel={t('travel.acknowledge.do')}
          doneText={t('travel.acknowledge.done')}
        />
      );
    case 'cancel':
    case 'close':
      return <EndDialog {...props} kind={act} />;
    case 'depart':
    case 'contact':
    case 'return':
      return <WayDialog {...props} kind={act} />;
    default:
      return act satisfies never;
  }
}

function ApplyDialog({ journey, onClose }: DialogProps) {
  const against = journey.travellers.flatMap((one) =>
    (one.checks ?? [])
      .filter((check) => check.verdict === 'against')
      .map((check) => `${one.person}：${pick(check.fact)}`),
  );
  return (
    <FormDialog
      title={t('travel.apply')}
      open
      onClose={onClose}
      contract={ApplyJourney}
      command="travel.apply"
      fixed={{ journeyId: journey.id }}
      submitLabel={t('travel.apply.do')}
      fields={[
        { name: 'reason', label: t('travel.apply.words'), kind: 'textarea', why: t('travel.apply.why') },
      ]}
    >
      {against.length === 0 ? null : (
        <ul className="confirm-list late">
          {against.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </FormDialog>
  );
}

const ReviseForm = ReviseJourney.omit({ travellerIds: true, leaderId: true })
  .extend({ party: Party })
  .transform(({ party, ...rest }) => ({ ...rest, ...party }));
const ChangeForm = ChangeJourney.omit({ travellerIds: true, leaderId: true })
  .extend({ party: Party })
  .transform(({ party, ...rest }) => ({ ...rest, ...party }));

function RouteDialog({ journey, onClose, kind }: DialogProps & { readonly kind: 'revise' | 'change' }) {
  const known = journey.travellers.map((one) => ({ id: one.personId, name: one.person }));
  const route = {
    regions: journey.regions,
    fromOn: journey.fromOn,
    untilOn: journey.untilOn,
    party: partyOf(
      known.map((one) => one.id),
      journey.leaderId,
    ),
  };
  const fixed = { journeyId: journey.id };
  if (kind === 'revise') {
    const { purpose, funding, contacts, invitation } = journey;
    return (
      <FormDialog
        title={t('travel.revise')}
        open
        onClose={onClose}
        contract={ReviseForm}
        command="travel.revise"
        fixed={fixed}
        initial={{ ...route, kind: journey.kind, purpose, funding, contacts, invitation }}
        submitLabel={t('travel.plan')}
        doneText={t('travel.plan.done')}
        fields={journeyFields(known)}
      />
    );
  }
  return (
    <FormDialog
      title={t('travel.change')}
      open
      onClose={onClose}
      contract={ChangeForm}
      command="travel.change"
      fixed={fixed}
      initial={route}
      submitLabel={t('travel.apply.do')}
      fields={[...routeFields(known), { name: 'reason', label: t('field.reason'), kind: 'textarea' }]}
    >
      <p className="note">{t('travel.change.happens')}</p>
    </FormDialog>
  );
}

function EndDialog({ journey, onClose, kind }: DialogProps & { readonly kind: 'cancel' | 'close' }) {
  if (kind === 'close') {
    return (
      <ConfirmShell
        title={t('travel.close')}
        open
        onClose={onClose}
        happens={[t('travel.close.happens')]}
        command="travel.close"
        input={() => ({ journeyId: journey.id })}
        confirmLabel={t('travel.close')}
        doneText={t('travel.close.done')}
      />
    );
  }
  return (
    <ConfirmShell
      title={t('travel.cancel')}
      open
      onClose={onClose}
      happens={[t('travel.cancel.happens')]}
      command="travel.cancel"
      input={(reason) => ({ journeyId: journey.id, reason })}
      reasonLabel={t('field.reason')}
      confirmLabel={t('travel.cancel')}
      doneText={t('travel.cancel.done')}
    />
  );
}

/** Departure, a call on the way, the return. */
function WayDialog({
  journey,
  onClose,
  kind,
}: DialogProps & { readonly kind: 'depart' | 'contact' | 'return' }) {
  const common = { open: true, onClose, fixed: { journeyId: journey.id } } as const;
  if (kind === 'depart') {
    return (
      <FormDialog
        {...common}
        title={t('travel.depart')}
        contract={DepartJourney}
        command="travel.depart"
        initial={{ departedOn: todayHere() }}
        submitLabel={t('travel.depart')}
        doneText={t('travel.depart.done')}
        fields={[{ name: 'departedOn', label: t('travel.from'), kind: 'day' }]}
      />
    );
  }
  if (kind === 'contact') {
    return (
      <FormDialog
        {...common}
        title={t('travel.contact')}
        contract={RecordContact}
        command="travel.recordContact"
        initial={{ contactedOn: todayHere() }}
        submitLabel={t('travel.contact.do')}
        doneText={t('travel.contact.done')}
        fields={[
          { name: 'contactedOn', label: t('travel.contact.day'), kind: 'day' },
          { name: 'note', label: t('travel.contact.note'), kind: 'textarea', why: t('travel.contact.why') },
        ]}
      />
    );
  }
  return (
    <FormDialog
      {...common}
      title={t('travel.return')}
      contract={ReportReturn}
      command="travel.reportReturn"
      initial={{ returnedOn: todayHere(), note: '' }}
      submitLabel={t('travel.return')}
      doneText={t('travel.return.done', { back: journey.returnDays, talk: journey.debriefDays })}
      fields={[
        { name: 'returnedOn', label: t('travel.returned'), kind: 'day' },
        { name: 'note', label: t('travel.return.note'), kind: 'textarea', why: t('travel.return.why') },
      ]}
    />
  );
}

interface TravellerDialogProps extends DialogProps {
  readonly act: TravellerAct;
  readonly traveller: TravellerView;
}

/** The dialogs of one traveller. */
export function TravellerDialog(props: TravellerDialogProps) {
  const { act, traveller, onClose } = props;
  const fixed = { travellerId: traveller.id };
  switch (act) {
    case 'clear':
      return (
        <ConfirmShell
          title={t('travel.clear')}
          open
          onClose={onClose}
          happens={[t('travel.clear.happens', { name: traveller.person })]}
          command="travel.clear"
          input={() => fixed}
          confirmLabel={t('travel.clear')}
          doneText={t('travel.clear.done')}
        />
      );
    case 'holding':
      return (
        <FormDialog
          title={t('travel.holding')}
          open
          onClose={onClose}
          contract={ClearHolding}
          command="travel.clearHolding"
          fixed={fixed}
          submitLabel={t('travel.apply.do')}
          fields={[{ name: 'reason', label: t('field.reason'), kind: 'textarea' }]}
        >
          <p className="note">{t('travel.holding.happens', { name: traveller.person })}</p>
        </FormDialog>
      );
    case 'paper':
      return (
        <FormDialog
          title={t('travel.paper')}
          open
          onClose={onClose}
          contract={EnterAcknowledgement}
          command="travel.enterAcknowledgement"
          fixed={fixed}
          initial={{ acknowledgedOn: todayHere() }}
          submitLabel={t('travel.paper')}
          doneText={t('travel.paper.done')}
          fields={[
            { name: 'acknowledgedOn', label: t('travel.paper.day'), kind: 'day' },
            scanField(t('travel.scan'), t('travel.paper.why')),
          ]}
        />
      );
    case 'lend':
      return <LendDialog {...props} />;
    case 'debrief':
      return <DebriefDialog {...props} />;
    default:
      return act satisfies never;
  }
}

function LendDialog({ journey, traveller, onClose }: TravellerDialogProps) {
  const kept = traveller.documents.filter((one) => one.state === 'kept');
  return (
    <FormDialog
      title={t('document.lend')}
      open
      onClose={onClose}
      contract={LendDocument}
      command="travel.lendDocument"
      fixed={{ journeyId: journey.id }}
      initial={{ documentId: kept[0]?.id ?? '' }}
      submitLabel={t('document.lend')}
      doneText={t('document.lend.done')}
      fields={[
        {
          name: 'documentId',
          label: t('document.kind'),
          kind: 'select',
          why: t('document.lend.why', { n: journey.returnDays }),
          choices: kept.map((one) => ({
            value: one.id,
            label: `${documentWords(one.kind)} ${one.number} ${t('until', { day: formatDay(one.validUntil) })}`,
          })),
        },
      ]}
    />
  );
}

function DebriefDialog({ traveller, onClose }: TravellerDialogProps) {
  return (
    <FormDialog
      title={t('travel.debrief')}
      open
      onClose={onClose}
      contract={DebriefTraveller}
      command="travel.debrief"
      fixed={{ travellerId: traveller.id }}
      initial={{ heldOn: todayHere(), findings: [], note: '', incident: false }}
      submitLabel={t('travel.debrief')}
      doneText={t('travel.debrief.done')}
      fields={[
        { name: 'heldOn', label: t('travel.debrief.day'), kind: 'day' },
        {
          name: 'findings',
          label: t('travel.debrief.heads'),
          kind: 'checks',
          choices: headChoices(),
          why: t('travel.debrief.why'),
        },
        { name: 'note', label: t('travel.debrief.note'), kind: 'textarea' },
        {
          name: 'incident',
          label: t('travel.debrief.incident'),
          kind: 'toggle',
          why: t('travel.debrief.incident.why'),
        },
      ]}
    />
  );
}
