import { type StampRefusalCode, stampRefusals } from '@fengni/inspect/stamp';
import { type ErrorList, refuser } from '@fengni/kernel/command/refusal';

/** What this module refuses; why a file is not stamped says the engine that stamps. */
export const marksErrors = {
  'marks.file.too.large': {
    status: 413,
    zh: '文件超过 {max} MB。请登记后在载体页面检查，或拆分后再试。',
    en: 'The file is larger than {max} MB. Register it and check it on its page, or split it.',
  },
  'marks.busy': {
    status: 503,
    zh: '正在检查的文件较多。请稍后再试。',
    en: 'Many files are being checked. Try again shortly.',
  },
  'marks.source.missing': {
    status: 422,
    zh: '没有选择载体或定密事项，不知道应加盖什么标志。请先选择。',
    en: 'No carrier or determination was chosen, so there is no mark to put on. Choose one first.',
  },
  'marks.source.undecided': {
    status: 409,
    zh: '该事项尚未定密，没有可加盖的标志。请在批准后再试。',
    en: 'This matter is not decided yet and has no mark. Try again once it is approved.',
  },
  'marks.copy.unchanged': {
    status: 409,
    zh: '载体 {number} 的标志没有变更过，不需要变更单。',
    en: 'The mark of carrier {number} was never changed, so there is nothing to change on paper.',
  },
  'marks.stamp.kind': { status: 422, ...stampRefusals.kind },
  'marks.stamp.signed': { status: 422, ...stampRefusals.signed },
  'marks.stamp.macros': { status: 422, ...stampRefusals.macros },
  'marks.stamp.scripts': { status: 422, ...stampRefusals.scripts },
  'marks.stamp.encrypted': { status: 422, ...stampRefusals.encrypted },
  'marks.stamp.damaged': { status: 422, ...stampRefusals.damaged },
  'marks.stamp.too.large': { status: 422, ...stampRefusals['too-large'] },
  'marks.stamp.elsewhere': { status: 422, ...stampRefusals['mark-elsewhere'] },
  'marks.stamp.copy.number': { status: 422, ...stampRefusals['copy-number-differs'] },
  'marks.stamp.portion.missing': { status: 422, ...stampRefusals['portion-missing'] },
  'marks.stamp.portion.over': { status: 422, ...stampRefusals['portion-over-head'] },
  'marks.stamp.nothing': { status: 422, ...stampRefusals['nothing-to-release'] },
  'marks.stamp.unverified': { status: 422, ...stampRefusals['not-verified'] },
} as const satisfies ErrorList;

export const refuseMarks = refuser(marksErrors);

/** The refusal of the server for one of the engine that stamps. */
export const stampErrorOf: Readonly<Record<StampRefusalCode, keyof typeof marksErrors>> = {
  kind: 'marks.stamp.kind',
  signed: 'marks.stamp.signed',
  macros: 'marks.stamp.macros',
  scripts: 'marks.stamp.scripts',
  encrypted: 'marks.stamp.encrypted',
  damaged: 'marks.stamp.damaged',
  'too-large': 'marks.stamp.too.large',
  'mark-elsewhere': 'marks.stamp.elsewhere',
  'copy-number-differs': 'marks.stamp.copy.number',
  'portion-missing': 'marks.stamp.portion.missing',
  'portion-over-head': 'marks.stamp.portion.over',
  'nothing-to-release': 'marks.stamp.nothing',
  'not-verified': 'marks.stamp.unverified',
};
