import { useQueryClient } from '@tanstack/react-query';
import { Radio } from 'antd';
import { type DragEvent, useId, useRef, useState } from 'react';
import { builtinPacks } from '@fengni/schemes/packs';
import { CancelledError } from '../../lib/client.ts';
import { formatNumber } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { presentError } from '../../lib/present-error.ts';
import { newCommandId } from '../../lib/run-command.ts';
import { useActor } from '../../lib/session.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { FaultBox, Loading } from '../../ui/query-view.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { FaultTable } from './import-faults.tsx';
import { ImportHistory } from './import-history.tsx';
import { MappingCards } from './import-mapping.tsx';
import { GoodRows } from './import-rows.tsx';
import type { Imported, LedgerMapping, LedgerPlan, LedgerProgress } from './ledger-contract.ts';
import { type RegisterLine, importsLedgers, useCarrierRegisters } from './register-choices.ts';
import { LedgerFault, refusedText, sendLedger } from './send-ledger.ts';
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

/** Where the import stands; the plan stays in sight while the next step runs. */
interface Work {
  readonly file: File | null;
  readonly plan: LedgerPlan | null;
  readonly progress: LedgerProgress | null;
  readonly fault: string | null;
  readonly imported: Imported | null;
  /** The mapping was changed since the plan was made. */
  readonly stale: boolean;
}
const nothing: Work = { file: null, plan: null, progress: null, fault: null, imported: null, stale: false };

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
  const client = useQueryClient();
  const actor = useActor();
  const [filters] = useUrlFilters();
  const [registerId, setRegisterId] = useState(() =>
    firstRegister(registers, filters['register'], actor.unitId),
  );
  const [scheme, setScheme] = useState(schemeDefault);
  const [mapping, setMapping] = useState<LedgerMapping>({});
  const [goodOnly, setGoodOnly] = useState(false);
  const [work, setWork] = useState<Work>(nothing);
  const running = useRef<AbortController | null>(null);
  // a repeated attempt at the same import goes out under the same id
  const attempt = useRef<{ readonly key: string; readonly id: string }>({ key: '', id: '' });

  async function send(
    mode: 'plan' | 'import',
    the: {
      readonly file: File;
      readonly mapping: LedgerMapping;
      readonly scheme: string;
      readonly registerId: string;
    },
  ) {
    running.current?.abort(new CancelledError());
    const controller = new AbortController();
    running.current = controller;
    const key = JSON.stringify([
      mode,
      the.file.name,
      the.file.size,
      the.file.lastModified,
      the.mapping,
      the.scheme,
      the.registerId,
      goodOnly,
    ]);
    if (attempt.current.key !== key) attempt.current = { key, id: newCommandId() };
    setWork((was) => ({
      ...was,
      file: the.file,
      fault: null,
      progress: { phase: 'reading', done: 0, total: 1 },
    }));
    try {
      const result = await sendLedger({
        file: the.file,
        request: {
          registerId: the.registerId,
          commandId: attempt.current.id,
          mode,
          goodRowsOnly: goodOnly,
          defaultScheme: the.scheme,
          mapping: the.mapping,
        },
        signal: controller.signal,
        onProgress: (progress) =>
          setWork((was) => (running.current === controller ? { ...was, progress } : was)),
      });
      if (running.current !== controller) return;
      if (result.kind === 'refused') throw new LedgerFault(refusedText(result));
      if (result.kind === 'outcome' && result.outcome.kind === 'refused')
        throw new LedgerFault(refusedText(result.outcome));
      const imported =
        result.kind === 'outcome' && result.outcome.kind === 'done' ? result.outcome.result : null;
      setWork({
        file: the.file,
        plan: result.plan,
        progress: null,
        imported,
        stale: false,
        fault: result.kind === 'faulty' ? t('import.faulty') : null,
      });
      if (imported !== null) await client.invalidateQueries();
    } catch (caught) {
      if (running.current !== controller) return;
      const text = caught instanceof LedgerFault ? caught.text : presentError(caught);
      setWork((was) => ({ ...was, progress: null, fault: text }));
    }
  }
  function takeFile(file: File | undefined) {
    if (file === undefined) return;
    setMapping({});
    setWork({ ...nothing, file });
    void send('plan', { file, mapping: {}, scheme, registerId });
  }
  function again(change: { readonly scheme?: string; readonly registerId?: string }) {
    if (work.file !== null) void send('plan', { file: work.file, mapping, scheme, registerId, ...change });
  }
  function cancel() {
    running.current?.abort(new CancelledError());
    running.current = null;
    setWork((was) => ({ ...was, progress: null }));
  }
  if (work.imported !== null) {
    return (
      <>
        <Done imported={work.imported} registerId={registerId} onAnother={() => setWork(nothing)} />
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
                again({ scheme: next });
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
                      n: formatNumber(plan.counts.good),
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
                  onClick={() =>
                    work.file === null
                      ? undefined
                      : void send('import', { file: work.file, mapping, scheme, registerId })
                  }
                >
                  {t('import.submit', { n: formatNumber(plan.counts.good) })}
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
              setWork({ ...work, stale: true });
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
  if (plan.counts.good === 0) return t('import.nothing');
  return plan.faultCount > 0 && !goodOnly ? t('import.mend', { n: plan.faultCount }) : null;
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <span className="toolbar-field">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        className="native-field toolbar-select"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      >
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </span>
  );
}

