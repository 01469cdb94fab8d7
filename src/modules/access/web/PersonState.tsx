import { Badge } from '#ui/light/Badge.tsx'
import { useSession } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import type { Person } from '../contracts/people.ts'
import { staffWords } from '../words.ts'

/** Active, left, or not yet in: as a word. */
export function PersonState({ person }: { person: Person }) {
  const t = useWords(staffWords)
  const isDemo = useSession().isDemo
  if (!person.isActive) return <Badge tone="blocked">{t('left')}</Badge>
  // The demo's people never have a password.
  if (!person.hasPassword && !isDemo) return <Badge tone="due">{t('invited')}</Badge>
  return <Badge tone="done">{t('active')}</Badge>
}
