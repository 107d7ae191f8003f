import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  extendedXmpSegments,
  greyFile,
  withSegments,
  xmp,
  xmpSegment,
} from '../../../test/fixtures/photo-files';
import { jpegSegments } from './jpeg';
import { parseXml } from './xml';
import { elementsWith, property, readXmp } from './xmp';

const jpeg = await greyFile({ width: 16, height: 16 }, () => 128, 'jpeg');
const read = (...segments: Buffer[]) => {
  const file = withSegments(jpeg, ...segments);
  return readXmp(file, jpegSegments(file));
};
const NEAR = 'urn:a Near';
const nearOf = (...segments: Buffer[]) => {
  const document = read(...segments);
  return elementsWith(document, NEAR).map((element) => property(element, NEAR));
};
const one = (attributes: string, elements = '') =>
  nearOf(xmpSegment(xmp({ A: 'urn:a' }, attributes, elements)));

describe('a property', () => {
  it('may be an attribute, in either kind of quotes, or an element', () => {
    expect(one('A:Near="1.5"')).toEqual(['1.5']);
    expect(one("A:Near = '1.5'")).toEqual(['1.5']);
    expect(one('', '<A:Near>1.5</A:Near>')).toEqual(['1.5']);
    expect(one('', '<A:Near>\n  1.5\n</A:Near>')).toEqual(['1.5']);
  });

  it('is known by its namespace, whatever its prefix', () => {
    expect(nearOf(xmpSegment(xmp({ Other: 'urn:a' }, 'Other:Near="2"')))).toEqual(['2']);
    expect(nearOf(xmpSegment(xmp({ A: 'urn:b' }, 'A:Near="2"')))).toEqual([]);
    expect(one('', '<A:Map xmlns:A="urn:b"><A:Near>1</A:Near></A:Map>')).toEqual([]);
  });

  it('may stand deep within others, several times, in their order', () => {
    const list = ['1', '2'].map(
      (near) => `<rdf:li rdf:parseType="Resource"><A:Near>${near}</A:Near></rdf:li>`,
    );
    expect(one('', `<A:All><rdf:Seq>${list.join('')}</rdf:Seq></A:All>`)).toEqual(['1', '2']);
  });

  it('may hold escaped characters', () => {
    expect(one('A:Near="&lt;1&amp;&#50;&#x33;&quot;&apos;&gt;"')).toEqual([`<1&23"'>`]);
    expect(one('A:Near="&unknown;&#x110000;"')).toEqual(['&unknown;&#x110000;']);
  });

  it('is found beside comments', () => {
    expect(one('', '<!-- <A:Near>0</A:Near> --><A:Near>1</A:Near>')).toEqual(['1']);
  });
});

describe('what is not XMP of our kind', () => {
  it.each([
    ['a text', 'Only words.'],
    ['nothing', ''],
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'],
    ['an element that is not closed', '<x><y></x>'],
    ['an end without a beginning', '</x>'],
    ['an attribute without quotes', '<x a=1/>'],
    ['an attribute that does not end', '<x a="1'],
    ['a tag that does not end', '<x '],
    ['nothing within the angle', '<>'],
    ['elements without end', '<x>'.repeat(100)],
    ['too many elements', `<x>${'<y/>'.repeat(6000)}</x>`],
  ])('gives nothing: %s', (_, text) => {
    expect(parseXml(text)).toBeNull();
  });

  it('never fails', () => {
    const part = fc.constantFrom(
      '<',
      '>',
      '/',
      '"',
      "'",
      '=',
      ' ',
      'a',
      'a:b',
      '<a>',
      '</a>',
      '<!--',
      '-->',
      '<?',
      '?>',
      '&#1;',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        parseXml(parts.join(''));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an extended packet', () => {
  const ID = '0123456789ABCDEF0123456789ABCDEF';
  const NOTE = { note: 'http://ns.adobe.com/xmp/note/' };
  const main = xmpSegment(xmp(NOTE, `note:HasExtendedXMP="${ID}"`));
  const extended = xmp({ A: 'urn:a' }, `A:Near="1" A:Data="${'x'.repeat(150_000)}"`);
  const parts = extendedXmpSegments(ID, extended);

  const NUMBERS_AT = 4 + 'http://ns.adobe.com/xmp/extension/'.length + 1 + ID.length;
  const changed = (part: Buffer, at: number, value: number) => {
    const copy = Buffer.from(part);
    copy.writeUInt32BE(value, at);
    return copy;
  };
  const saidToBe = (part: Buffer, length: number) => changed(part, NUMBERS_AT, length);
  const movedTo = (part: Buffer, offset: number) => changed(part, NUMBERS_AT + 4, offset);

  it('is put together from its parts', () => {
    expect(parts).toHaveLength(3);
    expect(nearOf(main, ...parts)).toEqual(['1']);
    const [holder] = elementsWith(read(main, ...parts), 'urn:a Data');
    expect(property(holder!, 'urn:a Data')).toHaveLength(150_000);
  });

  it('in any order, and with those of another packet between', () => {
    const others = extendedXmpSegments(ID.replace('0', 'F'), xmp({ A: 'urn:a' }, 'A:Near="2"'));
    expect(nearOf(main, parts[2]!, ...others, parts[0]!, parts[1]!)).toEqual(['1']);
  });

  it.each<[string, Buffer[]]>([
    ['a part is missing', [main, parts[0]!, parts[2]!]],
    ['the last part is missing', [main, parts[0]!, parts[1]!]],
    ['a part comes twice', [main, ...parts, parts[1]!]],
    ['two parts claim one place', [main, parts[0]!, movedTo(parts[1]!, 0), parts[2]!]],
    ['it says that it is longer', [main, ...parts.map((part) => saidToBe(part, extended.length + 1))]],
    ['nothing names it', [xmpSegment(xmp(NOTE, '')), ...parts]],
    ['another one is named', [xmpSegment(xmp(NOTE, `note:HasExtendedXMP="${'F'.repeat(32)}"`)), ...parts]],
    ['its name is too short', [xmpSegment(xmp(NOTE, 'note:HasExtendedXMP="0123"')), ...parts]],
    ['there is no main packet', parts],
  ])('is left out where %s', (_, segments) => {
    expect(nearOf(...segments)).toEqual([]);
  });
});
