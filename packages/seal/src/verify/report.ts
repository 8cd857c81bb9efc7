/** What stands behind a finding: `broken` and `unreadable` decide the verdict, a `note` does not. */
export type Severity = 'broken' | 'unreadable' | 'note';

interface Wording {
  readonly severity: Severity;
  /** `{name}` is replaced by the parameter of that name. */
  readonly zh: string;
  readonly en: string;
}

/** The closed list of what `seal verify` can say. Entry numbers are leaf indices, from 0. */
export const findingTexts = {
  'folder.missing': {
    severity: 'unreadable',
    zh: '打不开导出文件夹（{why}）。请核对路径和读取权限。',
    en: 'The export folder cannot be opened ({why}). Check the path and your right to read it.',
  },
  'file.refused': {
    severity: 'unreadable',
    zh: '文件 {path} 读不了（{why}）。链接、设备和超大文件一律不读；请重新索取导出。',
    en: 'File {path} cannot be read ({why}). Links, devices and oversized files are never read; ask for the export again.',
  },
  'folder.crowded': {
    severity: 'unreadable',
    zh: '文件夹 {path} 的文件数超过格式允许的上限，未予检查。请重新索取导出。',
    en: 'Folder {path} holds more files than the format allows and was not checked. Ask for the export again.',
  },
  'checkpoint.missing': {
    severity: 'unreadable',
    zh: '缺少 checkpoint 文件，无从核对。请重新索取导出。',
    en: 'The file checkpoint is missing, so there is nothing to check against. Ask for the export again.',
  },
  'checkpoint.malformed': {
    severity: 'unreadable',
    zh: 'checkpoint 文件格式不对，无从核对。请重新索取导出。',
    en: 'The file checkpoint is malformed, so there is nothing to check against. Ask for the export again.',
  },
  'checkpoint.size': {
    severity: 'unreadable',
    zh: '检查点声称有 {size} 条，超过本程序能核对的 {most} 条。',
    en: 'The checkpoint claims {size} entries, more than the {most} this program checks.',
  },
  'checkpoint.unsigned': {
    severity: 'broken',
    zh: '检查点没有日志密钥的签名：检查点是伪造的，或公钥被换过。请与当面取得的公钥核对。',
    en: 'The checkpoint is not signed by the key of the log: it is forged, or the key was swapped. Compare with a key you got in person.',
  },
  'checkpoint.signature': {
    severity: 'broken',
    zh: '检查点上 {name} 的签名不成立：检查点被改动或伪造。',
    en: 'The signature of {name} on the checkpoint does not hold: the checkpoint was changed or forged.',
  },
  'checkpoint.keyUnused': {
    severity: 'broken',
    zh: '公钥 {name}（{keyId}）没有签过这个检查点：签名行被删改，或公钥文件被换过。',
    en: 'Key {name} ({keyId}) has not signed this checkpoint: its line was removed, or the key file was swapped.',
  },
  'checkpoint.origin': {
    severity: 'note',
    zh: '检查点的日志名 {origin} 与密钥名 {name} 不同。',
    en: 'The checkpoint names the log {origin}, its key is named {name}.',
  },
  'key.missing': {
    severity: 'unreadable',
    zh: '没有日志公钥（key.pub）。请用 --key 指明公钥文件。',
    en: 'There is no public key of the log (key.pub). Name one with --key.',
  },
  'key.malformed': {
    severity: 'unreadable',
    zh: '公钥文件 {path} 格式不对。请重新取得公钥。',
    en: 'The key file {path} is malformed. Get the key again.',
  },
  'key.swapped': {
    severity: 'broken',
    zh: '导出里的 key.pub 与指定的公钥不同：公钥被换过。',
    en: 'key.pub in the export is not the key you named: the key was swapped.',
  },
  'key.fromExport': {
    severity: 'note',
    zh: '所用公钥取自导出本身，编号 {keyId}。请与当面取得的公钥编号核对，或用 --key 指明。',
    en: 'The key was taken from the export itself; its id is {keyId}. Compare it with what you got in person, or name a key with --key.',
  },
  'witness.malformed': {
    severity: 'unreadable',
    zh: '见证公钥文件 {path} 格式不对。',
    en: 'The witness key file {path} is malformed.',
  },
  'witness.signature': {
    severity: 'broken',
    zh: '见证人 {name} 的签名不成立：检查点或见证行被改动。',
    en: 'The cosignature of witness {name} does not hold: the checkpoint or the line was changed.',
  },
  'witness.missing': {
    severity: 'broken',
    zh: '见证人 {name} 没有在这个检查点上签名：见证行被删改，或检查点未经见证。',
    en: 'Witness {name} has not cosigned this checkpoint: the line was removed or changed, or it never was witnessed.',
  },
  'witness.none': {
    severity: 'note',
    zh: '没有见证人的签名可核对；单凭日志自己的密钥，防不住持有该密钥的人。',
    en: 'No witness could be checked; the log’s own key alone does not hold against whoever holds that key.',
  },
  'witness.unknown': {
    severity: 'note',
    zh: '签名人 {name} 的公钥未知，未核对。可用 --witness 指明。',
    en: 'The key of signer {name} is unknown; not checked. Name it with --witness.',
  },
  'witness.future': {
    severity: 'note',
    zh: '见证人 {name} 的签名时间 {time} 在将来：有一方时钟不准。',
    en: 'Witness {name} signed at {time}, in the future: one of the clocks is wrong.',
  },
  'entry.changed': {
    severity: 'broken',
    zh: '第 {from} 至 {to} 条被改动（共 {count} 条）。',
    en: 'Entries {from} to {to} were changed ({count} in all).',
  },
  'entry.dropped': {
    severity: 'broken',
    zh: '第 {from} 至 {to} 条被删去（共 {count} 条）。',
    en: 'Entries {from} to {to} were dropped ({count} in all).',
  },
  'entry.inserted': {
    severity: 'broken',
    zh: '在第 {from} 条处被插入 {count} 条未封存的内容。',
    en: '{count} entries that were never sealed were inserted at entry {from}.',
  },
  'entry.reordered': {
    severity: 'broken',
    zh: '第 {from} 至 {to} 条之间被调换了次序（{count} 条移了位）。',
    en: 'Between entries {from} and {to} the order was changed ({count} moved).',
  },
  'entry.beyond': {
    severity: 'broken',
    zh: '检查点只封存 {size} 条，文件 {path} 却放在其后：末尾被插入内容。',
    en: 'The checkpoint seals {size} entries, but file {path} lies beyond them: something was inserted at the end.',
  },
  'entry.duplicate': {
    severity: 'broken',
    zh: '第 {first} 条与第 {second} 条编号相同（{id}）。',
    en: 'Entries {first} and {second} have the same id ({id}).',
  },
  'entry.foreign': {
    severity: 'note',
    zh: '有 {count} 条不是已知格式，第一处在第 {first} 条；只核对了哈希。',
    en: '{count} entries are not of the known form, the first is {first}; only their hashes were checked.',
  },
  'entry.idsUnchecked': {
    severity: 'note',
    zh: '条目过多，从第 {from} 条起未查编号重复。',
    en: 'There are too many entries to look for repeated ids from entry {from} on.',
  },
  'time.backwards': {
    severity: 'note',
    zh: '时间倒退 {count} 处，第一处在第 {first} 条（{time}）。多台服务器并行时小幅倒退是正常的。',
    en: 'Time goes backwards in {count} places, first at entry {first} ({time}). Small steps are normal with several servers.',
  },
  'log.cut': {
    severity: 'broken',
    zh: '日志被截断：检查点封存 {size} 条，导出只有前 {have} 条。',
    en: 'The log was cut off: the checkpoint seals {size} entries, the export holds the first {have}.',
  },
  'bundle.missing': {
    severity: 'broken',
    zh: '第 {from} 至 {to} 条的文件不见了。',
    en: 'The files with entries {from} to {to} are gone.',
  },
  'bundle.malformed': {
    severity: 'broken',
    zh: '文件 {path} 从第 {from} 条起损坏，到第 {to} 条都读不出。',
    en: 'File {path} is damaged from entry {from} on; up to entry {to} nothing can be read.',
  },
  'tile.changed': {
    severity: 'broken',
    zh: '哈希文件 {path} 被改动（涉及第 {from} 至 {to} 条）。',
    en: 'The hash file {path} was changed (it covers entries {from} to {to}).',
  },
  'tile.missing': {
    severity: 'broken',
    zh: '哈希文件 {path} 不见了（涉及第 {from} 至 {to} 条）。',
    en: 'The hash file {path} is gone (it covers entries {from} to {to}).',
  },
  'root.mismatch': {
    severity: 'broken',
    zh: '整个日志与检查点不符：条目和哈希被一并改写，或检查点不是这个日志的。应为 {sealed}，算得 {found}。',
    en: 'The log as a whole does not lead to the checkpoint: entries and hashes were rewritten together, or the checkpoint is of another log. Sealed {sealed}, found {found}.',
  },
  'root.unproven': {
    severity: 'unreadable',
    zh: '缺少的文件太多，剩下的部分无法与检查点对上；以上位置仅供参考。',
    en: 'Too much is missing to tie what is left to the checkpoint; the places named are what the files themselves suggest.',
  },
  'differences.many': {
    severity: 'broken',
    zh: '不同之处超过 {most} 处，从第 {from} 条起不再逐一列出。',
    en: 'There are more than {most} differences; from entry {from} on they are not listed.',
  },
  'pruned.malformed': {
    severity: 'unreadable',
    zh: 'pruned 文件格式不对，无法知道哪些条目是依规清理的。',
    en: 'The file pruned is malformed, so it cannot be known which entries were removed by rule.',
  },
  'pruned.signature': {
    severity: 'broken',
    zh: '清理声明没有日志密钥的有效签名：所称的清理不可信。',
    en: 'The pruning statement has no valid signature of the log: the pruning it claims cannot be believed.',
  },
  'pruned.origin': {
    severity: 'broken',
    zh: '清理声明属于另一个日志（{origin}），或清理点超出日志范围。',
    en: 'The pruning statement is of another log ({origin}), or its minimum lies outside the log.',
  },
  'pruned.root': {
    severity: 'broken',
    zh: '清理声明中的哈希与保留部分不符：前 {minimum} 条不是当初封存的那些。',
    en: 'The hash in the pruning statement does not fit what was kept: the first {minimum} entries are not those that were sealed.',
  },
  'pruned.leftover': {
    severity: 'note',
    zh: '声明已清理的部分仍有文件（如 {path}），未核对。',
    en: 'Files of the part declared pruned are still there (such as {path}); not checked.',
  },
  'pruned.stated': {
    severity: 'note',
    zh: '前 {minimum} 条已于 {time} 依规清理，有日志签名的声明为证；其余部分照常核对。',
    en: 'The first {minimum} entries were pruned on {time}, by a statement the log signed; the rest was checked as usual.',
  },
  'file.stray': {
    severity: 'note',
    zh: '有 {count} 个文件不属于导出格式（如 {path}），未予理会。',
    en: '{count} files are not part of the format (such as {path}); ignored.',
  },
  'since.unreadable': {
    severity: 'unreadable',
    zh: '旧检查点读不了或格式不对（{why}）。',
    en: 'The old checkpoint cannot be read or is malformed ({why}).',
  },
  'since.signature': {
    severity: 'broken',
    zh: '旧检查点没有此日志密钥的有效签名：日志的密钥被换过，或拿错了文件。',
    en: 'The old checkpoint has no valid signature by the key of this log: the key was swapped, or this is the wrong file.',
  },
  'since.origin': {
    severity: 'broken',
    zh: '旧检查点属于另一个日志（{origin}）。',
    en: 'The old checkpoint is of another log ({origin}).',
  },
  'since.rollback': {
    severity: 'broken',
    zh: '日志被回退：旧检查点已封存 {old} 条，现在只有 {size} 条。',
    en: 'The log was rolled back: the old checkpoint seals {old} entries, now there are {size}.',
  },
  'since.fork': {
    severity: 'broken',
    zh: '历史被改写：前 {old} 条与旧检查点所封的不同。',
    en: 'History was rewritten: the first {old} entries are not those the old checkpoint seals.',
  },
  'since.pruned': {
    severity: 'unreadable',
    zh: '旧检查点（{old} 条）早于清理点 {minimum}，剩下的哈希不足以证明一致。请用较新的检查点。',
    en: 'The old checkpoint ({old} entries) lies before the pruning at {minimum}; the hashes kept do not suffice. Use a later one.',
  },
  'since.unproven': {
    severity: 'unreadable',
    zh: '导出有损，无法算出前 {old} 条的哈希，未能与旧检查点比较。',
    en: 'The export is damaged, so the hash of the first {old} entries could not be computed and compared.',
  },
} as const satisfies Record<string, Wording>;

