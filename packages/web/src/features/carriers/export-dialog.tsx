import { ExportLedger } from '@fengni/server/modules/carriers/contract';
import { exportRowsFree } from '@fengni/server/modules/carriers/rules';
import { Modal } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import type { UrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { Choice, CustomControl, FieldSpec } from '../../ui/form-field.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { FaultBox } from '../../ui/query-view.tsx';
import { copyStateChoices } from './carrier-words.ts';
import { useDownload } from './download.ts';
import { type RegisterLine, levelChoices, readLevelChoice } from './register-choices.ts';

const Made = z.object({ exportId: z.string(), number: z.string(), mark: z.string(), rows: z.int() });
const Exports = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      mark: z.string(),
      rows: z.int(),
      at: z.string(),
      by: z.string(),
      mine: z.boolean(),
    }),
  ),
});

/** The form's level names its scheme too; the command takes the level alone. */
const ExportForm = ExportLedger.omit({ level: true })
  .extend({ levelChoice: z.string().default('') })
  .transform(({ levelChoice, ...input }) => ({ ...input, level: readLevelChoice(levelChoice).level }));

/** Takes a register out to a workbook or to paper: asked why, since what leaves is a carrier itself (CAR-12). */
export function ExportDialog(props: {
  readonly registers: readonly RegisterLine[];
  readonly filters: UrlFilters;
  readonly onClose: () => void;
}) {
  const { registers, filters, onClose } = props;
  const [made, setMade] = useState<z.infer<typeof Made> | null>(null);
  const first = registers.find((one) => one.id === filters['register'])?.id ?? registers[0]?.id ?? '';
  return (
    <Modal
      title={t('carrier.export')}
      open
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      mask={{ closable: false }}
      width={560}
    >
      {made === null ? (
        <div className="form">
          <FormShell
            label={t('carrier.export')}
            contract={ExportForm}
            command="ledger.export"
            submitLabel={t('export.submit')}
            onCancel={onClose}
            onDone={(result) => {
              const parsed = Made.safeParse(result);
              if (parsed.success) setMade(parsed.data);
              else onClose();
            }}
            initial={{
              registerId: first,
              state: filters['copyState'] ?? '',
              levelChoice: filters['level'] ?? '',
            }}
            fields={exportFields(registers)}
          >
            <p className="note">{t('export.note', { n: exportRowsFree })}</p>
          </FormShell>
          <ExportList registerId={first} />
        </div>
      ) : (
        <output className="form">
          <p>
            {t('export.made', {
              number: made.number,
              n: made.rows,
              mark: made.mark === '' ? t('value.none') : made.mark,
            })}
          </p>
          <ExportLinks exportId={made.exportId} number={made.number} />
          <div className="form-actions">
            <ActionButton onClick={onClose}>{t('action.close')}</ActionButton>
          </div>
        </output>
      )}
    </Modal>
  );
}

function exportFields(registers: readonly RegisterLine[]): FieldSpec[] {
  return [
    {
      name: 'registerId',
      label: t('carrier.register'),
      kind: 'select',
      choices: registers.map((one) => ({
        value: one.id,
        label: t('carrier.register.of', { name: one.name, unit: one.unit }),
      })),
    },
    {
      name: 'levelChoice',
      label: t('field.level'),
      kind: 'custom',
      optional: 'absent',
      control: (control) => <AnySelect {...control} any={t('carrier.level.all')} choices={levelChoices()} />,
    },
    {
      name: 'state',
      label: t('carrier.copystate'),
      kind: 'custom',
      optional: 'null',
      control: (control) => (
        <AnySelect {...control} any={t('carrier.copystate.all')} choices={copyStateChoices()} />
      ),
    },
    {
      name: 'reason',
      label: t('field.reason'),
      kind: 'textarea',
      why: t('export.reason.why'),
      seen: true,
      autoFocus: true,
    },
  ];
}

interface AnySelectProps extends CustomControl {
  readonly any: string;
  readonly choices: readonly Choice[];
}

/** A filter: no choice is every one. */
function AnySelect({ any, choices, value, onChange, ...control }: AnySelectProps) {
  return (
    <select
      {...control}
      className="native-field"
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{any}</option>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

/** An export is handed to its maker only; one that was consented to waits for him here. */
function ExportList({ registerId }: { readonly registerId: string }) {
  const list = useQueryData({ name: 'ledger.exports', input: { registerId }, output: Exports });
  const mine = (list.data?.rows ?? []).filter((row) => row.mine);
  if (mine.length === 0) return null;
  return (
    <section>
      <h3 className="part-head">{t('export.mine')}</h3>
      <ul className="lines">
        {mine.map((row) => (
          <li key={row.id}>
            <span className="grow">
              <span className="num">{row.number}</span>{' '}
              <span className="why">{t('export.line', { n: row.rows, at: formatInstant(row.at) })}</span>
            </span>
            <ExportLinks exportId={row.id} number={row.number} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ExportLinks({ exportId, number }: { readonly exportId: string; readonly number: string }) {
  const download = useDownload();
  return (
    <>
      <span className="form-actions">
        <ActionButton
          size="small"
          type="primary"
          loading={download.busy}
          aria-label={t('export.excel.of', { number })}
          onClick={() => void download.run('ledger.download', { exportId })}
        >
          {t('export.excel')}
        </ActionButton>
        <ActionButton
          size="small"
          loading={download.busy}
          aria-label={t('export.print.of', { number })}
          onClick={() => void download.run('ledger.print', { exportId })}
        >
          {t('export.print')}
        </ActionButton>
      </span>
      {download.fault === null ? null : <FaultBox text={download.fault} />}
    </>
  );
}
