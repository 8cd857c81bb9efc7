import { codeOf } from '@fengni/kernel/command/transact';

/** Fields of a PostgreSQL error that name where it happened, and never what stands in the row. */
const placeFields = ['code', 'severity', 'schema', 'table', 'column', 'constraint', 'routine'] as const;

/**
 * An error as the server's log may keep it: that log is plain text outside the database. PostgreSQL quotes rows and
 * values in `detail`, `where` and, for data exceptions (class 22), in the message: titles among them.
 */
export function describeFault(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = codeOf(error);
  const isDatabase = /^[0-9A-Z]{5}$/.test(code);
  const message = isDatabase && code.startsWith('22') ? 'data exception' : error.message;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message,
    stack: frames.join('\n'),
    ...(isDatabase ? placeOf(error) : code === '' ? {} : { code }),
    ...(error.cause === undefined ? {} : { cause: describeFault(error.cause) }),
  };
}

function placeOf(error: Error): Record<string, unknown> {
  const told = placeFields.map((field): [string, unknown] => [field, Reflect.get(error, field)]);
  return Object.fromEntries(told.filter(([, value]) => value !== undefined));
}