export type FindingCode = keyof typeof findingTexts;
export type FindingParams = Readonly<Record<string, string | number>>;

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly params: FindingParams;
  readonly text: { readonly zh: string; readonly en: string };
}

export interface VerifyReport {
  readonly verdict: 'intact' | 'broken' | 'unreadable';
  readonly origin?: string;
  readonly size?: number;
  /** Hex, as the checkpoint states it. */
  readonly root?: string;
  /** The first entry that is there; above 0 only in a pruned log. */
  readonly firstEntry?: number;
  readonly lastEntryTime?: string;
  readonly keys: readonly { name: string; keyId: string; kind: string; source: 'given' | 'export' }[];
  readonly cosigners: readonly { name: string; time: string; ageSeconds: number }[];
  readonly since?: {
    readonly size: number;
    readonly result: 'consistent' | 'forked' | 'rolledBack' | 'unproven';
  };
  readonly findings: readonly Finding[];
}

/** Text from files is shown; control characters and the like in it must not reach a terminal. */
function showable(value: string | number): string {
  return String(value)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '?')
    .slice(0, 200);
}

function fill(template: string, params: FindingParams): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => showable(params[name] ?? ''));
}

export const findingsMax = 500;

/** Gathers findings and draws the verdict. */
export class Findings {
  readonly list: Finding[] = [];
  #hidden: Severity | undefined;

