import { createHash } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { Segment } from '@fengni/inspect/place';
import { ReadingPool } from '@fengni/inspect/reading-pool';
import { StampRefused, createStampHands, readDocument, stampDocument } from '@fengni/inspect/stamp';
import { StampOrder } from '@fengni/inspect/stamp-order';
import { TaskPool } from '@fengni/inspect/task-process';
import { runCommand } from '@fengni/kernel/command/run';
import { runQuery } from '@fengni/kernel/command/run-query';
import { invariant } from '@fengni/kernel/command/invariant';
import { Refusal, refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import type { Mark } from '@fengni/schemes/mark';
import type { FastifyReply } from 'fastify';
import type { ModuleRouteDeps } from '../../http/app.ts';
import { readUpload } from '../../http/read-upload.ts';
import type { HttpServer } from '../../http/server-type.ts';
import {
  MarkSource,
  type MarkSourceView,
  type MarksAnswerView,
  MarksForm,
  marksFileBytesMax,
  paragraphCharsMax,
  paragraphsMax,
} from './contract.ts';
import { judgeDocument } from './judge-document.ts';
import { refuseMarks, stampErrorOf } from './marks-errors.ts';

const formBytesMax = 64 * 1024;
/** Files at work or waiting at one time; each waits for the one process that reads. */
const filesAtOnceMax = 6;
const marksShownMax = 50;

type Deps = Pick<ModuleRouteDeps, 'kernel' | 'session'>;
type Caller = Awaited<ReturnType<Deps['session']>>;
interface Upload {
  readonly form: MarksForm;
  readonly bytes: Uint8Array;
  readonly fileName: string;
}
interface Pools {
  readonly reading: ReadingPool;
  readonly tasks: TaskPool;
}

/**
 * `POST /api/marks`: multipart with a field `request` (JSON, {@link MarksForm}) and a file. `check` answers
 * {@link MarksAnswerView} and keeps nothing; `stamp` answers the file with the mark of a thing the caller knows on it,
 * once that is on record. Files are read and changed in processes of their own.
 */
export async function registerMarksRoute(app: HttpServer, deps: Deps): Promise<void> {
  const pools: Pools = {
    reading: new ReadingPool({ jobs: 1, limits: { filesPerProcess: 1 } }),
    tasks: new TaskPool({ jobs: 1, limits: { filesPerProcess: 1 } }),
  };
  let atWork = 0;
  await app.register(async (scope) => {
    scope.addHook('onClose', async () => {
      await Promise.all([pools.reading.close(), pools.tasks.close()]);
    });
    await scope.register(multipart, {
      limits: { fileSize: marksFileBytesMax, files: 1, fields: 1, parts: 2, fieldSize: formBytesMax },
    });
    scope.post('/api/marks', { bodyLimit: marksFileBytesMax + 2 * formBytesMax }, async (request, reply) => {
      const caller = await deps.session(request);
      if (atWork >= filesAtOnceMax) throw refuseMarks('marks.busy');
      atWork += 1;
      try {
        const found: { source: MarkSourceView | null } = { source: null };
        const upload = await readUpload(request, {
          form: MarksForm,
          async admit(form) {
            found.source = await findSource(deps, caller, form);
          },
          tooLarge: () => refuseMarks('marks.file.too.large', { max: marksFileBytesMax / 1024 / 1024 }),
        });
        if (upload.form.mode === 'check') return await answerCheck(reply, pools, { ...upload, ...found });
        return await answerStamp(reply, { deps, caller, pools, upload, ...found });
      } finally {
        atWork -= 1;
      }
    });
  });
}

async function findSource({ kernel }: Deps, caller: Caller, form: MarksForm): Promise<MarkSourceView | null> {
  const { carrierId, determinationId, mode } = form;
  if (mode === 'check' && carrierId === null && determinationId === null) return null;
  const input = { carrierId, determinationId };
  return MarkSource.parse(await runQuery(kernel, { name: 'marks.source', input, ...caller }));
}

async function answerCheck(
  reply: FastifyReply,
  { reading }: Pools,
  the: Upload & { readonly source: MarkSourceView | null },
): Promise<FastifyReply> {
  const read = await readDocument(reading, the.bytes, the.fileName);
  const { segments } = read;
  const answer: MarksAnswerView = {
    kind: kindOf(the.bytes),
    marks: read.marks
      .filter(({ hit }) => hit.facts['form'] !== 'phrase')
      .slice(0, marksShownMax)
      .map(({ text, isRuling, hit, place }) => ({
        text: text.slice(0, 100),
        role: isRuling
          ? 'head'
          : hit.facts['former'] === true || hit.facts['declassified'] === true
            ? 'past'
            : 'body',
        page: place.page ?? null,
      })),
    problems: judgeDocument({ fileName: the.fileName, segments, expected: the.source?.mark ?? null }),
    hasText: segments.some((segment) => segment.place.kind !== 'name' && segment.place.kind !== 'property'),
    paragraphs: kindOf(the.bytes) === 'docx' ? paragraphsOf(segments) : [],
  };
  return reply.header('cache-control', 'no-store').send(answer);
}

/** For what is offered on the page; what a file is decides the process that reads it. */
function kindOf(bytes: Uint8Array): MarksAnswerView['kind'] {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (head.includes('%PDF-')) return 'pdf';
  return head.startsWith('PK') ? 'docx' : 'other';
}

function paragraphsOf(segments: readonly Segment[]): MarksAnswerView['paragraphs'] {
  return segments
    .flatMap(({ text, place }) =>
      place.path.length === 0 &&
      place.paragraph !== undefined &&
      (place.kind === 'body' || place.kind === 'table')
        ? [{ paragraph: place.paragraph, text: text.slice(0, paragraphCharsMax) }]
        : [],
    )
    .slice(0, paragraphsMax);
}

async function answerStamp(
  reply: FastifyReply,
  the: {
    readonly deps: Deps;
    readonly caller: Caller;
    readonly pools: Pools;
    readonly upload: Upload;
    readonly source: MarkSourceView | null;
  },
): Promise<FastifyReply> {
  const { deps, caller, upload, source } = the;
  const { form, bytes, fileName } = upload;
  if (source === null) throw refuseMarks('marks.source.missing');
  const stamped = await stamp(the.pools, bytes, orderOf(form, source));
  const outcome = await runCommand(deps.kernel, {
    name: 'marks.handOut',
    commandId: deps.kernel.newId(),
    input: {
      carrierId: form.carrierId,
      determinationId: form.determinationId,
      fileName: fileName.slice(0, 200),
      digest: createHash('sha256').update(stamped.bytes).digest('hex'),
      did: stamped.did,
      copyNumber: form.copyNumber,
    },
    ...caller,
  });
  if (outcome.kind === 'refused') throw new Refusal(outcome.code, outcome.params);
  invariant(outcome.kind === 'done', 'a file handed out is on record');
  return reply
    .header('cache-control', 'no-store')
    .header('x-fengni-did', stamped.did)
    .header('content-type', 'application/octet-stream')
    .header('content-disposition', 'attachment')
    .send(Buffer.from(stamped.bytes));
}

function orderOf(form: MarksForm, source: MarkSourceView): StampOrder {
  const portionOf = ({ paragraph, level }: MarksForm['portions'][number]) => {
    const scheme = source.mark?.scheme ?? '';
    const mark: Mark = { scheme, level, validity: { kind: 'unstated' } };
    return { paragraph, mark };
  };
  const parsed = StampOrder.safeParse({
    mark: source.mark,
    former: source.former,
    copyNumber: form.copyNumber,
    portions: form.portions.map((portion) => portionOf(portion)),
  });
  if (!parsed.success) throw refuseKernel('input.invalid', { faults: 'portions' });
  return parsed.data;
}

async function stamp(pools: Pools, bytes: Uint8Array, order: StampOrder) {
  try {
    return await stampDocument(createStampHands(pools), bytes, order);
  } catch (error) {
    throw error instanceof StampRefused ? refuseMarks(stampErrorOf[error.code]) : error;
  }
}
