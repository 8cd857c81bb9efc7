import { parseArgs } from 'node:util';
import { runCosign } from './cli/cosign-command.ts';
import { helpText } from './cli/help.ts';
import type { HelpTopic } from './cli/help.ts';
import { Stop, exitCodes, readInput, readKeyFile, refusing, usage, writeOutput } from './cli/io.ts';
import type { ExitCode, SealIo } from './cli/io.ts';
import { formatSignerKey, formatVerifierKey, generateSignerKey } from './note.ts';
import { verifyProof } from './proof.ts';
import { renderReport } from './verify/report.ts';
import type { Language } from './verify/report.ts';
import { verifyExport } from './verify/verify.ts';

export type { ExitCode, SealIo } from './cli/io.ts';

const options = {
  help: { type: 'boolean', short: 'h' },
  lang: { type: 'string' },
  format: { type: 'string' },
  since: { type: 'string' },
  key: { type: 'string' },
  witness: { type: 'string', multiple: true },
  signer: { type: 'string' },
  state: { type: 'string' },
  out: { type: 'string' },
  first: { type: 'boolean' },
  kind: { type: 'string' },
} as const;

type OptionName = keyof typeof options;

interface Parsed {
  readonly topic: HelpTopic;
  /** What follows the words of the command. */
  readonly operands: readonly string[];
  readonly isHelp: boolean;
  readonly flags: ReadonlySet<string>;
  readonly text: (name: OptionName) => string | undefined;
  readonly need: (name: OptionName) => string;
  readonly witnesses: readonly string[];
}

const allowed: Record<HelpTopic, readonly OptionName[]> = {
  main: [],
  verify: ['since', 'key', 'witness', 'format'],
  cosign: ['signer', 'key', 'state', 'out', 'first'],
  key: ['out', 'kind'],
  proof: ['key', 'witness', 'format'],
};

function findTopic(words: readonly string[]): { topic: HelpTopic; operands: readonly string[] } {
  const [first, second, ...rest] = words;
  if (first === 'verify' || first === 'cosign') return { topic: first, operands: words.slice(1) };
  if (first === 'key' && (second === 'new' || second === undefined)) return { topic: 'key', operands: rest };
  if (first === 'proof' && (second === 'verify' || second === undefined))
    return { topic: 'proof', operands: rest };
  if (first === undefined || first === 'help') return { topic: 'main', operands: [] };
  throw usage(
    `没有命令 ${words.join(' ')}。seal --help 列出全部命令。`,
    `There is no command ${words.join(' ')}. See seal --help.`,
  );
}

function parseArguments(argv: readonly string[]): Parsed {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw usage(`参数不对：${why}`, `Wrong arguments: ${why}`);
  }
  const { values, positionals } = parsed;
  const { topic, operands } = findTopic(positionals);
  const flags = new Set(Object.keys(values));
  for (const name of flags) {
    const fits = name === 'help' || name === 'lang' || allowed[topic].some((option) => option === name);
    if (!fits) throw usage(`此命令没有选项 --${name}。`, `This command has no option --${name}.`);
  }
  const text = (name: OptionName) => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const need = (name: OptionName) => {
    const value = text(name);
    if (value === undefined || value === '') throw usage(`缺少 --${name}。`, `--${name} is missing.`);
    return value;
  };
  return {
    topic,
    operands,
    isHelp: values.help === true,
    flags,
    text,
    need,
    witnesses: values.witness ?? [],
  };
}

function pickLanguage(argv: readonly string[], env: SealIo['env']): Language {
  const at = argv.indexOf('--lang');
  const named = argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length) ?? argv[at + 1];
  if (at >= 0 || argv.some((word) => word.startsWith('--lang='))) return named === 'en' ? 'en' : 'zh';
  const locale = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? 'zh';
  return locale.startsWith('zh') ? 'zh' : 'en';
}

function onlyOperand(parsed: Parsed, zh: string, en: string): string {
  const [operand, ...more] = parsed.operands;
  if (operand === undefined || more.length > 0) throw usage(`请给出一个${zh}。`, `Give one ${en}.`);
  return operand;
}

function isJson(parsed: Parsed): boolean {
  const format = parsed.text('format') ?? 'text';
  if (format !== 'text' && format !== 'json')
    throw usage('--format 只能是 text 或 json。', '--format is text or json.');
  return format === 'json';
}

async function runVerify(parsed: Parsed, io: SealIo, language: Language): Promise<ExitCode> {
  const dir = onlyOperand(parsed, '导出文件夹', 'export folder');
  const asJson = isJson(parsed);
  const [since, key] = [parsed.text('since'), parsed.text('key')];
  const report = await verifyExport({
    dir,
    now: io.now(),
    witnesses: await Promise.all(parsed.witnesses.map(readInput)),
    ...(since !== undefined && { since: await readInput(since) }),
    ...(key !== undefined && { keys: await readInput(key) }),
  });
  io.stdout(asJson ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report, language));
  if (report.verdict === 'intact') return exitCodes.good;
  return report.verdict === 'broken' ? exitCodes.broken : exitCodes.unreadable;
}

