import { benchCommands } from './commands.ts';
import { benchInspectCopies } from './inspect-copies.ts';
import { benchInspectCorpus } from './inspect-corpus.ts';
import { benchInspectDetectors } from './inspect-detectors.ts';
import { benchInspectExact } from './inspect-exact.ts';
import { benchInspectGuessing } from './inspect-guessing.ts';
import { benchInspectOffice } from './inspect-office.ts';
import { benchInspectPdf } from './inspect-pdf.ts';
import { benchInspectPrompt } from './inspect-prompt.ts';
import { benchInspectTerms } from './inspect-terms.ts';
import { benchLists } from './lists.ts';
import { benchPersonalFile } from './personal-file.ts';
import { benchRender } from './render.ts';
import { type Bench, type BenchResult, busyNow } from './result.ts';
import { benchStart } from './start.ts';
import { benchVaultPages } from './vault-pages.ts';
import { benchVaultSearch } from './vault-search.ts';
import { benchVaultThroughput } from './vault-throughput.ts';
import { benchVerify } from './verify.ts';
import { benchWeb } from './web.ts';

/**
 * `npm run bench [-- NAME…]`: runs all or those named and prints one line of JSON for each number. Nothing here fails on
 * an aim missed: numbers depend on the machine, and what it is held against is measured in the same run.
 */
const benches: Readonly<Record<string, Bench>> = {
  commands: benchCommands,
  'inspect-copies': benchInspectCopies,
  'inspect-corpus': benchInspectCorpus,
  'inspect-detectors': benchInspectDetectors,
  'inspect-exact': benchInspectExact,
  'inspect-guessing': benchInspectGuessing,
  'inspect-office': benchInspectOffice,
  'inspect-pdf': benchInspectPdf,
  'inspect-prompt': benchInspectPrompt,
  'inspect-terms': benchInspectTerms,
  lists: benchLists,
  'personal-file': benchPersonalFile,
  render: benchRender,
  start: benchStart,
  'vault-pages': benchVaultPages,
  'vault-search': benchVaultSearch,
  'vault-throughput': benchVaultThroughput,
  verify: benchVerify,
  web: benchWeb,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(
    `there is no bench ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}\n`,
  );
  process.exit(3);
}

const report = (result: BenchResult): void => {
  const more = { ...result.more, load: busyNow() };
  process.stdout.write(`${JSON.stringify({ ...result, more })}\n`);
};
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench(report);
}
