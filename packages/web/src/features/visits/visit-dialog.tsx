import {
  AddVisitors,
  ArriveVisitors,
  FinishVisit,
  HandOverVisit,
  LeaveVisitors,
  PrepareStop,
  SetRoute,
} from '@fengni/server/modules/visits/contract';
import { t } from '../../lib/i18n.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { findingsField } from './findings-input.tsx';
import { routeField } from './route-input.tsx';
import { changeForm, planFields } from './visit-form.tsx';
import type { Visit } from './visit-standing.ts';
import { blankVisitor, visitorsField } from './visitors-input.tsx';

export type VisitAct =
  | {
      readonly kind:
        | 'change'
        | 'visitors'
        | 'route'
        | 'submit'
        | 'reopen'
        | 'cancel'
        | 'hand-over'
        | 'finish';
    }
  | { readonly kind: 'prepare'; readonly stopId: string }
  | { readonly kind: 'drop'; readonly visitorId: string; readonly name: string }
  | { readonly kind: 'arrive' | 'leave'; readonly visitorIds: readonly string[] };

interface DialogProps {
  readonly visit: Visit;
  readonly act: VisitAct;
  readonly onClose: () => void;
}

/** The dialogs of a visit's plan; those of its days stand in {@link DoorDialog}. */
export function VisitDialog({ visit, act, onClose }: DialogProps) {
  const call = { visitId: visit.id };
  switch (act.kind) {
    case 'change':
      return (
        <FormDialog
          title={t('visit.change')}
          open
          onClose={onClose}
          contract={changeForm(visit.hostId)}
          command="visit.change"
          fixed={call}
          initial={planValues(visit)}
          submitLabel={t('visit.save')}
          fields={planFields({ host: visit.host, escorts: visit.escorts })}
        />
      );
    case 'visitors':
      return (
        <FormDialog
          title={t('visit.visitors.enter')}
          open
          onClose={onClose}
          contract={AddVisitors}
          command="visit.addVisitors"
          fixed={call}
          initial={{ visitors: [{ ...blankVisitor, country: visit.country }] }}
          submitLabel={t('visit.visitors.enter')}
          fields={[visitorsField()]}
        />
      );
    case 'route':
      return (
        <FormDialog
          title={t('visit.route.set')}
          open
          onClose={onClose}
          contract={SetRoute}
          command="visit.setRoute"
          fixed={call}
          initial={{
            stops:
              visit.route.length === 0
                ? [{ area: '' }]
                : visit.route.map(({ area, keyPlaceId, unitId, treatment, preparation }) => ({
                    area,
                    keyPlaceId,
                    unitId,
                    treatment,
                    preparation,
                  })),
          }}
          submitLabel={t('visit.save')}
          fields={[routeField()]}
        />
      );
    case 'submit':
      return (
        <ConfirmShell
          title={t('visit.submit')}
          open
          onClose={onClose}
          happens={[
            visit.keyPlaces > 0
              ? t('visit.submit.place')
              : visit.foreigners > 0
                ? t('visit.submit.foreign')
                : t('visit.submit.plain'),
            t('visit.submit.then'),
          ]}
          command="visit.submit"
          input={() => call}
          confirmLabel={t('visit.submit')}
        />
      );
    case 'reopen':
    case 'cancel':
      return (
        <ConfirmShell
          title={act.kind === 'reopen' ? t('visit.reopen') : t('visit.cancel')}
          open
          onClose={onClose}
          happens={[act.kind === 'reopen' ? t('visit.reopen.happens') : t('visit.cancel.happens')]}
          command={act.kind === 'reopen' ? 'visit.reopen' : 'visit.cancel'}
          input={(reason) => ({ ...call, reason })}
          reasonLabel={t('field.reason')}
          confirmLabel={act.kind === 'reopen' ? t('visit.reopen') : t('visit.cancel')}
        />
      );
    case 'drop':
      return (
        <ConfirmShell
          title={t('visit.visitor.take.off')}
          open
          onClose={onClose}
          happens={[t('visit.visitor.take.off.happens', { name: act.name })]}
          command="visit.dropVisitor"
          input={() => ({ visitorId: act.visitorId })}
          confirmLabel={t('visit.visitor.take.off')}
        />
      );
    case 'hand-over':
      return (
        <FormDialog
          title={t('visit.hand.over')}
          open
          onClose={onClose}
          contract={HandOverVisit}
          command="visit.handOver"
          fixed={call}
          submitLabel={t('visit.hand.over')}
          doneText={t('visit.hand.over.done')}
          fields={[
            { name: 'hostId', label: t('visit.host.next'), kind: 'person', autoFocus: true },
            { name: 'reason', label: t('field.reason'), kind: 'textarea' },
          ]}
        />
      );
    case 'prepare':
    case 'arrive':
    case 'leave':
    case 'finish':
      return <DoorDialog visit={visit} act={act} onClose={onClose} />;
    default:
      return act satisfies never;
  }
}

