import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Bilingual } from '@fengni/kernel/command/define';
import { withClient } from '@fengni/kernel/db/pool';
import type { Settings } from '@fengni/kernel/settings/settings';
import { isWebBuilt } from '../web/web-folder.ts';
import { type ExitCode, type Speaker, exitCodes } from './io.ts';
import { type OpenHouse, withHouse } from './with-house.ts';

/** Free space below which a disk is a fault. */
const freeBytesMin = 2 * 1024 ** 3;
const certificateDaysMin = 30;
/** A quarter: a log that nobody outside has seen for longer proves little. */
const witnessDaysMax = 92;

interface Finding {
  readonly good: boolean;
  readonly text: Bilingual;
}

/** `fengni doctor`: looks at everything a start and a year of running rest on. Exit code 1 where something is wrong. */
export async function runDoctor(settings: Settings, speaker: Speaker): Promise<ExitCode> {
  const findings = await withHouse(settings, async (house) => [
    ...(await checkMachine(settings)),
    ...(await checkDatabase(house)),
    ...(await checkCertificate(settings)),
  ]);
  for (const { good, text } of findings) {
    speaker.say(`${good ? '正常' : '异常'}  ${text.zh}`, `${good ? 'good ' : 'FAULT'}  ${text.en}`);
  }
  return findings.every((finding) => finding.good) ? exitCodes.done : exitCodes.failed;
}

async function checkMachine(settings: Settings): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(settings.dataDir);
  const free = bavail * bsize;
  const gigabytes = (free / 1024 ** 3).toFixed(1);
  const built = await isWebBuilt();
  return [
    { good: true, text: { zh: `Node ${process.versions.node}`, en: `Node ${process.versions.node}` } },
    {
      good: free >= freeBytesMin,
      text: {
        zh: `${settings.dataDir} 剩余 ${gigabytes} GB（至少 2 GB）`,
        en: `${settings.dataDir} has ${gigabytes} GB free (at least 2 GB)`,
      },
    },
    {
      good: true,
      text: built
        ? { zh: '网页已生成', en: 'the web is built' }
        : { zh: '网页将在启动时生成', en: 'the web will be built at the next start' },
    },
  ];
}

async function checkDatabase(house: OpenHouse): Promise<Finding[]> {
  const found = await withClient(house.owner, async (client) => {
    const { rows } = await client.query<{
      version: string;
      pending: number;
      foreign: number;
      size: number;
      witnessed: Date | null;
    }>(
      `select current_setting('server_version') as version, (select count(*)::int from log_pending) as pending,
         (select count(*)::int from log_foreign) as foreign, (select size::int from log_head) as size,
         (select max(witnessed_at) from log_checkpoint) as witnessed`,
    );
    return rows[0];
  });
  if (found === undefined) return [];
  const days =
    found.witnessed === null ? null : Math.floor((Date.now() - found.witnessed.getTime()) / 86_400_000);
  return [
    {
      good: true,
      text: {
        zh: `PostgreSQL ${found.version}，结构为最新`,
        en: `PostgreSQL ${found.version}, schema up to date`,
      },
    },
    {
      good: house.unsafe.length === 0,
      text:
        house.unsafe.length === 0
          ? { zh: '断电保护设置完好', en: 'settings against power cuts are on' }
          : {
              zh: `断电保护已关闭：${house.unsafe.join('、')}`,
              en: `switched off, data can be lost in a power cut: ${house.unsafe.join(', ')}`,
            },
    },
    {
      good: true,
      text: {
        zh: `日志 ${found.size} 条已封存，${found.pending} 条待封存`,
        en: `log: ${found.size} entries sealed, ${found.pending} waiting`,
      },
    },
    {
      good: found.foreign === 0,
      text: {
        zh: `日志中绕过程序写入的条目：${found.foreign}`,
        en: `entries put into the log past the program: ${found.foreign}`,
      },
    },
    {
      good: found.size === 0 || (days !== null && days <= witnessDaysMax),
      text:
        days === null
          ? {
              zh: '日志尚未见证：请导出检查点交见证人签名',
              en: 'the log was never witnessed: have a checkpoint cosigned',
            }
          : { zh: `上次见证在 ${days} 天前`, en: `last witnessed ${days} days ago` },
    },
  ];
}

async function checkCertificate(settings: Settings): Promise<Finding[]> {
  const { tls } = settings;
  if (tls.kind === 'none') return [];
  const file = tls.kind === 'given' ? tls.certFile : path.join(settings.dataDir, 'tls', 'server.crt');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null)
    return [
      {
        good: true,
        text: { zh: '证书将在启动时生成', en: 'the certificate will be made at the next start' },
      },
    ];
  const days = Math.floor((Date.parse(new X509Certificate(text).validTo) - Date.now()) / 86_400_000);
  return [
    {
      good: days >= certificateDaysMin,
      text: { zh: `证书还有 ${days} 天到期`, en: `the certificate is good for ${days} more days` },
    },
  ];
}
