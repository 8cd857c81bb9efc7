import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ModuleFile, moduleFiles, registerInComposition } from './module-template.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const composition = path.join(root, 'packages/server/src/composition.ts');

/** `npm run new-module NAME`: the files of a module with a first command, query and test, registered and migrated. */
function makeModule(name: string): readonly ModuleFile[] {
  const folder = path.join(root, 'packages/server/src/modules', name);
  const numbers = readdirSync(path.join(root, 'migrations')).map((file) => Number(file.slice(0, 4)));
  const files = moduleFiles(name, Math.max(...numbers) + 1);
  mkdirSync(folder, { recursive: false });
  for (const file of files) writeFileSync(path.join(root, file.path), file.text, { flag: 'wx' });
  writeFileSync(composition, registerInComposition(readFileSync(composition, 'utf8'), name));
  return files;
}

const [name = ''] = process.argv.slice(2);
if (!/^[a-z][a-z]{2,30}$/.test(name)) {
  process.stderr.write(
    'usage: npm run new-module NAME   (a plural noun of small letters, such as `devices`)\n',
  );
  process.exitCode = 3;
} else {
  for (const file of makeModule(name)) process.stdout.write(`${file.path}\n`);
  process.stdout.write(`registered in packages/server/src/composition.ts; now: UPDATE_GOLDEN=1 npm test\n`);
}
