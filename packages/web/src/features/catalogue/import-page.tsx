import {
  type CatalogueFileForm,
  type CatalogueFilePlan,
  CataloguePage as Contract,
  ImportScopeCatalogue,
} from '@fengni/server/modules/catalogue/contract';
import { formatMark } from '@fengni/schemes/mark';
import { levelOf } from '@fengni/schemes/packs';
import { useRouter } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { z } from 'zod';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { presentError } from '../../lib/present-error.ts';
import { useActor } from '../../lib/session.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { FaultBox, QueryView } from '../../ui/query-view.tsx';
import '../../ui/register.css';
import '../carriers/carriers.css';
import { MarkInput } from '../carriers/mark-input.tsx';
import { listTitle, schemeChoices } from './catalogue-words.ts';
import { sendTable } from './send-table.ts';
import './catalogue.css';

/** A table brought in: into a draft, or as a superior's scope catalogue. */
export function ImportCataloguePage() {
  const [filters] = useUrlFilters();
  const id = z.uuid().safeParse(filters['catalogue']);
  return id.success ? <IntoDraft catalogueId={id.data} /> : <AsScope />;
}

function IntoDraft({ catalogueId }: { catalogueId: string }) {
  const page = useQueryData({ name: 'catalogue.open', input: { catalogueId }, output: Contract });
  return <QueryView query={page}>{(list) => <DraftImport list={list} />}</QueryView>;
}

function DraftImport({ list }: { list: z.output<typeof Contract> }) {
  const router = useRouter();
  const id = useId();
  const [plan, setPlan] = useState<CatalogueFilePlan | null>(null);
  const [mode, setMode] = useState<'append' | 'replace'>('append');
  const back = paths.catalogue(list.id);
  const command = useCommand({
    name: 'catalogue.importItems',
    faults: 'inline',
    doneText: t('catalogue.import.done'),
    onDone: () => router.history.push(back),
  });
  const name = `${list.unit} ${listTitle(list.scheme)} ${t('catalogue.version.of', { n: list.version })}`;
  return (
    <PageFrame
      title={t('catalogue.import')}
      crumbs={[
        { label: t('nav.catalogue'), to: paths.catalogues() },
        { label: name, to: back },
      ]}
      sub={t('catalogue.import.sub')}
      wide
    >
      <TableUpload form={{ unitId: list.unitId, kind: 'matters', scheme: list.scheme }} onPlan={setPlan} />
      {plan === null ? null : (
        <>
          <Plan plan={plan} />
          {plan.faults.length > 0 || plan.matters.length === 0 ? null : (
            <Card title={t('catalogue.import.take')}>
              <div className="catalogue-upload">
                <fieldset className="field">
                  <legend>{t('catalogue.import.mode')}</legend>
                  <span className="field-choices">
                    {(['append', 'replace'] as const).map((one) => (
                      <label key={one} className="field-choice">
                        <input type="radio" name={id} checked={mode === one} onChange={() => setMode(one)} />
                        {one === 'append' ? t('catalogue.import.append') : t('catalogue.import.replace')}
                      </label>
                    ))}
                  </span>
                </fieldset>
                {command.fault === null ? null : <FaultBox text={command.fault} />}
                <div className="form-actions">
                  <ActionButton
                    type="primary"
                    loading={command.busy}
                    onClick={() =>
                      void command.run({
                        catalogueId: list.id,
                        mode,
                        fileDigest: plan.fileDigest,
                        items: plan.matters,
                      })
                    }
                  >
                    {t('catalogue.import.run', { n: plan.matters.length })}
                  </ActionButton>
                </div>
              </div>
            </Card>
          )}
        </>
      )}
    </PageFrame>
  );
}