async function runProof(parsed: Parsed, io: SealIo, language: Language): Promise<ExitCode> {
  const file = onlyOperand(parsed, '证明文件', 'proof file');
  const asJson = isJson(parsed);
  const logKeys = await refusing(exitCodes.unreadable, () => readKeyFile(parsed.need('key')));
  const witnesses = await refusing(exitCodes.unreadable, async () =>
    (await Promise.all(parsed.witnesses.map(readKeyFile))).flat(),
  );
  const text = (await readInput(file)).toString('utf8');
  const proof = await refusing(exitCodes.broken, () => verifyProof(text, { logKeys, witnesses }));
  const { leaf, checkpoint, index, details } = proof;
  const cosigners = proof.cosignatures.map(({ key, time }) => ({ name: key.name, time: time.toISOString() }));
  const facts = {
    index,
    id: leaf.id,
    time: leaf.time,
    origin: checkpoint.origin,
    size: checkpoint.size,
    cosigners,
  };
  if (asJson) {
    io.stdout(
      `${JSON.stringify({ verdict: 'proven', ...facts, ...(details !== undefined && { details }) }, null, 2)}\n`,
    );
    return exitCodes.good;
  }
  const lines =
    language === 'zh'
      ? [
          `证明成立：${facts.origin} 的第 ${index} 条（共 ${facts.size} 条）`,
          `编号: ${leaf.id}`,
          `时间: ${leaf.time}`,
        ]
      : [
          `proven: entry ${index} of ${facts.size} in ${facts.origin}`,
          `id: ${leaf.id}`,
          `time: ${leaf.time}`,
        ];
  for (const { name, time } of cosigners)
    lines.push(`${language === 'zh' ? '见证' : 'witness'}: ${name}, ${time}`);
  if (details !== undefined)
    lines.push(`${language === 'zh' ? '详情' : 'details'}: ${JSON.stringify(details)}`);
  io.stdout(`${lines.join('\n')}\n`);
  return exitCodes.good;
}

const keyKinds = { ed25519: 'ed25519', sm2: 'sm2', witness: 'cosignature' } as const;

async function runKey(parsed: Parsed, io: SealIo): Promise<ExitCode> {
  const name = onlyOperand(parsed, '密钥名', 'key name');
  const out = parsed.need('out');
  const wanted = parsed.text('kind') ?? 'ed25519';
  if (wanted !== 'ed25519' && wanted !== 'sm2' && wanted !== 'witness') {
    throw usage('--kind 只能是 ed25519、sm2 或 witness。', '--kind is ed25519, sm2 or witness.');
  }
  const signer = await refusing(exitCodes.usage, () => generateSignerKey({ name, kind: keyKinds[wanted] }));
  await writeOutput(out, `${formatSignerKey(signer)}\n`, { mode: 0o600, isNew: true });
  await writeOutput(`${out}.pub`, `${formatVerifierKey(signer)}\n`, { mode: 0o644, isNew: true });
  io.stdout(`${formatVerifierKey(signer)}\n`);
  return exitCodes.good;
}

async function runCommand(argv: readonly string[], io: SealIo, language: Language): Promise<ExitCode> {
  const parsed = parseArguments(argv);
  const lang = parsed.text('lang');
  if (lang !== undefined && lang !== 'zh' && lang !== 'en')
    throw usage('--lang 只能是 zh 或 en。', '--lang is zh or en.');
  const { topic } = parsed;
  if (parsed.isHelp || (topic === 'main' && argv.includes('help'))) {
    io.stdout(helpText(topic, language));
    return exitCodes.good;
  }
  switch (topic) {
    case 'main':
      io.stderr(helpText('main', language));
      return exitCodes.usage;
    case 'verify':
      return runVerify(parsed, io, language);
    case 'proof':
      return runProof(parsed, io, language);
    case 'key':
      return runKey(parsed, io);
    case 'cosign':
      return startCosign(parsed, io, language);
    default:
      // Unreachable while the compiler holds `topic` to the closed list.
      return topic satisfies never;
  }
}

function startCosign(parsed: Parsed, io: SealIo, language: Language): Promise<ExitCode> {
  const { need } = parsed;
  const input = onlyOperand(parsed, '导出文件夹或检查点文件', 'export folder or checkpoint file');
  const files = { signer: need('signer'), key: need('key'), state: need('state'), out: need('out') };
  return runCosign({ input, ...files, isFirst: parsed.flags.has('first') }, io, language);
}

/**
 * The `seal` program. `argv` without interpreter and script. Exit codes: 0 intact or done, 1 broken or refused,
 * 2 could not be read, 3 wrong usage.
 */
export async function runSeal(argv: readonly string[], io: SealIo): Promise<ExitCode> {
  const language = pickLanguage(argv, io.env);
  try {
    return await runCommand(argv, io, language);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    io.stderr(error.text[language].endsWith('\n') ? error.text[language] : `${error.text[language]}\n`);
    return error.exitCode;
  }
}
