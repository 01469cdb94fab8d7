import { Badge } from '#ui/light/Badge.tsx'
import { useWords } from '#ui/words.tsx'
import type { Lead } from '../contract.ts'
import { leadWords } from '../words.ts'

/** Where a lead stands: nobody's ones are what calls for work. */
export function StateBadge({ lead }: { lead: Pick<Lead, 'state'> }) {
  const t = useWords(leadWords)
  const tones = {
    new: 'overdue',
    assigned: 'due',
    nurture: 'due',
    lost_pending: 'blocked',
    promoted: 'done',
    closed: 'blocked',
  } as const
  return <Badge tone={tones[lead.state]}>{t(lead.state)}</Badge>
}

/** The grade of the first call; another scale than the intent level, so never its colours. */
export function GradeBadge({ lead }: { lead: Pick<Lead, 'grade'> }) {
  const t = useWords(leadWords)
  return lead.grade === null ? (
    <span className="k-muted">{t('none')}</span>
  ) : (
    <Badge>{t(lead.grade)}</Badge>
  )
}
