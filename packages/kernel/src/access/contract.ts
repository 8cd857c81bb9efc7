import { z } from 'zod';
import { secret } from '../command/tier.ts';
import type { ErrorList } from '../command/refusal.ts';
import { signInWays } from './directory/contract.ts';

export const Login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/);
/** Minutes without anything done in it after which a session ends, and a page signs out: nobody sits there any more. */
export const idleMinutesMax = 30;

const PersonName = z.string().trim().min(1).max(60);
const Code = secret(z.string().trim().min(6).max(40));
const Password = secret(z.string().min(1).max(128));
const FactorName = z.string().trim().min(1).max(40);

/** Bytes of a security key as its browser writes them. */
const KeyBytes = z
  .string()
  .max(16_384)
  .regex(/^[A-Za-z0-9_-]+$/);
const keyAnswer = {
  id: KeyBytes,
  rawId: KeyBytes,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
};
/** What a browser answers when a new key was touched: RegistrationResponseJSON of Web Authentication. */
export const KeyRegistration = secret(
  z.object({
    ...keyAnswer,
    response: z.object({
      clientDataJSON: KeyBytes,
      attestationObject: KeyBytes,
      transports: z.array(z.string().max(20)).max(10).default([]),
    }),
  }),
);
/** What a browser answers when a known key was touched: AuthenticationResponseJSON of Web Authentication. */
export const KeyAssertion = secret(
  z.object({
    ...keyAnswer,
    response: z.object({ clientDataJSON: KeyBytes, authenticatorData: KeyBytes, signature: KeyBytes }),
  }),
);

/** `crypto suite` is chosen once, at set-up (SEC-4): it decides the signature lines of the log. */
export const suites = ['intl', 'guomi'] as const;

export const BeginHouse = z.object({
  setupCode: secret(z.string().trim().min(8).max(64)),
  house: z.object({
    name: z.string().trim().min(1).max(100),
    kind: z.enum(['group', 'company', 'bureau']),
    suite: z.enum(suites).default('intl'),
  }),
  administrators: z
    .array(z.object({ power: z.enum(['system', 'security', 'audit']), name: PersonName, login: Login }))
    .length(3),
});

export const ActivateAccount = z.object({
  login: Login,
  activationCode: secret(z.string().trim().min(8).max(40)),
  /** Absent where the account signs in with the organisation's own. */
  password: Password.optional(),
  /**
   * A security key answers to `account.beginActivationKey`; a code generator proves itself with its first code; a sheet
   * is printed after activation.
   */
  factor: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('webauthn'), name: FactorName, registration: KeyRegistration }),
    z.object({ kind: z.literal('totp'), secret: secret(z.string().regex(/^[A-Z2-7]{32,64}$/)), code: Code }),
    z.object({ kind: z.literal('code-sheet') }),
  ]),
});

export const BeginSignIn = z.object({ login: Login, password: Password });
/** What the pages' forms ask for: the next code of a generator or of a printed sheet. */
export const ProveByCode = z.object({ factorCode: Code });
export const SignInByCode = BeginSignIn.extend(ProveByCode.shape);
const shownFactor = { factorCode: Code.optional(), assertion: KeyAssertion.optional() };
const isOneShown = (input: { readonly factorCode?: unknown; readonly assertion?: unknown }) =>
  (input.factorCode === undefined) !== (input.assertion === undefined);
const oneShown = { path: ['factorCode'], error: 'factorCode or assertion' };
/**
 * The second factor is one of two: `factorCode`, or as `assertion` what a security key answered to
 * `session.beginSignIn` or `session.beginProof`.
 */
