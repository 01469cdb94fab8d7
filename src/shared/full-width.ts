// Registers and phones mix full-width and half-width forms; comparing needs one form.

const PUNCTUATION: Record<string, string> = {
  '。': '.',
  '、': ',',
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': "'",
  '’': "'",
  '【': '[',
  '】': ']',
  '〔': '[',
  '〕': ']',
  '《': '<',
  '》': '>',
  '〈': '<',
  '〉': '>',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '﹣': '-',
  '─': '-',
  '〜': '~',
  '￥': '¥',
  '･': '·',
  '・': '·',
  '•': '·',
  '‧': '·',
  '∙': '·',
  '⋅': '·',
}

const SPACE = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]/
// Zero-width and direction marks: pasted contacts carry them, no one can see them.
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\ufe0f/g
const MAYBE_WIDE = /[^\n\r\u0020-\u007e\u4e00-\u9fff]/

/**
 * Maps each full-width digit, letter, punctuation mark and space to its half-width form, one
 * character for one, so that positions stay. Invisible characters stay too. Chinese stays.
 */
export function toHalfWidthInPlace(text: string): string {
  if (!MAYBE_WIDE.test(text)) return text
  let out = ''
  for (let i = 0; i < text.length; i++) out += halfWidthOf(text.charAt(i))
  return out
}

/**
 * Half-width form of digits, letters, punctuation and spaces; zero-width and direction marks are
 * dropped. Chinese characters, line breaks and case stay as they are.
 */
export function toHalfWidth(text: string): string {
  return toHalfWidthInPlace(text).replace(INVISIBLE, '')
}

/**
 * The form in which names, aliases and headers are compared: composed, half width, lower case,
 * without any white space. `' ＣＣ '` and `'cc'` fold to the same.
 */
export function foldText(text: string): string {
  return toHalfWidth(text.normalize('NFC')).toLowerCase().replace(/\s+/g, '')
}

function halfWidthOf(char: string): string {
  const code = char.charCodeAt(0)
  if (code < 0x80) return char === '\t' ? ' ' : char
  const punctuation = PUNCTUATION[char]
  if (punctuation !== undefined) return punctuation
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
  return SPACE.test(char) ? ' ' : char
}
