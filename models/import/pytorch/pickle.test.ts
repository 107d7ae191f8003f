import { describe, expect, it } from 'vitest';
import { readPickle } from './pickle';
import { pickled } from './tiny-checkpoint';

const { call, dict, list, name, no, none, persistent, pickle, text, tuple, whole, yes } = pickled;

const valueOf = (bytes: readonly number[], ...rest: [names?: Parameters<typeof readPickle>[2]]) =>
  readPickle(Uint8Array.from(bytes), 0, ...rest).value;

describe('readPickle', () => {
  it.each<[string, number[], unknown]>([
    ['None', none, null],
    ['True', yes, true],
    ['False', no, false],
    ['a byte', [0x4b, 200], 200],
    ['two bytes', [0x4d, 0xe9, 0x03], 1001],
    ['four bytes', whole(123456), 123456],
    ['four bytes below zero', [0x4a, 0xff, 0xff, 0xff, 0xff], -1],
    ['any length', [0x8a, 3, 0xff, 0xff, 0x00], 65535n],
    ['any length below zero', [0x8a, 1, 0xfe], -2n],
    ['text', text('conv.weight'), 'conv.weight'],
    ['no tuple', [0x29], []],
    [
      'tuples of one, two and three',
      [...yes, 0x85, ...no, 0x86, ...none, ...yes, 0x87],
      [[[true], false], null, true],
    ],
    ['a tuple', tuple(whole(1), tuple(), text('x')), [1, [], 'x']],
    ['a list', list(whole(1), whole(2)), [1, 2]],
    [
      'a dict',
      dict(text('a'), whole(1), text('b'), none),
      new Map<string, unknown>([
        ['a', 1],
        ['b', null],
      ]),
    ],
    ['a dict, item by item', [0x7d, ...text('a'), ...whole(1), 0x73], new Map([['a', 1]])],
    ['what was kept before', tuple(text('x'), [0x71, 7], [0x68, 7]), ['x', 'x']],
    ['what was kept long before', tuple(text('x'), [0x72, 0, 1, 0, 0], [0x6a, 0, 1, 0, 0]), ['x', 'x']],
  ])('reads %s', (_, bytes, expected) => {
    expect(valueOf(pickle(bytes))).toEqual(expected);
  });

  it('reads one after the other, wherever the bytes lie', () => {
    const bytes = Uint8Array.from([9, 9, ...pickle(text('ä')), ...pickle(yes), 9]).subarray(2);
    const first = readPickle(bytes);
    expect(first.value).toBe('ä');
    expect(readPickle(bytes, first.end)).toEqual({ value: true, end: first.end + 4 });
  });

  it('calls what it is given, by its name, and nothing else', () => {
    const globals = new Map([['math add', (a: unknown, b: unknown) => Number(a) + Number(b)]]);
    expect(valueOf(pickle(call(name('math', 'add'), whole(1), whole(2))), { globals })).toBe(3);
    const message = 'The pickle names "os system", which is not known and was not run.';
    expect(() => valueOf(pickle(call(name('os', 'system'), text('true'))), { globals })).toThrow(message);
    expect(() => valueOf(pickle(call(name('os', 'system'), text('true'))))).toThrow(message);
    for (const inherited of ['constructor', '__proto__', 'toString']) {
      expect(() => valueOf(pickle(name('', inherited)), { globals })).toThrow('is not known and was not run');
    }
  });

  it('asks for what lies outside', () => {
    const seen: unknown[] = [];
    const bytes = pickle(persistent(tuple(text('storage'), whole(1))));
    expect(valueOf(bytes, { persistent: (reference) => seen.push(reference) })).toBe(1);
    expect(seen).toEqual([['storage', 1]]);
    expect(() => valueOf(bytes)).toThrow('refers to what lies outside');
  });

  it.each<[string, number[], string]>([
    ['an instruction that is not known', [0x80, 2, 0x93, 0x2e], 'instruction 0x93 at byte 2'],
    ['a newer protocol', [0x80, 4, 0x4e, 0x2e], 'protocol 4'],
    ['an end in the middle of a number', [0x80, 2, 0x4d, 1], 'ends early, at byte 4'],
    ['an end in the middle of a name', [0x80, 2, 0x63, 0x61, 0x62], 'ends early, at byte 5'],
    ['an end where more must come', [0x80, 2, 0x4e], 'ends early, at byte 3'],
    ['nothing', [], 'ends early, at byte 0'],
    ['a value that is not there', pickle(), 'takes a value that is not there'],
    ['a call of nothing', pickle([0x52]), 'takes a value that is not there'],
    ['a value beyond a mark', pickle(yes, [0x28, 0x85]), 'takes a value that is not there'],
    ['an end of a list that was not begun', pickle([0x74]), 'has not begun'],
    ['a value that was not kept', pickle([0x68, 3]), 'asks for value 3'],
    ['a call of what is no function', pickle(call(text('print'))), 'calls what is no function'],
    ['items of what is no dict', pickle(list(), [0x28], text('a'), yes, [0x75]), 'what is no dict'],
    ['values of what is no list', pickle(dict(), [0x28], yes, [0x65]), 'what is no list'],
    ['a change to an object', pickle(list(), dict(), [0x62]), 'changes an object'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => valueOf(bytes)).toThrow(message);
  });
});
