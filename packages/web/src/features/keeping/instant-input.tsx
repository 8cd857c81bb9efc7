import type { CustomControl, FieldSpec } from '../../ui/form-field.tsx';

/** A field for a moment. */
export function instantField(field: Pick<FieldSpec, 'name' | 'label' | 'why'>): FieldSpec {
  return { ...field, kind: 'custom', control: (control) => <InstantInput {...control} /> };
}

/** A moment to the minute in the time of this machine; the value is ISO 8601 in UTC. */
function InstantInput(control: CustomControl) {
  const at = typeof control.value === 'string' ? new Date(control.value) : null;
  return (
    <input
      id={control.id}
      type="datetime-local"
      className="native-field"
      aria-invalid={control['aria-invalid']}
      aria-describedby={control['aria-describedby']}
      value={at === null || Number.isNaN(at.getTime()) ? '' : localText(at)}
      onChange={(event) => {
        const next = new Date(event.target.value);
        control.onChange(Number.isNaN(next.getTime()) ? '' : next.toISOString());
      }}
    />
  );
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

function localText(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
