import { randomBytes } from 'node:crypto';
import { Client, Filter, FilterParser, InvalidCredentialsError, ResultCodeError } from 'ldapts';
import type { LdapSettings } from './contract.ts';
import { openLdapSocket } from './ldap-socket.ts';
import { DirectoryTrouble, hungUp } from './trouble.ts';

/** Settings with the password of the directory's reader. */
export type LdapAccess = LdapSettings & { readonly bindPassword: string };

/** Whom to look for. */
export interface LdapWanted {
  readonly name: string;
  /** Must stand in the entry where the settings name an attribute for it. */
  readonly staffNo: string | null;
}

/** Result codes of a refused password: wrong, locked, disabled, expired (RFC 4511 appendix A). */
const refusals = new Set([
  /* constraintViolation */ 19, /* inappropriateAuthentication */ 48, /* invalidCredentials */ 49,
  /* insufficientAccessRights */ 50, /* unwillingToPerform */ 53,
]);

/** The filter with a name put in as RFC 4515 §3 escapes it. Throws where it is no filter. */
export function filterFor(template: string, name: string): Filter {
  const text = template.replaceAll('{login}', () => Filter.escape(name));
  return FilterParser.parseString(text);
}

/** Whether a filter can be read, and what is typed stands in it for a value and not for an attribute. */
export function isFilter(template: string): boolean {
  if (/\([^()=]*\{login\}/.test(template)) return false;
  // a bracket that is meant is escaped (RFC 4515 §3); the library forgives one that is missing
  if (template.split('(').length !== template.split(')').length) return false;
  try {
    filterFor(template, 'login');
    return true;
  } catch {
    return false;
  }
}

export type LdapSession = Awaited<ReturnType<typeof openLdapSession>>;

/** Opens the directory as its reader. Throws what {@link troubleOf} explains. */
export async function openLdapSession(access: LdapAccess, onSecure: () => void = () => undefined) {
  const milliseconds = access.seconds * 1000;
  const socket = await openLdapSocket(access);
  onSecure();
  let given = false;
  const client = new Client({
    // the connection is made already; the name in the address is not used
    url: 'ldap://directory',
    timeout: milliseconds,
    createConnection: () => {
      // the library connects anew by itself: that would be in the clear
      if (given) throw hungUp();
      given = true;
      return socket;
    },
  });
  const close = (): void => {
    socket.destroy();
  };
  try {
    await client.bind(access.bindName, access.bindPassword);
  } catch (error) {
    close();
    throw error instanceof ResultCodeError ? readerRefused(error) : error;
  }

  /** The entry that is meant: its name, or why it is none. Referrals to other directories are not followed. */
  async function find({ name, staffNo }: LdapWanted): Promise<FoundEntry> {
    const attribute = access.staffNoAttribute;
    const { searchEntries } = await client
      .search(access.base, {
        scope: 'sub',
        derefAliases: 'never',
        filter: filterFor(access.filter, name),
        attributes: [attribute ?? '1.1'],
        sizeLimit: 2,
        timeLimit: access.seconds,
      })
      .catch((error: unknown) => {
        throw searchFailed(error);
      });
    const [entry, second] = searchEntries;
    if (entry === undefined) return { dn: null, why: 'none' };
    if (second !== undefined) return { dn: null, why: 'several' };
    if (attribute === null || staffNo === null) return { dn: entry.dn, why: null };
    const value = Object.entries(entry).find(([key]) => key.toLowerCase() === attribute.toLowerCase())?.[1];
    const values = (Array.isArray(value) ? value : [value ?? '']).map(String);
    return values.includes(staffNo) ? { dn: entry.dn, why: null } : { dn: null, why: 'staff-no' };
  }

  /** Whether this is the entry's password. An empty one is refused here: a directory takes it for no sign-in at all (RFC 4513 §5.1.2). */
  async function isPassword(dn: string, password: string): Promise<boolean> {
    if (dn === '' || password === '' || password.includes('\0')) return false;
    try {
      await client.bind(dn, password);
      return true;
    } catch (error) {
      if (error instanceof ResultCodeError && refusals.has(error.code)) return false;
      throw error;
    }
  }

  /** As long as it takes where there is somebody. */
  async function failInVain(): Promise<void> {
    const nobody = randomBytes(16).toString('hex');
    await isPassword(`cn=${nobody},${access.base}`, nobody).catch(() => undefined);
  }
  return { find, isPassword, failInVain, close };
}

export type FoundEntry =
  | { readonly dn: string; readonly why: null }
  | { readonly dn: null; readonly why: 'none' | 'several' | 'staff-no' };

function readerRefused(error: ResultCodeError): DirectoryTrouble {
  return new DirectoryTrouble(
    error instanceof InvalidCredentialsError
      ? {
          zh: '目录不认读取账号的名称或口令。请核对后重新填写口令。',
          en: 'The directory does not take the reader’s name or password. Check the name and enter the password anew.',
        }
      : {
          zh: `目录拒绝了读取账号（代码 ${error.code}）。请核对它的名称和权限。`,
          en: `The directory refused its reader (code ${error.code}). Check its name and rights.`,
        },
    error,
  );
}

const noSuchObject = 32;
function searchFailed(error: unknown): unknown {
  if (!(error instanceof ResultCodeError)) return error;
  return new DirectoryTrouble(
    error.code === noSuchObject
      ? {
          zh: '目录中没有所填的查找起点，或读取账号看不到它。请核对查找起点（base）。',
          en: 'The directory has no such base, or its reader does not see it. Check the base.',
        }
      : {
          zh: `目录拒绝了查找（代码 ${error.code}）。请核对查找条件和读取账号的权限。`,
          en: `The directory refused the search (code ${error.code}). Check the filter and the reader’s rights.`,
        },
    error,
  );
}