/** A place to drop the file on, and the ordinary way beside it. */
function FileDrop({
  file,
  onFile,
}: {
  readonly file: File | null;
  readonly onFile: (file: File | undefined) => void;
}) {
  const id = useId();
  const [over, setOver] = useState(false);
  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer.files[0]);
  }
  return (
    <div
      className={over ? 'file-drop file-over' : 'file-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <label htmlFor={id}>
        {file === null ? t('import.drop') : t('import.drop.other', { name: file.name })}
      </label>
      <input
        id={id}
        type="file"
        accept=".xlsx,.xls,.csv,.et,.ods"
        onChange={(event) => onFile(event.target.files?.[0])}
      />
      <p className="why">{t('import.drop.why')}</p>
    </div>
  );
}

function ProgressLine({
  progress,
  onCancel,
}: {
  readonly progress: LedgerProgress;
  readonly onCancel: () => void;
}) {
  const words = {
    reading: t('import.reading'),
    checking: t('import.checking'),
    writing: t('import.writing'),
  };
  return (
    <output className="import-progress">
      <span>{words[progress.phase]}</span>
      <progress max={Math.max(progress.total, 1)} value={progress.done} aria-label={words[progress.phase]} />
      <span className="num why">
        {t('import.progress', { done: formatNumber(progress.done), total: formatNumber(progress.total) })}
      </span>
      {progress.phase === 'writing' ? null : (
        <ActionButton onClick={onCancel}>{t('action.cancel')}</ActionButton>
      )}
    </output>
  );
}

function Summary({ plan }: { readonly plan: LedgerPlan }) {
  const { counts } = plan;
  const numbers = [
    { label: t('import.count.rows'), value: counts.rows, late: false },
    { label: t('import.count.good'), value: counts.good, late: false },
    { label: t('import.count.rejected'), value: counts.rejected, late: counts.rejected > 0 },
    { label: t('import.count.copies'), value: counts.copies, late: false },
    { label: t('import.count.mended'), value: counts.marksMended, late: false },
  ];
  return (
    <section className="card" aria-label={t('import.counts')}>
      <dl className="import-counts">
        {numbers.map((one) => (
          <div key={one.label}>
            <dt>{one.label}</dt>
            <dd className={one.late ? 'num late' : 'num'}>{formatNumber(one.value)}</dd>
          </div>
        ))}
      </dl>
      {plan.fileNotes.length === 0 ? null : (
        <ul className="card-body file-notes">
          {plan.fileNotes.map((note) => (
            <li key={`${note.code}-${note.sheet ?? ''}`} className="why">
              {[
                note.sheet ?? '',
                pick(note),
                note.count === null ? '' : t('import.note.count', { n: note.count }),
              ]
                .filter((one) => one !== '')
                .join(' · ')}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

type FindingTab = 'faults' | 'notices' | 'good';

function Findings({ plan }: { readonly plan: LedgerPlan }) {
  const [tab, setTab] = useState<FindingTab>(plan.faultCount > 0 ? 'faults' : 'good');
  return (
    <section className="card">
      <Tabs
        label={t('import.findings')}
        current={tab}
        onChange={setTab}
        tabs={[
          { key: 'faults', label: t('import.faults'), count: plan.faultCount },
          { key: 'notices', label: t('import.notices'), count: plan.noticeCount },
          { key: 'good', label: t('import.good'), count: plan.counts.good },
        ]}
      >
        {tab === 'faults' ? (
          <FaultTable
            key="faults"
            label={t('import.faults')}
            faults={plan.faults}
            count={plan.faultCount}
            empty={t('import.faults.none')}
          />
        ) : null}
        {tab === 'notices' ? (
          <FaultTable
            key="notices"
            label={t('import.notices')}
            faults={plan.notices}
            count={plan.noticeCount}
            empty={t('import.notices.none')}
          />
        ) : null}
        {tab === 'good' ? <GoodRows plan={plan} /> : null}
      </Tabs>
    </section>
  );
}

function Done({
  imported,
  registerId,
  onAnother,
}: {
  readonly imported: Imported;
  readonly registerId: string;
  readonly onAnother: () => void;
}) {
  return (
    <Card title={t('import.done')}>
      <output className="form">
        <p>
          {t('import.done.text', {
            added: formatNumber(imported.added),
            carriers: formatNumber(imported.carriers),
            copies: formatNumber(imported.copies),
          })}
        </p>
        {imported.known === 0 ? null : (
          <p className="quiet">{t('import.done.known', { n: formatNumber(imported.known) })}</p>
        )}
        {imported.rejected === 0 ? null : (
          <p className="late">{t('import.done.rejected', { n: formatNumber(imported.rejected) })}</p>
        )}
        <div className="form-actions">
          <AppLink to={paths.carriers({ register: registerId })}>{t('import.done.open')}</AppLink>
          <ActionButton onClick={onAnother}>{t('import.another')}</ActionButton>
        </div>
      </output>
    </Card>
  );
}
