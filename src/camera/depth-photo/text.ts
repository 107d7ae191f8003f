/** Text in bytes, one byte per character. */

/** Whether the bytes begin with this text. */
export function hasText(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length && [...text].every((char, at) => bytes[at] === char.charCodeAt(0));
}
