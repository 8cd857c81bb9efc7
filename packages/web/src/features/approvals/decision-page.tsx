import { type ApprovalPage, ApprovalView } from '@fengni/kernel/approval/contract';
import { dutyTitles } from '@fengni/kernel/org/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formatInstant, formatSeconds } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { subjectPath } from '../../lib/subjects.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { DiffList } from '../../ui/diff-list.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { FaultBox, QueryView } from '../../ui/query-view.tsx';
import { stateWords, verdictWords } from './approval-words.ts';
import { DecisionForm } from './decision-form.tsx';
import { snapshotDifferences } from './snapshot-differences.ts';
import { WithdrawButton } from './withdraw-button.tsx';
import '../../ui/form.css';
import '../../ui/register.css';

/** One request: what would happen, who asks and why, what was decided before, and the four answers. */
export function DecisionPage() {
  const { id = '' } = useParams({ strict: false });
  const [openedAt] = useState(() => new Date().toISOString());
  const request = useQueryData({ name: 'approval.open', input: { approvalId: id }, output: ApprovalView });
  return (
    <QueryView query={request}>
      {(data) => (
        <PageFrame
          title={`${pick(data.title)}${data.subjectNumber === '' ? '' : `：${data.subjectNumber}`}`}
          crumbs={[{ label: t('nav.approvals'), to: paths.approvals() }, { label: pick(data.title) }]}
          sub={<RequestSub request={data} />}
        >
          <TwoColumns
            main={<MainColumn request={data} openedAt={openedAt} />}
            side={<SideColumn request={data} />}
          />
        </PageFrame>
      )}
    </QueryView>
  );
}

function RequestSub({ request }: { request: ApprovalPage }) {
  const who = t('approvals.by', { person: request.requester, unit: request.requesterUnit });
  const step =
    request.state === 'pending' && request.stepName !== null
      ? t('approval.wants', { step: pick(request.stepName) })
      : stateWords(request.state);
  return <>{[who, formatInstant(request.createdAt), step].join(' · ')}</>;
}

function MainColumn({ request, openedAt }: { request: ApprovalPage; openedAt: string }) {
  const differences = snapshotDifferences({ ...request.snapshot, ...request.matter });
  const failure = failureWords(request.failure);
  return (
    <>
      <Card title={t('approval.happens')} aside={<SubjectLink request={request} />}>
        <div className="form">
          {differences.length === 0 ? <p>{pick(request.title)}</p> : <DiffList differences={differences} />}
          {request.reason === '' ? null : (
            <p className="note">{t('approval.reason.given', { reason: request.reason })}</p>
          )}
          {failure === null ? null : <FaultBox text={t('approval.failure', { why: failure })} />}
          {request.state === 'stale' ? <p className="note">{t('approval.stale.why')}</p> : null}
          {request.nobodyDecides && request.state === 'pending' ? (
            <p className="note">{t('parked.nobody')}</p>
          ) : null}
          {request.mine ? (
            <DecisionForm request={request} openedAt={openedAt} />
          ) : (
            <p className="why">{whyNotMine(request)}</p>
          )}
          {request.canWithdraw ? <WithdrawButton approvalId={request.id} /> : null}
        </div>
      </Card>
      <DecisionsCard request={request} />
      <AlikeCard request={request} />
    </>
  );
}

/** The way to the thing itself, for who sees it. */
function SubjectLink({ request }: { request: ApprovalPage }) {
  const { subject, subjectNumber } = request;
  const to = subject === null ? null : subjectPath(subject.table, subject.id, subjectNumber);
  if (to === null) return null;
  return <AppLink to={to}>{t('approval.subject.open', { number: subjectNumber })}</AppLink>;
}

/** Words of a run that failed after consent; the code only where there are none. */
function failureWords(failure: ApprovalPage['failure']): string | null {
  if (failure === null) return null;
  const words = failure['text'] ?? failure['code'];
  return typeof words === 'string' ? words : t('error.program');
}

function whyNotMine(request: ApprovalPage): string {
  if (request.state !== 'pending') return t('approval.closed', { state: stateWords(request.state) });
  if (request.canWithdraw) return t('approval.own');
  return t('approval.not.mine', {
    who: request.stepName === null ? t('parked.others') : pick(request.stepName),
  });
}

