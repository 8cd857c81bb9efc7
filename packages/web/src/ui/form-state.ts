import { z } from 'zod';
import { wordIssue } from '../lib/form-faults.ts';
import { t } from '../lib/i18n.ts';
import { type FormValues, readPath, writePath } from '../lib/value-path.ts';
import type { FieldSpec } from './form-field.tsx';

export type FieldFaults = Readonly<Record<string, string>>;
export const DraftValues = z.record(z.string(), z.unknown());

/** What the contract and the fields' own checks say about the values. */
export type Checked<Schema extends z.ZodType> =
  | { readonly ok: true; readonly input: z.output<Schema> }
  | { readonly ok: false; readonly faults: FieldFaults; readonly general: string | null };

/** Values as the contract wants them: empty optional fields become null or are left out, local ones are dropped. */
export function valuesToInput(
  fields: readonly FieldSpec[],
  values: FormValues,
  fixed: FormValues,
): FormValues {
  let input: FormValues = fixed;
  for (const field of fields) {
    if (field.local === true) continue;
    const value = readPath(values, field.name);
    const empty = value === '' || value === undefined || value === null;
    if (empty && field.optional === 'absent') continue;
    input = writePath(input, field.name, empty && field.optional === 'null' ? null : value);
  }
  return input;
}

/** Checks a form against its contract and words every fault beside its field. */
export function checkForm<Schema extends z.ZodType>(
  contract: Schema,
  form: { fields: readonly FieldSpec[]; values: FormValues; fixed: FormValues },
): Checked<Schema> {
  const { fields, values, fixed } = form;
  const faults: Record<string, string> = {};
  let general: string | null = null;
  const parsed = contract.safeParse(valuesToInput(fields, values, fixed));
  for (const issue of parsed.success ? [] : parsed.error.issues) {
    const path = issue.path.join('.');
    const field = fields.find((one) => one.name === path || path.startsWith(`${one.name}.`));
    if (field === undefined) general = t('form.fault.elsewhere', { path });
    else faults[field.name] ??= wordFault(issue, field, readPath(values, field.name));
  }
  for (const field of fields) {
    const own = field.check?.(readPath(values, field.name), values) ?? null;
    if (own !== null) faults[field.name] ??= own;
  }
  if (parsed.success && Object.keys(faults).length === 0) return { ok: true, input: parsed.data };
  return { ok: false, faults, general };
}

function wordFault(issue: z.core.$ZodIssue, field: FieldSpec, value: unknown): string {
  const isFormat = issue.code === 'invalid_format' && value !== '' && value !== undefined;
  return isFormat && field.formatHint !== undefined ? field.formatHint : wordIssue(issue, value);
}

/** The part of the values that may be kept as a draft: never passwords and codes. */
export function draftOf(fields: readonly FieldSpec[], values: FormValues): FormValues {
  let draft: FormValues = {};
  for (const field of fields) {
    if (field.kind === 'password' || field.kind === 'code') continue;
    const value = readPath(values, field.name);
    if (value !== undefined && value !== '') draft = writePath(draft, field.name, value);
  }
  return draft;
}
