import type { Values } from '#shared/words.ts'
import { sayMinutes } from '#ui/format.ts'
import { useLocale } from '#ui/words.tsx'
import type { Visit } from '../contract.ts'
import type { showroomWords } from '../words.ts'

type Say = (key: keyof typeof showroomWords & string, values?: Values) => string

const outcomeWords = {
  open: 'open',
  filed: 'filed',
  unfiled: 'unfiled',
  repeat: 'repeat',
  not_prospect: 'notProspect',
  withdrawn: 'withdrawnOutcome',
} as const

/** What became of a visit, in words: 未留档, 非潜客 · 陪同. */
export function sayOutcome(
  t: Say,
  visit: { outcome: string; notProspectText?: Visit['notProspectText'] },
): string {
  const word = t(outcomeWords[visit.outcome as keyof typeof outcomeWords] ?? 'open')
  return visit.notProspectText ? `${word} · ${visit.notProspectText}` : word
}

/** How long the party stayed; nothing where a time is missing. */
export function Stayed({ visit }: { visit: Pick<Visit, 'arrivedAt' | 'leftAt'> }) {
  const locale = useLocale()
  if (!visit.arrivedAt || !visit.leftAt) return <>—</>
  const minutes = (Date.parse(visit.leftAt) - Date.parse(visit.arrivedAt)) / 60_000
  return <span className="k-number">{sayMinutes(minutes, locale)}</span>
}
