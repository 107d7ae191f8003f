/**
 * Reads Python's pickles, as far as PyTorch writes them for a table of tensors: data only. A pickle is a program for a
 * small stack machine that may call any function by name. This machine knows the few names that it is given, and stops
 * at any other name or instruction, so that nothing of a file is ever executed. Instructions and their encoding:
 * github.com/python/cpython, Lib/pickletools.py.
 */

/** What a pickle holds: a tuple and a list are both arrays, a dict is a Map. */
export type Pickled = unknown;

export interface PickleNames {
  /** What may be named in the pickle, by "module name": a function that may be called, or any other value. */
  readonly globals?: ReadonlyMap<string, Pickled>;
  /** Makes what is kept outside of the pickle from what the pickle says of it; without it the pickle may name nothing. */
  readonly persistent?: (reference: Pickled) => Pickled;
}

/**
 * Reads the pickle that begins at a place of the bytes.
 * @returns its value, and where the next thing begins
 * @throws Error naming the first instruction or name that isn't known, or saying that the bytes end early
 */
export function readPickle(
  bytes: Uint8Array,
  start = 0,
  names: PickleNames = {},
): { value: Pickled; end: number } {
  const machine = new Machine(bytes, start, names);
  for (;;) {
    const at = machine.position;
    const code = machine.unsigned(1);
    if (code === STOP) return { value: machine.pop(), end: machine.position };
    const instruction = INSTRUCTIONS[code];
    if (!instruction) {
      const shown = code.toString(16).padStart(2, '0');
      throw new Error(`The pickle holds the instruction 0x${shown} at byte ${at}, which is not known.`);
    }
    instruction(machine);
  }
}

/** Lies on the stack where a list of values begins. */
const MARK = Symbol('mark');

const LINE_FEED = 0x0a;
const STOP = 0x2e;

/** The newest protocol whose instructions are among those below. */
const NEWEST_PROTOCOL = 2;

class Machine {
  private readonly stack: Pickled[] = [];
  private readonly memo = new Map<number, Pickled>();

  constructor(
    private readonly bytes: Uint8Array,
    /** Of the next byte that is read. */
    public position: number,
    private readonly names: PickleNames,
  ) {}

  push(value: Pickled): void {
    this.stack.push(value);
  }

  pop(): Pickled {
    if (this.stack.length === 0 || this.top() === MARK)
      throw new Error('The pickle takes a value that is not there.');
    return this.stack.pop();
  }

  top(): Pickled {
    return this.stack.at(-1);
  }

  /** All values since the last mark, which goes too. */
  popToMark(): Pickled[] {
    const start = this.stack.lastIndexOf(MARK);
    if (start < 0) throw new Error('The pickle ends a list that it has not begun.');
    return this.stack.splice(start).slice(1);
  }

