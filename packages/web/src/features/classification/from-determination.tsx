import {
  DeterminationList,
  DeterminationPage,
  type DeterminationPageView,
} from '@fengni/server/modules/classification/contract';
import { useId } from 'react';
import { t } from '../../lib/i18n.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import type { FormValues } from '../../lib/value-path.ts';
import { kindWords } from './classification-words.ts';
import { formOfDraft } from './proposal.ts';

const choicesMax = 100;

/** The determination a carrier is registered from, or null while none is chosen or it is not known to the caller. */
export function useDetermined(id: string): DeterminationPageView | null {
  const page = useQueryData({
    name: 'determination.open',
    input: { determinationId: id },
    output: DeterminationPage,
    enabled: id !== '',
  });
  const data = page.data ?? null;
  return data?.matter === null ? null : data;
}

/** What the carrier takes over, as the form for new carriers holds it. */
export function valuesOfDetermination(page: DeterminationPageView): FormValues {
  const { title, scope } = formOfDraft(page);
  return { title, scope, mark: page.markValue };
}

interface FromDeterminationProps {
  readonly id: string;
  readonly determined: DeterminationPageView | null;
  readonly onChoose: (id: string) => void;
}

/** An own document is marked as was decided: the determinations one knows are offered. */
export function FromDetermination({ id, determined, onChoose }: FromDeterminationProps) {
  const control = useId();
  const list = useQueryData({
    name: 'determination.list',
    input: { box: 'decided', limit: choicesMax },
    output: DeterminationList,
  });
  const provisional = useQueryData({
    name: 'determination.list',
    input: { box: 'provisional', limit: choicesMax },
    output: DeterminationList,
  });
  const rows = [...(list.data?.rows ?? []), ...(provisional.data?.rows ?? [])].filter(
    (row) => row.title !== null && row.state !== 'released',
  );
  return (
    <div className="field">
      <label htmlFor={control}>{t('determination.carrier.choose')}</label>
      <select
        id={control}
        className="native-field"
        value={id}
        onChange={(event) => onChoose(event.target.value)}
      >
        <option value="">{t('determination.carrier.none')}</option>
        {rows.map((row) => (
          <option key={row.id} value={row.id}>
            {[row.number ?? '', row.title ?? '', row.mark, kindWords(row.kind)].join(' · ')}
          </option>
        ))}
      </select>
      {determined === null ? null : (
        <p className="why">{t('determination.carrier.taken', { number: determined.number ?? '' })}</p>
      )}
    </div>
  );
}
