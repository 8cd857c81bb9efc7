import { type Power, dutyNames, powers } from '@fengni/kernel/access/actor';
import type { Rule } from '@fengni/kernel/access/policy';
import { tierKeywords } from '@fengni/kernel/command/redact';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { expectGolden } from './golden.ts';
import { composeTestRegistry } from './test-registry.ts';

const registry = composeTestRegistry();
const callables = [
  ...[...registry.commands.values()].map((one) => ({
    kind: 'command',
    ...one,
    secondFactor: one.secondFactor,
    parks: one.canPark,
  })),
  ...[...registry.queries.values()].map((one) => ({
    kind: 'query',
    ...one,
    secondFactor: false,
    parks: false,
  })),
  ...[...registry.files.values()].map((one) => ({
    kind: 'file',
    ...one,
    secondFactor: one.secondFactor,
    parks: false,
  })),
].toSorted((a, b) => (a.name < b.name ? -1 : 1));

function holders(rule: Rule): string {
  const list = [
    ...(rule.signedOut ? ['(signed out)'] : []),
    ...(rule.everyone ? ['(every person)'] : []),
    ...(rule.clockwork ? ['(clockwork)'] : []),
    ...rule.powers.map((power) => `[${power}]`),
    ...rule.duties,
  ];
  return list.join(', ');
}

test('the list of who may call what is the one read in review', () => {
  const rows = callables.map(
    (one) =>
      `| ${one.kind} | \`${one.name}\` | ${one.rule.permission} | ${holders(one.rule)} | ${one.rule.conditions.map((condition) => condition.code).join(', ')} | ${one.secondFactor ? 'yes' : ''} | ${one.parks ? 'yes' : ''} |`,
  );
  expectGolden(
    'permissions.md',
    `# Who may call what\n\nWritten by a test from the registry; powers of administrators in brackets.\n\n| kind | name | permission | who | conditions | second factor | parks |\n|---|---|---|---|---|---|---|\n${rows.join('\n')}\n`,
  );
});

test('each duty against each permission is the table read in review', () => {
  const rules = new Map(callables.map((one) => [one.rule.permission, one.rule]));
  const header = `| permission | ${dutyNames.join(' | ')} | ${powers.map((power) => `[${power}]`).join(' | ')} |`;
  const rows = [...rules.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([permission, rule]) => {
      const cells = dutyNames.map((duty) => (rule.everyone || rule.duties.includes(duty) ? 'x' : ''));
      const powerCells = powers.map((power) => (rule.powers.includes(power) ? 'x' : ''));
      return `| ${permission} | ${[...cells, ...powerCells].join(' | ')} |`;
    });
  expectGolden(
    'duties.md',
    `# Duties and permissions\n\nWritten by a test. A person without any duty has the rows marked in every column.\n\n${header}\n|${'---|'.repeat(dutyNames.length + powers.length + 1)}\n${rows.join('\n')}\n`,
  );
});

test('the list of errors and what they tell the user is the one read in review', () => {
  const rows = [...registry.errors.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, entry]) => `| \`${code}\` | ${entry.status} | ${entry.zh} | ${entry.en} |`);
  expectGolden(
    'errors.md',
    `# Errors\n\nWritten by a test: every code, its HTTP status, and what the user reads.\n\n| code | status | zh | en |\n|---|---|---|---|\n${rows.join('\n')}\n`,
  );
});

function factsIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted((a, b) => (a < b ? -1 : 1));
}

test('every error names the same facts in both languages', () => {
  for (const [code, entry] of registry.errors) {
    expect(factsIn(entry.zh), code).toEqual(factsIn(entry.en));
  }
});

// Forbidden cells, written by hand: what each of the three administrators must never be able to do (SEC-1, BEY-6).
const forbidden: Record<Power, RegExp> = {
  system:
    /^(carrier|tradeSecret|review|circulation|loan|copy|delivery|stocktaking|destruction|ledger|recall|bag|archive|handover|clearout|catalogue|scopeCatalogue|keyPlace|register)\.|^log\.|^org\.(grantDuty|endDuty|setClearance|deputise)|^terminal\.(add|end|restrict)/,
  security:
    /^(carrier|tradeSecret|review|circulation|loan|copy|delivery|stocktaking|destruction|ledger|recall|bag|archive|handover|clearout|catalogue|scopeCatalogue|keyPlace)\.|^log\.|^account\.(invite|close|reset)|^session\.end$/,
  audit:
    /^(carrier|tradeSecret|review|circulation|loan|copy|delivery|stocktaking|destruction|ledger|recall|bag|archive|handover|clearout|catalogue|scopeCatalogue|keyPlace|register)\.|^account\.(invite|close|reset)|^session\.end$|^org\.(add|change|end|grant|set|freeze|assign|import|deputise)|^terminal\.(add|end|restrict)/,
};

test.each(powers)(
  'the %s administrator can call nothing of the other two, and nothing with content',
  (power) => {
    const reachable = callables.filter((one) => one.rule.powers.includes(power)).map((one) => one.name);
    expect(reachable.filter((name) => forbidden[power].test(name))).toEqual([]);
  },
);

test("no command that changes things is open to two powers, unless it is about one's own account or an approval", () => {
  const shared = callables
    .filter((one) => one.kind === 'command' && one.rule.powers.length > 1)
    .map((one) => one.name)
    .filter(
      (name) =>
        !/^(session\.(beginProof|proveFactor|signOut)|account\.(changePassword|setLanguage|makeCodeSheet|addGenerator|beginSecurityKey|addSecurityKey)|factor\.end|approval\.(decide|withdraw)|clock\.confirm)$/.test(
          name,
        ),
    );
  expect(shared).toEqual([]);
});

test('the log finds every field that is withheld, whatever shape its input has', () => {
  for (const one of callables) {
    const schema = z.toJSONSchema(one.input, { io: 'input', unrepresentable: 'any' });
    expect(tiersOutOfReach(schema), one.name).toEqual([]);
  }
});

/** Places of tiers under keywords the log does not look through. */
function tiersOutOfReach(shape: unknown, path = '', reached = true): string[] {
  if (typeof shape !== 'object' || shape === null) return [];
  const inside = Object.entries(shape).flatMap(([key, inner]) => {
    const isField = path.endsWith('/properties');
    return tiersOutOfReach(
      inner,
      `${path}/${key}`,
      reached && (isField || Array.isArray(shape) || tierKeywords.has(key)),
    );
  });
  const bears = ['know', 'secret'].includes(String(Reflect.get(shape, 'tier')));
  // the log follows no references
  const missed = Object.hasOwn(shape, '$ref') || (bears && !reached);
  return missed ? [path, ...inside] : inside;
}