function AsScope() {
  const actor = useActor();
  const router = useRouter();
  const unitId = actor.duties.find((held) => held.duty === 'officer')?.unitId ?? '';
  const [scheme, setScheme] = useState('cn-state-secret');
  const [plan, setPlan] = useState<CatalogueFilePlan | null>(null);
  const id = useId();
  const usable = plan !== null && plan.faults.length === 0 && plan.scopes.length > 0;
  return (
    <PageFrame
      title={t('scopes.import')}
      crumbs={[
        { label: t('nav.catalogue'), to: paths.catalogues() },
        { label: t('scopes.title'), to: paths.scopeCatalogues() },
      ]}
      sub={t('scopes.import.sub')}
      wide
    >
      <Card title={t('scopes.import.table')}>
        <div className="field catalogue-upload">
          <label htmlFor={id}>{t('scopes.scheme')}</label>
          <select
            id={id}
            className="native-field"
            value={scheme}
            onChange={(event) => {
              setScheme(event.target.value);
              setPlan(null);
            }}
          >
            {schemeChoices().map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
        </div>
      </Card>
      <TableUpload key={scheme} form={{ unitId, kind: 'scope', scheme }} onPlan={setPlan} />
      {plan === null ? null : <Plan plan={plan} />}
      {usable ? (
        <Card title={t('scopes.import.head')}>
          <FormShell
            label={t('scopes.import.head')}
            contract={ImportScopeCatalogue}
            command="scopeCatalogue.import"
            fixed={{ scheme, fileDigest: plan.fileDigest, items: plan.scopes }}
            initial={{ unitId, inForceTo: null }}
            submitLabel={t('scopes.import.run', { n: plan.scopes.length })}
            doneText={t('scopes.import.done')}
            onDone={(result) => {
              const made = result['scopeCatalogueId'];
              router.history.push(
                typeof made === 'string' ? paths.scopeCatalogue(made) : paths.scopeCatalogues(),
              );
            }}
            fields={[
              { name: 'title', label: t('scopes.name'), kind: 'text', autoFocus: true },
              { name: 'issuingBody', label: t('scopes.issuer'), kind: 'text' },
              { name: 'documentNo', label: t('scopes.document'), kind: 'text' },
              {
                name: 'mark',
                label: t('scopes.mark'),
                kind: 'custom',
                why: t('scopes.mark.why'),
                control: MarkInput,
                grouped: true,
              },
              { name: 'inForceFrom', label: t('scopes.from'), kind: 'day' },
              { name: 'inForceTo', label: t('scopes.to'), kind: 'day', optional: 'null' },
              { name: 'unitId', label: t('scopes.unit'), kind: 'unit', why: t('scopes.unit.why') },
            ]}
          />
        </Card>
      ) : null}
    </PageFrame>
  );
}

function TableUpload(props: {
  readonly form: CatalogueFileForm;
  readonly onPlan: (plan: CatalogueFilePlan | null) => void;
}) {
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  async function read(file: File | undefined) {
    if (file === undefined) return;
    setBusy(true);
    setFault(null);
    props.onPlan(null);
    try {
      props.onPlan(await sendTable(file, props.form));
    } catch (caught) {
      setFault(presentError(caught));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Card title={t('catalogue.import.file')}>
      <div className="catalogue-upload">
        <div className="field">
          <label htmlFor={id}>{t('catalogue.import.choose')}</label>
          <input
            id={id}
            className="native-field"
            type="file"
            accept=".xlsx,.xls,.csv,.tsv"
            disabled={busy}
            aria-describedby={`${id}-why`}
            onChange={(event) => void read(event.target.files?.[0])}
          />
          <p id={`${id}-why`} className="why">
            {props.form.kind === 'matters' ? t('catalogue.import.columns') : t('scopes.import.columns')}
          </p>
        </div>
        {busy ? <output className="loading">{t('catalogue.import.reading')}</output> : null}
        {fault === null ? null : <FaultBox text={fault} />}
      </div>
    </Card>
  );
}

const rowsShownMax = 30;

/** What the table says, and what is wrong with which row: to be mended in the table itself, since nothing of it is taken. */
function Plan({ plan }: { plan: CatalogueFilePlan }) {
  const rows = [...plan.matters, ...plan.scopes];
  if (plan.faults.length > 0) {
    return (
      <Card title={t('catalogue.import.faults', { n: plan.faults.length })} late flush>
        <div className="table-scroll">
          <table className="ledger" aria-label={t('catalogue.import.faults', { n: plan.faults.length })}>
            <thead>
              <tr>
                <th scope="col">{t('catalogue.import.row')}</th>
                <th scope="col">{t('catalogue.import.column')}</th>
                <th scope="col">{t('catalogue.import.value')}</th>
                <th scope="col">{t('catalogue.import.what')}</th>
              </tr>
            </thead>
            <tbody>
              {plan.faults.map((fault) => (
                <tr key={`${fault.row}-${fault.column}-${fault.zh}`}>
                  <td className="num">{fault.row}</td>
                  <td>{fault.column}</td>
                  <td>{fault.value}</td>
                  <td>{pick(fault)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
    );
  }
  return (
    <Card title={t('catalogue.import.found', { n: rows.length })} flush>
      <div className="table-scroll">
        <table className="ledger ledger-dense" aria-label={t('catalogue.import.found', { n: rows.length })}>
          <thead>
            <tr>
              <th scope="col">{t('catalogue.number')}</th>
              <th scope="col">{t('catalogue.name')}</th>
              <th scope="col">{t('field.level')}</th>
              <th scope="col">{t('catalogue.scope')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, rowsShownMax).map((row) => (
              <tr key={`${row.number}-${row.name}`}>
                <td className="num">{row.number}</td>
                <td>{row.name}</td>
                <td>
                  <LevelChip
                    mark={formatMark(row.mark)}
                    level={levelOf(row.mark.scheme, row.mark.level)?.colour ?? null}
                  />
                </td>
                <td>{row.scopeText}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length <= rowsShownMax ? null : (
        <p className="card-body quiet">{t('catalogue.import.more', { n: rows.length - rowsShownMax })}</p>
      )}
    </Card>
  );
}
