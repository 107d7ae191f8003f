import * as ort from 'onnxruntime-web/wasm';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { GraphBuilder } from '../../models/import/onnx/graph';
import { type Network, configureRuntime, loadNetwork } from './runtime';

/** A network that adds 1 to each value and doubles it, whatever the shape. */
function addOneAndDouble(): Uint8Array {
  const graph = new GraphBuilder('add one and double');
  graph.input('values', ['rows', 'columns']);
  graph.constant('one', new Float32Array([1]), [1]);
  graph.constant('two', new Float32Array([2]), [1]);
  graph.node('Add', ['values', 'one'], 'sum');
  graph.output(graph.node('Mul', ['sum', 'two'], 'doubled'), ['rows', 'columns']);
  return graph.encode();
}

/** Counts the runs of all networks that are loaded from now on; they run as ever. */
function watchRuns() {
  const watch = { runs: 0, atOnce: 0, mostAtOnce: 0 };
  const { create } = ort.InferenceSession;
  vi.spyOn(ort.InferenceSession, 'create').mockImplementation(async (...file: unknown[]) => {
    const session = await (create as (...file: unknown[]) => Promise<ort.InferenceSession>)(...file);
    const run = session.run.bind(session) as (
      ...values: unknown[]
    ) => Promise<ort.InferenceSession.ReturnType>;
    session.run = async (...values: unknown[]) => {
      watch.runs++;
      watch.mostAtOnce = Math.max(watch.mostAtOnce, ++watch.atOnce);
      return run(...values).finally(() => watch.atOnce--);
    };
    return session;
  });
  return watch;
}

afterEach(() => {
  vi.restoreAllMocks();
});

beforeAll(() => configureRuntime({ threads: 1 }));

describe('a network', () => {
  const load = () => loadNetwork(addOneAndDouble(), 'values', 'doubled');

  test('computes', async () => {
    const network = await load();
    expect([...(await network.run(new Float32Array([1, 2, 3, -4]), [2, 2]))]).toEqual([4, 6, 8, -6]);
    expect([...(await network.run(new Float32Array([0.5]), [1, 1]))]).toEqual([3]);
    await network.release();
  });

  test('is run in turn, as are all networks of a worker', async () => {
    const watch = watchRuns();
    const networks = await Promise.all([load(), load()]);
    const runs = Array.from({ length: 20 }, (_, index) =>
      networks[index % 2]!.run(new Float32Array([index]), [1, 1]),
    );
    const answers = (await Promise.all(runs)).map(([answer]) => answer);
    expect(answers).toEqual(Array.from({ length: 20 }, (_, index) => 2 * (index + 1)));
    expect(watch).toMatchObject({ runs: 20, mostAtOnce: 1 });
    await Promise.all(networks.map((network) => network.release()));
  });

  test('runs on after a run that failed', async () => {
    const network = await load();
    const failing = network.run(new Float32Array([1, 2, 3]), [2, 2]);
    const next = network.run(new Float32Array([1]), [1, 1]);
    await expect(failing).rejects.toThrow(/size|dims|shape/i);
    expect([...(await next)]).toEqual([4]);
    await network.release();
  });

  test('does not run after its release, which breaks no other', async () => {
    const [released, other] = await Promise.all([load(), load()]);
    await released.release();
    await expect(released.run(new Float32Array([1]), [1, 1])).rejects.toThrow();
    expect([...(await other.run(new Float32Array([1]), [1, 1]))]).toEqual([4]);
    await other.release();
  });
});

describe('a network is refused', () => {
  const refusal = (bytes: Uint8Array, input: string, output: string): Promise<Network> =>
    loadNetwork(bytes, input, output);

  test.each([
    ['input', 'pixels', 'doubled'],
    ['output', 'values', 'boxes'],
  ])('when it lacks the %s of its description: both names are told', async (_, input, output) => {
    await expect(refusal(addOneAndDouble(), input, output)).rejects.toThrow(
      `The network reads values and gives doubled; its description says ${input} and ${output}`,
    );
  });

  test.each([
    ['no ONNX file', new TextEncoder().encode('<!doctype html><title>404</title>')],
    ['empty', new Uint8Array(0)],
    ['cut short', addOneAndDouble().subarray(0, 60)],
  ])('when the file is %s', async (_, bytes) => {
    await expect(refusal(bytes, 'values', 'doubled')).rejects.toThrow();
  });

  test('and the next one is loaded all the same', async () => {
    await expect(refusal(new Uint8Array([1, 2, 3]), 'values', 'doubled')).rejects.toThrow();
    const network = await loadNetwork(addOneAndDouble(), 'values', 'doubled');
    expect([...(await network.run(new Float32Array([1]), [1, 1]))]).toEqual([4]);
    await network.release();
  });
});
