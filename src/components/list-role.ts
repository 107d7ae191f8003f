/**
 * Safari takes a list without bullets for no list at all and VoiceOver then counts nothing; the role, which the element
 * has anyway, brings it back (https://bugs.webkit.org/show_bug.cgi?id=170179).
 */
export const ROLE_FOR_SAFARI = 'list';
