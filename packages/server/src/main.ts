import { runFengni } from './cli/program.ts';
import { askHidden } from './cli/ask.ts';

process.exitCode = await runFengni(process.argv.slice(2), {
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  ask: askHidden,
});
