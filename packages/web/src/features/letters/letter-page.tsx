import { EnterPaperLetter, LetterPage as Contract } from '@fengni/server/modules/letters/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay, formatInstant, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { scanField } from '../scans/scan-field.tsx';
import { kindWords, occasionWords, stateWords } from './letter-words.ts';
import { TasksCard } from './tasks-card.tsx';
import './letters.css';

export type Letter = z.output<typeof Contract>;
type Act = 'sign' | 'paper' | 'void';

/** One letter: its text as it was issued, who signed, the chain above it, and how its tasks stand. */
export function LetterPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'letter.open', input: { letterId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded letter={data} />}</QueryView>;
}

function Loaded({ letter }: { letter: Letter }) {
  const [act, setAct] = useState<Act | null>(null);
  const waits = letter.state === 'open' || letter.state === 'signed';
  return (
    <PageFrame
      title={letter.name}
      crumbs={[
        { label: t('nav.letters'), to: paths.letters() },
        { label: `${letter.signer} ${letter.year}` },
      ]}
      sub={[letter.unit, t('letter.year.of', { year: letter.year }), stateWords(letter.state)].join(' · ')}
      actions={
        <ActionBar
          next="sign"
          actions={[
            {
              key: 'sign',
              label: t('letter.sign'),
              disabledReason:
                letter.mySign === null ? t(waits ? 'letter.sign.others' : 'letter.sign.over') : null,
              onDo: () => setAct('sign'),
            },
            {
              key: 'print',
              label: t('letter.print'),
              onDo: () => void openFile('letter.print', { letterId: letter.id }, { factor: false }),
            },
            {
              key: 'docx',
              label: t('letter.docx'),
              onDo: () => void openFile('letter.docx', { letterId: letter.id }, { factor: false }),
            },
            {
              key: 'paper',
              label: t('letter.paper'),
              disabledReason: letter.mayEnter ? null : t('letter.paper.who'),
              onDo: () => setAct('paper'),
            },
            {
              key: 'void',
              label: t('letter.void'),
              danger: true,
              disabledReason: letter.mayVoid ? null : t('letter.void.who'),
              onDo: () => setAct('void'),
            },
          ]}
        />
      }
    >
      <TwoColumns
        main={
          <>
            <Card title={t('letter.text')}>
              <div className="letter-text">
                {letter.body.split('\n').map((line, i) => (
                  // the text was frozen when it was issued
                  // oxlint-disable-next-line react/no-array-index-key
                  <p key={i}>{line}</p>
                ))}
              </div>
            </Card>
            {letter.tasks.length === 0 ? null : <TasksCard letter={letter} />}
          </>
        }
        side={
          <>
            <FactsCard letter={letter} />
            <SignaturesCard letter={letter} />
            {letter.chain.length < 2 ? null : <ChainCard letter={letter} />}
          </>
        }
      />
      <LetterDialogs letter={letter} act={act} onClose={() => setAct(null)} />
    </PageFrame>
  );
}

function FactsCard({ letter }: { letter: Letter }) {
  return (
    <Card title={t('letter.facts')}>
      <KeyValues
        rows={[
          [t('letter.kind'), `${kindWords(letter.kind)} · ${occasionWords(letter.occasion)}`],
          [
            t('letter.signer'),
            <AppLink key="signer" to={paths.person(letter.signerId)}>
              {letter.signer}
            </AppLink>,
          ],
          [t('letter.counter'), letter.counter ?? t('value.none')],
          [t('letter.due'), formatDay(letter.dueOn)],
          [t('letter.expires'), letter.expiresOn === null ? t('value.none') : formatDay(letter.expiresOn)],
          ...(letter.state === 'void' ? [[t('letter.void.reason'), letter.voidReason] as const] : []),
        ]}
      />
    </Card>
  );
}

function SignaturesCard({ letter }: { letter: Letter }) {
  return (
    <Card title={t('letter.signatures')} flush>
      {letter.signatures.length === 0 ? (
        <EmptyState title={t('letter.signatures.empty')} />
      ) : (
        <ul className="lines">
          {letter.signatures.map((one) => (
            <li key={one.part}>
              <span className="grow">
                {t(one.part === 'signer' ? 'letter.signer' : 'letter.counter')} {one.person}
                <span className="why">
                  {' '}
                  {one.signed === 'screen'
                    ? formatInstant(one.at)
                    : t('letter.signed.paper', { day: formatDay(one.at.slice(0, 10)), by: one.enteredBy })}
                </span>
              </span>
              {one.scanId === null ? null : (
                <ActionButton
                  size="small"
                  onClick={() => void openFile('scan.open', { scanId: one.scanId }, { factor: false })}
                >
                  {t('letter.scan')}
                </ActionButton>
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="why card-note">{t('letter.signature.meaning')}</p>
    </Card>
  );
}

function ChainCard({ letter }: { letter: Letter }) {
  return (
    <Card title={t('letter.chain')} flush>
      <ol className="lines">
        {letter.chain.map((link) => (
          <li key={link.letterId} aria-current={link.letterId === letter.id ? 'true' : undefined}>
            <span className="grow">
              {link.counter === null ? '' : `${link.counter} → `}
              {link.signer}
              <span className="why"> {link.unit}</span>
            </span>
            <span className="why">{stateWords(link.state)}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function LetterDialogs({ letter, act, onClose }: { letter: Letter; act: Act | null; onClose: () => void }) {
  if (act === 'paper') {
    return (
      <FormDialog
        title={t('letter.paper')}
        open
        onClose={onClose}
        contract={EnterPaperLetter}
        command="letter.enterPaper"
        fixed={{ letterId: letter.id }}
        initial={{ signedOn: todayHere() }}
        submitLabel={t('letter.paper')}
        doneText={t('letter.paper.done')}
        fields={[
          { name: 'signedOn', label: t('letter.paper.day'), kind: 'day' },
          scanField(t('letter.paper.scan'), t('scan.file.why')),
        ]}
      >
        <p className="note">{t('letter.paper.happens')}</p>
      </FormDialog>
    );
  }
  return (
    <>
      <ConfirmShell
        title={t('letter.sign')}
        open={act === 'sign'}
        onClose={onClose}
        happens={[t('letter.sign.one', { name: letter.name }), t('letter.sign.two'), t('sign.factor')]}
        command="letter.sign"
        input={() => ({ letterId: letter.id })}
        confirmLabel={t('sign.confirm')}
        doneText={t('sign.done')}
      />
      <ConfirmShell
        title={t('letter.void')}
        open={act === 'void'}
        onClose={onClose}
        happens={[t('letter.void.happens')]}
        command="letter.void"
        input={(reason) => ({ letterId: letter.id, reason })}
        reasonLabel={t('field.reason')}
        confirmLabel={t('letter.void')}
        doneText={t('letter.void.done')}
      />
    </>
  );
}
