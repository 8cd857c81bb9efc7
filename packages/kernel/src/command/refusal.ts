/** What a refused call tells its caller: a code of the closed lists and the facts its text names. */
export type RefusalParams = Readonly<
  Record<string, string | number | { readonly zh: string; readonly en: string }>
>;

/** The user's mistake: refused with a code that has a text in both languages; nothing is changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly params: RefusalParams;
  /** Why, for the log only: what the caller must not learn. */
  readonly inner: string | undefined;

  /** True where what the command wrote before refusing must stay: a failed sign-in counts. */
  readonly keepsWrites: boolean;

  constructor(code: string, params: RefusalParams = {}, inner?: string, keepsWrites = false) {
    super(code);
    this.code = code;
    this.params = params;
    this.inner = inner;
    this.keepsWrites = keepsWrites;
  }
}

/** One entry of a closed list of errors: HTTP status and text, `{name}` standing for a parameter. */
export interface ErrorEntry {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503;
  readonly zh: string;
  readonly en: string;
}
export type ErrorList = Readonly<Record<string, ErrorEntry>>;

export const kernelErrors = {
  'not.found': {
    status: 404,
    zh: '未找到。请核对编号或扫描标签。',
    en: 'Not found. Check the number or scan the label.',
  },
  'not.permitted': {
    status: 403,
    zh: '你没有办理此事的职责。可由以下职责的人员办理：{who}。',
    en: 'You have no duty for this. It can be done by: {who}.',
  },
  'condition.unmet': { status: 409, zh: '现在不能办理：{why}。', en: 'This cannot be done now: {why}.' },
  'signed.out': {
    status: 401,
    zh: '尚未登录或登录已失效。请重新登录。',
    en: 'You are not signed in, or the session has ended. Sign in again.',
  },
  'second.factor.required': {
    status: 401,
    zh: '此项操作须再次验证第二因素。请验证后重试。',
    en: 'This needs your second factor once more. Verify it and try again.',
  },
  'input.invalid': { status: 422, zh: '填写有误：{faults}', en: 'The input is not valid: {faults}' },
  'command.unknown': { status: 404, zh: '没有这项命令或查询。', en: 'There is no such command or query.' },
  'command.id.conflict': {
    status: 409,
    zh: '这个命令编号已用于另一项内容。请刷新页面后重新提交。',
    en: 'This command id was used for something else. Reload the page and submit again.',
  },
  'command.busy': {
    status: 503,
    zh: '系统正忙，未作任何改动。请稍后重试。',
    en: 'The system is busy; nothing was changed. Try again shortly.',
  },
  'program.fault': {
    status: 500,
    zh: '程序出错，未作任何改动。请把编号 {entry} 告知系统管理员。',
    en: 'The program failed; nothing was changed. Tell the system administrator this number: {entry}.',
  },
  'clock.stopped': {
    status: 503,
    zh: '系统时钟异常，自动办理的事项已停止。须由安全保密管理员和安全审计员确认时钟。',
    en: 'The clock is in doubt and what acts by itself has stopped. The security administrator and the auditor must confirm the clock.',
  },
  'register.export.limit': {
    status: 422,
    zh: '一次最多处理 {max} 行。请缩小筛选范围。',
    en: 'At most {max} rows at once. Narrow the filter.',
  },
} as const satisfies ErrorList;

/** Makes the `refuse` of one closed list; an unknown code does not compile. */
export function refuser<List extends ErrorList>(_list: List) {
  return (code: keyof List & string, params?: RefusalParams, inner?: string): Refusal =>
    new Refusal(code, params, inner);
}

export const refuse = refuser(kernelErrors);

/** The text of an error in one language, with its parameters filled in. */
export function errorText(entry: ErrorEntry, params: RefusalParams, language: 'zh' | 'en'): string {
  return entry[language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? '';
    return typeof value === 'object' ? value[language] : String(value);
  });
}