  add(code: FindingCode, params: FindingParams = {}): void {
    const { severity, zh, en } = findingTexts[code];
    if (this.list.length < findingsMax) {
      this.list.push({ code, severity, params, text: { zh: fill(zh, params), en: fill(en, params) } });
    } else if (severity !== 'note' && this.#hidden !== 'broken') {
      this.#hidden = severity;
    }
  }

  has(severity: Severity): boolean {
    return this.#hidden === severity || this.list.some((finding) => finding.severity === severity);
  }

  verdict(): VerifyReport['verdict'] {
    if (this.has('broken')) return 'broken';
    return this.has('unreadable') ? 'unreadable' : 'intact';
  }
}

const words = {
  zh: {
    intact: '完好',
    broken: '已被破坏',
    unreadable: '无法核对',
    log: '日志',
    entries: '条目',
    root: '根哈希',
    last: '最后一条的时间',
    witness: '见证',
    ago: '{days} 天 {hours} 小时前',
    since: '与旧检查点',
    consistent: '一致（前 {size} 条未变）',
    forked: '不一致（历史被改写）',
    rolledBack: '不一致（日志被回退）',
    unproven: '未能比较',
    note: '提示',
  },
  en: {
    intact: 'intact',
    broken: 'BROKEN',
    unreadable: 'COULD NOT BE CHECKED',
    log: 'log',
    entries: 'entries',
    root: 'root',
    last: 'time of the last entry',
    witness: 'witness',
    ago: '{days} days {hours} hours ago',
    since: 'against the old checkpoint',
    consistent: 'consistent (the first {size} entries are unchanged)',
    forked: 'inconsistent (history was rewritten)',
    rolledBack: 'inconsistent (the log was rolled back)',
    unproven: 'not compared',
    note: 'note',
  },
} as const;

export type Language = 'zh' | 'en';

/** The report as text for a person, one line a fact. */
export function renderReport(report: VerifyReport, language: Language): string {
  const w = words[language];
  const lines: string[] = [w[report.verdict]];
  if (report.origin !== undefined) lines.push(`${w.log}: ${showable(report.origin)}`);
  if (report.size !== undefined) lines.push(`${w.entries}: ${report.size}`);
  if (report.root !== undefined) lines.push(`${w.root}: ${report.root}`);
  if (report.lastEntryTime !== undefined) lines.push(`${w.last}: ${report.lastEntryTime}`);
  for (const { name, time, ageSeconds } of report.cosigners) {
    const hours = Math.max(0, Math.floor(ageSeconds / 3600));
    const ago = fill(w.ago, { days: Math.floor(hours / 24), hours: hours % 24 });
    lines.push(`${w.witness}: ${showable(name)}, ${time} (${ago})`);
  }
  if (report.since !== undefined)
    lines.push(`${w.since}: ${fill(w[report.since.result], { size: report.since.size })}`);
  for (const { severity, text } of report.findings) {
    lines.push(severity === 'note' ? `${w.note}: ${text[language]}` : `- ${text[language]}`);
  }
  return `${lines.join('\n')}\n`;
}
