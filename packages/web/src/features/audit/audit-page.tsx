import { AuditRun, WaiveFinding, waiverDaysMax } from '@fengni/kernel/audit/contract';
import { useState } from 'react';
import type { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { type SessionActor, holdsDuty, useActor } from '../../lib/session.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { dutyWords } from '../keeping/copy-words.ts';
import { WaiverRegister } from './waiver-register.tsx';
import './audit.css';

type Run = z.output<typeof AuditRun>;
type Check = Run['checks'][number];
interface Waiving {
  readonly check: Check;
  readonly finding: Check['rows'][number];
}

const waiveDuties = ['officer', 'leader-in-charge'] as const;

/** Tests of the data: what the registers say that cannot all be true, and what to do about each. */
export function AuditPage() {
  const [filters, changeFilters] = useUrlFilters();
  const waivers = filters['tab'] === 'waivers';
  return (
    <PageFrame title={t('nav.audit')} sub={t('audit.sub')} wide>
      <Tabs
        label={t('nav.audit')}
        current={waivers ? 'waivers' : 'run'}
        onChange={(tab) => changeFilters({ tab: tab === 'waivers' ? 'waivers' : '', ended: '' })}
        tabs={[
          { key: 'run', label: t('audit.findings') },
          { key: 'waivers', label: t('audit.waivers') },
        ]}
      >
        {waivers ? <WaiverRegister /> : <Findings />}
      </Tabs>
    </PageFrame>
  );
}

function Findings() {
  const run = useQueryData({ name: 'audit.run', input: { checkIds: null }, output: AuditRun });
  const [waiving, setWaiving] = useState<Waiving | null>(null);
  return (
    <>
      <QueryView query={run}>
        {(data) => (
          <div className="audit-checks">
            <Summary run={data} busy={run.isFetching} onAgain={() => void run.refetch()} />
            {sortChecks(data.checks).map((check) => (
              <CheckCard key={check.id} check={check} onWaive={(finding) => setWaiving({ check, finding })} />
            ))}
          </div>
        )}
      </QueryView>
      {waiving === null ? null : <WaiveDialog waiving={waiving} onClose={() => setWaiving(null)} />}
    </>
  );
}

/** Checks with findings first, then those that found nothing, then those switched off. */
function sortChecks(checks: readonly Check[]): readonly Check[] {
  const place = (check: Check) => (check.on ? (check.count > 0 ? 0 : 1) : 2);
  return checks.toSorted((a, b) => place(a) - place(b));
}

function Summary({ run, busy, onAgain }: { run: Run; busy: boolean; onAgain: () => void }) {
  const findings = run.checks.reduce((sum, check) => sum + check.count, 0);
  const checks = run.checks.filter((check) => check.on).length;
  return (
    <Card
      title={findings === 0 ? t('audit.clean', { checks }) : t('audit.found', { n: findings, checks })}
      late={findings > 0}
      aside={t('audit.ran', { time: formatInstant(run.ranAt) })}
    >
      <div className="form-actions">
        <ActionButton type="primary" loading={busy} onClick={onAgain}>
          {t('audit.again')}
        </ActionButton>
        <span className="why">{t('audit.scope')}</span>
      </div>
    </Card>
  );
}

function CheckCard({ check, onWaive }: { check: Check; onWaive: (finding: Waiving['finding']) => void }) {
  const actor = useActor();
  const notMine = holdsDuty(actor, ...waiveDuties) ? null : t('action.who', { who: dutyWords(waiveDuties) });
  const never = check.waivable ? null : t('audit.never');
  return (
    <details className="card audit-check" open={check.on && check.count > 0}>
      <summary className="card-head">
        <h2>
          {pick(check.title)} <CheckCount check={check} />
        </h2>
        <span className="card-aside">{check.waived === 0 ? '' : t('audit.waived', { n: check.waived })}</span>
      </summary>
      <div className="card-body audit-advice">
        <p className="quiet">{pick(check.advice)}</p>
        <SwitchButton check={check} actor={actor} />
      </div>
      {check.rows.length === 0 ? null : (
        <ul className="lines">
          {check.rows.map((finding) => (
            <li key={finding.id}>
              <span className="num">{finding.number}</span>
              <span className="grow">{pick(finding.explanation)}</span>
              <ActionButton
                size="small"
                disabledReason={never ?? notMine}
                aria-label={t('audit.waive.label', { number: finding.number })}
                onClick={() => onWaive(finding)}
              >
                {t('audit.waive')}
              </ActionButton>
            </li>
          ))}
        </ul>
      )}
      {check.count <= check.rows.length ? null : (
        <p className="card-body why">{t('audit.more', { n: check.count - check.rows.length })}</p>
      )}
    </details>
  );
}

function CheckCount({ check }: { check: Check }) {
  if (!check.on) return <span className="why">{t('audit.off')}</span>;
  if (check.count === 0) return <span className="ok">{t('audit.none')}</span>;
  return <span className="late num">{t('audit.count', { n: check.count })}</span>;
}

function SwitchButton({ check, actor }: { check: Check; actor: SessionActor }) {
  const turn = useCommand({ name: 'audit.switch', faults: 'toast', doneText: t('audit.switched') });
  if (actor.power === null) return null;
  return (
    <ActionButton
      size="small"
      loading={turn.busy}
      disabledReason={actor.power === 'security' ? null : t('audit.who.switch')}
      aria-label={t('audit.switch.label', { check: pick(check.title) })}
      onClick={() => void turn.run({ checkId: check.id, on: !check.on })}
    >
      {check.on ? t('audit.switch.off') : t('audit.switch.on')}
    </ActionButton>
  );
}

function WaiveDialog({ waiving: { check, finding }, onClose }: { waiving: Waiving; onClose: () => void }) {
  return (
    <FormDialog
      title={t('audit.waive')}
      open
      onClose={onClose}
      contract={WaiveFinding}
      command="audit.waive"
      fixed={{ checkId: check.id, rowId: finding.id }}
      submitLabel={t('audit.waive')}
      doneText={t('audit.waive.done')}
      fields={[
        {
          name: 'reason',
          label: t('field.reason'),
          kind: 'textarea',
          why: t('audit.waive.why'),
          seen: true,
          autoFocus: true,
        },
        {
          name: 'until',
          label: t('audit.waive.until'),
          kind: 'day',
          why: t('audit.waive.max', { n: waiverDaysMax }),
        },
      ]}
    >
      <p className="note">{pick(finding.explanation)}</p>
      <p className="quiet">{t('audit.waive.happens')}</p>
    </FormDialog>
  );
}
