import { randomInt } from 'node:crypto';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Limits of one conversion. */
export interface OfficeLimits {
  /** Wall time in milliseconds. */
  timeMs: number;
  /** Data of each process in MiB. */
  memoryMb: number;
  /** The largest file it may write, hence the largest PDF. */
  fileBytesMax: number;
}

export const officeLimits: OfficeLimits = {
  timeMs: 120_000,
  memoryMb: 2048,
  fileBytesMax: 512 * 1024 ** 2,
};

/** Where plaintext may lie for the time of a conversion: memory, never a disk. */
export const memoryFolder = '/dev/shm';

/** Users nobody has: one of these for each conversion, so that no other process of ours can look at its folder or at it. */
const uidFirst = 1_900_000_000;
const uidCount = 1_000_000;

const toolFolders = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];
const officePaths = ['/usr/bin/soffice', '/usr/local/bin/soffice', '/opt/libreoffice/program/soffice'];

/** What of the root folder programs need; everything else is hidden from LibreOffice behind an empty folder. */
const systemFolders = new Set([
  'bin',
  'sbin',
  'lib',
  'lib32',
  'lib64',
  'libx32',
  'usr',
  'etc',
  'proc',
  'sys',
  'dev',
]);

/** LibreOffice on this system; undefined when it is not installed. */
export function findOffice(): string | undefined {
  const inOpt = existsSync('/opt')
    ? readdirSync('/opt')
        .filter((name) => /^libreoffice/i.test(name))
        .map((name) => path.join('/opt', name, 'program', 'soffice'))
    : [];
  const found = [...officePaths, ...inOpt].find((file) => existsSync(file));
  return found === undefined ? undefined : realpathSync(found);
}

/** Folders of the fonts that conversions use beside those of the system. */
export function fontFolders(): string[] {
  const require = createRequire(import.meta.url);
  return [
    '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
    '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
    '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
    '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
  ].map((file) => path.dirname(require.resolve(file)));
}

/**
 * Puts up the last walls from within the new namespaces and becomes LibreOffice: its working folder takes the place of
 * /dev/shm and a part of it that of /tmp, fonts are shown in it read-only, every folder of the root that is no system's is covered.
 * $1 working folder, $2 folders to cover, $3 font folders (both parted by newlines), then the command.
 */
const wallsScript = `set -e
work=$1 covered=$2 fonts=$3
shift 3
mount --make-rprivate /
IFS='
'
at=0
for folder in $fonts; do
  at=$((at + 1))
  mkdir -p "$work/fonts/$at"
  mount --bind "$folder" "$work/fonts/$at"
  mount -o remount,bind,ro "$work/fonts/$at"
done
mount --rbind "$work" ${memoryFolder}
for folder in $covered; do
  mount -t tmpfs -o size=64k,mode=0755 none "$folder"
done
mount --bind ${memoryFolder}/tmp /tmp
unset IFS
cd ${memoryFolder}
exec "$@"
`;

export interface OfficeLaunch {
  command: string;
  args: string[];
  /** Owner of the working folder; undefined where the process stays our own user behind a map of users. */
  uid: number | undefined;
}

/**
 * The command line of one conversion: no network, own processes and mounts, another user when started by root, bounded
 * memory, files and time. Undefined where a tool for that is missing: then LibreOffice is not used at all.
 */
export function composeOfficeLaunch(options: {
  office: string;
  work: string;
  words: readonly string[];
  limits: OfficeLimits;
}): OfficeLaunch | undefined {
  const { office, work, words, limits } = options;
  const [prlimit, unshare, setpriv, sh] = ['prlimit', 'unshare', 'setpriv', 'sh'].map((name) =>
    findTool(name),
  );
  if (prlimit === undefined || unshare === undefined || setpriv === undefined || sh === undefined)
    return undefined;
  const isRoot = process.getuid?.() === 0;
  const uid = isRoot ? uidFirst + randomInt(uidCount) : undefined;
  const identity = uid === undefined ? [] : [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
  return {
    command: prlimit,
    args: [
      `--data=${limits.memoryMb * 1024 ** 2}`,
      `--cpu=${Math.ceil(limits.timeMs / 1000) * 2}`,
      `--fsize=${limits.fileBytesMax}`,
      '--core=0',
      '--nofile=512',
      '--',
      unshare,
      ...(isRoot ? [] : ['--user', '--map-root-user']),
      '--net',
      '--mount',
      '--ipc',
      '--pid',
      '--fork',
      '--kill-child=KILL',
      '--mount-proc',
      '--',
      sh,
      '-c',
      wallsScript,
      'sh',
      work,
      coveredFolders(office).join('\n'),
      fontFolders().join('\n'),
      setpriv,
      ...identity,
      '--no-new-privs',
      '--inh-caps=-all',
      '--bounding-set=-all',
      '--',
      office,
      ...words,
    ],
    uid,
  };
}

/** Folders of the root that hold people's files and programs' data. */
function coveredFolders(office: string): string[] {
  const ofOffice = office.split('/')[1] ?? '';
  return readdirSync('/', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !systemFolders.has(entry.name) && entry.name !== ofOffice)
    .map(({ name }) => `/${name}`)
    .filter((folder) => !folder.includes('\n'));
}

function findTool(name: string): string | undefined {
  return toolFolders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}
