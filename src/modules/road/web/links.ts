interface Link {
  title: string
  url: string
}

/** Links as they stand in a field: one per line, the title before the address. */
export const sayLinks = (links: readonly Link[]) =>
  links.map(({ title, url }) => `${title} ${url}`).join('\n')

/** The links of a field; undefined where a line has no address that can be opened. */
export function linksOf(text: string): Link[] | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const links = lines.map((line) => {
    const found = /^(.*?)\s*(https?:\/\/\S+)$/.exec(line)
    const url = found?.[2]
    return url && URL.canParse(url) ? { title: found?.[1]?.trim() || url, url } : undefined
  })
  return links.some((link) => link === undefined) ? undefined : (links as Link[])
}
