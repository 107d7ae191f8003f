/** Writes ncnn's two files for networks of a few layers, so that tests can say what must come out by hand. */

export interface TinyLayer {
  /** As in the `.param` file: type, name, counts, blobs, parameters. */
  readonly line: string;
  /** What the layer has in the `.bin` file, in order. */
  readonly weights?: readonly Uint8Array[];
}

export function tinyNetwork(layers: readonly TinyLayer[]): { parameters: string; weights: Uint8Array } {
  const lines = layers.map((layer) => layer.line);
  const blobs = lines.reduce((sum, line) => sum + Number(line.split(/\s+/)[3]), 0);
  return {
    parameters: ['7767517', `${lines.length} ${blobs}`, ...lines, ''].join('\n'),
    weights: new Uint8Array(Buffer.concat(layers.flatMap((layer) => layer.weights ?? []))),
  };
}

/** Weights as int8: the tag 0x000D4B38, one byte each, filled up to a multiple of four. */
export function int8(...values: number[]): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * Math.ceil(values.length / 4));
  bytes.set([0x38, 0x4b, 0x0d, 0x00]);
  bytes.set(Int8Array.from(values), 4);
  return bytes;
}

export function float32(...values: number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}

/**
 * A detector of the NanoDet-Plus kind with one grid of stride 8, as small as can be: the class scores are the
 * sigmoid of a bias (the same in every cell), the four sides have two bins each with another bias.
 */
export function tinyDetector(
  classBiases: readonly number[],
  sideBias = 0,
): { parameters: string; weights: Uint8Array } {
  const outputs = classBiases.length + 8;
  const count = outputs * 3 * 8 * 8;
  return tinyNetwork([
    { line: 'Input data 0 1 data' },
    {
      line: `Convolution conv 1 1 data all 0=${outputs} 1=8 3=8 5=1 6=${count} 8=2`,
      weights: [
        int8(...Array.from({ length: count }, () => 0)),
        float32(...classBiases, ...Array.from({ length: 8 }, () => sideBias)),
        float32(...Array.from({ length: outputs }, () => 100)),
        float32(50),
      ],
    },
    { line: `Slice split 1 2 all logits dis8 -23300=2,${classBiases.length},-233` },
    { line: 'Sigmoid sigmoid 1 1 logits cls8' },
  ]);
}
