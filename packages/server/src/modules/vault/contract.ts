import { know } from '@fengni/kernel/command/tier';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { z } from 'zod';
import { FileGap, MarkProblem } from './examination/examination-report.ts';
import { copyTextDaysMax, pageWidths, uploadBytesMax } from './rules.ts';
import { Mark } from '@fengni/schemes/mark';

const Id = z.uuid();
const After = z.string().max(300).nullable().default(null);
const Reason = know(z.string().trim().min(2).max(300));

// Uploads: the bytes come by PATCH /api/vault/uploads/<id> (tus 1.0), everything else by commands
export const BeginUpload = z.object({
  size: z.int().min(1).max(uploadBytesMax),
  name: know(z.string().min(1).max(500)),
});
/** The largest file the house takes, in MiB. */
export const SetUploadLimit = z.object({
  mebibytes: z
    .int()
    .min(1)
    .max(uploadBytesMax / 1024 / 1024),
});
export const FinishUpload = z.object({ uploadId: Id });
export const DropUpload = z.object({ uploadId: Id });
export const RetryExamination = z.object({ uploadId: Id });

/** The file becomes a copy of the carrier: the content of a copy that is registered already, or one more copy. */
export const AttachUpload = z.object({
  uploadId: Id,
  carrierId: Id,
  copyId: Id.nullable().default(null),
  reason: know(z.string().trim().max(300)).default(''),
});

// Out of the vault
export const PrintCopy = z.object({ copyId: Id, reason: Reason });
export const SaveCopy = z.object({
  copyId: Id,
  /** Number of the medium it is saved to, as it stands in the register of media. */
  mediumNo: z.string().trim().min(1).max(60),
  reason: Reason,
});
export const CopyText = z.object({
  copyId: Id,
  days: z.int().min(1).max(copyTextDaysMax).default(1),
  reason: Reason,
});
export const ReleasedFile = z.object({ releaseId: Id });
export const PageRequest = z.object({
  copyId: Id,
  page: z.int().min(1).max(100_000),
  width: z.literal(pageWidths).default(900),
});

// Queries
export const UploadListQuery = z.object({ after: After, limit: z.int().min(1).max(50).default(20) });
export const UploadLine = z.object({
  id: z.string(),
  name: z.string(),
  size: z.number(),
  /** Bytes that are safe; the rest is still to come. */
  received: z.number().nullable(),
  state: z.enum(['open', 'examining', 'ready', 'attached', 'dropped']),
  outcome: z.enum(['whole', 'partly', 'failed']).nullable(),
  pages: z.int().nullable(),
  progress: z
    .object({
      phase: z.enum(['waiting', 'reading', 'rendering', 'keeping']),
      done: z.int(),
      total: z.int(),
    })
    .nullable(),
  begunAt: z.string(),
  /** The day on which it is removed unless it is attached before. */
  removedOn: z.string().nullable(),
});
export type UploadLineView = z.infer<typeof UploadLine>;
export const UploadList = z.object({ rows: z.array(UploadLine), next: z.string().nullable() });

export const UploadQuery = z.object({ uploadId: Id });
const NearCopy = z.object({
  copyId: z.string(),
  carrierId: z.string(),
  number: z.string(),
  mark: z.string(),
  title: z.string(),
  /** Shares of this file's text and of the other's, 0 to 1. */
  share: z.number(),
  shareOfOther: z.number(),
});
export const UploadView = UploadLine.extend({
  kind: z.string().nullable(),
  head: z
    .object({
      title: z.string().nullable(),
      documentNo: z.string().nullable(),
      originator: z.string().nullable(),
      copyNo: z.string().nullable(),
      markText: z.string().nullable(),
      mark: Mark.nullable(),
    })
    .nullable(),
  problems: z.array(MarkProblem),
  gaps: z.array(FileGap),
  nearCopies: z.array(NearCopy),
});
export type UploadDetails = z.infer<typeof UploadView>;

export const CopiesQuery = z.object({ carrierId: Id });
export const VaultRelease = z.object({
  id: z.string(),
  kind: z.enum(['print', 'save', 'copy-text']),
  person: z.string(),
  mine: z.boolean(),
  grantedAt: z.string(),
  until: z.string(),
  /** Whether it can be used now: not used, not run out. */
  usable: z.boolean(),
});
export const ElectronicCopy = z.object({
  copyId: z.string(),
  copyNo: z.string(),
  state: z.string(),
  /** null where the caller may only handle. */
  name: z.string().nullable(),
  size: z.number(),
  pages: z.int(),
  outcome: z.enum(['whole', 'partly', 'failed']),
  attachedAt: z.string(),
  /** Whether it can be opened, its key is about to be destroyed, or is. */
  content: z.enum(['kept', 'destroying', 'destroyed']),
  releases: z.array(VaultRelease),
});
export const CarrierFiles = z.object({
  vault: z.enum(['none', 'locked', 'open']),
  /** Whether the caller may open the content, and whether he may attach. */
  mayKnow: z.boolean(),
  mayAttach: z.boolean(),
  rows: z.array(ElectronicCopy),
  /** Copies that are registered as electronic and have no file yet. */
  awaiting: z.array(z.object({ copyId: z.string(), copyNo: z.string() })),
});
export type CarrierFilesView = z.infer<typeof CarrierFiles>;

