import { z } from 'zod';
import type { ErrorList } from '../../command/refusal.ts';
import { secret } from '../../command/tier.ts';

/** How somebody signs in besides his second factor: by the local password, or what the organisation has. */
export const outsideWays = ['ldap', 'oidc'] as const;
export const signInWays = ['password', ...outsideWays] as const;
export type OutsideWay = (typeof outsideWays)[number];

const Seconds = z.number().int().min(1).max(15);
const Authority = z.string().trim().max(65_536).startsWith('-----BEGIN CERTIFICATE-----');
const Secret = secret(z.string().min(1).max(500));

/** What is kept of the LDAP directory besides its reader's password. */
export const LdapSettings = z.object({
  /** `ldaps://host[:port]`, or `ldap://host[:port]`, which begins TLS (RFC 4513 §3) before anything else is said. */
  url: z
    .string()
    .trim()
    .max(300)
    .regex(/^ldaps?:\/\/(?:[A-Za-z0-9.-]{1,253}|\[[0-9a-f:]{2,45}\])(?::\d{1,5})?\/?$/),
  /** Certificates (PEM) of the authority that alone may vouch for it. */
  ca: Authority.min(1),
  /** Who reads the directory: a name in it. */
  bindName: z
    .string()
    .trim()
    .max(500)
    .regex(/[=@\\]/),
  base: z.string().trim().min(1).max(500),
  /** `{login}` stands for what somebody typed, escaped. */
  filter: z
    .string()
    .trim()
    .max(500)
    .regex(/^\(.*\{login\}.*\)$/),
  /** Attribute that must say the person's staff number, so that a login given to somebody else opens nothing. */
  staffNoAttribute: z
    .string()
    .trim()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/)
    .nullable(),
  /** For connecting, and for each answer. */
  seconds: Seconds,
});
export type LdapSettings = z.output<typeof LdapSettings>;

/** What is kept of the issuer besides our secret with it. */
export const OidcSettings = z.object({
  /** On the button of the sign-in page. */
  label: z.string().trim().min(1).max(40),
  issuer: z
    .url({ protocol: /^https$/ })
    .max(300)
    .refine((text) => !/[?#]/.test(text)),
  clientId: z.string().trim().min(1).max(200),
  /** Null: the authorities the machine knows. */
  ca: Authority.nullable(),
  /** Claim that says who it is: the name written down with an account, or else its login. */
  claim: z
    .string()
    .trim()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,60}$/),
  scopes: z
    .string()
    .trim()
    .regex(/^openid(?: [A-Za-z0-9_.:/-]{1,60}){0,10}$/),
  seconds: Seconds,
});
export type OidcSettings = z.output<typeof OidcSettings>;

/** `bindPassword` absent: the one that is kept stays. */
export const KeepLdap = LdapSettings.extend({ enabled: z.boolean(), bindPassword: Secret.optional() });
/** `clientSecret` absent: the one that is kept stays. */
export const KeepOidc = OidcSettings.extend({ enabled: z.boolean(), clientSecret: Secret.optional() });
/** `login`: looks for somebody besides; only where the directory is LDAP. */
export const TestDirectory = z.object({
  kind: z.enum(outsideWays),
  login: z.string().trim().min(1).max(200).optional(),
});

export const accountsAtOnceMax = 200;
/** `outsideName`: what he is called there, where it is not his login; of one account only. */
export const SetSignIn = z
  .object({
    accountIds: z.array(z.uuid()).min(1).max(accountsAtOnceMax),
    by: z.enum(signInWays),
    outsideName: z.string().trim().min(1).max(200).nullable().default(null),
  })
  .refine((input) => input.outsideName === null || input.accountIds.length === 1, {
    path: ['outsideName'],
    error: 'one account only',
  });

/** One step of a test, in words. */
export const TestStep = z.object({
  title: z.object({ zh: z.string(), en: z.string() }),
  ok: z.boolean(),
  detail: z.object({ zh: z.string(), en: z.string() }),
});
/** `last`: why the last sign-in by this way failed for another reason than who tried, since the server was started. */
export const TestAnswer = z.object({
  steps: z.array(TestStep),
  last: z.object({ at: z.string(), detail: TestStep.shape.detail }).nullable(),
});
export type TestStep = z.output<typeof TestStep>;

/** Where `session.beginSignInOutside` comes from: the page the issuer sends the browser back to. */
export const backPath = '/sign-in/back';
export const OutsideBack = z.object({ query: z.string().max(8192) });
export const OutsideBegun = z.object({ url: z.string() });
export const OutsideProved = z.object({ to: z.string() });
export const BeginOutside = z.object({ to: z.string().max(2048).default('') });

const kept = { enabled: z.boolean(), changedAt: z.string() };
export const DirectoryState = z.object({
  ldap: LdapSettings.extend(kept).nullable(),
  oidc: OidcSettings.extend(kept).nullable(),
  /** Open accounts by how they sign in. */
  accounts: z.object({ password: z.number(), ldap: z.number(), oidc: z.number() }),
});

