import { expect, test } from 'vitest';
import { checkSettings, settingArguments } from './settings.ts';

const places = { socketDir: '/run/a "b",c', hbaFile: '/data/pg_hba.conf', identFile: '/data/pg_ident.conf' };

test.each([
  'fsync',
  'FSYNC',
  'full_page_writes',
  'synchronous_commit',
  'listen_addresses',
  'hba_file',
  'shared_preload_libraries',
  'a=b -c fsync',
])('setting %j is refused', (name) => {
  expect(() => checkSettings({ [name]: 'off' })).toThrow(`Database setting ${name} cannot be changed here`);
});

test('the caller replaces a default, and a library may have settings of its own', () => {
  const settings = { Shared_Buffers: '1GB', 'basic_archive.archive_directory': '/wal' };
  checkSettings(settings);
  const given = settingArguments(settings, places).filter((argument) => argument !== '-c');
  expect(given).toContain('shared_buffers=1GB');
  expect(given).not.toContain('shared_buffers=128MB');
  expect(given).toContain('basic_archive.archive_directory=/wal');
  expect(given).toEqual(expect.arrayContaining(['fsync=on', 'full_page_writes=on', 'synchronous_commit=on']));
  expect(given).toContain('unix_socket_directories="/run/a ""b"",c"');
});
