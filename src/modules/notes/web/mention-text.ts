/** Where a mention is being typed: from its @ on, and what follows it so far. */
export function mentionAt(
  text: string,
  caret: number,
): { from: number; query: string } | undefined {
  const found = /(?:^|[\s，。、；：（(])@([\p{L}\p{N}.]{0,20})$/u.exec(text.slice(0, caret))
  const query = found?.[1]
  return query === undefined ? undefined : { from: caret - query.length - 1, query }
}

interface Named {
  id: string
  name: string
}

/** Of these people, those whose @name still stands in the text, each once. */
export function mentionsIn<T extends Named>(text: string, people: readonly T[]): Named[] {
  const found = new Map<string, Named>()
  for (const { id, name } of people) if (text.includes(`@${name}`)) found.set(id, { id, name })
  return [...found.values()]
}

/** The text in pieces: mentions apart from what stands between them. */
export function piecesOf(
  text: string,
  people: readonly Named[],
): { text: string; isMention: boolean }[] {
  const names = people.map(({ name }) => `@${name}`).sort((a, b) => b.length - a.length)
  const pieces: { text: string; isMention: boolean }[] = []
  let rest = text
  while (rest !== '') {
    const next = names
      .map((name) => ({ name, at: rest.indexOf(name) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at || b.name.length - a.name.length)[0]
    if (next === undefined) return [...pieces, { text: rest, isMention: false }]
    if (next.at > 0) pieces.push({ text: rest.slice(0, next.at), isMention: false })
    pieces.push({ text: next.name, isMention: true })
    rest = rest.slice(next.at + next.name.length)
  }
  return pieces
}
