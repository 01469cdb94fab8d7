import type { QuoteVersion } from '../contract.ts'

/** One difference between two versions; null: not in that one. */
export interface VersionChange {
  key: string
  what: { name: string; nameEn: string } | { word: ComparedTotal }
  before: number | null
  after: number | null
}

const compared = {
  total: 'totalFen',
  loanAmount: 'loanFen',
  monthly: 'monthlyFen',
  deposit: 'depositFen',
  due: 'dueFen',
} as const
type ComparedTotal = keyof typeof compared

/** What changed from one version to another: lines that came, went or cost another sum, and totals. */
export function compareVersions(before: QuoteVersion, after: QuoteVersion): VersionChange[] {
  const was = new Map(keyed(before).map((line) => [line.key, line]))
  const is = new Map(keyed(after).map((line) => [line.key, line]))
  const lines = [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [a, b] = [was.get(key), is.get(key)]
    const what = b ?? a
    if (!what || (a?.amountFen === b?.amountFen && a?.quantity === b?.quantity)) return []
    return [
      {
        key,
        what: { name: what.name, nameEn: what.nameEn },
        before: a?.amountFen ?? null,
        after: b?.amountFen ?? null,
      },
    ]
  })
  const totals = (Object.keys(compared) as ComparedTotal[]).flatMap((word) => {
    const [a, b] = [before.totals[compared[word]], after.totals[compared[word]]]
    return a === b ? [] : [{ key: word, what: { word }, before: a, after: b }]
  })
  return [...lines, ...totals]
}

/** A line is the same in both where kind, item and name are; another sum insured is another line. */
function keyed(version: QuoteVersion) {
  return version.lines.map((line) => ({
    ...line,
    key: `${line.kind}:${line.itemId ?? ''}:${line.name}`,
  }))
}
