/** 32 bits of a text, to tell whether two are alike. */
export function digest(text: string, seed = 0): number {
  let bits = seed;
  for (let at = 0; at < text.length; at++) {
    bits = (Math.imul(bits, 31) + text.charCodeAt(at)) | 0;
  }
  return Math.imul(bits ^ text.length, 0x01000193) >>> 0;
}
