import {
  ClockState,
  ConfirmClock,
  clockBackMinutesMax,
  clockFaultTitles,
} from '@fengni/kernel/schedule/contract';
import { useState } from 'react';
import type { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { type SessionActor, useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { LifeLine, type LifeStop } from '../../ui/life-line.tsx';
import { Card, KeyValues, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { RegisterTable } from '../../ui/register-table.tsx';
import { instantField } from '../keeping/instant-input.tsx';
import '../../ui/register.css';
import './audit.css';

type State = z.output<typeof ClockState>;
type Stop = NonNullable<State['stopped']>;
const clockSeconds = 30;

/** The server's clock and what runs by it; two administrators confirm it after it was in doubt. */
export function ClockPage() {
  const actor = useActor();
  const [confirming, setConfirming] = useState(false);
  const clock = useQueryData({
    name: 'clock.state',
    input: {},
    output: ClockState,
    everySeconds: clockSeconds,
  });
  return (
    <QueryView query={clock}>
      {(data) => (
        <PageFrame
          title={t('nav.clock')}
          sub={data.stopped === null ? t('clock.fine') : t('clock.stopped')}
          actions={
            <ActionButton
              type="primary"
              disabledReason={whyNotConfirm(data, actor)}
              onClick={() => setConfirming(true)}
            >
              {t('clock.confirm')}
            </ActionButton>
          }
        >
          {data.stopped === null ? null : <StopCard stop={data.stopped} />}
          <Card title={t('clock.now')}>
            <p className="clock-now">{formatInstant(data.now)}</p>
            <p className="why">{t('clock.now.why')}</p>
          </Card>
          <TasksCard tasks={data.tasks} />
          {confirming && data.stopped !== null ? (
            <ConfirmDialog stop={data.stopped} onClose={() => setConfirming(false)} />
          ) : null}
        </PageFrame>
      )}
    </QueryView>
  );
}

function whyNotConfirm(state: State, actor: SessionActor): string | null {
  if (actor.power !== 'security' && actor.power !== 'audit') return t('clock.who');
  if (state.stopped === null) return t('clock.fine');
  const own = actor.power === 'security' ? state.stopped.confirmedBySecurity : state.stopped.confirmedByAudit;
  return own === null ? null : t('clock.already');
}

function signature(key: string, label: string, at: string | null): LifeStop {
  return {
    key,
    label,
    lines: [at === null ? t('clock.waiting') : formatInstant(at)],
    state: at === null ? 'now' : 'past',
  };
}

function StopCard({ stop }: { stop: Stop }) {
  return (
    <Card title={t('clock.why', { why: pick(clockFaultTitles[stop.reason]) })} late flush>
      <LifeLine
        label={t('clock.steps')}
        stops={[
          {
            key: 'stop',
            label: t('clock.step.stopped'),
            lines: [formatInstant(stop.stoppedAt)],
            state: 'past',
          },
          signature('security', t('power.security'), stop.confirmedBySecurity),
          signature('audit', t('power.audit'), stop.confirmedByAudit),
          { key: 'run', label: t('clock.step.runs'), lines: [], state: 'next' },
        ]}
      />
      <div className="card-body">
        <KeyValues
          rows={[
            [t('clock.seen'), formatInstant(stop.seenAt)],
            [t('clock.at'), formatInstant(stop.stoppedAt)],
          ]}
        />
        <p className="why clock-means">{t('clock.means')}</p>
      </div>
    </Card>
  );
}

function TasksCard({ tasks }: { tasks: State['tasks'] }) {
  return (
    <Card title={t('clock.tasks')} flush>
      {tasks.length === 0 ? (
        <p className="card-body quiet">{t('clock.tasks.none')}</p>
      ) : (
        <RegisterTable
          label={t('clock.tasks')}
          rows={tasks}
          rowKey={(task) => task.name}
          dense
          sort={null}
          onSort={() => undefined}
          columns={[
            { key: 'title', title: t('clock.task'), render: (task) => pick(task.title) },
            {
              key: 'every',
              title: t('clock.every'),
              numeric: true,
              render: (task) => everyWords(task.everyMinutes),
            },
            {
              key: 'ran',
              title: t('clock.ran'),
              numeric: true,
              render: (task) => (task.ranAt === null ? t('clock.never') : formatInstant(task.ranAt)),
            },
            {
              key: 'state',
              title: t('field.state'),
              render: (task) =>
                task.failed ? (
                  <span className="late">{t('clock.failed')}</span>
                ) : (
                  <span className="ok">{t('clock.ok')}</span>
                ),
            },
          ]}
        />
      )}
    </Card>
  );
}

function ConfirmDialog({ stop, onClose }: { stop: Stop; onClose: () => void }) {
  return (
    <FormDialog
      title={t('clock.confirm')}
      open
      onClose={onClose}
      contract={ConfirmClock}
      command="clock.confirm"
      fixed={{ guardId: stop.guardId }}
      submitLabel={t('clock.confirm')}
      doneText={t('clock.confirm.done')}
      fields={[
        instantField({
          name: 'clock',
          label: t('clock.watch'),
          why: t('clock.watch.why', { n: clockBackMinutesMax }),
        }),
      ]}
    >
      <p className="note">{t('clock.confirm.happens')}</p>
    </FormDialog>
  );
}

function everyWords(minutes: number): string {
  return minutes % 60 === 0 ? t('clock.hours', { n: minutes / 60 }) : t('clock.minutes', { n: minutes });
}
