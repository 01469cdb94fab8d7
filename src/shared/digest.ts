/**
 * A short digest of texts in any order (two FNV-1a hashes of 32 bits): tells whether two sides hold
 * the same list. It guards against nothing but chance.
 */
export function digestOf(texts: readonly string[]): string {
  let high = 0x811c9dc5
  let low = 0x01234567
  for (const text of texts.toSorted()) {
    for (let place = 0; place < text.length; place++) {
      const unit = text.charCodeAt(place)
      high = Math.imul(high ^ unit, 0x01000193)
      low = Math.imul(low ^ (unit + 7), 0x01000193)
    }
    high = Math.imul(high ^ 0x0a, 0x01000193)
    low = Math.imul(low ^ 0x0d, 0x01000193)
  }
  const hex = (value: number) => (value >>> 0).toString(16).padStart(8, '0')
  return `${texts.length}-${hex(high)}${hex(low)}`
}
