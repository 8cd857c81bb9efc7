import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Requirement {
  readonly id: string;
  readonly state: string;
  readonly test: string;
}

function readRequirements(): Requirement[] {
  const text = readFileSync(path.join(root, 'docs/requirements.md'), 'utf8');
  return [...text.matchAll(/^\| ([A-Z]{3}-\d+) \|[^|]*\| (\w+) \|[^|]*\|([^|]*)\|$/gm)].map((match) => ({
    id: match[1] ?? '',
    state: match[2] ?? '',
    test: (match[3] ?? '').trim().replaceAll('`', ''),
  }));
}

const requirements = readRequirements();

test('every requirement is listed once, with a state of the list', () => {
  expect(requirements.length).toBeGreaterThan(100);
  expect(new Set(requirements.map((one) => one.id)).size).toBe(requirements.length);
  expect(
    [...new Set(requirements.map((one) => one.state))].filter(
      (state) => !['done', 'partial', 'later'].includes(state),
    ),
  ).toEqual([]);
});

const done = requirements.filter((one) => one.state === 'done');

test.each(done.map((one) => [one.id, one.test]))('%s is shown by a test that names it: %s', (id, file) => {
  expect(file).not.toBe('');
  const where = path.join(root, file);
  expect(existsSync(where)).toBe(true);
  expect(readFileSync(where, 'utf8')).toMatch(new RegExp(`\\b${id}\\b`));
});

/** Standards' items and what answers them: an item that is done names the test that shows it. */
test.each(['docs/asvs.md', 'docs/22239.md'])('%s: each item once, with a test where it is done', (file) => {
  const text = readFileSync(path.join(root, file), 'utf8');
  const items = [...text.matchAll(/^\| ([V\d][\w.-]+) \|[^|]*\| (\w+) \|([^|]*)\|([^|]*)\|$/gm)].map(
    (match) => ({
      id: match[1] ?? '',
      state: match[2] ?? '',
      feature: (match[3] ?? '').trim(),
      test: (match[4] ?? '').trim().replaceAll('`', ''),
    }),
  );
  expect(items.length).toBeGreaterThan(25);
  expect(new Set(items.map((one) => one.id)).size).toBe(items.length);
  for (const item of items) {
    expect(['done', 'partial', 'house']).toContain(item.state);
    expect(item.feature, item.id).not.toBe('');
    if (item.state === 'done')
      expect(existsSync(path.join(root, item.test)) && item.test, item.id).toBeTruthy();
  }
});