function DecisionsCard({ request }: { request: ApprovalPage }) {
  if (request.decisions.length === 0) return null;
  return (
    <Card title={t('approval.decisions')} flush>
      <div className="table-scroll">
        <table className="ledger" aria-label={t('approval.decisions')}>
          <thead>
            <tr>
              <th scope="col">{t('field.person')}</th>
              <th scope="col">{t('approval.verdict')}</th>
              <th scope="col">{t('field.reason')}</th>
              <th scope="col">{t('field.time')}</th>
              <th scope="col">{t('approval.looked')}</th>
            </tr>
          </thead>
          <tbody>
            {request.decisions.map((one) => (
              <tr key={`${one.person}-${one.decidedAt}`}>
                <td data-label={t('field.person')}>
                  {one.person}
                  {one.deputyFor === null ? null : (
                    <span className="why"> {t('approval.deputy', { person: one.deputyFor })}</span>
                  )}
                </td>
                <td data-label={t('approval.verdict')}>{verdictWords(one.verdict)}</td>
                <td data-label={t('field.reason')}>{one.reason}</td>
                <td data-label={t('field.time')} className="num">
                  {formatInstant(one.decidedAt)}
                </td>
                <td data-label={t('approval.looked')} className="num">
                  {formatSeconds(one.seconds)}
                  {one.batchSize > 1 ? (
                    <span className="why"> {t('approval.batch', { n: one.batchSize })}</span>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function AlikeCard({ request }: { request: ApprovalPage }) {
  return (
    <Card title={t('approval.alike')} aside={t('approval.alike.year', { n: request.alike.length })} flush>
      {request.alike.length === 0 ? (
        <p className="card-body quiet">{t('approval.alike.none')}</p>
      ) : (
        <div className="table-scroll">
          <table className="ledger" aria-label={t('approval.alike')}>
            <thead>
              <tr>
                <th scope="col">{t('field.time')}</th>
                <th scope="col">{t('field.number')}</th>
                <th scope="col">{t('approval.verdict')}</th>
                <th scope="col">{t('field.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {request.alike.map((one) => (
                <tr key={`${one.at}-${one.subjectNumber}`}>
                  <td data-label={t('field.time')} className="num">
                    {formatInstant(one.at)}
                  </td>
                  <td data-label={t('field.number')} className="num">
                    {one.subjectNumber}
                  </td>
                  <td data-label={t('approval.verdict')}>{verdictWords(one.verdict)}</td>
                  <td data-label={t('field.reason')}>{one.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

function SideColumn({ request }: { request: ApprovalPage }) {
  return (
    <>
      <Card title={t('approval.steps')} flush>
        <ol className="lines">
          {request.steps.map((step, i) => (
            <li
              key={`${i}-${pick(step.name)}`}
              aria-current={i === request.step && request.state === 'pending' ? 'step' : undefined}
            >
              <span className="grow">
                {i + 1}. {pick(step.name)}
                <span className="why"> {needWords(step)}</span>
                <br />
                <span className="why">
                  {step.must === 'know' ? t('approval.must.know') : t('approval.must.handle')}
                </span>
              </span>
              <span className="why">{stepState(request, i)}</span>
            </li>
          ))}
        </ol>
      </Card>
      <Card title={t('approval.facts')}>
        <KeyValues
          rows={[
            [
              t('approvals.requester'),
              t('approvals.person', { person: request.requester, unit: request.requesterUnit }),
            ],
            [t('field.unit'), request.unit],
            [t('field.number'), request.subjectNumber === '' ? t('value.none') : request.subjectNumber],
            [
              t('approvals.due'),
              request.stepDueAt === null ? t('value.none') : formatInstant(request.stepDueAt),
            ],
          ]}
        />
      </Card>
    </>
  );
}

function stepState(request: ApprovalPage, step: number): string {
  if (step < request.step || request.state === 'done') return t('life.past');
  return step === request.step && request.state === 'pending' ? t('life.now') : t('life.next');
}

function dutyWords(duties: readonly string[]): string {
  const known: Readonly<Record<string, { zh: string; en: string }>> = dutyTitles;
  return duties.map((duty) => pick(known[duty] ?? { zh: duty, en: duty })).join(t('list.or'));
}

/** How many must consent, and by which duty; administrators' steps name none. */
function needWords(step: ApprovalPage['steps'][number]): string {
  if (step.duties.length === 0) return t('approval.step.count', { n: step.count });
  return t('approval.step.need', { n: step.count, who: dutyWords(step.duties) });
}
