import { createAccessModule } from '@fengni/kernel/access/access-module';
import { createDirectoryModule } from '@fengni/kernel/access/directory/directory-module';
import type { SetupGate } from '@fengni/kernel/access/begin-house';
import { createAuditModule } from '@fengni/kernel/audit/audit-module';
import { createApprovalModule } from '@fengni/kernel/approval/approval-module';
import { createBackupModule } from '@fengni/kernel/backup/backup-module';
import type { Bilingual, Module } from '@fengni/kernel/command/define';
import { type Registry, createRegistry } from '@fengni/kernel/command/registry';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { createScheduleModule } from '@fengni/kernel/schedule/schedule-module';
import { createLogModule } from '@fengni/kernel/log/log-module';
import type { KeepFrom } from '@fengni/kernel/log/prune-command';
import { createObligationModule } from '@fengni/kernel/obligation/obligation-module';
import { orgModule } from '@fengni/kernel/org/org-module';
import { createKeyStoreModule } from '@fengni/kernel/vault/key-store-module';
import type { Vault } from '@fengni/kernel/vault/vault';
import { createWebhookModule } from '@fengni/kernel/webhook/webhook-module';
import type { VerifierKey } from '@fengni/seal/note';
import type { ModuleRouteDeps } from './http/app.ts';
import { httpErrors } from './http/errors.ts';
import type { HttpServer } from './http/server-type.ts';
import { registerLedgerRoute } from './modules/carriers/ledger/ledger-http.ts';
import { createAllowancesModule } from './modules/allowances/allowances-module.ts';
import { catalogueModule } from './modules/catalogue/catalogue-module.ts';
import { registerCatalogueFileRoute } from './modules/catalogue/file-route.ts';
import { createCarriersModule } from './modules/carriers/carriers-module.ts';
import { createEngagementsModule } from './modules/engagements/engagements-module.ts';
import { createLeavingModule } from './modules/leaving/leaving-module.ts';
import { createTravelModule } from './modules/travel/travel-module.ts';
import { lifeEventsModule } from './modules/life-events/life-events-module.ts';
import { createPersonalFileModule } from './modules/personal-file/personal-file-module.ts';
import { createVisitsModule } from './modules/visits/visits-module.ts';
import { createScansModule } from './modules/scans/scans-module.ts';
import { registerPersonnelSystemRoutes } from './modules/personnel-system/http.ts';
import { createPersonnelSystemModule } from './modules/personnel-system/personnel-system-module.ts';
import { createLettersModule } from './modules/letters/letters-module.ts';
import { createPersonnelModule } from './modules/personnel/personnel-module.ts';
import type { SignersOfSuite } from './modules/letters/sign.ts';
import { createClassificationModule } from './modules/classification/classification-module.ts';
import { createRegradingModule } from './modules/classification/regrading/regrading-module.ts';
import { tradeSecretsModule } from './modules/trade-secrets/trade-secrets-module.ts';
import { registerMarksRoute } from './modules/marks/check-route.ts';
import { marksModule } from './modules/marks/marks-module.ts';
import { compartmentsModule } from './modules/compartments/compartments-module.ts';
import { registerUploadRoute } from './modules/vault/upload-route.ts';
import { createVaultModule } from './modules/vault/vault-module.ts';
import { createKeyStorePapers } from './modules/key-store/key-store-papers.ts';
import { carrierTitles } from './subject-titles.ts';
import {
  type PaperOptions,
  createAdministrationModule,
} from './modules/administration/administration-module.ts';

/** Logs are kept for six months at least (Cybersecurity Law of the PRC as amended in 2025, article 23(3)). */
const logKeepDaysMin = 184;

/** The first entry that must stay: of the time for which the log must be whole, and of what a live carrier or a destruction rests on (BEY-7). */
const keepFrom: KeepFrom = async (tx) => {
  const rows = await tx.readSql<{ first: number | null }>(
    `select least(log_keep_from(), (select min(leaf_index) from log_entry where recorded_at >= $1))::float8 as first`,
    [new Date(tx.now.getTime() - logKeepDaysMin * 86_400_000)],
  );
  return rows[0]?.first ?? null;
};

