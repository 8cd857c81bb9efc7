import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Vault } from '@fengni/kernel/vault/vault';
import { transact } from '@fengni/kernel/command/transact';
import { z } from 'zod';
import { RegisterList } from '../modules/carriers/contract.ts';
import { examineAll, openExaminer } from '../modules/vault/examination/start-examinations.ts';
import { db } from '../modules/vault/store.ts';
import type { DemoHouse } from './house.ts';
import type { Player, Stage } from './stage.ts';

interface DemoFile {
  readonly level: 'MIMI' | 'JIMI';
  readonly years: number;
  readonly title: string;
  readonly name: string;
  readonly text: string;
}

/** Electronic documents of the demo: invented, and long enough to turn a page. */
const files: readonly DemoFile[] = [
  {
    level: 'MIMI',
    years: 5,
    title: '关于印发示范县年度防汛值守方案的通知',
    name: '防汛值守方案.txt',
    text: [
      '000001',
      '秘密★5年',
      '',
      '示范县人民政府办公室文件',
      '示政办发〔2026〕18号',
      '',
      '关于印发示范县年度防汛值守方案的通知',
      '',
      '各乡镇人民政府，县直各单位：',
      '    《示范县年度防汛值守方案》已经县政府同意，现印发给你们，请认真组织实施。',
      '',
      '    一、值守时段。五月一日至九月三十日，二十四小时双人值守。',
      '    二、重点部位。东河闸口、示范水库溢洪道、南滩泵站，每两小时巡查一次并记录水位。',
      '    三、物资调用。编织袋、发电机组由县应急局统一调度，调用前报分管领导同意。',
      '    四、信息报送。水位超过警戒线零点五米的，十五分钟内报县防汛办公室，不得使用互联网和普通电话传递涉密内容。',
      '',
      '示范县人民政府办公室',
      '2026年4月8日',
    ].join('\n'),
  },
  {
    level: 'MIMI',
    years: 3,
    title: '关于重点项目用地储备情况的报告',
    name: '用地储备情况.txt',
    text: [
      '秘密★3年',
      '',
      '关于重点项目用地储备情况的报告',
      '',
      '县委、县政府：',
      '    现将上半年重点项目用地储备情况报告如下。',
      '    东片区拟储备三宗，南滩片区拟储备两宗，权属均已核清；地块位置和底价在公告前不得对外。',
      '    南滩泵站扩建需调整一宗，已与县水利部门会商。',
      '',
      '示范县自然资源局',
      '2026年7月6日',
    ].join('\n'),
  },
  {
    level: 'JIMI',
    years: 10,
    title: '关于应急通信保障安排的请示',
    name: '应急通信保障.txt',
    text: [
      '000002',
      '机密★10年',
      '',
      '关于应急通信保障安排的请示',
      '',
      '县委：',
      '    为做好重大活动期间应急通信保障，拟启用备用链路两条，值守人员六名，名单另报。',
      '    以上安排妥否，请批示。',
      '',
      '示范县机要保密局',
      '2026年9月2日',
    ].join('\n'),
  },
];

const Begun = z.object({ uploadId: z.string() });
const Made = z.object({ carrierId: z.string(), copies: z.array(z.object({ copyId: z.string() })) });

/** Some carriers are files: uploaded, examined and registered by the clerk, and one that still waits to be attached. */
export async function makeDemoFiles(stage: Stage, house: DemoHouse, vault: Vault): Promise<void> {
  const clerk = house.players.get('jiaer');
  if (clerk === undefined) throw new Error('demo: the clerk has an account');
  const registers = await stage.query(clerk, 'register.list', {}, RegisterList);
  const register = registers.rows.find((one) => one.kind === 'carrier');
  if (register === undefined) throw new Error('demo: the clerk keeps a register');
  const folder = await mkdtemp(path.join(tmpdir(), 'fengni-demo-copies-'));
  const { examiner, close } = await openExaminer({ kernel: stage.kernel, copiesFolder: folder });
  const examine = () => examineAll({ kernel: stage.kernel, vault, examiner }, new AbortController().signal);
  try {
    const uploads = [];
    for (const file of files) uploads.push({ file, uploadId: await upload(stage, clerk, { vault, file }) });
    await examine();
    for (const one of uploads) {
      await registerFile(stage, clerk, { ...one, registerId: register.id, knowers: knowersOf(house) });
    }
    const [again] = files;
    if (again !== undefined)
      await upload(stage, clerk, { vault, file: { ...again, name: '防汛值守方案（扫描）.txt' } });
    await examine();
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

function knowersOf({ players }: DemoHouse): string[] {
  return ['jiayi', 'yiyi', 'yier', 'dingyi'].flatMap((login) => players.get(login)?.personId ?? []);
}

async function upload(
  stage: Stage,
  clerk: Player,
  { vault, file }: { readonly vault: Vault; readonly file: DemoFile },
): Promise<string> {
  const bytes = Buffer.from(file.text, 'utf8');
  const begun = await stage.done(clerk, 'vault.beginUpload', { size: bytes.length, name: file.name });
  const { uploadId } = Begun.parse(begun);
  const { kernel } = stage;
  const reading = { sessionHash: clerk.sessionHash, entryId: kernel.newId(), mode: 'read only' } as const;
  const object = await transact(kernel, reading, (tx) =>
    tx.readOne(
      db
        .selectFrom('upload as u')
        .innerJoin('vault_object as o', 'o.id', 'u.object_id')
        .selectAll('o')
        .where('u.id', '=', uploadId),
    ),
  );
  if (object === undefined) throw new Error('demo: an upload has its object');
  await vault.append(object, { offset: 0, source: once(bytes), ends: bytes.length });
  await stage.done(clerk, 'vault.finishUpload', { uploadId });
  return uploadId;
}

async function registerFile(
  stage: Stage,
  clerk: Player,
  the: {
    readonly file: DemoFile;
    readonly uploadId: string;
    readonly registerId: string;
    readonly knowers: readonly string[];
  },
): Promise<void> {
  const { file } = the;
  const made = Made.parse(
    await stage.done(clerk, 'carrier.register', {
      registerId: the.registerId,
      medium: 'electronic',
      mark: {
        scheme: 'cn-state-secret',
        level: file.level,
        validity: { kind: 'duration', years: file.years },
      },
      issuedOn: stage.now.toISOString().slice(0, 10),
      title: file.title,
      origin: 'received',
      scope: { personIds: the.knowers, postIds: [] },
    }),
  );
  await stage.done(clerk, 'vault.attach', {
    uploadId: the.uploadId,
    carrierId: made.carrierId,
    copyId: made.copies[0]?.copyId ?? null,
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
