import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Kernel } from '@fengni/kernel/command/kernel';
import type { Vault } from '@fengni/kernel/vault/vault';
import { planAllowances } from './allowances.ts';
import { administrators, parts } from './cast.ts';
import { reviseCatalogue, settleCatalogue } from './catalogue.ts';
import { divideProject } from './compartments.ts';
import { planDeterminations } from './determinations.ts';
import { planEngagements } from './engagements.ts';
import { settleHouse } from './house.ts';
import { makeDemoKeyStore } from './key-store.ts';
import { planLeaving } from './leaving.ts';
import { planLetters } from './letters.ts';
import { planPersonnel } from './personnel.ts';
import { planPersonnelSystem } from './personnel-system.ts';
import { type Player, Stage, generatorAddress } from './stage.ts';
import { makeDemoFiles } from './vault.ts';
import { regradeSome } from './regrading.ts';
import { planTradeSecrets } from './trade-secrets.ts';
import { planTravel } from './travel.ts';
import { planVisits } from './visits.ts';
import { Year } from './year.ts';

export interface DemoOptions {
  readonly setupCode: string;
  readonly dataDir: string;
  readonly vault: Vault;
  readonly print: (zh: string, en: string) => void;
}

/** Name of the file with the accounts to try, in the data folder. */
export const demoAccountsFile = 'demo-accounts.json';
const yearDays = 366;

/** Makes the demo: a county bureau and its year, all of it through the commands everybody uses. */
export async function makeDemo(kernel: Kernel, options: DemoOptions): Promise<void> {
  const now = kernel.clock();
  const stage = new Stage(kernel, new Date(now.getTime() - yearDays * 86_400_000), now);
  const house = await settleHouse(stage, options.setupCode);
  options.print('单位、人员和账号已建立。', 'Units, people and accounts are there.');
  await makeDemoKeyStore(stage, house, options.dataDir);
  await aside(stage, (own) => settleCatalogue({ stage: own, house }));
  const year = new Year(stage, house, now);
  planLetters(year, { stage, house });
  planLeaving(year, { stage, house });
  planTravel(year, { stage, house });
  planPersonnel(year, { stage, house });
  planTradeSecrets(year, { stage, house });
  planPersonnelSystem(year, { stage, house });
  planAllowances(year, { stage, house });
  planVisits(year, { stage, house });
  planDeterminations(year, { stage, house });
  planEngagements(year, { stage, house });
  await year.play((done, all) => {
    options.print(`演示数据：${done}/${all}`, `Demo data: ${done}/${all}`);
  });
  await reviseCatalogue({ stage, house });
  await regradeSome({ stage, house });
  await divideProject({ stage, house });
  await makeDemoFiles(stage, house, options.vault);
  const players = [...Object.values(house.admin), ...house.players.values()];
  await keepAccounts(options.dataDir, players);
  tellAccounts(players, options);
}

/** Plays a part with chances of its own, so that it does not change what the year's chances bring. */
async function aside(stage: Stage, play: (own: Stage) => Promise<void>): Promise<void> {
  const own = new Stage(stage.kernel, stage.now, new Date(stage.now.getTime() + 86_400_000));
  await play(own);
  stage.turnTo(own.now);
}

async function keepAccounts(dataDir: string, players: readonly Player[]): Promise<void> {
  const file = path.join(dataDir, demoAccountsFile);
  const accounts = players.map((player) => ({
    login: player.login,
    name: player.name,
    password: player.password,
    generator: generatorAddress(player),
  }));
  await writeFile(file, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
}

function tellAccounts(players: readonly Player[], options: DemoOptions): void {
  const uses = new Map([...parts, ...administrators].map((one) => [one.login, one]));
  options.print(
    '可试用的账号（登录名、口令、姓名、用途）：',
    'Accounts to try (login, password, name, what for):',
  );
  for (const player of players) {
    const use = uses.get(player.login);
    const head = `  ${player.login.padEnd(8)} ${player.password}  ${player.name}`;
    options.print(`${head}  ${use?.zh ?? ''}`, `${head}  ${use?.en ?? ''}`);
  }
  options.print(
    '验证码：另开终端运行 npm run fengni -- demo code 登录名',
    'Second-factor code: in another terminal run npm run fengni -- demo code LOGIN',
  );
}
