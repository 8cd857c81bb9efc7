/** Values of a form: plain objects and lists, addressed by paths such as `administrators.0.name`. */
export type FormValues = Readonly<Record<string, unknown>>;

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Reads a value by its path; undefined where a part is absent. */
export function readPath(values: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, part) => (isContainer(at) ? at[part] : undefined), values);
}

/** A copy with one value changed; lists stay lists. */
export function writePath(values: FormValues, path: string, value: unknown): FormValues {
  const [head = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...values, [head]: value };
  const inner = values[head];
  const nextIsIndex = /^\d+$/.test(rest[0] ?? '');
  if (Array.isArray(inner) || (nextIsIndex && inner === undefined)) {
    const list: unknown[] = Array.isArray(inner) ? [...inner] : [];
    const index = Number(rest[0]);
    const item = list[index];
    list[index] =
      rest.length === 1 ? value : writePath(isContainer(item) ? item : {}, rest.slice(1).join('.'), value);
    return { ...values, [head]: list };
  }
  return { ...values, [head]: writePath(isContainer(inner) ? inner : {}, rest.join('.'), value) };
}
