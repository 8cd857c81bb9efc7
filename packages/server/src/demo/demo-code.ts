import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { URI } from 'otpauth';
import { z } from 'zod';
import { demoAccountsFile } from './make-demo.ts';

const Accounts = z.array(z.object({ login: z.string(), generator: z.string() }));

/** The second-factor code of a demo's account now, or null where there is no such demo or account. */
export async function demoCode(dataDir: string, login: string, now: Date): Promise<string | null> {
  const text = await readFile(path.join(dataDir, demoAccountsFile), 'utf8').catch(() => null);
  if (text === null) return null;
  const account = Accounts.parse(JSON.parse(text)).find((one) => one.login === login);
  return account === undefined ? null : URI.parse(account.generator).generate({ timestamp: now.getTime() });
}
