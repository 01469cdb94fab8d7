import { Badge } from '#ui/light/Badge.tsx'
import { sayMinutes } from '#ui/format.ts'
import { useNow } from '#ui/now.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import type { Lead } from '../contract.ts'
import { workWords } from '../work-words.ts'

type Clocked = Pick<Lead, 'answerDueAt' | 'answerMinutes' | 'firstContactAt' | 'endedAt'>

/** The speed-to-lead clock: what is left to the target, by how much it is over, or how fast it was. */
export function LeadClock({ lead }: { lead: Clocked }) {
  const t = useWords(workWords)
  const locale = useLocale()
  const now = useNow()
  if (lead.answerDueAt === null) return <span className="k-muted">—</span>
  const due = Date.parse(lead.answerDueAt)
  const say = (minutes: number) => sayMinutes(Math.max(0, minutes), locale)
  if (lead.firstContactAt !== null)
    return (
      <Badge tone={Date.parse(lead.firstContactAt) > due ? 'overdue' : 'done'}>
        {t('after', { time: say(lead.answerMinutes ?? 0) })}
      </Badge>
    )
  if (lead.endedAt !== null) return <span className="k-muted">—</span>
  const minutes = Math.round((due - now.getTime()) / 60_000)
  return minutes < 0 ? (
    <Badge tone="overdue">{t('over', { time: say(-minutes) })}</Badge>
  ) : (
    <Badge tone="due">{t('left', { time: say(minutes) })}</Badge>
  )
}