export const PagesQuery = z.object({ copyId: Id });
export const CopyPages = z.object({
  copyId: z.string(),
  copyNo: z.string(),
  carrierId: z.string(),
  number: z.string(),
  mark: z.string(),
  levelToken: z.string(),
  title: z.string(),
  fileName: z.string(),
  count: z.int(),
  pages: z.array(z.object({ page: z.int(), width: z.int(), height: z.int() })),
  faithful: z.boolean(),
  engine: z.string().nullable(),
  gaps: z.array(FileGap),
  widths: z.array(z.int()),
});
export type CopyPagesView = z.infer<typeof CopyPages>;

export const OpeningsQuery = z.object({
  carrierId: Id,
  after: After,
  limit: z.int().min(1).max(100).default(50),
});
export const openingKinds = ['page', 'print', 'save', 'text'] as const;
export const OpeningList = z.object({
  rows: z.array(
    z.object({
      entryId: z.string(),
      copyId: z.string(),
      at: z.string(),
      person: z.string(),
      what: z.enum(openingKinds),
      page: z.int().nullable(),
      terminal: z.string(),
    }),
  ),
  next: z.string().nullable(),
});

export const VaultStateQuery = z.object({});
export const VaultState = z.object({
  status: z.enum(['none', 'locked', 'open']),
  uploadBytesMax: z.number(),
  pieceBytes: z.number(),
});

export const SearchQuery = z.object({
  words: know(z.string().trim().min(1).max(60)),
  registerId: Id.nullable().default(null),
  after: After,
  limit: z.int().min(1).max(50).default(20),
});
export const SearchHits = z.object({
  rows: z.array(
    z.object({
      carrierId: z.string(),
      copyId: z.string(),
      number: z.string(),
      mark: z.string(),
      levelToken: z.string(),
      title: z.string(),
      fileName: z.string(),
      before: z.string(),
      words: z.string(),
      after: z.string(),
      page: z.int().nullable(),
    }),
  ),
  next: z.string().nullable(),
  /** True where the words are too short to look for. */
  tooShort: z.boolean(),
});
export type SearchHitsView = z.infer<typeof SearchHits>;

export const vaultModuleErrors = {
  'upload.too.many': {
    status: 409,
    zh: '你有 {max} 个文件尚未传完。请先传完或取消其中的一些。',
    en: 'You have {max} uploads that are not finished. Finish or cancel some of them first.',
  },
  'upload.too.large': {
    status: 413,
    zh: '文件超过 {max} MB 的上限，未开始传输。请拆分后再传，或请安全保密管理员核准。',
    en: 'The file is over the limit of {max} MB and was not begun. Split it.',
  },
  'upload.not.open': {
    status: 409,
    zh: '该文件不在传输中。请刷新后查看其状态。',
    en: 'This file is not being uploaded. Reload and look at its state.',
  },
  'upload.not.whole': {
    status: 409,
    zh: '文件尚未传完（已收 {received} / 共 {size} 字节）。请续传。',
    en: 'The file has not arrived whole ({received} of {size} bytes). Go on with the upload.',
  },
  'upload.piece.wrong': {
    status: 400,
    zh: '传输请求有误：{why}。请刷新页面后续传。',
    en: 'The upload request is not valid: {why}. Reload the page and resume.',
  },
  'upload.still.examined': {
    status: 409,
    zh: '文件正在检查，完成后才能登记为电子份。请稍候。',
    en: 'The file is being examined and can be attached when that is done. Wait a moment.',
  },
  'upload.not.ready': {
    status: 409,
    zh: '该文件不能登记：已登记过、已取消或已清除。请重新上传。',
    en: 'This file cannot be attached: it was attached, cancelled or removed. Upload it again.',
  },
  'vault.carrier.telegram': {
    status: 409,
    zh: '密码电报不得存入电子文档库。',
    en: 'A cipher telegram is not kept in the vault.',
  },
  'vault.carrier.state': {
    status: 409,
    zh: '该载体尚未登记完成或已注销，不能增加电子份。',
    en: 'The carrier is a draft or has ended; no electronic copy can be added.',
  },
  'vault.copy.taken': {
    status: 409,
    zh: '第 {copyNo} 份不能放入此文件：已有文件、不在库，或不是电子份。',
    en: 'Copy {copyNo} cannot take this file: it has one, is not in store, or is not electronic.',
  },
  'vault.page.none': {
    status: 404,
    zh: '没有第 {page} 页，或该页未能生成图像。可查看“不能显示的内容”。',
    en: 'There is no page {page}, or no image could be made of it. See what cannot be shown.',
  },
  'vault.pages.none': {
    status: 409,
    zh: '该文件没有可显示的页面，不能打印。可申请导出原文件。',
    en: 'The file has no pages that can be shown, so it cannot be printed. Ask to save the file itself.',
  },
  'vault.print.long': {
    status: 422,
    zh: '一次最多打印 {max} 页。请申请导出，或在源系统打印。',
    en: 'At most {max} pages are printed at once. Ask to save the file instead.',
  },
  'vault.release.used': {
    status: 409,
    zh: '该许可已使用或已过期，文件只送出一次。需要再次使用的，请重新申请。',
    en: 'This permission is used or has run out; a file is handed out once. Ask again if you need it.',
  },
  'vault.text.permission': {
    status: 403,
    zh: '复制文字须经批准。请先申请。',
    en: 'Copying text needs a permission. Ask for it first.',
  },
} as const satisfies ErrorList;
