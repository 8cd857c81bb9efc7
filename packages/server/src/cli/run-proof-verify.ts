import { readFile, stat } from 'node:fs/promises';
import { bundleBytesMax, verifyBundle } from '@fengni/kernel/log/proof-bundle';
import { type VerifierKey, parseVerifierKey } from '@fengni/seal/note';
import { type ExitCode, type Speaker, exitCodes, failed } from './io.ts';

const unreadable = 2;

/** `fengni proof verify FILE [--key FILE]`: checks a proof of custody from files alone. 0 intact, 1 broken, 2 unreadable. */
export async function runProofVerify(
  file: string,
  keyFile: string | undefined,
  speaker: Speaker,
): Promise<ExitCode> {
  const keys = keyFile === undefined ? [] : await readKeys(keyFile);
  const size = await stat(file).then(
    (found) => found.size,
    () => null,
  );
  if (size === null || size > bundleBytesMax) {
    throw failed(`无法读取 ${file}。`, `${file} cannot be read.`);
  }
  const report = verifyBundle(await readFile(file, 'utf8'), keys);
  if (report.checkpoint !== null) {
    const { origin, size: entries, root } = report.checkpoint;
    speaker.say(
      `检查点：${origin}，${entries} 条，根 ${root}`,
      `Checkpoint: ${origin}, ${entries} entries, root ${root}`,
    );
  }
  for (const row of report.rows)
    speaker.say(
      `${row.at}  ${row.command}  第 ${row.leafIndex} 条`,
      `${row.at}  ${row.command}  entry ${row.leafIndex}`,
    );
  for (const { zh, en } of report.findings) speaker.say(zh, en);
  const words = {
    intact: { zh: '完好：所列事项均有证明。', en: 'Intact: every event listed is proved.' },
    broken: { zh: '已被改动，不能作为证明。', en: 'Changed: it proves nothing.' },
    unreadable: { zh: '不是可读的证明文件。', en: 'It is no readable proof.' },
  } as const;
  speaker.say(words[report.verdict].zh, words[report.verdict].en);
  if (report.verdict === 'intact') return exitCodes.done;
  return report.verdict === 'broken' ? exitCodes.failed : unreadable;
}

async function readKeys(file: string): Promise<VerifierKey[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw failed(`无法读取公钥文件 ${file}。`, `The key file ${file} cannot be read.`);
  });
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseVerifierKey);
}
