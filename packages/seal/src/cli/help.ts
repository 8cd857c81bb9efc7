import type { Language } from '../verify/report.ts';

const exits = {
  zh: `退出码:
  0  完好，或已完成
  1  已被破坏，或拒绝（签名、证明不成立）
  2  读不了，无法核对
  3  用法不对
`,
  en: `Exit codes:
  0  intact, or done
  1  broken, or refused (a signature or proof does not hold)
  2  could not be read or checked
  3  wrong usage
`,
} as const;

const topics = {
  main: {
    zh: `seal: 核对封泥日志的导出，只读文件，不需要数据库和网络。

  seal verify DIR          核对导出文件夹
  seal proof verify FILE   核对一条日志的证明文件
  seal cosign INPUT        以见证人身份在检查点上签名
  seal key new NAME        生成密钥

任何命令加 --help 看说明；--lang zh|en 选语言。

${exits.zh}`,
    en: `seal: checks exports of Fengni's log from files alone, without database or network.

  seal verify DIR          check an export folder
  seal proof verify FILE   check the proof file of one entry
  seal cosign INPUT        cosign a checkpoint as a witness
  seal key new NAME        make a key

Add --help to any command; --lang zh|en chooses the language.

${exits.en}`,
  },
  verify: {
    zh: `seal verify DIR [--since FILE] [--key FILE] [--witness FILE]… [--format text|json] [--lang zh|en]

核对导出文件夹：完好，或哪里被改动、删去、插入、调换、截断。

  --since FILE     旧检查点；证明从那时起历史未被改写
  --key FILE       当面取得的日志公钥；不给则用导出里的 key.pub（会提示）
  --witness FILE   见证人公钥，可多次给出；每个见证人都必须签过
  --format json    以 JSON 输出整个报告

${exits.zh}`,
    en: `seal verify DIR [--since FILE] [--key FILE] [--witness FILE]… [--format text|json] [--lang zh|en]

Checks an export folder: intact, or what was changed, dropped, inserted, reordered or cut off, and where.

  --since FILE     an older checkpoint; proves that history was not rewritten since
  --key FILE       the log's public key, got in person; without it key.pub of the export is used (and said)
  --witness FILE   a witness's public key, may be given several times; each must have cosigned
  --format json    the whole report as JSON

${exits.en}`,
  },
  cosign: {
    zh: `seal cosign INPUT --signer FILE --key FILE --state FILE --out FILE [--first] [--lang zh|en]

以见证人身份签名。INPUT 是导出文件夹（会先整个核对），或 tlog-witness 的 add-checkpoint 文件，或检查点文件。
与上次签过的不一致时拒绝签名。

  --signer FILE    见证人私钥（seal key new --kind witness）
  --key FILE       日志公钥
  --state FILE     见证人保存的上一个检查点；每次签名后更新，务必保管好
  --first          第一次为此日志签名，还没有状态文件
  --out FILE       签过的检查点写到这里

${exits.zh}`,
    en: `seal cosign INPUT --signer FILE --key FILE --state FILE --out FILE [--first] [--lang zh|en]

Cosigns as a witness. INPUT is an export folder (checked in full first), an add-checkpoint file of tlog-witness, or
a checkpoint file. Refuses whatever is inconsistent with what this witness signed before.

  --signer FILE    the witness's private key (seal key new --kind witness)
  --key FILE       the log's public key
  --state FILE     the last checkpoint this witness signed; updated with each signature, keep it well
  --first          the first signature for this log; there is no state file yet
  --out FILE       where the cosigned checkpoint goes

${exits.en}`,
  },
  key: {
    zh: `seal key new NAME --out FILE [--kind ed25519|sm2|witness] [--lang zh|en]

生成密钥。NAME 不含空格和加号；日志密钥的 NAME 就是日志名（origin）。
私钥写入 FILE（只有本人可读），公钥写入 FILE.pub。已有文件不覆盖。

${exits.zh}`,
    en: `seal key new NAME --out FILE [--kind ed25519|sm2|witness] [--lang zh|en]

Makes a key. NAME has no spaces and no plus; for a log's key it is the log's origin.
The private key goes to FILE (readable by you only), the public key to FILE.pub. Existing files are kept.

${exits.en}`,
  },
  proof: {
    zh: `seal proof verify FILE --key FILE [--witness FILE]… [--format text|json] [--lang zh|en]

核对一条日志的证明文件（tlog-proof）：该条确在日志中，所附详情与承诺值相符。

  --key FILE       日志公钥
  --witness FILE   见证人公钥，可多次给出

${exits.zh}`,
    en: `seal proof verify FILE --key FILE [--witness FILE]… [--format text|json] [--lang zh|en]

Checks the proof file of one entry (tlog-proof): the entry is in the log, and disclosed details match its commitment.

  --key FILE       the log's public key
  --witness FILE   a witness's public key, may be given several times

${exits.en}`,
  },
} as const;

export type HelpTopic = keyof typeof topics;

export function helpText(topic: HelpTopic, language: Language): string {
  return topics[topic][language];
}