  /** The last values, the oldest first. */
  popSome(count: number): Pickled[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  remember(index: number): void {
    this.memo.set(index, this.top());
  }

  recall(index: number): Pickled {
    if (!this.memo.has(index)) throw new Error(`The pickle asks for value ${index}, which it has not kept.`);
    return this.memo.get(index);
  }

  named(name: string): Pickled {
    const { globals } = this.names;
    if (!globals?.has(name))
      throw new Error(`The pickle names "${name}", which is not known and was not run.`);
    return globals.get(name);
  }

  outside(reference: Pickled): Pickled {
    if (!this.names.persistent) throw new Error('The pickle refers to what lies outside of it.');
    return this.names.persistent(reference);
  }

  /** A whole number of that many bytes, little-endian. */
  unsigned(length: 1 | 2 | 4): number {
    return this.take(length).reduceRight((sum, byte) => sum * 256 + byte, 0);
  }

  /** A whole number in two's complement, little-endian. */
  signed(length: number): bigint {
    const value = this.take(length).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    return BigInt.asIntN(8 * length, value);
  }

  text(length: number): string {
    return new TextDecoder('utf-8', { fatal: true }).decode(this.take(length));
  }

  /** Text up to the end of its line. */
  line(): string {
    const end = this.bytes.indexOf(LINE_FEED, this.position);
    const line = this.text((end < 0 ? this.bytes.length : end) - this.position);
    this.take(1);
    return line;
  }

  private take(length: number): Uint8Array {
    const end = this.position + length;
    if (end > this.bytes.length) throw new Error(`The pickle ends early, at byte ${this.bytes.length}.`);
    const taken = this.bytes.subarray(this.position, end);
    this.position = end;
    return taken;
  }
}

/** Those that PyTorch's checkpoints use, by their codes; the comments bear the names of `pickletools.py`. */
const INSTRUCTIONS: Readonly<Record<number, (machine: Machine) => void>> = {
  // PROTO
  0x80: (machine) => {
    const protocol = machine.unsigned(1);
    if (protocol > NEWEST_PROTOCOL) throw new Error(`The pickle is written by protocol ${protocol}, not 2.`);
  },
  // MARK
  0x28: (machine) => machine.push(MARK),
  // NONE, NEWTRUE, NEWFALSE
  0x4e: (machine) => machine.push(null),
  0x88: (machine) => machine.push(true),
  0x89: (machine) => machine.push(false),
  // BININT1, BININT2, BININT, LONG1
  0x4b: (machine) => machine.push(machine.unsigned(1)),
  0x4d: (machine) => machine.push(machine.unsigned(2)),
  0x4a: (machine) => machine.push(Number(machine.signed(4))),
  0x8a: (machine) => machine.push(machine.signed(machine.unsigned(1))),
  // BINUNICODE
  0x58: (machine) => machine.push(machine.text(machine.unsigned(4))),
  // EMPTY_TUPLE, TUPLE1, TUPLE2, TUPLE3, TUPLE
  0x29: (machine) => machine.push([]),
  0x85: (machine) => machine.push(machine.popSome(1)),
  0x86: (machine) => machine.push(machine.popSome(2)),
  0x87: (machine) => machine.push(machine.popSome(3)),
  0x74: (machine) => machine.push(machine.popToMark()),
  // EMPTY_LIST, APPENDS
  0x5d: (machine) => machine.push([]),
  0x65: (machine) => {
    const values = machine.popToMark();
    const list = machine.top();
    if (!Array.isArray(list)) throw new Error('The pickle appends to what is no list.');
    list.push(...values);
  },
  // EMPTY_DICT, SETITEM, SETITEMS
  0x7d: (machine) => machine.push(new Map()),
  0x73: (machine) => setItems(machine, machine.popSome(2)),
  0x75: (machine) => setItems(machine, machine.popToMark()),
  // BINPUT, LONG_BINPUT, BINGET, LONG_BINGET
  0x71: (machine) => machine.remember(machine.unsigned(1)),
  0x72: (machine) => machine.remember(machine.unsigned(4)),
  0x68: (machine) => machine.push(machine.recall(machine.unsigned(1))),
  0x6a: (machine) => machine.push(machine.recall(machine.unsigned(4))),
  // GLOBAL
  0x63: (machine) => machine.push(machine.named(`${machine.line()} ${machine.line()}`)),
  // BINPERSID
  0x51: (machine) => machine.push(machine.outside(machine.pop())),
  // REDUCE
  0x52: (machine) => {
    const [called, values] = machine.popSome(2);
    if (typeof called !== 'function' || !Array.isArray(values))
      throw new Error('The pickle calls what is no function.');
    machine.push((called as (...values: Pickled[]) => Pickled)(...(values as Pickled[])));
  },
  // BUILD: attributes of an object; those of a dict (PyTorch notes versions of modules there) are not its contents.
  0x62: (machine) => {
    machine.pop();
    if (!(machine.top() instanceof Map)) throw new Error('The pickle changes an object that is not known.');
  },
};

function setItems(machine: Machine, keysAndValues: Pickled[]): void {
  const map = machine.top();
  if (!(map instanceof Map)) throw new Error('The pickle sets an item of what is no dict.');
  for (let index = 0; index + 1 < keysAndValues.length; index += 2) {
    map.set(keysAndValues[index], keysAndValues[index + 1]);
  }
}
