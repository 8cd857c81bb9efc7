import { Option } from 'commander';
import type { Command } from 'commander';
import { reportFormats } from '../report/create-writer.ts';
import type { ReportFormat } from '../report/create-writer.ts';
import { inLanguage } from '../report/language.ts';
import type { Language } from '../report/language.ts';
import type { OcrMode } from '../document/extraction.ts';
import type { InspectDefining, InspectExitCode, Setting } from './inspect-io.ts';
import { runSafely } from './run-safely.ts';

/** Options that several commands take. */
export interface ReadingOptions {
  ocr: OcrMode;
  passwordFile?: string;
  lang?: Language;
}

export interface ScanOptions extends ReadingOptions {
  policy: string;
  terms?: string;
  index?: string;
  exact?: string;
  format: ReportFormat;
  jobs?: string;
  cache?: string;
  keyFile?: string;
  out?: string;
}

export interface TextOptions extends ReadingOptions {
  places?: boolean;
}

export interface IndexOptions {
  keyFile?: string;
  lang?: Language;
}

export interface IndexAddOptions extends IndexOptions, ReadingOptions {
  id?: string;
  names?: boolean;
}

export interface IndexRecordsOptions extends IndexOptions {
  out: string;
}

export interface IndexExportOptions extends IndexOptions {
  out: string;
  publicWords?: string;
  terms?: string;
  signKey?: string;
}

/**
 * Adds `scan`, `text` and `index` to a program. Their exit codes: 0 all passes, 1 something to block or review, 2 nothing
 * found but something not read, 3 wrong usage.
 */
export function defineInspectCommands(program: Command, the: InspectDefining): void {
  defineScan(program, the);
  defineText(program, the);
  defineIndex(program, the);
}

type Texts = (zh: string, en: string) => string;

const commandNames: ReadonlySet<string> = new Set(['scan', 'text', 'index']);

/** Whether a command is one of these, which tell their own exit codes. */
export function hasInspectExitCodes(command: Command): boolean {
  return commandNames.has(command.name()) || (command.parent !== null && hasInspectExitCodes(command.parent));
}

function textsOf(the: InspectDefining): Texts {
  return inLanguage(the.speaker.language);
}

function choose(
  the: InspectDefining,
  language: Language | undefined,
  work: (setting: Setting) => Promise<InspectExitCode>,
): void {
  the.choose(async () => runSafely(the, language ?? the.speaker.language, work));
}

function ocrOption(t: Texts): Option {
  return new Option(
    '--ocr <mode>',
    t(
      '图片文字识别：auto 只识别没有文字层的页面和图片；always 全部识别；never 不识别（报告为未检查）',
      'text in pictures: auto only where there is no text layer, always, or never (then reported as not inspected)',
    ),
  )
    .choices(['auto', 'always', 'never'])
    .default('auto');
}

function passwordOption(t: Texts): Option {
  return new Option(
    '--password-file <file>',
    t('密码文件，每行一个，逐个尝试打开加密的文件', 'passwords, one a line, tried on protected files'),
  );
}

function languageOption(t: Texts): Option {
  return new Option('--lang <language>', t('输出的语言', 'language of the output')).choices(['zh', 'en']);
}

function keyOption(t: Texts): Option {
  return new Option(
    '--key-file <file>',
    t(
      '摘要密钥文件（64 个十六进制字符，权限 0600）；不给出时首次使用自动生成（FENGNI_INSPECT_DATA）',
      'key of the digests (64 hexadecimal digits, mode 0600); made at first use when not given (FENGNI_INSPECT_DATA)',
    ),
  );
}

