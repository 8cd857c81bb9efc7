import type { ReactNode } from 'react';
import { t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { CustomControl } from '../../ui/form-field.tsx';
import './visits.css';

export interface RowsInputProps<Row> {
  readonly control: CustomControl;
  readonly rows: readonly Row[];
  readonly blank: Row;
  readonly rowsMax: number;
  readonly addLabel: string;
  readonly fullReason: string;
  /** Says which line a control belongs to, from 1. */
  readonly dropLabel: (n: number) => string;
  readonly renderRow: (row: Row, change: (patch: Partial<Row>) => void, n: number) => ReactNode;
}

/** A list a form asks line by line. */
export function RowsInput<Row extends object>(props: RowsInputProps<Row>) {
  const { rows, control } = props;
  return (
    <div className="row-set">
      {rows.map((row, at) => (
        // lines have no name but their place
        // oxlint-disable-next-line react/no-array-index-key
        <div className="row-line row-wide" key={at}>
          {props.renderRow(
            row,
            (patch) => control.onChange(rows.map((one, i) => (i === at ? { ...one, ...patch } : one))),
            at + 1,
          )}
          <ActionButton
            aria-label={props.dropLabel(at + 1)}
            onClick={() => control.onChange(rows.filter((_, i) => i !== at))}
          >
            {t('visit.row.drop')}
          </ActionButton>
        </div>
      ))}
      <div>
        <ActionButton
          disabledReason={rows.length >= props.rowsMax ? props.fullReason : null}
          onClick={() => control.onChange([...rows, props.blank])}
        >
          {props.addLabel}
        </ActionButton>
      </div>
    </div>
  );
}
