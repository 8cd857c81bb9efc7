import { activationCode } from '@fengni/kernel/access/factors';
import { hashActivation, issueOf } from '@fengni/kernel/access/begin-house';
import type { Power } from '@fengni/kernel/access/actor';
import { activationDays } from '@fengni/kernel/access/begin-house';
import { transact } from '@fengni/kernel/command/transact';
import { withClient } from '@fengni/kernel/db/pool';
import { sealPending } from '@fengni/kernel/log/sealer';
import { writeEntry } from '@fengni/kernel/log/write-entry';
import type { Settings } from '@fengni/kernel/settings/settings';
import { readState, suiteOf } from './house.ts';
import { type CliIo, type ExitCode, type Speaker, exitCodes, failed } from './io.ts';
import { type OpenHouse, withHouse } from './with-house.ts';

interface AdministratorRow {
  id: string;
  power: Power;
  login: string;
  name: string;
  state: string;
}

async function readAdministrators(house: OpenHouse): Promise<AdministratorRow[]> {
  return withClient(house.owner, async (client) => {
    const { rows } = await client.query<AdministratorRow>(
      `select a.id, a.power, a.login, p.name, a.state from account a join person p on p.id = a.person_id
       where a.power is not null and a.state <> 'closed' order by a.power`,
    );
    return rows;
  });
}

/** `fengni admin list`: the three administrators and the state of their accounts. */
export async function runAdminList(settings: Settings, speaker: Speaker): Promise<ExitCode> {
  return withHouse(settings, async (house) => {
    for (const { power, login, name, state } of await readAdministrators(house)) {
      speaker.say(`${power}\t${login}\t${name}\t${state}`, `${power}\t${login}\t${name}\t${state}`);
    }
    return exitCodes.done;
  });
}

export interface ResetOptions {
  readonly power: string;
  readonly reason: string;
}

/**
 * `fengni admin reset`: root's break-glass, for when no two administrators are left to reset the third. Whoever is root
 * could do it past the program; done here, it is sealed in the log as what it is (docs/adr/0009).
 */
export async function runAdminReset(
  settings: Settings,
  options: ResetOptions,
  io: CliIo,
  speaker: Speaker,
): Promise<ExitCode> {
  return withHouse(settings, async (house) => {
    const account = (await readAdministrators(house)).find((one) => one.power === options.power);
    if (account === undefined)
      throw failed(`没有 ${options.power} 管理员账号。`, `There is no ${options.power} administrator.`);
    speaker.say(
      `将重置 ${account.name}（${account.login}）：口令和第二因素作废，会话结束，此事记入日志，不可抹去。`,
      `${account.name} (${account.login}) will be reset: password and factors end, sessions end, and the log keeps it for ever.`,
    );
    const typed = await io.ask(
      speaker.language === 'zh' ? '请输入登录名确认：' : 'Type the login name to confirm: ',
    );
    if (typed.trim() !== account.login)
      throw failed('登录名不符，未作任何改动。', 'The login name does not match; nothing was changed.');
    const { code, until } = await breakGlass(house, account, options.reason);
    speaker.say(
      `新的启用码：${code}（有效至 ${until.toISOString()}）`,
      `New activation code: ${code} (good until ${until.toISOString()})`,
    );
    return exitCodes.done;
  });
}

async function breakGlass(
  house: OpenHouse,
  account: AdministratorRow,
  reason: string,
): Promise<{ code: string; until: Date }> {
  const { kernel, keys } = house;
  const open = await withClient(house.owner, async (client) => {
    const { rows } = await client.query<{ factors: string[]; sessions: string[] }>(
      `select array(select id::text from factor where account_id = $1 and ended_at is null) as factors,
              array(select id::text from session where account_id = $1 and ended_at is null) as sessions`,
      [account.id],
    );
    return rows[0] ?? { factors: [], sessions: [] };
  });
  const options = { sessionHash: '', entryId: kernel.newId(), mode: 'read write' } as const;
  const issued = await transact(kernel, options, async (tx) => {
    const until = new Date(tx.now.getTime() + activationDays * 86_400_000);
    const code = activationCode(kernel.keys, account.id, issueOf(until));
    tx.grant([account.id, ...open.factors, ...open.sessions]);
    await tx.writeSql('select keep_account_secret($1, null, $2, $3)', [
      account.id,
      hashActivation(code),
      until,
    ]);
    await tx.writeSql(`update account set state = 'invited' where id = $1`, [account.id]);
    await tx.writeSql('update factor set ended_at = $2 where id = any($1)', [open.factors, tx.now]);
    await tx.writeSql('update session set ended_at = $2 where id = any($1)', [open.sessions, tx.now]);
    await writeEntry(tx, kernel.keys, {
      actor: null,
      terminal: 'console',
      command: 'admin.breakGlass',
      commandId: null,
      outcome: 'done',
      input: { power: account.power, reason },
      subject: account.id,
      more: { breakGlass: true, operator: house.operator },
    });
    return { code, until };
  });
  await sealPending(kernel, {
    signers: keys.signers(suiteOf(await readState(kernel)) ?? 'intl'),
    onForeign: () => undefined,
  });
  return issued;
}