function planValues(visit: Visit) {
  return {
    kind: visit.kind,
    firm: visit.firm,
    country: visit.country,
    purpose: visit.purpose,
    startsOn: visit.startsOn,
    endsOn: visit.endsOn,
    escortIds: visit.escorts.map((one) => one.id),
    mayShow: visit.mayShow,
    mayNot: visit.mayNot,
    devices: visit.devices,
    devicesNote: visit.devicesNote,
  };
}

function DoorDialog({ visit, act, onClose }: DialogProps) {
  if (act.kind === 'prepare')
    return (
      <FormDialog
        title={t('visit.prepare')}
        open
        onClose={onClose}
        contract={PrepareStop}
        command="visit.prepareStop"
        fixed={{ stopId: act.stopId }}
        submitLabel={t('visit.prepare')}
        fields={[
          {
            name: 'note',
            label: t('visit.prepare.note'),
            kind: 'textarea',
            optional: 'absent',
            autoFocus: true,
          },
        ]}
      />
    );
  if (act.kind === 'arrive')
    return (
      <FormDialog
        title={t('visit.arrive')}
        open
        onClose={onClose}
        contract={ArriveVisitors}
        command="visit.arrive"
        fixed={{ visitId: visit.id, visitorIds: act.visitorIds }}
        initial={{ devicesKept: visit.devices !== 'allowed' }}
        submitLabel={t('visit.arrive')}
        doneText={t('visit.arrive.done')}
        fields={[
          { name: 'devicesKept', label: t('visit.devices.kept'), kind: 'toggle' },
          { name: 'devices', label: t('visit.devices.what'), kind: 'text', optional: 'absent' },
          ...(act.visitorIds.length === 1
            ? ([
                {
                  name: 'badgeNo',
                  label: t('visit.badge.no'),
                  kind: 'text',
                  optional: 'absent',
                  why: t('visit.badge.why'),
                },
              ] as const)
            : []),
        ]}
      >
        <p className="note">{t('visit.arrive.check', { n: act.visitorIds.length })}</p>
      </FormDialog>
    );
  if (act.kind === 'leave')
    return (
      <FormDialog
        title={t('visit.leave')}
        open
        onClose={onClose}
        contract={LeaveVisitors}
        command="visit.leave"
        fixed={{ visitId: visit.id, visitorIds: act.visitorIds }}
        initial={{ devicesBack: true }}
        submitLabel={t('visit.leave')}
        doneText={t('visit.leave.done')}
        fields={[{ name: 'devicesBack', label: t('visit.devices.back'), kind: 'toggle' }]}
      />
    );
  return (
    <FormDialog
      title={t('visit.finish')}
      open
      onClose={onClose}
      contract={FinishVisit}
      command="visit.finish"
      fixed={{ visitId: visit.id }}
      submitLabel={t('visit.finish')}
      doneText={t('visit.finish.done')}
      fields={[
        {
          name: 'report',
          label: t('visit.report'),
          kind: 'textarea',
          why: t('visit.report.why'),
          autoFocus: true,
        },
        findingsField(),
      ]}
    />
  );
}
