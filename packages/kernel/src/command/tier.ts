import type { z } from 'zod';

/** Marks a field of an input as of the know tier: the log keeps a keyed digest instead of the value. */
export function know<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ ...schema.meta(), tier: 'know' });
}

/** Marks a field the log keeps no trace of at all: passwords and codes. */
export function secret<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ ...schema.meta(), tier: 'secret' });
}
