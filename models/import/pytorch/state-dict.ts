import type { FloatTensor } from './checkpoint';

/** A network's tensors by name, of which none may be overlooked. */
export class StateDict {
  readonly #taken = new Set<string>();

  constructor(private readonly tensors: ReadonlyMap<string, FloatTensor>) {}

  has(name: string): boolean {
    return this.tensors.has(name);
  }

  /**
   * @param dims the shape that the tensor must have, where it is known
   * @throws Error when there is none of that name, or of another shape
   */
  take(name: string, dims?: readonly number[]): FloatTensor {
    const tensor = this.tensors.get(name);
    if (!tensor) throw new Error(`The checkpoint has no tensor ${name}.`);
    if (dims && dims.join() !== tensor.dims.join()) {
      const [found, expected] = [tensor.dims, dims].map((sizes) => sizes.join(' x '));
      throw new Error(`The checkpoint's tensor ${name} is ${found}, expected ${expected}.`);
    }
    this.#taken.add(name);
    return tensor;
  }

  /**
   * @param exceptions beginnings of names that may be left over
   * @throws Error naming the tensors that nothing has taken
   */
  expectAllTaken(exceptions: readonly string[]): void {
    const left = [...this.tensors.keys()].filter(
      (name) => !this.#taken.has(name) && !exceptions.some((start) => name.startsWith(start)),
    );
    if (left.length > 0) throw new Error(`The network has no place for the checkpoint's ${left.join(', ')}.`);
  }
}
