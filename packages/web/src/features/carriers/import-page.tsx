import { builtinPacks } from '@fengni/schemes/packs';
import { Radio } from 'antd';
import { useState } from 'react';
import { formatNumber } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { FaultBox, Loading } from '../../ui/query-view.tsx';
import { ImportDone } from './import-done.tsx';
import { Choice, FileDrop, ProgressLine } from './import-fields.tsx';
import { ImportHistory } from './import-history.tsx';
import { MappingCards } from './import-mapping.tsx';
import { Findings, Summary } from './import-plan.tsx';
import type { LedgerMapping, LedgerPlan } from './ledger-contract.ts';
import { type RegisterLine, importsLedgers, useCarrierRegisters } from './register-choices.ts';
import { type ImportChoices, useLedgerImport } from './use-ledger-import.ts';
import '../../ui/form.css';
import '../../ui/register.css';
import './carriers.css';

const schemeDefault = 'cn-state-secret';

/** Brings an old ledger in: file, mapping, faults, choice, result. */
export function ImportPage() {
  const actor = useActor();
  const { registers, loaded } = useCarrierRegisters();
  const carriersOnly = registers.filter((one) => one.kind === 'carrier');
  return (
    <PageFrame
      title={t('carrier.import')}
      crumbs={[{ label: t('nav.carriers'), to: paths.carriers() }, { label: t('carrier.import') }]}
      sub={t('import.sub')}
      wide
    >
      {loaded ? null : <Loading />}
      {loaded && (carriersOnly.length === 0 || !importsLedgers(actor)) ? (
        <section className="card">
          <EmptyState
            title={importsLedgers(actor) ? t('carrier.empty.noregister') : t('carrier.import.who')}
            actions={<AppLink to={paths.carriers()}>{t('nav.carriers')}</AppLink>}
          />
        </section>
      ) : null}
      {loaded && carriersOnly.length > 0 && importsLedgers(actor) ? (
        <Import registers={carriersOnly} />
      ) : null}
    </PageFrame>
  );
}

/** The one in the address, the one of the caller's own unit, or the first. */
function firstRegister(
  registers: readonly RegisterLine[],
  wanted: string | undefined,
  unitId: string,
): string {
  const found =
    registers.find((one) => one.id === wanted) ??
    registers.find((one) => one.unitId === unitId) ??
    registers[0];
  return found?.id ?? '';
}

function Import({ registers }: { readonly registers: readonly RegisterLine[] }) {
  const actor = useActor();
  const [filters] = useUrlFilters();
  const [registerId, setRegisterId] = useState(() =>
    firstRegister(registers, filters['register'], actor.unitId),
  );
  const [scheme, setScheme] = useState(schemeDefault);
  const [mapping, setMapping] = useState<LedgerMapping>({});
  const [goodOnly, setGoodOnly] = useState(false);
  const { work, send, begin, outdate, cancel } = useLedgerImport();
  const choices = { registerId, defaultScheme: scheme, mapping, goodRowsOnly: goodOnly };

  function takeFile(file: File | undefined) {
    if (file === undefined) return;
    setMapping({});
    begin(file);
    void send('plan', file, { ...choices, mapping: {} });
  }
  function again(change: Partial<ImportChoices>) {
    if (work.file !== null) void send('plan', work.file, { ...choices, ...change });
  }
  if (work.imported !== null) {
    return (
      <>
        <ImportDone imported={work.imported} registerId={registerId} onAnother={() => begin(null)} />
        <ImportHistory registerId={registerId} />
      </>
    );
  }
  const { plan } = work;
  return (
    <>
      <Card title={t('import.file')}>
        <div className="form">
          <div className="import-line">
            {registers.length < 2 ? null : (
              <Choice
                label={t('carrier.register')}
                value={registerId}
                choices={registers.map((one) => ({
                  value: one.id,
                  label: t('carrier.register.of', { name: one.name, unit: one.unit }),
                }))}
                onChange={(next) => {
                  setRegisterId(next);
                  again({ registerId: next });
                }}
              />
            )}
            <Choice
              label={t('import.scheme')}
              value={scheme}
              choices={[...builtinPacks.values()].map((pack) => ({ value: pack.id, label: pick(pack) }))}
              onChange={(next) => {
                setScheme(next);
                again({ defaultScheme: next });
              }}
            />
          </div>
          <FileDrop file={work.file} onFile={takeFile} />
          {work.progress === null ? null : <ProgressLine progress={work.progress} onCancel={cancel} />}
          {work.fault === null ? null : (
            <FaultBox text={work.fault} {...(work.file === null ? {} : { onRetry: () => again({}) })} />
          )}
        </div>
      </Card>
      {plan === null ? <ImportHistory registerId={registerId} /> : null}
      {plan === null ? null : (
        <>
          <Summary plan={plan} />
          <Findings plan={plan} />
          <Card title={t('import.choice')}>
            <div className="form">
              <Radio.Group
                className="field-choices import-choice"
                aria-label={t('import.choice')}
                value={goodOnly ? 'good' : 'all'}
                onChange={(event) => setGoodOnly(event.target.value === 'good')}
                options={[
                  { value: 'all', label: t('import.choice.all') },
                  {
                    value: 'good',
                    label: t('import.choice.good', {
                      n: formatNumber(plan.counts.fresh),
                      rejected: formatNumber(plan.counts.rejected),
                    }),
                  },
                ]}
              />
              <div className="form-actions">
                <ActionButton
                  type="primary"
                  loading={work.progress !== null}
                  disabledReason={whyNotImport(plan, goodOnly, work.stale)}
                  onClick={() => (work.file === null ? undefined : void send('import', work.file, choices))}
                >
                  {t('import.submit', { n: formatNumber(plan.counts.fresh) })}
                </ActionButton>
                <span className="why">{t('import.undo')}</span>
              </div>
            </div>
          </Card>
          <MappingCards
            plan={plan}
            mapping={mapping}
            stale={work.stale}
            busy={work.progress !== null}
            onMapping={(next) => {
              setMapping(next);
              outdate();
            }}
            onAgain={() => again({})}
          />
        </>
      )}
    </>
  );
}

function whyNotImport(plan: LedgerPlan, goodOnly: boolean, stale: boolean): string | null {
  if (stale) return t('import.stale');
  if (plan.counts.fresh === 0)
    return plan.counts.known === 0
      ? t('import.nothing')
      : t('import.nothing.new', { n: formatNumber(plan.counts.known) });
  return plan.faultCount > 0 && !goodOnly ? t('import.mend', { n: plan.faultCount }) : null;
}
