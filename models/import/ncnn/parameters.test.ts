import { describe, expect, it } from 'vitest';
import { parseParameters } from './parameters';

const file = (...lines: string[]) => lines.join('\n');

describe('parseParameters', () => {
  it('reads names, blobs, numbers and lists', () => {
    const [input, slice] = parseParameters(
      file(
        '7767517',
        '2 3',
        'Input  data  0 1 data',
        'Slice cut 1 2 data a b -23300=2,80,-233 1=0 7=1.0e-01',
        '',
      ),
    );
    expect(input).toMatchObject({ type: 'Input', name: 'data', inputs: [], outputs: ['data'] });
    expect(slice).toMatchObject({ type: 'Slice', name: 'cut', inputs: ['data'], outputs: ['a', 'b'] });
    expect(slice!.parameters.list(0)).toEqual([80, -233]);
    expect(slice!.parameters.number(7, 0)).toBe(0.1);
    expect(slice!.parameters.number(9, 42)).toBe(42);
    expect(slice!.parameters.list(10)).toEqual([]);
  });

  it('knows which parameters nobody asked for', () => {
    const [layer] = parseParameters(file('7767517', '1 1', 'Input data 0 1 data 3=1 -23305=1,2'));
    expect(() => layer!.parameters.expectAllAsked()).toThrow('parameter 3 is unknown');
    layer!.parameters.number(3, 0);
    expect(() => layer!.parameters.expectAllAsked()).toThrow('parameter 5 is unknown');
    layer!.parameters.list(5);
    expect(() => layer!.parameters.expectAllAsked()).not.toThrow();
  });

  it('takes a parameter that is left out for 0, and refuses it where another value is needed', () => {
    const [layer] = parseParameters(file('7767517', '1 1', 'Pooling pool 0 1 out 5=1 6=0'));
    expect(() => layer!.parameters.expect(5, 1, 'padding')).not.toThrow();
    expect(() => layer!.parameters.expect(4, 0, 'everywhere')).not.toThrow();
    expect(() => layer!.parameters.expect(5, 2, 'padding')).toThrow(
      'parameter 5 (padding) is 1; only 2 can be imported',
    );
    expect(() => layer!.parameters.expect(6, 1, 'count')).toThrow(
      'parameter 6 (count) is 0; only 1 can be imported',
    );
    expect(() => layer!.parameters.expect(7, 1, 'adapting')).toThrow(
      'parameter 7 (adapting) is left out, which means 0; only 1 can be imported',
    );
  });

  it.each([
    ['another file', file('hello'), 'does not begin with 7767517'],
    ['an empty file', '', 'does not begin with 7767517'],
    [
      'a file that was cut off',
      file('7767517', '2 2', 'Input data 0 1 data'),
      'announces 2 layers and holds 1',
    ],
    ['a wrong number of blobs', file('7767517', '1 2', 'Input data 0 1 data'), 'announces 2 blobs'],
    ['a line without its blobs', file('7767517', '1 1', 'Input data 0 1'), 'Line 3'],
    ['a word for a number', file('7767517', '1 1', 'Input data 0 1 data 0=x'), 'Line 3'],
    [
      'a list with a wrong length',
      file('7767517', '1 1', 'Input data 0 1 data -23300=3,1,2'),
      'announces 3 values',
    ],
    ['two values for one', file('7767517', '1 1', 'Input data 0 1 data 0=1,2'), 'holds 2 values'],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseParameters(text)).toThrow(message);
  });

  it('refuses a list where one number belongs, and the other way round', () => {
    const [layer] = parseParameters(file('7767517', '1 1', 'Input data 0 1 data -23300=1,2 1=3'));
    expect(() => layer!.parameters.number(0, 0)).toThrow('is a list');
    expect(() => layer!.parameters.list(1)).toThrow('is one number');
  });
});
