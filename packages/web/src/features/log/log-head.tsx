import { LogList, LogVerdict } from '@fengni/kernel/log/contract';
import { useState } from 'react';
import type { z } from 'zod';
import { formatAge, formatInstant, formatNumber } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { presentError } from '../../lib/present-error.ts';
import { readNoticed, useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card, KeyValues } from '../../ui/page-frame.tsx';
import { FaultBox } from '../../ui/query-view.tsx';
import { WitnessTools } from './witness-tools.tsx';
import '../../ui/form.css';

type Verdict = z.output<typeof LogVerdict>;

/** Head of the tree, its last seal and witness, and the check on demand. */
export function LogHead() {
  const head = useQueryData({ name: 'log.list', input: { search: {}, after: null }, output: LogList });
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function verify() {
    setBusy(true);
    setFault(null);
    try {
      setVerdict(await readNoticed('log.verify', {}, LogVerdict));
    } catch (caught) {
      setFault(presentError(caught));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Card
      title={t('log.head')}
      aside={
        <>
          <WitnessTools />
          <ActionButton size="small" loading={busy} onClick={() => void verify()}>
            {t('log.verify')}
          </ActionButton>
        </>
      }
    >
      <div className="form">
        {head.data === undefined ? null : (
          <KeyValues
            rows={[
              [
                t('log.size'),
                <span key="size" className="num">
                  {formatNumber(head.data.size)}
                </span>,
              ],
              [
                t('log.root'),
                <span key="root" className="mono">
                  {head.data.root}
                </span>,
              ],
              [
                t('log.sealed'),
                head.data.sealedAt === null ? t('value.none') : formatInstant(head.data.sealedAt),
              ],
              [
                t('log.witnessed'),
                head.data.witnessedAt === null ? (
                  <span key="none" className="late">
                    {t('log.witness.none')}
                  </span>
                ) : (
                  formatAge(head.data.witnessedAt)
                ),
              ],
            ]}
          />
        )}
        {head.data === undefined || head.data.foreign === 0 ? null : (
          <FaultBox text={t('log.foreign', { n: head.data.foreign })} />
        )}
        {verdict === null ? null : <VerdictBox verdict={verdict} />}
        {fault === null ? null : <FaultBox text={fault} />}
        <p className="why">{t('log.export.hint')}</p>
      </div>
    </Card>
  );
}

function VerdictBox({ verdict }: { verdict: Verdict }) {
  if (verdict.verdict === 'intact') {
    return (
      <output className="block ok">
        {t('log.intact', { n: formatNumber(verdict.size), at: formatInstant(verdict.checkedAt) })}
      </output>
    );
  }
  return (
    <div role="alert" className="fault-box">
      <div>
        <b>{t('log.broken', { at: formatInstant(verdict.checkedAt) })}</b>
        <ul>
          {verdict.findings.map((finding) => (
            <li key={`${finding.code}-${finding.zh}`}>{pick(finding)}</li>
          ))}
        </ul>
        {verdict.findingCount > verdict.findings.length ? (
          <p>{t('log.findings.all', { n: verdict.findingCount })}</p>
        ) : null}
      </div>
    </div>
  );
}
