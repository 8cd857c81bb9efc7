import { RouteChoices } from '@fengni/server/modules/visits/contract';
import { stopsMax, treatments } from '@fengni/server/modules/visits/rules';
import { Input } from 'antd';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import type { CustomControl, FieldSpec } from '../../ui/form-field.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import { RowsInput } from './rows-input.tsx';
import { treatmentChoices } from './visit-words.ts';

const Draft = z.object({
  area: z.string(),
  keyPlaceId: z.string().nullable().default(null),
  unitId: z.string().nullable().default(null),
  treatment: z.enum(treatments).default('open'),
  preparation: z.string().default(''),
});
type Draft = z.infer<typeof Draft>;
const blank: Draft = { area: '', keyPlaceId: null, unitId: null, treatment: 'open', preparation: '' };

export function routeField(): FieldSpec {
  return {
    name: 'stops',
    label: t('visit.route'),
    kind: 'custom',
    grouped: true,
    why: t('visit.route.why'),
    control: (control) => <RouteInput {...control} />,
    check: (value) => {
      const rows = z.array(Draft).safeParse(value).data ?? [];
      return rows.length === 0 || rows.some((row) => row.area.trim() === '') ? t('visit.route.fault') : null;
    },
  };
}

/** Places in the order they are seen: which are key places, and what is done with each. */
function RouteInput(control: CustomControl) {
  const choices = useQueryData({ name: 'visit.routeChoices', input: {}, output: RouteChoices });
  const places = choices.data?.keyPlaces ?? [];
  return (
    <RowsInput<Draft>
      control={control}
      rows={z.array(Draft).safeParse(control.value).data ?? []}
      blank={blank}
      rowsMax={stopsMax}
      addLabel={t('visit.stop.add')}
      fullReason={t('visit.route.full')}
      dropLabel={(n) => t('visit.stop.drop.of', { n })}
      renderRow={(row, change, n) => (
        <>
          <Input
            aria-label={t('visit.stop.area.of', { n })}
            placeholder={t('visit.stop.area')}
            value={row.area}
            maxLength={200}
            onChange={(event) => change({ area: event.target.value })}
          />
          <UnitPicker
            id={`${control.id}-unit-${n}`}
            value={row.unitId}
            onChange={(unitId) => change({ unitId })}
          />
          <select
            className="native-field"
            aria-label={t('visit.stop.place.of', { n })}
            value={row.keyPlaceId ?? ''}
            onChange={(event) => change(placeChange(event.target.value, row))}
          >
            <option value="">{t('visit.stop.place.none')}</option>
            {row.keyPlaceId === null || places.some((one) => one.id === row.keyPlaceId) ? null : (
              <option value={row.keyPlaceId}>{t('visit.key.place')}</option>
            )}
            {places.map((one) => (
              <option key={one.id} value={one.id}>
                {t('visit.stop.place.option', { name: one.name, unit: one.unit })}
              </option>
            ))}
          </select>
          <select
            className="native-field"
            aria-label={t('visit.stop.treatment.of', { n })}
            value={row.treatment}
            onChange={(event) =>
              change({ treatment: treatments.find((one) => one === event.target.value) ?? 'open' })
            }
          >
            {treatmentChoices().map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
          <Input
            aria-label={t('visit.stop.preparation.of', { n })}
            placeholder={t('visit.stop.preparation')}
            value={row.preparation}
            maxLength={500}
            onChange={(event) => change({ preparation: event.target.value })}
          />
        </>
      )}
    />
  );
}

/** A key place is not seen as it is: naming one proposes that it stays closed. */
function placeChange(id: string, row: Draft): Partial<Draft> {
  if (id === '') return { keyPlaceId: null };
  return { keyPlaceId: id, ...(row.treatment === 'open' ? { treatment: 'closed' } : {}) };
}