/** What stands in the log besides commands, openings and tasks. */
const eventTitles: Readonly<Record<string, Bilingual>> = {
  'house.markDemo': { zh: '标记为演示', en: 'Marked as a demo' },
  'log.foreign': { zh: '发现外来记录', en: 'A foreign entry was found' },
  'log.pruned': { zh: '日志已裁剪', en: 'The log was pruned' },
  'vault.beginExamination': { zh: '开始检查上传的文件', en: 'Examination of an upload begun' },
  'vault.examine': { zh: '检查上传的文件', en: 'Upload examined' },
  'vault.index': { zh: '更新电子份的检索和指纹', en: 'Search and fingerprints of an electronic copy' },
  'vault.restoreStore': {
    zh: '由托管人分片恢复密钥库',
    en: 'Key store restored from the custodians’ shares',
  },
  'webhook.giveUp': { zh: '通知未送达，停止重试', en: 'A message to another system was given up' },
  'webhook.arrive': { zh: '重发的通知已送达', en: 'A message sent again has arrived' },
  'break-glass': { zh: '应急重置', en: 'Break-glass' },
};

/** What the server itself refuses. */
const httpModule: Module = {
  name: 'http',
  commands: [],
  queries: [],
  files: [],
  errors: httpErrors,
  audits: [],
  clockwork: [],
};

export interface CompositionOptions extends PaperOptions {
  readonly keys: KeyRing;
  readonly gate: SetupGate;
  /** The log's public keys, of both suites. */
  readonly verifiers: readonly VerifierKey[];
  /** Encrypted content and the key store. */
  readonly vault: Vault;
  /** Keys that sign what people sign, by the house's suite. */
  readonly signers: SignersOfSuite;
}

/** Everything this program can do, put together once: the only place that names every module. */
export function composeRegistry(the: CompositionOptions): Registry {
  const modules: Module[] = [
    createAccessModule(the),
    createDirectoryModule(the),
    createApprovalModule({
      find: (name) => registry.commands.get(name),
      keys: the.keys,
      pages: () => registry.pages,
    }),
    orgModule,
    createObligationModule({
      subjectTitles: carrierTitles,
      kinds: () => registry.obligations,
      zone: the.zone,
    }),
    createAuditModule({ checks: () => registry.audits }),
    createLogModule({
      findTitle: (name) =>
        (
          registry.commands.get(name) ??
          registry.files.get(name) ??
          registry.clockwork.find((task) => task.name === name)
        )?.title ?? eventTitles[name],
      verifiers: the.verifiers,
      keepFrom,
    }),
    createScheduleModule({ tasks: () => registry.clockwork }),
    createWebhookModule(the),
    createAdministrationModule(the),
    createScansModule(the),
    createCarriersModule(the),
    catalogueModule,
    createLettersModule(the),
    createPersonnelModule(the),
    createLeavingModule({ held: () => registry.held }),
    createTravelModule({ keys: the.keys, held: () => registry.held }),
    createEngagementsModule({ held: () => registry.held }),
    lifeEventsModule,
    createPersonalFileModule({ trail: () => registry.trail }),
    createAllowancesModule({ kinds: () => registry.obligations }),
    createVisitsModule(the),
    createPersonnelSystemModule(the),
    createClassificationModule(),
    createRegradingModule(the),
    compartmentsModule,
    marksModule,
    tradeSecretsModule,
    createVaultModule(the),
    createBackupModule(the),
    createKeyStoreModule(the),
    createKeyStorePapers(the),
    httpModule,
  ];
  const registry = createRegistry(modules);
  return registry;
}

/** Routes of modules besides commands, queries and files. */
export async function registerModuleRoutes(app: HttpServer, deps: ModuleRouteDeps): Promise<void> {
  await registerLedgerRoute(app, deps);
  await registerUploadRoute(app, deps);
  await registerCatalogueFileRoute(app, deps);
  await registerMarksRoute(app, deps);
  await registerPersonnelSystemRoutes(app, deps);
}