function defineScan(program: Command, the: InspectDefining): void {
  const t = textsOf(the);
  program
    .command('scan')
    .description(
      t(
        '检查文件、文件夹和压缩包，找出不得外发的内容',
        'inspect files, folders and archives for what must not leave',
      ),
    )
    .argument('<path...>', t('文件或文件夹', 'files or folders'))
    .option(
      '--policy <policy>',
      t(
        '策略：publication（发布前审查）、gateway（外发网关）、inventory（本机检查），或策略文件',
        'publication, gateway, inventory, or a policy file',
      ),
      'publication',
    )
    .option(
      '--terms <file>',
      t('词表，每行一个词语（UTF-8，# 为注释）', 'terms, one a line (UTF-8, # for comments)'),
    )
    .option(
      '--index <folder>',
      t('受保护文件的指纹库（fengni index add）', 'index of protected documents (fengni index add)'),
    )
    .option('--exact <file>', t('受保护数据表', 'table of protected records'))
    .addOption(
      new Option('--format <format>', t('报告格式', 'form of the report'))
        .choices([...reportFormats])
        .default('table'),
    )
    .addOption(ocrOption(t))
    .option(
      '--jobs <number>',
      t('同时检查的文件数，默认为处理器数', 'files inspected at once; the number of processors by default'),
    )
    .option(
      '--cache <file>',
      t(
        '缓存文件：内容未变的文件不再检查',
        'cache: files whose content is unchanged are not inspected again',
      ),
    )
    .addOption(passwordOption(t))
    .addOption(keyOption(t))
    .option('--out <file>', t('报告写入文件', 'write the report to a file'))
    .addOption(languageOption(t))
    .addHelpText('after', scanHelp(t))
    .action((paths: string[], options: ScanOptions) =>
      choose(the, options.lang, async (setting) => {
        const { runScan } = await import('./run-scan.ts');
        return runScan(paths, options, setting);
      }),
    );
}

function scanHelp(t: Texts): string {
  return t(
    `
退出码：0 全部通过；1 有应拦截或待审的发现（即使还有未读取的内容）；2 没有发现，但有内容未能读取，或中途停止；3 用法或给出的文件有误
符号链接不跟随，会在报告中说明。报告中的摘录已遮盖，不含原文。
示例：fengni scan --terms 词表.txt --format html --out 报告.html 待发布文件夹`,
    `
Exit codes: 0 all passes; 1 something to block or review was found (also when something could not be read); 2 nothing found, but something could not be read or the run was stopped; 3 wrong usage or a faulty file given
Symbolic links are not followed, and said. Excerpts in reports are masked and never hold what was found.
Example: fengni scan --terms terms.txt --format html --out report.html folder`,
  );
}

function defineText(program: Command, the: InspectDefining): void {
  const t = textsOf(the);
  program
    .command('text')
    .description(t('输出文件中的全部文字', 'print all text of a file'))
    .argument('<file>', t('文件', 'the file'))
    .option('--places', t('每段文字前注明位置', 'say before each text where it stands'))
    .addOption(ocrOption(t))
    .addOption(passwordOption(t))
    .addOption(languageOption(t))
    .addHelpText(
      'after',
      t(
        '\n退出码：0 全部读取；2 有内容未能读取（见标准错误输出）；3 用法有误',
        '\nExit codes: 0 all was read; 2 something was not (see standard error); 3 wrong usage',
      ),
    )
    .action((file: string, options: TextOptions) =>
      choose(the, options.lang, async (setting) => {
        const { runText } = await import('./run-text.ts');
        return runText(file, options, setting);
      }),
    );
}

function defineIndex(program: Command, the: InspectDefining): void {
  const t = textsOf(the);
  const index = program
    .command('index')
    .helpCommand(false)
    .description(
      t(
        '受保护文件的指纹库：只存单向指纹，不存原文',
        'index of protected documents: one-way fingerprints, no text',
      ),
    );
  index
    .command('add')
    .description(
      t('登记受保护的文件，指纹库不存在时新建', 'protect documents; makes the index where there is none'),
    )
    .argument('<index>', t('指纹库文件夹', "the index's folder"))
    .argument('<path...>', t('要保护的文件或文件夹', 'files or folders to protect'))
    .option('--id <id>', t('文件编号，只登记一个文件时可用', 'id of the document, for a single file'))
    .option(
      '--names',
      t(
        '以文件名为编号（编号以明文保存，文件名本身涉密时不要用）',
        'use file names as ids (ids are kept in clear: not for names that are secret themselves)',
      ),
    )
    .addOption(ocrOption(t))
    .addOption(passwordOption(t))
    .addOption(keyOption(t))
    .addOption(languageOption(t))
    .addHelpText('after', indexHelp(t))
    .action((folder: string, paths: string[], options: IndexAddOptions) =>
      choose(the, options.lang, async (setting) => {
        const { runIndexAdd } = await import('./run-index-add.ts');
        return runIndexAdd({ folder, paths }, options, setting);
      }),
    );
  index
    .command('remove')
    .description(t('取消登记，并清除其指纹', 'remove documents and their fingerprints'))
    .argument('<index>', t('指纹库文件夹', "the index's folder"))
    .argument('<id...>', t('文件编号', 'ids of documents'))
    .addOption(keyOption(t))
    .addOption(languageOption(t))
    .action((folder: string, ids: string[], options: IndexOptions) =>
      choose(the, options.lang, async (setting) => {
        const { runIndexRemove } = await import('./run-index.ts');
        return runIndexRemove({ folder, ids }, options, setting);
      }),
    );
  index
    .command('list')
    .description(t('列出登记的文件', 'list the documents'))
    .argument('<index>', t('指纹库文件夹', "the index's folder"))
    .addOption(keyOption(t))
    .addOption(languageOption(t))
    .action((folder: string, options: IndexOptions) =>
      choose(the, options.lang, async (setting) => {
        const { runIndexList } = await import('./run-index.ts');
        return runIndexList(folder, options, setting);
      }),
    );
  defineIndexExport(index, the);
  defineIndexRecords(index, the);
}