export const ProveFactor = z.object(shownFactor).refine(isOneShown, oneShown);
export const SignIn = BeginSignIn.extend(shownFactor).refine(isOneShown, oneShown);
export const BeginProof = z.object({});
export const BeginSecurityKey = z.object({});
export const AddSecurityKey = z.object({ name: FactorName, registration: KeyRegistration });
export const BeginActivationKey = ActivateAccount.pick({ login: true, activationCode: true });
export const AddGenerator = z.object({
  secret: secret(z.string().regex(/^[A-Z2-7]{32,64}$/)),
  code: Code,
  name: FactorName,
});
export const MakeCodeSheet = z.object({});
export const SignOut = z.object({});
export const EndSession = z.object({ sessionId: z.uuid() });
export const ChangePassword = z.object({ current: Password, next: Password });
export const SetLanguage = z.object({ language: z.enum(['zh', 'en']) });
export const InviteAccount = z.object({ personId: z.uuid(), login: Login });
export const CloseAccount = z.object({ accountId: z.uuid(), reason: z.string().trim().min(2).max(300) });
export const ResetAccount = z.object({ accountId: z.uuid(), reason: z.string().trim().min(2).max(300) });
export const EndFactor = z.object({ factorId: z.uuid() });
export const RestrictTerminals = z.object({ restricted: z.boolean() });
export const AddTerminal = z.object({
  name: z.string().trim().min(1).max(60),
  kind: z.enum(['address', 'certificate']),
  value: z.string().trim().min(2).max(200),
});
export const EndTerminal = z.object({ terminalId: z.uuid() });

export const AccountListQuery = z.object({
  search: z.string().trim().max(60).default(''),
  by: z.enum(signInWays).nullable().default(null),
  after: z.string().max(200).nullable().default(null),
});
export const AccountList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      login: z.string(),
      person: z.string(),
      unit: z.string(),
      power: z.enum(['system', 'security', 'audit']).nullable(),
      state: z.enum(['invited', 'active', 'closed']),
      frozen: z.boolean(),
      signInBy: z.enum(signInWays),
      /** What he is called there, where it is not his login. */
      outsideName: z.string().nullable(),
      createdAt: z.string(),
    }),
  ),
  next: z.string().nullable(),
});
export const SessionList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      login: z.string(),
      person: z.string(),
      terminal: z.string(),
      startedAt: z.string(),
      factorAt: z.string().nullable(),
      mine: z.boolean(),
    }),
  ),
});
export const factorKinds = ['webauthn', 'certificate', 'code-sheet', 'totp'] as const;
const KeyDescriptor = z.object({
  id: z.string(),
  type: z.literal('public-key'),
  transports: z.array(z.string()).optional(),
});
/** How somebody can show his second factor: answer of `session.beginSignIn` and `session.beginProof`. */
export const FactorOffer = z.object({
  kinds: z.array(z.enum(factorKinds)),
  /** What his keys registered at this address are asked; null where he has none that works here. */
  key: z
    .object({
      challenge: z.string(),
      rpId: z.string(),
      timeout: z.number(),
      allowCredentials: z.array(KeyDescriptor),
      userVerification: z.literal('discouraged'),
    })
    .nullable(),
  /** Hosts at which his other keys are registered. */
  keyHosts: z.array(z.string()),
});
/** What a new key is asked: answer of `account.beginSecurityKey` and `account.beginActivationKey`. */
export const KeyCreation = z.object({
  options: z.object({
    challenge: z.string(),
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.number() })),
    timeout: z.number(),
    attestation: z.literal('none'),
    excludeCredentials: z.array(KeyDescriptor),
    authenticatorSelection: z.object({
      authenticatorAttachment: z.literal('cross-platform'),
      residentKey: z.literal('discouraged'),
      requireResidentKey: z.literal(false),
      userVerification: z.literal('discouraged'),
    }),
    hints: z.array(z.literal('security-key')),
  }),
});
export const MyAccess = z.object({
  login: z.string(),
  signInBy: z.enum(signInWays),
  language: z.enum(['zh', 'en']),
  factors: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(factorKinds),
      name: z.string(),
      createdAt: z.string(),
    }),
  ),
  sessions: SessionList.shape.rows,
});
export const TerminalList = z.object({
  restricted: z.boolean(),
  rows: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(['address', 'certificate']),
      value: z.string(),
    }),
  ),
});

