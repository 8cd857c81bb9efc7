import { documentKinds, visitorsMax } from '@fengni/server/modules/visits/rules';
import { Checkbox, Input } from 'antd';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import type { CustomControl, FieldSpec } from '../../ui/form-field.tsx';
import { RowsInput } from './rows-input.tsx';
import { documentChoices } from './visit-words.ts';

const Draft = z.object({
  name: z.string(),
  firm: z.string().default(''),
  position: z.string().default(''),
  country: z.string().default(''),
  foreigner: z.boolean().default(false),
  documentKind: z.enum(documentKinds).default('none'),
  documentNo: z.string().default(''),
});
type Draft = z.infer<typeof Draft>;
export const blankVisitor: Draft = {
  name: '',
  firm: '',
  position: '',
  country: '',
  foreigner: false,
  documentKind: 'none',
  documentNo: '',
};

export function visitorsField(): FieldSpec {
  return {
    name: 'visitors',
    label: t('visit.visitors'),
    kind: 'custom',
    grouped: true,
    why: t('visit.visitors.why'),
    control: (control) => <VisitorsInput {...control} />,
    check: (value) => {
      const rows = z.array(Draft).safeParse(value).data ?? [];
      if (rows.length === 0 || rows.some((row) => row.name.trim() === '')) return t('visit.visitors.fault');
      return rows.some((row) => (row.documentKind === 'none') !== (row.documentNo.trim() === ''))
        ? t('visit.visitors.document.fault')
        : null;
    },
  };
}

/** Visitors, a line each; the number of a document is sealed when it is sent and never shown whole again. */
function VisitorsInput(control: CustomControl) {
  return (
    <RowsInput<Draft>
      control={control}
      rows={z.array(Draft).safeParse(control.value).data ?? []}
      blank={blankVisitor}
      rowsMax={visitorsMax}
      addLabel={t('visit.visitor.add')}
      fullReason={t('visit.visitors.full')}
      dropLabel={(n) => t('visit.visitor.drop.of', { n })}
      renderRow={(row, change, n) => (
        <>
          <Input
            aria-label={t('visit.visitor.name.of', { n })}
            placeholder={t('visit.visitor.name')}
            value={row.name}
            maxLength={100}
            onChange={(event) => change({ name: event.target.value })}
          />
          <Input
            aria-label={t('visit.visitor.position.of', { n })}
            placeholder={t('visit.visitor.position')}
            value={row.position}
            maxLength={150}
            onChange={(event) => change({ position: event.target.value })}
          />
          <Input
            aria-label={t('visit.visitor.country.of', { n })}
            placeholder={t('visit.visitor.country')}
            value={row.country}
            maxLength={150}
            onChange={(event) => change({ country: event.target.value })}
          />
          <Checkbox
            checked={row.foreigner}
            aria-label={t('visit.visitor.foreigner.of', { n })}
            onChange={(event) => change({ foreigner: event.target.checked })}
          >
            {t('visit.visitor.foreigner')}
          </Checkbox>
          <select
            className="native-field"
            aria-label={t('visit.visitor.document.of', { n })}
            value={row.documentKind}
            onChange={(event) =>
              change({ documentKind: documentKinds.find((kind) => kind === event.target.value) ?? 'none' })
            }
          >
            {documentChoices().map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
          <Input
            aria-label={t('visit.visitor.number.of', { n })}
            placeholder={t('visit.visitor.number')}
            value={row.documentNo}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => change({ documentNo: event.target.value })}
          />
        </>
      )}
    />
  );
}
