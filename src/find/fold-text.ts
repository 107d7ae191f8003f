/** Makes texts comparable that a person may write in several ways: case, accents, signs between words, one slip. Pure. */

/**
 * Marks that people leave out when they type in haste, and that a decomposed text has on their own: accents of Latin,
 * Greek and Cyrillic letters; Arabic vowel signs and hamza on its carrier, and the stroke that only lengthens a word;
 * the dot below letters of Indic scripts. Vowel signs of Indic scripts are no such marks: without them it is
 * another word.
 */
const LEFT_OUT = /[\u0300-\u036f]|[\u064b-\u065f]|\u0670|\u0640|\u093c|\u09bc|\u0a3c|\u0abc/gu;

/** Joiners shape letters and separate no words. */
const JOINERS = /[\u200c\u200d]/gu;

/** Whatever is no letter, sign of a letter, or digit. */
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/gu;

/** Letters that Unicode doesn't decompose, and as what they are typed by those who lack the key. */
const TYPED_AS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  // Arabic: keyboards of Persian and Urdu have letters of their own for ya and kaf; many write the last two as the first.
  '\u06cc': '\u064a',
  '\u0649': '\u064a',
  '\u06a9': '\u0643',
  '\u0629': '\u0647',
};

const HAS_OTHER_FORM = new RegExp(`[${Object.keys(TYPED_AS).join('')}]`, 'gu');

/** @param language BCP 47 tag, by whose rules large letters become small ones */
export function foldText(text: string, language: string): string {
  return text
    .normalize('NFKC')
    .toLocaleLowerCase(language)
    .normalize('NFKD')
    .replaceAll(LEFT_OUT, '')
    .replaceAll(JOINERS, '')
    .replaceAll(HAS_OTHER_FORM, (letter) => TYPED_AS[letter]!)
    .replaceAll(BETWEEN_WORDS, ' ')
    .trim();
}

/** One letter too many, too few, another one, or two neighbours that changed places. */
export function isOneSlipAway(text: string, other: string): boolean {
  const [shorter, longer] = [[...text], [...other]].sort((a, b) => a.length - b.length) as [
    string[],
    string[],
  ];
  const difference = longer.length - shorter.length;
  if (difference > 1) return false;
  const first = longer.findIndex((letter, index) => letter !== shorter[index]);
  if (first === -1) return false;
  const rest = (letters: string[], from: number) => letters.slice(from).join('');
  if (difference === 1) return rest(longer, first + 1) === rest(shorter, first);
  if (rest(longer, first + 1) === rest(shorter, first + 1)) return true;
  return (
    longer[first] === shorter[first + 1] &&
    longer[first + 1] === shorter[first] &&
    rest(longer, first + 2) === rest(shorter, first + 2)
  );
}
