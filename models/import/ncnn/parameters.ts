/**
 * Reads ncnn's `.param` text: the layers of a network, in the order in which they run and in which their weights
 * lie in the `.bin`. Format: github.com/Tencent/ncnn, docs/developer-guide/param-and-model-file-structure.md.
 */

const MAGIC = '7767517';

/** Keys at or below this stand for lists: -23300 is the list of parameter 0, -23301 that of parameter 1. */
const FIRST_LIST_KEY = -23300;

export interface NcnnLayer {
  readonly type: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly parameters: LayerParameters;
}

/** The parameters of one layer. It knows which ones were asked for, so that none is passed over in silence. */
export class LayerParameters {
  private readonly asked = new Set<number>();

  constructor(
    private readonly numbers: ReadonlyMap<number, number>,
    private readonly lists: ReadonlyMap<number, readonly number[]>,
  ) {}

  /** The parameter's value, or `absent` where the file leaves it out (each layer type has its own defaults). */
  number(key: number, absent: number): number {
    this.asked.add(key);
    if (this.lists.has(key)) throw new Error(`parameter ${key} is a list, expected one number`);
    return this.numbers.get(key) ?? absent;
  }

  /** The parameter's list of numbers; empty where the file leaves it out. */
  list(key: number): readonly number[] {
    this.asked.add(key);
    if (this.numbers.has(key)) throw new Error(`parameter ${key} is one number, expected a list`);
    return this.lists.get(key) ?? [];
  }

  /**
   * For parameters whose default is 0, in ncnn, where the file leaves them out; not for any other.
   * @throws Error when the parameter says anything but `only`: what it would mean is not imported.
   */
  expect(key: number, only: number, meaning: string): void {
    const value = this.number(key, 0);
    if (value === only) return;
    const found = this.numbers.has(key) ? `is ${value}` : `is left out, which means ${value}`;
    throw new Error(`parameter ${key} (${meaning}) ${found}; only ${only} can be imported`);
  }

  /** @throws Error when the file holds a parameter that nobody asked for. */
  expectAllAsked(): void {
    for (const key of [...this.numbers.keys(), ...this.lists.keys()]) {
      if (!this.asked.has(key)) throw new Error(`parameter ${key} is unknown here`);
    }
  }
}

/**
 * @returns the layers in the order of the file.
 * @throws Error naming the line when the text is not a `.param` file or contradicts itself.
 */
export function parseParameters(text: string): NcnnLayer[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  while (lines.at(-1) === '') lines.pop();
  if (lines[0] !== MAGIC) throw new Error(`Not an ncnn .param text file: it does not begin with ${MAGIC}.`);

  const [layerCount, blobCount] = (lines[1] ?? '').split(/\s+/).map(Number);
  const layers = lines.slice(2).map((line, index) => parseLine(line, index + 3));
  if (layers.length !== layerCount) {
    throw new Error(
      `The .param file announces ${layerCount} layers and holds ${layers.length}; it may be cut off.`,
    );
  }
  const blobs = new Set(layers.flatMap((layer) => layer.outputs));
  if (blobs.size !== blobCount) {
    throw new Error(`The .param file announces ${blobCount} blobs and its layers make ${blobs.size}.`);
  }
  return layers;
}

/** One line: type, name, number of inputs, number of outputs, inputs, outputs, then `key=value` parameters. */
function parseLine(line: string, number: number): NcnnLayer {
  const [type, name, inputCount, outputCount, ...rest] = line.split(/\s+/);
  const inputs = Number(inputCount);
  const blobs = inputs + Number(outputCount);
  if (!type || !name || !Number.isInteger(blobs) || rest.length < blobs) {
    throw new Error(`Line ${number} of the .param file is no layer: "${line}".`);
  }
  try {
    return {
      type,
      name,
      inputs: rest.slice(0, inputs),
      outputs: rest.slice(inputs, blobs),
      parameters: parseLayerParameters(rest.slice(blobs)),
    };
  } catch (error) {
    throw new Error(`Line ${number} of the .param file, ${type} ${name}: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

function parseLayerParameters(words: readonly string[]): LayerParameters {
  const numbers = new Map<number, number>();
  const lists = new Map<number, readonly number[]>();
  for (const word of words) {
    const [keyText = '', valueText = ''] = word.split('=');
    const key = Number(keyText);
    const values = valueText.split(',').map(Number);
    if (keyText === '' || !Number.isInteger(key) || valueText === '' || values.some(Number.isNaN)) {
      throw new Error(`"${word}" is no parameter`);
    }
    if (key <= FIRST_LIST_KEY) {
      const [length, ...list] = values;
      if (length !== list.length)
        throw new Error(`"${word}" announces ${length} values and holds ${list.length}`);
      lists.set(FIRST_LIST_KEY - key, list);
    } else {
      if (values.length !== 1) throw new Error(`"${word}" holds ${values.length} values, expected one`);
      numbers.set(key, values[0]!);
    }
  }
  return new LayerParameters(numbers, lists);
}
