import type { Bilingual } from '../../command/define.ts';

/** Why a directory or issuer did not answer as it should: found out by reaching for it, told to who keeps its settings. */
export class DirectoryTrouble extends Error {
  override readonly name = 'DirectoryTrouble';
  readonly detail: Bilingual;

  constructor(detail: Bilingual, cause?: unknown) {
    super(detail.en, cause === undefined ? {} : { cause });
    this.detail = detail;
  }
}

const wrongAuthority = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
]);

/** What a failed connection means and what to do, from the error of the network or of TLS. */
export function troubleOf(error: unknown): DirectoryTrouble {
  if (error instanceof DirectoryTrouble) return error;
  const code = codeOf(error);
  if (wrongAuthority.has(code))
    return new DirectoryTrouble(
      {
        zh: '服务器证书不是所填机构签发的。请核对机构证书；若核对无误，可能有人冒充服务器。',
        en: 'The server’s certificate is not of the authority given. Check the authority’s certificate; if it is right, somebody may be posing as the server.',
      },
      error,
    );
  return new DirectoryTrouble(troubles[code] ?? unknownTrouble(error), error);
}

const timedOut = {
  zh: '在规定时间内没有应答。请核对地址、端口和防火墙，或放宽时限。',
  en: 'No answer within the time set. Check address, port and firewall, or allow more time.',
};
const broken = {
  zh: '连接被对方断开。请核对端口是否提供这项服务。',
  en: 'The other side closed the connection. Check that the port offers this service.',
};
const noHost = {
  zh: '找不到这个主机名。请核对地址和域名解析。',
  en: 'There is no such host name. Check the address and the name service.',
};
const noRoute = {
  zh: '到不了这台主机。请核对地址和网络。',
  en: 'This host is not reached. Check the address and the network.',
};
const troubles: Readonly<Record<string, Bilingual>> = {
  ENOTFOUND: noHost,
  EAI_AGAIN: noHost,
  ECONNREFUSED: {
    zh: '主机在，但端口没有服务。请核对端口。',
    en: 'The host is there, but nothing serves this port. Check the port.',
  },
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  ETIMEDOUT: timedOut,
  ECONNRESET: broken,
  EPIPE: broken,
  CERT_HAS_EXPIRED: {
    zh: '服务器证书已过期。请让它的管理员更换。',
    en: 'The server’s certificate has expired. Have its administrator replace it.',
  },
  CERT_NOT_YET_VALID: {
    zh: '服务器证书尚未生效。请核对两边的时钟。',
    en: 'The server’s certificate is not valid yet. Compare the clocks.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    zh: '服务器证书不含所填的主机名。请按证书上的名称填写地址。',
    en: 'The server’s certificate does not bear this host name. Give the address by a name on it.',
  },
};

function unknownTrouble(error: unknown): Bilingual {
  const text = error instanceof Error ? error.message.slice(0, 200) : '';
  // what the library of LDAP says in words alone
  if (/timed out/i.test(text)) return timedOut;
  if (/^(?:Connection closed|Socket error)/.test(text)) return broken;
  return { zh: `连接失败：${text}`, en: `The connection failed: ${text}` };
}

/** Whether it was not reached, or not as who it should be: in contrast to an answer that does not hold. */
export function isNetworkError(error: unknown): boolean {
  const code = codeOf(error);
  return error instanceof DirectoryTrouble || code in troubles || wrongAuthority.has(code);
}

/** `code` of an error or of what caused it, or ''. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const code: unknown = Reflect.get(error, 'code');
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return 'ETIMEDOUT';
  if (typeof code === 'string' && /^[A-Z]/.test(code) && !code.startsWith('OAUTH_')) return code;
  const cause: unknown = Reflect.get(error, 'cause');
  return cause === undefined || cause === error ? '' : codeOf(cause);
}

/** What stands for an answer that did not come in time. */
export function timeOut(): Error {
  return Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });
}

/** What stands for a connection that the other side has closed. */
export function hungUp(): Error {
  return Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' });
}