export const directoryErrors = {
  'directory.unavailable': {
    status: 503,
    zh: '统一目录现在不能核对口令（连接不上，或设置有误），未登录。请稍后重试或联系安全保密管理员；本地口令不能代替。',
    en: 'The directory cannot check passwords now (it is not reached, or its settings are wrong); you are not signed in. Try again later or see the security administrator; the local password does not stand in for it.',
  },
  'directory.oidc.unavailable': {
    status: 503,
    zh: '统一身份认证现在连接不上，或设置有误。请稍后重试或联系安全保密管理员。',
    en: 'The identity service is not reached, or its settings are wrong. Try again later or see the security administrator.',
  },
  'directory.oidc.off': {
    status: 409,
    zh: '统一身份认证登录没有开启。请用登录名和口令登录。',
    en: 'Sign-in by the organisation’s identity service is not turned on. Sign in with login and password.',
  },
  'directory.oidc.expired': {
    status: 409,
    zh: '这次登录已过期，或不是在这个浏览器里开始的。请回到登录页重新开始。',
    en: 'This sign-in has expired, or was not begun in this browser. Go back to the sign-in page and begin again.',
  },
  'directory.oidc.refused': {
    status: 403,
    zh: '统一身份认证没有放行（{why}）。请回到登录页重试，或联系它的管理员。',
    en: 'The identity service did not let you through ({why}). Go back to the sign-in page and try again, or see its administrator.',
  },
  'directory.oidc.invalid': {
    status: 403,
    zh: '统一身份认证的应答核对不符，未登录。请回到登录页重试；再次出现时请报告安全保密管理员。',
    en: 'The answer of the identity service did not hold when checked; you are not signed in. Try again from the sign-in page, and tell the security administrator if it happens again.',
  },
  'directory.no.account': {
    status: 403,
    zh: '统一身份认证认可了你，但本系统没有可用的账号与之对应。账号不会自动建立：请联系系统管理员开通，由安全保密管理员设为统一身份认证登录。',
    en: 'The identity service knows you, but there is no usable account here that belongs to it. Accounts are not made by themselves: ask the system administrator for one and the security administrator to set it to this sign-in.',
  },
  'directory.secret.missing': {
    status: 422,
    zh: '还没有存过口令或客户端密钥，请填写。',
    en: 'No password or client secret is kept yet; fill it in.',
  },
  'directory.secret.again': {
    status: 422,
    zh: '地址、证书或名称改了，须重新填写口令或客户端密钥：旧的不能发给另一台服务器。',
    en: 'Address, certificate or name has changed, so enter the password or client secret again: the old one is not to be sent to another server.',
  },
  'directory.ca': {
    status: 422,
    zh: '机构证书无法读取，或不是签发证书的机构（CA）证书。请粘贴 PEM 文本，从 BEGIN CERTIFICATE 到 END CERTIFICATE。',
    en: 'The authority’s certificate cannot be read, or is not one of an authority. Paste its PEM text from BEGIN CERTIFICATE to END CERTIFICATE.',
  },
  'directory.filter': {
    status: 422,
    zh: '查找条件不合 LDAP 过滤器的写法（RFC 4515）。例如 (uid={login})。',
    en: 'The filter is not written as LDAP filters are (RFC 4515). An example: (uid={login}).',
  },
  'directory.off': {
    status: 409,
    zh: '这种登录方式没有开启，不能把账号设为它。请先在“统一登录”中设置、测试并开启。',
    en: 'This way to sign in is not turned on, so no account can be set to it. Set it up, test it and turn it on under “Directory sign-in” first.',
  },
  'directory.in.use': {
    status: 409,
    zh: '还有 {count} 个账号用这种方式登录，关闭后他们不能登录。请先把这些账号改回本地口令。',
    en: '{count} accounts sign in this way and could not any more. Set them back to the local password first.',
  },
  'directory.not.set': {
    status: 409,
    zh: '还没有设置，不能测试。请先保存设置。',
    en: 'Nothing is set up yet, so nothing can be tested. Save the settings first.',
  },
  'account.administrator.local': {
    status: 409,
    zh: '三名管理员只用本地口令登录：统一目录失灵时也要能处置。',
    en: 'The three administrators sign in by their local password only: they must be able to act when the directory fails.',
  },
  'account.outside.taken': {
    status: 409,
    zh: '另一个账号已经对应统一目录中的这个名称。请核对后改用各自的名称。',
    en: 'Another account already stands for this name in the directory. Check, and give each its own.',
  },
  'account.outside.password': {
    status: 409,
    zh: '你用单位统一目录的口令登录，口令在那里修改。',
    en: 'You sign in with the organisation’s own password; it is changed there.',
  },
  'account.way.same': {
    status: 409,
    zh: '所选账号已经这样登录，没有可改的。',
    en: 'These accounts sign in this way already; there is nothing to change.',
  },
} as const satisfies ErrorList;
