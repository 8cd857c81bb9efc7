import { useId, useState } from 'react';
import { formatNumber } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { showToast } from '../../lib/toasts.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { LedgerFault } from './ledger-contract.ts';

const faultsShownMax = 200;

/** What is wrong, by sheet, row and column, to be mended in the ledger itself; filtered, and copied as text. */
export function FaultTable(props: {
  readonly label: string;
  readonly faults: readonly LedgerFault[];
  readonly count: number;
  readonly empty: string;
}) {
  const { faults, label } = props;
  const id = useId();
  const [code, setCode] = useState('');
  const [sheet, setSheet] = useState('');
  if (faults.length === 0) return <p className="card-body quiet">{props.empty}</p>;
  const sheets = [...new Set(faults.map((one) => one.sheet))];
  const codes = countCodes(faults);
  const chosen = faults.filter(
    (one) => (code === '' || one.code === code) && (sheet === '' || one.sheet === sheet),
  );
  return (
    <>
      <fieldset className="plain-set register-toolbar" aria-label={t('register.toolbar')}>
        {sheets.length < 2 ? null : (
          <select
            aria-label={t('import.sheet')}
            className="native-field toolbar-select"
            value={sheet}
            onChange={(event) => setSheet(event.target.value)}
          >
            <option value="">{t('import.sheet.all')}</option>
            {sheets.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
        <select
          id={id}
          aria-label={t('import.fault.kind')}
          className="native-field toolbar-select"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        >
          <option value="">{t('import.fault.all')}</option>
          {codes.map((one) => (
            <option key={one.code} value={one.code}>
              {t('import.fault.of', { what: one.what, n: one.count })}
            </option>
          ))}
        </select>
        <span className="toolbar-gap" />
        <ActionButton onClick={() => void copyAsText(chosen)}>
          {t('import.fault.copy', { n: formatNumber(chosen.length) })}
        </ActionButton>
      </fieldset>
      <div className="table-scroll">
        <table className="ledger" aria-label={label}>
          <thead>
            <tr>
              <th scope="col">{t('import.sheet')}</th>
              <th scope="col">{t('import.row')}</th>
              <th scope="col">{t('import.column')}</th>
              <th scope="col">{t('import.value')}</th>
              <th scope="col">{t('import.what')}</th>
            </tr>
          </thead>
          <tbody>
            {chosen.slice(0, faultsShownMax).map((one) => (
              <tr key={`${one.sheet}-${one.row}-${one.column}-${one.code}`}>
                <td data-label={t('import.sheet')}>{one.sheet}</td>
                <td data-label={t('import.row')} className="num">
                  {one.row}
                </td>
                <td data-label={t('import.column')}>{one.column}</td>
                <td data-label={t('import.value')} className="import-value">
                  {one.value}
                </td>
                <td data-label={t('import.what')}>{pick(one)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {chosen.length > faultsShownMax || props.count > faults.length ? (
        <p className="card-body why">
          {t('import.fault.more', {
            shown: Math.min(chosen.length, faultsShownMax),
            n: formatNumber(code === '' && sheet === '' ? props.count : chosen.length),
          })}
        </p>
      ) : null}
    </>
  );
}

/** Kinds of fault, the most frequent first, each named by its first text up to the first stop. */
function countCodes(faults: readonly LedgerFault[]): { code: string; what: string; count: number }[] {
  const groups = Map.groupBy(faults, (one) => one.code);
  return [...groups]
    .map(([code, group]) => ({
      code,
      what: group[0] === undefined ? code : firstSentence(pick(group[0])),
      count: group.length,
    }))
    .toSorted((a, b) => b.count - a.count);
}

function firstSentence(text: string): string {
  return /^[^。.]+/u.exec(text)?.[0] ?? text;
}

/** One line a fault, tabs between, so that it can be pasted into a sheet and handed to who mends the ledger. */
async function copyAsText(faults: readonly LedgerFault[]): Promise<void> {
  const head = [t('import.sheet'), t('import.row'), t('import.column'), t('import.value'), t('import.what')];
  const lines = faults.map((one) => [
    one.sheet,
    String(one.row),
    one.column,
    one.value.replace(/\s+/gu, ' '),
    pick(one),
  ]);
  const text = [head, ...lines].map((line) => line.join('\t')).join('\n');
  try {
    await globalThis.navigator.clipboard.writeText(text);
    showToast({ kind: 'done', text: t('import.fault.copied', { n: faults.length }) });
  } catch {
    showToast({ kind: 'fault', text: t('import.fault.notcopied') });
  }
}
