import { type ApprovalLineView, type ApprovalPage, ApprovalView } from '@fengni/kernel/approval/contract';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { formatSeconds } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { presentError } from '../../lib/present-error.ts';
import { runCommand } from '../../lib/run-command.ts';
import { queryKey, readNoticed } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DiffList } from '../../ui/diff-list.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Loading } from '../../ui/query-view.tsx';
import { stateWords, verdictWords } from './approval-words.ts';
import { type ItemResult, decideBatch, hasRun } from './decide-batch.ts';
import { snapshotDifferences } from './snapshot-differences.ts';
import { type Answer, VerdictForm } from './verdict-form.tsx';

const widthPixels = 720;

/**
 * Several requests with one answer: each is opened here and shown with what it would do, so that nothing is decided
 * unseen; how many stood together and how long they were looked at is kept with each (BEY-13).
 */
export function BatchDialog({
  lines,
  onClose,
}: {
  readonly lines: readonly ApprovalLineView[];
  readonly onClose: () => void;
}) {
  // the inbox behind is read anew while decisions are taken; what was chosen stays
  const [chosen] = useState(lines);
  const [openedAt] = useState(() => new Date());
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [busy, setBusy] = useState(false);
  const [results, setResults] = useState<ReadonlyMap<string, ItemResult>>(new Map());
  const ids = useRef(new Map<string, string>());
  const client = useQueryClient();
  const opened = useQueries({
    queries: chosen.map(({ id }) => ({
      queryKey: queryKey('approval.open', { approvalId: id }),
      queryFn: () => readNoticed('approval.open', { approvalId: id }, ApprovalView),
      enabled: answer === null,
    })),
  });
  const loading = opened.some((one) => one.isPending);
  const ready = opened.flatMap(({ data }) => (data?.mine === true ? [data] : []));
  const [batch, setBatch] = useState<readonly string[]>([]);

  async function send(given: Answer, approvalIds: readonly string[], batchSize: number) {
    setBusy(true);
    await decideBatch({
      approvalIds,
      answer: given,
      openedAt: openedAt.toISOString(),
      batchSize,
      ids: ids.current,
      run: runCommand,
      onResult: (approvalId, result) => setResults((was) => new Map(was).set(approvalId, result)),
    });
    setBusy(false);
    await client.invalidateQueries();
  }
  function give(given: Answer) {
    const approvalIds = ready.map(({ id }) => id);
    setAnswer(given);
    setBatch(approvalIds);
    void send(given, approvalIds, approvalIds.length);
  }
  const unsent = batch.filter((id) => results.get(id)?.kind === 'unsent');
  return (
    <Dialog title={t('batch.title', { n: chosen.length })} onClose={onClose} width={widthPixels}>
      <div className="form">
        {answer === null ? (
          <>
            <ol className="batch-items" aria-label={t('batch.items')}>
              {chosen.map((line, i) => (
                <Item key={line.id} line={line} request={opened[i]?.data} fault={opened[i]?.error ?? null} />
              ))}
            </ol>
            <Elapsed since={openedAt} count={ready.length} />
            <VerdictForm
              busy={busy}
              fault={null}
              disabledReason={loading ? t('batch.loading') : ready.length === 0 ? t('batch.none') : null}
              onAnswer={give}
            />
            <p className="why">{t('batch.kept', { n: ready.length })}</p>
          </>
        ) : (
          <>
            <p>
              {t('batch.given', { verdict: verdictWords(answer.verdict) })}
              {answer.reason === '' ? null : <span className="why"> {answer.reason}</span>}
            </p>
            <Results lines={chosen} batch={batch} results={results} />
            <div className="form-actions">
              {unsent.length === 0 || busy ? null : (
                <ActionButton onClick={() => void send(answer, unsent, batch.length)}>
                  {t('batch.again', { n: unsent.length })}
                </ActionButton>
              )}
              <ActionButton type="primary" loading={busy} onClick={onClose}>
                {t('action.close')}
              </ActionButton>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}

function nameOf(line: ApprovalLineView): string {
  return [pick(line.title), line.subjectNumber].filter((part) => part !== '').join(' · ');
}

function Item(props: {
  readonly line: ApprovalLineView;
  readonly request: ApprovalPage | undefined;
  readonly fault: Error | null;
}) {
  const { line, request } = props;
  return (
    <li>
      <details open>
        <summary>
          <strong>{nameOf(line)}</strong>{' '}
          <span className="why">
            {t('approvals.person', { person: line.requester, unit: line.requesterUnit })}
          </span>
        </summary>
        {props.fault === null ? null : <p className="late">{presentError(props.fault)}</p>}
        {request === undefined && props.fault === null ? <Loading /> : null}
        {request === undefined ? null : <Facts request={request} />}
      </details>
    </li>
  );
}

function Facts({ request }: { readonly request: ApprovalPage }) {
  const differences = snapshotDifferences({ ...request.snapshot, ...request.matter });
  return (
    <>
      {request.mine ? null : (
        <p className="late">{t('batch.left.out', { state: stateWords(request.state) })}</p>
      )}
      {differences.length === 0 ? null : <DiffList differences={differences} />}
      {request.reason === '' ? null : (
        <p className="note">{t('approval.reason.given', { reason: request.reason })}</p>
      )}
    </>
  );
}

/** How long they have been looked at, and how long that is for each. */
function Elapsed({ since, count }: { readonly since: Date; readonly count: number }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const ticking = setInterval(() => setSeconds(Math.round((Date.now() - since.getTime()) / 1000)), 1000);
    return () => clearInterval(ticking);
  }, [since]);
  const each = Math.round(seconds / Math.max(count, 1));
  return (
    <p className="why num">
      {t('batch.elapsed', { n: count, total: formatSeconds(seconds), each: formatSeconds(each) })}
    </p>
  );
}

function Results(props: {
  readonly lines: readonly ApprovalLineView[];
  readonly batch: readonly string[];
  readonly results: ReadonlyMap<string, ItemResult>;
}) {
  const { results } = props;
  const done = [...results.values()].filter((one) => one.kind === 'decided' && hasRun(one.state)).length;
  return (
    <>
      <div className="table-scroll">
        <table className="ledger" aria-label={t('batch.results')}>
          <thead>
            <tr>
              <th scope="col">{t('approvals.what')}</th>
              <th scope="col">{t('batch.result')}</th>
            </tr>
          </thead>
          <tbody>
            {props.lines.map((line) => (
              <tr key={line.id}>
                <td data-label={t('approvals.what')}>
                  <AppLink to={paths.approval(line.id)}>{nameOf(line)}</AppLink>
                </td>
                <td data-label={t('batch.result')}>
                  <ResultText taken={props.batch.includes(line.id)} result={results.get(line.id)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <output className="why">{t('batch.done', { n: done, total: props.lines.length })}</output>
    </>
  );
}

function ResultText({ taken, result }: { readonly taken: boolean; readonly result: ItemResult | undefined }) {
  if (!taken) return <span className="quiet">{t('batch.out')}</span>;
  if (result === undefined) return <span className="quiet">{t('batch.waiting')}</span>;
  switch (result.kind) {
    case 'refused':
      return <span className="late">{result.text}</span>;
    case 'unsent':
      return <span className="late">{t('batch.unsent')}</span>;
    case 'decided':
      return <Decided state={result.state} />;
    default:
      return result satisfies never;
  }
}

function Decided({ state }: { readonly state: string }) {
  switch (state) {
    case 'stale':
      return <span className="late">{t('batch.stale')}</span>;
    case 'failed':
      return <span className="late">{t('batch.failed')}</span>;
    case 'done':
      return <>{t('approval.state.done')}</>;
    case 'refused':
      return <>{t('approval.state.refused')}</>;
    case 'sent-back':
      return <>{t('approval.state.sentback')}</>;
    default:
      return <>{t('batch.next')}</>;
  }
}
