import type { Bilingual } from '../../command/define.ts';
import type { TestStep } from './contract.ts';
import { createHttpsFetch } from './https-fetch.ts';
import { type LdapAccess, openLdapSession } from './ldap.ts';
import { type OidcAccess, countKeys, openIssuer } from './oidc.ts';
import { troubleOf } from './trouble.ts';

const titles = {
  secure: { zh: '连接并加密，核对证书', en: 'Connect, encrypt, check the certificate' },
  reader: { zh: '以读取账号登录目录', en: 'Sign in as the directory’s reader' },
  search: { zh: '在查找起点下查找', en: 'Search below the base' },
  person: { zh: '找到这个人', en: 'Find this person' },
  issuer: { zh: '连接并读取服务说明', en: 'Connect and read what the service says of itself' },
  flow: { zh: '支持授权码流程与 PKCE', en: 'Code flow and PKCE are supported' },
  keys: { zh: '取得签名公钥', en: 'Fetch the keys it signs with' },
} satisfies Record<string, Bilingual>;
type Title = keyof typeof titles;

const fine: Bilingual = { zh: '正常', en: 'fine' };

/** Steps in order; the first that fails is the last. */
function createSteps(begin: Title) {
  const steps: TestStep[] = [];
  let next: Title = begin;
  return {
    steps,
    pass(then: Title | null, detail: Bilingual = fine): void {
      steps.push({ title: titles[next], ok: true, detail });
      if (then !== null) next = then;
    },
    fail(detail: Bilingual): TestStep[] {
      steps.push({ title: titles[next], ok: false, detail });
      return steps;
    },
  };
}

/** Tries the directory step by step, and somebody's login where one is given; no password but the reader's is sent. */
export async function testLdap(access: LdapAccess, login: string | undefined): Promise<TestStep[]> {
  const test = createSteps('secure');
  try {
    const session = await openLdapSession(access, () => test.pass('reader'));
    try {
      test.pass('search');
      const entry = await session.find({ name: login ?? 'fengni-test', staffNo: null });
      if (login === undefined) {
        test.pass(null);
        return test.steps;
      }
      test.pass('person');
      if (entry.dn === null) return test.fail(notFound[entry.why]);
      test.pass(null, { zh: entry.dn, en: entry.dn });
      return test.steps;
    } finally {
      session.close();
    }
  } catch (error) {
    return test.fail(troubleOf(error).detail);
  }
}

const notFound = {
  none: {
    zh: '没有找到。请核对登录名、查找起点和查找条件。',
    en: 'Nobody is found. Check the login, the base and the filter.',
  },
  several: {
    zh: '找到不止一人，登录会被拒绝。请收紧查找条件。',
    en: 'More than one is found, and sign-in would be refused. Narrow the filter.',
  },
  'staff-no': { zh: '工号不符。', en: 'The staff number differs.' },
} satisfies Record<string, Bilingual>;

/** Tries the issuer step by step. Whether it takes our secret shows only when somebody signs in. */
export async function testOidc(access: OidcAccess): Promise<TestStep[]> {
  const test = createSteps('issuer');
  try {
    const config = await openIssuer(access);
    test.pass('flow');
    const { code_challenge_methods_supported: methods, response_types_supported: types } =
      config.serverMetadata();
    if (types !== undefined && !types.includes('code'))
      return test.fail({
        zh: '它不提供授权码流程（response_type=code）。',
        en: 'It does not offer the code flow (response_type=code).',
      });
    // what says nothing of PKCE may still have it; what names other methods has not
    if (methods !== undefined && !methods.includes('S256'))
      return test.fail({
        zh: '它不支持 PKCE 的 S256。请在服务端启用。',
        en: 'It does not support S256 of PKCE. Turn it on there.',
      });
    test.pass('keys');
    const count = await countKeys(config, createHttpsFetch(access));
    if (count === 0)
      return test.fail({ zh: '没有取得公钥（jwks_uri）。', en: 'No keys came from jwks_uri.' });
    test.pass(null, { zh: `${count} 个`, en: `${count}` });
    return test.steps;
  } catch (error) {
    return test.fail(troubleOf(error).detail);
  }
}
