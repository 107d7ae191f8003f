import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { foldText, isOneSlipAway } from './fold-text';

describe('a folded text', () => {
  it.each([
    ['case, and signs between words', '  Hot-Dog! ', 'hot dog', 'en'],
    ['accents', 'Télécommande à piles', 'telecommande a piles', 'fr'],
    ['letters that some keyboards lack', 'Fußball', 'fussball', 'de'],
    ['large letters by the language', 'IŞIK', 'isik', 'tr'],
    ['full-width letters', 'ＴＶ', 'tv', 'ja'],
    ['Arabic vowel signs and hamza', 'كُرْسِيّ أريكة', 'كرسي اريكه', 'ar'],
    ['the letters of a Persian keyboard', 'صندلی', 'صندلي', 'ar'],
    ['joiners', 'क्\u200dष', 'क्ष', 'hi'],
  ])('leaves out %s', (_, text, folded, language) => {
    expect(foldText(text, language)).toBe(folded);
  });

  it.each([
    ['hi', 'कुर्सी', 'करस'],
    ['ta', 'நாற்காலி', 'நறகல'],
    ['ja', 'がか', 'かか'],
  ])('keeps the signs without which it is another word (%s)', (language, word, stripped) => {
    expect(foldText(word, language)).toBe(word.normalize('NFKD'));
    expect(foldText(word, language)).not.toBe(stripped);
  });

  test('stays as it is when it is folded again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const folded = foldText(text, 'en');
        expect(foldText(folded, 'en')).toBe(folded);
      }),
    );
  });
});

describe('one slip', () => {
  it.each([
    ['another letter', 'chait', 'chair'],
    ['a letter too few', 'botle', 'bottle'],
    ['a letter too many', 'benchh', 'bench'],
    ['two that changed places', 'chiar', 'chair'],
  ])('is %s', (_, slip, word) => {
    expect(isOneSlipAway(slip, word)).toBe(true);
    expect(isOneSlipAway(word, slip)).toBe(true);
  });

  it.each([
    ['none', 'chair', 'chair'],
    ['two other letters', 'chose', 'chair'],
    ['two letters too many', 'chairss', 'chair'],
    ['two that changed places far from each other', 'rhaic', 'chair'],
    ['one too many and another one', 'chaitt', 'chair'],
  ])('is not %s', (_, text, word) => {
    expect(isOneSlipAway(text, word)).toBe(false);
  });
});
