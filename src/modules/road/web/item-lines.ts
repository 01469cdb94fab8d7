interface Item {
  key: string
  zh: string
  en: string
}

/** A check list as it stands in a field: one line each, Chinese before English. */
export const sayItems = (items: readonly Item[]) =>
  items.map(({ zh, en }) => (en ? `${zh} | ${en}` : zh)).join('\n')

/** The lines of a field as a check list; a line whose Chinese stayed keeps its key, and its ticks. */
export function itemsOf(text: string, before: readonly Item[]): Item[] {
  const used = new Set<string>()
  return text
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .flatMap(([zh = '', en = '']) => {
      if (zh === '') return []
      const known = before.find((item) => item.zh === zh && !used.has(item.key))?.key
      let key = known ?? `item-${used.size + 1}`
      while (used.has(key) || (!known && before.some((item) => item.key === key))) key += '+'
      used.add(key)
      return [{ key: key.slice(0, 40), zh: zh.slice(0, 100), en: en.slice(0, 100) }]
    })
    .slice(0, 20)
}
