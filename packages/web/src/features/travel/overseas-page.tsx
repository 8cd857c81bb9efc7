import {
  ChangeOverseas,
  EndOverseas,
  FileOverseasReport,
  FlagOverseas,
  OverseasList,
  type OverseasView,
} from '@fengni/server/modules/travel/contract';
import { useState } from 'react';
import { formatDay, formatInstant, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { regionChoices, regionWords } from './travel-words.ts';

type Act = 'report' | 'reports' | 'change' | 'end';
interface Opened {
  readonly act: Act;
  readonly overseas: OverseasView;
}

function columns(onOpen: (opened: Opened) => void, keeps: boolean): readonly Column<OverseasView>[] {
  const year = Number(todayHere().slice(0, 4));
  const who = keeps ? null : t('overseas.keep.who');
  return [
    {
      key: 'unit',
      title: t('field.unit'),
      fixed: true,
      render: (row) => <AppLink to={paths.unit(row.unitId)}>{row.unit}</AppLink>,
    },
    { key: 'region', title: t('overseas.region'), fixed: true, render: (row) => regionWords(row.region) },
    {
      key: 'responsible',
      title: t('overseas.responsible'),
      render: (row) => <AppLink to={paths.person(row.responsibleId)}>{row.responsible}</AppLink>,
    },
    { key: 'since', title: t('overseas.since'), numeric: true, render: (row) => formatDay(row.sinceOn) },
    {
      key: 'report',
      title: t('overseas.report.of', { year }),
      render: (row) => {
        const filed = row.reports.find((one) => one.year === year);
        return filed === undefined ? t('overseas.report.not') : formatInstant(filed.filedAt);
      },
    },
    {
      key: 'acts',
      title: t('action.group'),
      render: (row) => {
        const over = row.endedOn === null ? null : t('overseas.over');
        return (
          <ActionBar
            next={null}
            about={row.unit}
            actions={[
              {
                key: 'report',
                label: t('overseas.report'),
                disabledReason: over ?? (row.mayReport ? null : t('overseas.report.who')),
                onDo: () => onOpen({ act: 'report', overseas: row }),
              },
              {
                key: 'reports',
                label: t('overseas.reports'),
                disabledReason: row.reports.length === 0 ? t('overseas.reports.none') : null,
                onDo: () => onOpen({ act: 'reports', overseas: row }),
              },
              {
                key: 'change',
                label: t('overseas.change'),
                disabledReason: over ?? who,
                onDo: () => onOpen({ act: 'change', overseas: row }),
              },
              {
                key: 'end',
                label: t('overseas.end'),
                danger: true,
                disabledReason: over ?? who,
                onDo: () => onOpen({ act: 'end', overseas: row }),
              },
            ]}
          />
        );
      },
    },
  ];
}

/** Units abroad, who is responsible there, and their yearly reports (FOR-2). */
export function OverseasPage() {
  const actor = useActor();
  const keeps = holdsDuty(actor, 'officer');
  const [flagging, setFlagging] = useState(false);
  const [opened, setOpened] = useState<Opened | null>(null);
  return (
    <PageFrame
      title={t('overseas.title')}
      sub={t('overseas.sub')}
      crumbs={[{ label: t('nav.travel'), to: paths.journeys() }, { label: t('overseas.title') }]}
      wide
      actions={
        <ActionBar
          next="flag"
          actions={[
            {
              key: 'flag',
              label: t('overseas.flag'),
              disabledReason: keeps ? null : t('overseas.keep.who'),
              onDo: () => setFlagging(true),
            },
          ]}
        />
      }
    >
      <RegisterShell
        id="travel.overseas"
        label={t('overseas.title')}
        query="travel.overseas"
        output={OverseasList}
        input={(values) => ({ ended: values['ended'] === '1' })}
        columns={columns(setOpened, keeps)}
        filters={[{ key: 'ended', label: t('overseas.ended'), kind: 'toggle' }]}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('overseas.empty')} first={t('overseas.empty.first')} />}
      />
      {flagging ? (
        <FormDialog
          title={t('overseas.flag')}
          open
          onClose={() => setFlagging(false)}
          contract={FlagOverseas}
          command="overseas.flag"
          initial={{ sinceOn: todayHere() }}
          submitLabel={t('overseas.flag')}
          doneText={t('overseas.flag.done')}
          fields={[
            { name: 'unitId', label: t('field.unit'), kind: 'unit', autoFocus: true },
            { name: 'region', label: t('overseas.region'), kind: 'select', choices: regionChoices() },
            {
              name: 'responsibleId',
              label: t('overseas.responsible'),
              kind: 'person',
              why: t('overseas.responsible.why'),
            },
            { name: 'sinceOn', label: t('overseas.since'), kind: 'day' },
          ]}
        />
      ) : null}
      {opened === null ? null : <OverseasDialog {...opened} onClose={() => setOpened(null)} />}
    </PageFrame>
  );
}

function OverseasDialog({ act, overseas, onClose }: Opened & { readonly onClose: () => void }) {
  const common = { open: true, onClose, fixed: { overseasId: overseas.id } } as const;
  switch (act) {
    case 'report':
      return (
        <FormDialog
          {...common}
          title={t('overseas.report')}
          contract={FileOverseasReport}
          command="overseas.report"
          initial={{ year: Number(todayHere().slice(0, 4)) }}
          submitLabel={t('overseas.report')}
          doneText={t('overseas.report.done')}
          fields={[
            { name: 'year', label: t('overseas.year'), kind: 'number' },
            { name: 'words', label: t('overseas.words'), kind: 'textarea', why: t('overseas.words.why') },
          ]}
        />
      );
    case 'change':
      return (
        <FormDialog
          {...common}
          title={t('overseas.change')}
          contract={ChangeOverseas}
          command="overseas.changeResponsible"
          submitLabel={t('overseas.change')}
          doneText={t('overseas.change.done')}
          fields={[{ name: 'responsibleId', label: t('overseas.responsible'), kind: 'person' }]}
        />
      );
    case 'end':
      return (
        <FormDialog
          {...common}
          title={t('overseas.end')}
          contract={EndOverseas}
          command="overseas.end"
          initial={{ endedOn: todayHere() }}
          submitLabel={t('overseas.end')}
          doneText={t('overseas.end.done')}
          fields={[{ name: 'endedOn', label: t('field.until'), kind: 'day' }]}
        />
      );
    case 'reports':
      return (
        <Dialog title={t('overseas.reports')} open onClose={onClose}>
          {overseas.reports.map((report) => (
            <section key={report.id}>
              <h3>{t('overseas.report.of', { year: report.year })}</h3>
              <p className="why">
                {report.by} {formatInstant(report.filedAt)}
              </p>
              <p>{report.words}</p>
            </section>
          ))}
        </Dialog>
      );
    default:
      return act satisfies never;
  }
}
