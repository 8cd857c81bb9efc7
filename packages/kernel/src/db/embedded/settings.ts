import { LaunchError } from './launch-error.ts';
import { socketPort } from './socket-folder.ts';

/** For a machine of an office: two cores, four gigabytes. Callers may set others. */
const defaults: Readonly<Record<string, string>> = {
  cluster_name: 'fengni',
  shared_buffers: '128MB',
  max_connections: '100',
  wal_level: 'replica',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The log is plain text outside the vault: no statements, parameters or row contents in it.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

/** Acknowledged data survives a power cut only with all of these (DESIGN.md §3). */
const durable: Readonly<Record<string, string>> = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
};

/** Where the server looks and listens is the launcher's business. */
const managed: ReadonlySet<string> = new Set([
  'config_file',
  'data_directory',
  'external_pid_file',
  'hba_file',
  'ident_file',
  'listen_addresses',
  'logging_collector',
  'port',
  'shared_preload_libraries',
  'ssl',
  'unix_socket_directories',
  'unix_socket_group',
  'unix_socket_permissions',
]);

type ServerPlaces = { socketDir: string; hbaFile: string; identFile: string };

/**
 * Refuses settings that would lose data or move the server.
 * @throws LaunchError `setting-refused`.
 */
export function checkSettings(settings: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(settings)) {
    const plain = name.toLowerCase();
    const wellFormed = /^[a-z_][a-z0-9_.]*$/.test(plain);
    if (!wellFormed || plain in durable || managed.has(plain))
      throw LaunchError.of('setting-refused', { name });
  }
}

/** The server's arguments; the command line wins over postgresql.conf and over ALTER SYSTEM. */
export function settingArguments(settings: Readonly<Record<string, string>>, places: ServerPlaces): string[] {
  const lowered = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const all = {
    ...defaults,
    ...lowered,
    ...durable,
    port: String(socketPort),
    listen_addresses: '',
    unix_socket_directories: `"${places.socketDir.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    hba_file: places.hbaFile,
    ident_file: places.identFile,
    logging_collector: 'off',
    shared_preload_libraries: '',
    ssl: 'off',
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
