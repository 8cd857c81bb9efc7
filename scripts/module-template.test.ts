import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { moduleFiles, registerInComposition } from './module-template.ts';

const composition = readFileSync(
  fileURLToPath(new URL('../packages/server/src/composition.ts', import.meta.url)),
  'utf8',
);

test('a new module gets its migration, its files under one folder, and a test', () => {
  const files = moduleFiles('devices', 9);
  expect(files.map((file) => file.path)).toEqual([
    'migrations/0009_devices.sql',
    ...['contract', 'policy', 'tables', 'commands', 'queries', 'devices-module', 'devices.db.test'].map(
      (file) => `packages/server/src/modules/devices/${file}.ts`,
    ),
  ]);
  expect(files.every((file) => !file.text.includes('${'))).toBe(true);
});

test('it is put into the composition root beside the others, once', () => {
  const registered = registerInComposition(composition, 'devices');
  expect(registered.match(/devicesModule/g)).toHaveLength(2);
  expect(registered.replace(/^import \{ devicesModule \}.*\n/m, '').replace('\n    devicesModule,', '')).toBe(
    composition,
  );
  expect(() => registerInComposition('nothing', 'devices')).toThrow(/shape/);
});