function defineIndexExport(index: Command, the: InspectDefining): void {
  const t = textsOf(the);
  index
    .command('export')
    .description(
      t(
        '导出供低密级侧使用的过滤器：不含原文和词语',
        'export a filter for the low side: it holds no text and no words',
      ),
    )
    .argument('<index>', t('指纹库文件夹', "the index's folder"))
    .requiredOption('--out <file>', t('导出的文件', 'the file to write'))
    .option(
      '--public-words <file>',
      t('可以公开的词语，每行一个，以明文导出', 'words that may be known, one a line; exported in clear'),
    )
    .option(
      '--terms <file>',
      t(
        '保密目录词语：其中有任何一个列为公开词语时拒绝导出；词语本身不导出',
        'catalogue terms: the export is refused when one of them is among the public words; they are not exported',
      ),
    )
    .option(
      '--sign-key <file>',
      t('Ed25519 私钥（PEM），为导出文件签名', 'private Ed25519 key (PEM) to sign the file with'),
    )
    .addOption(keyOption(t))
    .addOption(languageOption(t))
    .action((folder: string, options: IndexExportOptions) =>
      choose(the, options.lang, async (setting) => {
        const { runIndexExport } = await import('./run-index-export.ts');
        return runIndexExport(folder, options, setting);
      }),
    );
}

function defineIndexRecords(index: Command, the: InspectDefining): void {
  const t = textsOf(the);
  index
    .command('records')
    .description(
      t(
        '由受保护数据（csv）生成只含散列的表，供 scan --exact 使用',
        'make a table of hashes from protected records (csv) for scan --exact',
      ),
    )
    .argument(
      '<csv>',
      t(
        '第一行写明各列，如 姓名:name,身份证号:id!,手机:phone',
        'the first line names the columns, as in name:name,number:id!,mobile:phone',
      ),
    )
    .requiredOption('--out <file>', t('生成的表', 'the table to write'))
    .addOption(keyOption(t))
    .addOption(languageOption(t))
    .addHelpText(
      'after',
      t(
        '\n列的类型：name 姓名地名，number 编号，id 证件号，phone 电话，coordinate 坐标，free 其他文字；加 ! 的列单独出现即命中，其他列须有同一记录的两项相近出现',
        '\nKinds of columns: name, number, id, phone, coordinate, free. A column with ! is enough alone, of the others two of one record must stand near each other.',
      ),
    )
    .action((file: string, options: IndexRecordsOptions) =>
      choose(the, options.lang, async (setting) => {
        const { runIndexRecords } = await import('./run-index-records.ts');
        return runIndexRecords(file, options, setting);
      }),
    );
}

function indexHelp(t: Texts): string {
  return t(
    '\n退出码：0 全部登记；2 有文件未登记或未能全部读取；3 用法有误或指纹库打不开\n查找副本：fengni scan --index <指纹库> <文件夹>',
    '\nExit codes: 0 all added; 2 a file was not added or not wholly read; 3 wrong usage or the index cannot be opened\nFind copies: fengni scan --index <index> <folder>',
  );
}