export const accessErrors = {
  'setup.code.wrong': {
    status: 403,
    zh: '设置码不对或已过期（一小时内有效）。请重新启动程序，使用新打印的设置码。',
    en: 'The set-up code is wrong or has expired (it is good for one hour). Start the program again and use the new code.',
  },
  'setup.already.done': { status: 409, zh: '本单位已经设置完毕。', en: 'This house is already set up.' },
  'setup.three.persons': {
    status: 422,
    zh: '三名管理员必须是三个不同的人，系统、安全保密、安全审计各一名，登录名各不相同。',
    en: 'The three administrators must be three different persons, one each for system, security and audit, with different login names.',
  },
  'setup.unfinished': {
    status: 503,
    zh: '三名管理员尚未全部启用账号，启用前不提供其他服务。',
    en: 'Not all three administrators have activated their accounts; nothing else is served before.',
  },
  'signin.failed': {
    status: 401,
    zh: '登录名、口令或第二因素不对，或账号不可用。请核对后重试；口令遗忘请联系系统管理员。',
    en: 'Login, password or second factor is wrong, or the account cannot be used. Check and try again; if the password is forgotten, see the system administrator.',
  },
  'signin.wait': {
    status: 429,
    zh: '此终端多次登录失败，请 {seconds} 秒后再试。',
    en: 'Several attempts from this terminal failed. Try again in {seconds} seconds.',
  },
  'terminal.not.allowed': {
    status: 403,
    zh: '此终端未登记，不能登录。请联系安全保密管理员登记。',
    en: 'This terminal is not registered and cannot be used. Ask the security administrator to register it.',
  },
  'activation.failed': {
    status: 401,
    zh: '登录名或启用码不对，或启用码已过期。请核对启用单；过期请系统管理员重新签发。',
    en: 'Login or activation code is wrong, or the code has expired. Check the sheet; the system administrator can issue a new one.',
  },
  'password.short': {
    status: 422,
    zh: '口令至少 12 个字符。',
    en: 'A password needs at least 12 characters.',
  },
  'password.simple': {
    status: 422,
    zh: '口令过于简单，至少含 6 个不同的字符。',
    en: 'The password is too simple; use at least 6 different characters.',
  },
  'password.login': {
    status: 422,
    zh: '口令不能包含登录名。',
    en: 'The password must not contain the login name.',
  },
  'factor.failed': {
    status: 401,
    zh: '第二因素不对或已用过。请用下一个验证码，或再次触碰 USB 密钥。',
    en: 'The second factor is wrong or was used before. Use the next code, or touch the USB key again.',
  },
  'key.address': {
    status: 409,
    zh: '此地址不能使用 USB 密钥：浏览器只在以主机名访问的 https 地址（或本机的 localhost）上允许。请改用主机名访问，或使用验证码。',
    en: 'USB keys do not work at this address: browsers allow them only under a host name with https (or localhost on the machine itself). Use the host name, or a code.',
  },
  'key.expired': {
    status: 409,
    zh: '这次 USB 密钥验证已过期或已用过。请重新开始，插入密钥后在两分钟内触碰。',
    en: 'This request to the USB key has expired or was used. Begin again and touch the key within two minutes.',
  },
  'key.refused': {
    status: 422,
    zh: 'USB 密钥登记失败：密钥的应答不符。请拔下重插后再试，或换一支密钥。',
    en: 'The USB key could not be registered: its answer does not fit. Plug it in again and retry, or use another key.',
  },
  'key.synced': {
    status: 422,
    zh: '这是可同步到其他设备的通行密钥，不能登记。请使用实体 USB 密钥。',
    en: 'This is a passkey that can be copied to other devices and cannot be registered. Use a hardware USB key.',
  },
  'key.taken': {
    status: 409,
    zh: '这支 USB 密钥已登记过。请换一支。',
    en: 'This USB key is already registered. Use another one.',
  },
  'key.cloned': {
    status: 403,
    zh: 'USB 密钥“{name}”的计数倒退，可能被复制过，已停用并记录在案。请改用其他验证方式，并报告安全保密管理员。',
    en: 'The counter of USB key “{name}” went back: it may have been copied. It was ended and this is on record. Use another factor and tell the security administrator.',
  },
  'factor.last': {
    status: 409,
    zh: '这是最后一个第二因素，不能停用。请先登记另一个。',
    en: 'This is the last second factor and cannot be ended. Register another one first.',
  },
  'account.login.taken': {
    status: 409,
    zh: '登录名 {login} 已被使用。请换一个。',
    en: 'The login name {login} is taken. Choose another one.',
  },
  'account.exists': { status: 409, zh: '此人已有账号。', en: 'This person already has an account.' },
  'account.closed': { status: 409, zh: '账号已停用。', en: 'The account is closed.' },
  'account.own': {
    status: 409,
    zh: '不能对自己的账号办理此事。',
    en: 'You cannot do this to your own account.',
  },
} as const satisfies ErrorList;
