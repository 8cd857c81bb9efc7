import { useId } from 'react';
import { Checkbox } from 'antd';
import { pick, t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card } from '../../ui/page-frame.tsx';
import {
  LedgerField,
  type LedgerMapping,
  type LedgerPlan,
  type PlannedSheet,
  type SheetMapping,
  ledgerFields,
} from './ledger-contract.ts';
import { ledgerFieldWords } from './ledger-words.ts';

export interface MappingProps {
  readonly plan: LedgerPlan;
  readonly mapping: LedgerMapping;
  readonly stale: boolean;
  readonly busy: boolean;
  readonly onMapping: (mapping: LedgerMapping) => void;
  readonly onAgain: () => void;
}

/** How the columns were understood, sheet by sheet, and the way to say it better. */
export function MappingCards({ plan, mapping, stale, busy, onMapping, onAgain }: MappingProps) {
  const sheets = plan.sheets.filter((sheet) => sheet.kind !== 'empty');
  return (
    <Card
      title={t('import.mapping')}
      aside={
        <>
          {stale ? <span className="late">{t('import.stale')}</span> : <span>{t('import.mapping.why')}</span>}
          <ActionButton
            type={stale ? 'primary' : 'default'}
            loading={busy}
            disabledReason={stale ? null : t('import.again.off')}
            onClick={onAgain}
          >
            {t('import.again')}
          </ActionButton>
        </>
      }
      flush
    >
      {sheets.map((sheet) => (
        <SheetCard
          key={sheet.name}
          sheet={sheet}
          mapping={mapping[sheet.name] ?? {}}
          onChange={(change) =>
            onMapping({ ...mapping, [sheet.name]: { ...mapping[sheet.name], ...change } })
          }
        />
      ))}
    </Card>
  );
}

interface SheetProps {
  readonly sheet: PlannedSheet;
  readonly mapping: SheetMapping;
  readonly onChange: (change: SheetMapping) => void;
}

function SheetCard({ sheet, mapping, onChange }: SheetProps) {
  const id = useId();
  const used = mapping.use ?? sheet.used;
  const headerRow = mapping.headerRow ?? sheet.headerRow;
  return (
    <details className="sheet-card" open={used}>
      <summary>
        <b>{sheet.name}</b>{' '}
        <span className="why">
          {[
            t('import.sheet.rows', { n: sheet.rows }),
            sheet.hidden ? t('import.sheet.hidden') : '',
            used ? '' : t('import.sheet.unused'),
          ]
            .filter((one) => one !== '')
            .join(' · ')}
        </span>
      </summary>
      {sheet.note === null ? null : <p className="why card-body">{pick(sheet.note)}</p>}
      <fieldset
        className="plain-set register-toolbar"
        aria-label={t('import.sheet.how', { sheet: sheet.name })}
      >
        <Checkbox checked={used} onChange={(event) => onChange({ use: event.target.checked })}>
          {t('import.sheet.use')}
        </Checkbox>
        <span className="toolbar-field">
          <label htmlFor={id}>{t('import.header')}</label>
          <input
            id={id}
            className="native-field header-row"
            inputMode="numeric"
            value={headerRow ?? ''}
            onChange={(event) =>
              /^\d{1,4}$/.test(event.target.value)
                ? onChange({ headerRow: Number(event.target.value) })
                : undefined
            }
          />
        </span>
      </fieldset>
      {sheet.columns.length === 0 ? null : (
        <div className="table-scroll">
          <table className="ledger" aria-label={t('import.mapping.of', { sheet: sheet.name })}>
            <thead>
              <tr>
                <th scope="col">{t('import.column')}</th>
                <th scope="col">{t('import.examples')}</th>
                <th scope="col">{t('import.field')}</th>
              </tr>
            </thead>
            <tbody>
              {sheet.columns.map((column) => (
                <ColumnRow key={column.index} column={column} mapping={mapping} onChange={onChange} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

function ColumnRow({
  column,
  mapping,
  onChange,
}: {
  readonly column: PlannedSheet['columns'][number];
  readonly mapping: SheetMapping;
  readonly onChange: (change: SheetMapping) => void;
}) {
  const key = String(column.index);
  const chosen =
    mapping.columns !== undefined && key in mapping.columns ? (mapping.columns[key] ?? null) : column.field;
  const name = `${column.letter} ${column.header.replace(/\s+/gu, '')}`;
  return (
    <tr>
      <td data-label={t('import.column')}>
        <span>
          <span className="num why">{column.letter}</span> {column.header}
        </span>
      </td>
      <td data-label={t('import.examples')} className="quiet import-value">
        {column.examples.join(t('list.and'))}
      </td>
      <td data-label={t('import.field')}>
        <span>
          <select
            aria-label={t('import.field.of', { column: name })}
            className="native-field"
            value={chosen ?? ''}
            onChange={(event) => {
              const field = LedgerField.safeParse(event.target.value);
              onChange({ columns: { ...mapping.columns, [key]: field.success ? field.data : null } });
            }}
          >
            <option value="">{t('import.field.none')}</option>
            {ledgerFields.map((field) => (
              <option key={field} value={field}>
                {ledgerFieldWords(field)}
              </option>
            ))}
          </select>
          {chosen !== null && chosen === column.field && column.confidence < 0.8 ? (
            <span className="late why"> {t('import.field.unsure')}</span>
          ) : null}
        </span>
      </td>
    </tr>
  );
}
