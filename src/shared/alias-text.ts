const separators = /[、,，;；\n\r]+/

/** The words of a line as people type them: 高7、Golf，GTI. Each once, without spaces around. */
export function splitAliases(text: string): string[] {
  return [...new Set(text.split(separators).map((word) => word.trim()))].filter(Boolean)
}

/** Words as a line that `splitAliases` reads back. */
export function joinAliases(words: readonly string[]): string {
  return words.join('、')
}
