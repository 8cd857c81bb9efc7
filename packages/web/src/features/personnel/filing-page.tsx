import { FilingPage as Contract, ReceiveFiling, SendFiling } from '@fengni/server/modules/personnel/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay, formatInstant, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { scanField } from '../scans/scan-field.tsx';
import { changeWords, filingStateWords, personGradeWords } from './personnel-words.ts';

type Filing = z.output<typeof Contract>;
type Act = 'send' | 'receive' | 'drop';

/** One list as it was drawn up: who is on it, what changed, what became of it. */
export function PersonnelFilingPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'personnel.filing', input: { filingId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded filing={data} />}</QueryView>;
}

function Loaded({ filing }: { filing: Filing }) {
  const [act, setAct] = useState<Act | null>(null);
  const own = filing.mayRun ? null : t('personnel.who');
  const input = { filingId: filing.id };
  const state = (wanted: Filing['state'], words: string) => own ?? (filing.state === wanted ? null : words);
  return (
    <PageFrame
      title={t('personnel.filing.of', { unit: filing.unit, day: formatDay(filing.asOf) })}
      crumbs={[
        { label: t('nav.personnel'), to: paths.personnel() },
        { label: t('personnel.filings.title'), to: paths.personnelFilings() },
        { label: t('personnel.filing.no', { n: filing.ordinal }) },
      ]}
      sub={[
        filingStateWords(filing.state),
        t('personnel.filing.diff', {
          added: filing.added,
          changed: filing.changed,
          removed: filing.removed,
        }),
      ].join(' · ')}
      actions={
        <ActionBar
          next={filing.state === 'made' ? 'send' : filing.state === 'sent' ? 'receive' : 'print'}
          actions={[
            {
              key: 'send',
              label: t('personnel.filing.send'),
              disabledReason: state('made', t('personnel.filing.sent.already')),
              onDo: () => setAct('send'),
            },
            {
              key: 'receive',
              label: t('personnel.filing.receive'),
              disabledReason: state('sent', t('personnel.filing.not.sent')),
              onDo: () => setAct('receive'),
            },
            {
              key: 'print',
              label: t('personnel.filing.print'),
              onDo: () => void openFile('personnel.printFiling', input, { factor: false }),
            },
            {
              key: 'export',
              label: t('personnel.export'),
              onDo: () => void openFile('personnel.exportFiling', input, { factor: true }),
            },
            {
              key: 'drop',
              label: t('personnel.filing.drop'),
              danger: true,
              disabledReason: state('made', t('personnel.filing.sent.already')),
              onDo: () => setAct('drop'),
            },
          ]}
        />
      }
    >
      <TwoColumns main={<LinesCard filing={filing} />} side={<FactsCard filing={filing} />} />
      {act === null ? null : <FilingDialog act={act} filing={filing} onClose={() => setAct(null)} />}
    </PageFrame>
  );
}

function LinesCard({ filing }: { filing: Filing }) {
  return (
    <Card title={t('personnel.filing.lines')} aside={filing.people} flush>
      {filing.lines.length === 0 ? (
        <EmptyState title={t('personnel.filing.lines.empty')} />
      ) : (
        <ul className="lines">
          {filing.lines.map((line) => (
            <li key={line.id}>
              <span className="grow">
                <AppLink to={paths.person(line.personId)}>{line.name}</AppLink>{' '}
                <span className="why">
                  {[line.staffNo, line.unit, line.post].filter((word) => word !== '').join(' · ')}
                </span>
              </span>
              <span>
                {personGradeWords(line.grade)}
                <span className="why">
                  {' '}
                  {line.reviewedOn === null
                    ? t('personnel.filing.unreviewed')
                    : t('personnel.filing.reviewed', { day: formatDay(line.reviewedOn) })}
                </span>
              </span>
              {line.change === 'same' ? null : (
                <span className={line.change === 'removed' ? 'late' : 'why'}>
                  {line.formerGrade === null || line.change === 'removed'
                    ? changeWords(line.change)
                    : `${changeWords(line.change)}（${personGradeWords(line.formerGrade)}）`}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function FactsCard({ filing }: { filing: Filing }) {
  return (
    <Card title={t('personnel.facts')}>
      <KeyValues
        rows={[
          [t('field.unit'), filing.unit],
          [t('personnel.filing.asof'), formatDay(filing.asOf)],
          [t('personnel.filing.madeby'), `${filing.madeBy} ${formatInstant(filing.madeAt)}`],
          [
            t('personnel.filing.before'),
            filing.previousAsOf === null ? t('personnel.filing.never') : formatDay(filing.previousAsOf),
          ],
          [t('personnel.filing.bureau'), filing.bureau === '' ? t('value.none') : filing.bureau],
          [
            t('personnel.filing.sent'),
            filing.sentOn === null ? t('personnel.filing.not.sent') : formatDay(filing.sentOn),
          ],
          [
            t('personnel.filing.received'),
            filing.receivedOn === null
              ? t('personnel.filing.not.received')
              : [formatDay(filing.receivedOn), filing.receiptNo].join(' '),
          ],
        ]}
      />
      {filing.scanId === null ? null : (
        <p className="note">
          <button
            type="button"
            className="link-button"
            onClick={() => void openFile('scan.open', { scanId: filing.scanId }, { factor: false })}
          >
            {t('personnel.filing.scan.open')}
          </button>
        </p>
      )}
    </Card>
  );
}

function FilingDialog({ act, filing, onClose }: { act: Act; filing: Filing; onClose: () => void }) {
  switch (act) {
    case 'send':
      return (
        <FormDialog
          title={t('personnel.filing.send')}
          open
          onClose={onClose}
          contract={SendFiling}
          command="personnel.sendFiling"
          fixed={{ filingId: filing.id }}
          initial={{ bureau: filing.bureau, sentOn: todayHere() }}
          submitLabel={t('personnel.filing.send')}
          doneText={t('personnel.filing.send.done')}
          fields={[
            { name: 'bureau', label: t('personnel.filing.bureau'), kind: 'text', autoFocus: true },
            { name: 'sentOn', label: t('personnel.filing.sent'), kind: 'day' },
          ]}
        />
      );
    case 'receive':
      return (
        <FormDialog
          title={t('personnel.filing.receive')}
          open
          onClose={onClose}
          contract={ReceiveFiling}
          command="personnel.receiveFiling"
          fixed={{ filingId: filing.id }}
          initial={{ receivedOn: todayHere() }}
          submitLabel={t('personnel.filing.receive')}
          doneText={t('personnel.filing.receive.done')}
          fields={[
            { name: 'receivedOn', label: t('personnel.filing.received'), kind: 'day' },
            { name: 'receiptNo', label: t('personnel.filing.receipt'), kind: 'text', optional: 'absent' },
            scanField(t('personnel.filing.scan'), t('personnel.filing.scan.why')),
          ]}
        />
      );
    case 'drop':
      return (
        <ConfirmShell
          title={t('personnel.filing.drop')}
          open
          onClose={onClose}
          happens={[t('personnel.filing.drop.one')]}
          command="personnel.dropFiling"
          input={() => ({ filingId: filing.id })}
          confirmLabel={t('personnel.filing.drop')}
          doneText={t('personnel.filing.drop.done')}
        />
      );
    default:
      return act satisfies never;
  }
}
