/**
 * ONNX Runtime, WebAssembly only: the one place that touches the runtime. It serves the vision worker and, with one
 * thread, Node.
 */

import * as ort from 'onnxruntime-web/wasm';

export interface RuntimeOptions {
  /** Threads of the runtime. More than one needs a cross-origin isolated worker; Node can do one only. */
  readonly threads: number;
  /** Where the runtime's own files lie; without it the runtime looks beside its script, which is right in Node. */
  readonly paths?: { readonly wasm: string; readonly mjs: string };
}

/** One network, ready to run. Tensors are float32. */
export interface Network {
  /**
   * @param values input tensor in row-major order
   * @param shape its shape, for instance [1, 3, 320, 416]
   * @returns the named output's values; valid until the next run
   */
  run(values: Float32Array, shape: readonly number[]): Promise<Float32Array>;
  release(): Promise<void>;
}

/** Takes effect only before the first network is loaded: the runtime starts once per worker. */
export function configureRuntime({ threads, paths }: RuntimeOptions): void {
  ort.env.wasm.numThreads = threads;
  if (paths) ort.env.wasm.wasmPaths = paths;
}

/**
 * All networks of a worker share one runtime, so every call waits for the one before. Plain WebAssembly bears a second
 * call during a first one; the runtime's builds for the GPU fail with "Session already started".
 */
let lastCall: Promise<unknown> = Promise.resolve();

function inTurn<Result>(call: () => Promise<Result>): Promise<Result> {
  const turn = lastCall.then(call, call);
  lastCall = turn;
  return turn;
}

/**
 * @param bytes an ONNX file
 * @throws Error when the file isn't a network that the runtime can run, or lacks the named input or output
 */
export async function loadNetwork(
  bytes: Uint8Array,
  inputName: string,
  outputName: string,
): Promise<Network> {
  const session = await inTurn(() => ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] }));
  if (!session.inputNames.includes(inputName) || !session.outputNames.includes(outputName)) {
    await inTurn(() => session.release());
    throw new Error(
      `The network reads ${session.inputNames.join()} and gives ${session.outputNames.join()}; ` +
        `its description says ${inputName} and ${outputName}`,
    );
  }
  return {
    run: (values, shape) =>
      inTurn(async () => {
        const input = new ort.Tensor('float32', values, shape);
        const { [outputName]: output } = await session.run({ [inputName]: input }, [outputName]);
        return output!.data as Float32Array;
      }),
    release: () => inTurn(() => session.release()),
  };
}
