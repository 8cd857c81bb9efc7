import type { ErrorList } from '@fengni/kernel/command/refusal';

/** What the server refuses before a command, query or file route is reached. */
export const httpErrors = {
  'request.invalid': {
    status: 400,
    zh: '请求格式不对，未作任何改动。请刷新页面后重试。',
    en: 'The request is malformed; nothing was changed. Reload the page and try again.',
  },
  'request.too.large': {
    status: 413,
    zh: '提交的内容超过 {megabytes} MB。请缩小扫描件后重新提交。',
    en: 'What was sent is larger than {megabytes} MB. Make the scan smaller and send it again.',
  },
  'request.foreign': {
    status: 403,
    zh: '请求不是从本系统的页面发出的，已拒绝。请从登录页重新进入。',
    en: 'The request did not come from a page of this program and was refused. Enter again from the sign-in page.',
  },
  'host.unknown': {
    status: 403,
    zh: '不能用这个地址访问本系统。请使用启动时显示的地址，或由系统管理员设置 FENGNI_ORIGIN。',
    en: 'The program is not reached under this address. Use the one shown at start, or have the system administrator set FENGNI_ORIGIN.',
  },
  'attempts.too.many': {
    status: 429,
    zh: '此终端尝试过于频繁，请 {seconds} 秒后再试。',
    en: 'Too many attempts from this terminal. Try again in {seconds} seconds.',
  },
} as const satisfies ErrorList;
