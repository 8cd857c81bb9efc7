import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const folder = fileURLToPath(new URL('../../../../docs/generated/', import.meta.url));

/**
 * Holds a text against its golden file under docs/generated, which is read in review. `UPDATE_GOLDEN=1 npm test`
 * writes it anew.
 */
export function expectGolden(name: string, text: string): void {
  const file = `${folder}${name}`;
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(existsSync(file), `${name} is missing: run UPDATE_GOLDEN=1 npm test and read the difference`).toBe(
    true,
  );
  expect(text).toBe(readFileSync(file, 'utf8'));
}
