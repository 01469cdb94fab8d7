/**
 * Splits a SQL file into its statements, minding quotes, comments and dollar quoting:
 * Citus forwards the whole text of a call to its nodes, so each goes alone.
 */
export function splitStatements(text: string): string[] {
  const statements: string[] = []
  let start = 0
  let i = 0
  while (i < text.length) {
    const rest = text.slice(i, i + 64)
    const dollar = /^\$[A-Za-z_]*\$/.exec(rest)?.[0]
    if (rest.startsWith('--')) i = after(text, '\n', i)
    else if (rest.startsWith('/*')) i = after(text, '*/', i + 2)
    else if (rest[0] === "'") i = after(text, "'", i + 1)
    else if (rest[0] === '"') i = after(text, '"', i + 1)
    else if (dollar) i = after(text, dollar, i + dollar.length)
    else if (rest[0] === ';') {
      keep(statements, text.slice(start, i))
      i += 1
      start = i
    } else i += 1
  }
  keep(statements, text.slice(start))
  return statements
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found === -1 ? text.length : found + mark.length
}

function keep(statements: string[], piece: string): void {
  const bare = piece.replace(/--.*$/gm, '').trim()
  if (bare !== '') statements.push(piece.trim())
}
