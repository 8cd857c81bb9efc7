import type pg from 'pg';

export const templateDatabase = 'fengni_template';
/** Of the tests alone: on a server of the organisation's own a house may be running as `fengni_runtime`. */
export const runtimeRole = 'fengni_test_runtime';
export const runtimePassword = 'fengni-test';

/** Where the tests' PostgreSQL is: the embedded one by its socket, or one named by a URL. */
export type TestServer =
  | { readonly kind: 'socket'; readonly host: string; readonly port: number; readonly owner: string }
  | { readonly kind: 'url'; readonly ownerUrl: string };

export function ownerConnection(server: TestServer, database: string): pg.ClientConfig {
  if (server.kind === 'socket') return { host: server.host, port: server.port, user: server.owner, database };
  return { connectionString: withDatabase(server.ownerUrl, database) };
}

export function runtimeConnection(server: TestServer, database: string): pg.ClientConfig {
  if (server.kind === 'socket') return { host: server.host, port: server.port, user: runtimeRole, database };
  const url = new URL(withDatabase(server.ownerUrl, database));
  url.username = runtimeRole;
  url.password = runtimePassword;
  return { connectionString: url.href };
}

function withDatabase(ownerUrl: string, database: string): string {
  const url = new URL(ownerUrl);
  url.pathname = `/${database}`;
  return url.href;
}
