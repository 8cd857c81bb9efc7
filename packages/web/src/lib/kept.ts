import type { z } from 'zod';

type Where = 'local' | 'session';

function area(where: Where): Storage | null {
  try {
    return where === 'local' ? globalThis.localStorage : globalThis.sessionStorage;
  } catch {
    return null; // a browser set to keep nothing
  }
}

const prefix = 'fengni.';

/** Reads what this browser kept under a name; anything that no longer parses is as if it were absent. */
export function readKept<Schema extends z.ZodType>(
  where: Where,
  name: string,
  schema: Schema,
): z.output<Schema> | null {
  const text = area(where)?.getItem(prefix + name) ?? null;
  if (text === null) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Keeps a small value in this browser; a full or closed store is no error of the user. */
export function keep(where: Where, name: string, value: unknown): void {
  try {
    area(where)?.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // kept values are a convenience
  }
}

export function forgetKept(where: Where, name: string): void {
  area(where)?.removeItem(prefix + name);
}

/** Removes every draft of this window: after signing out the next person must not find them. */
export function forgetDrafts(): void {
  const session = area('session');
  if (session === null) return;
  const names = Array.from({ length: session.length }, (_, i) => session.key(i) ?? '');
  for (const name of names) if (name.startsWith(prefix)) session.removeItem(name);
}
