import { lazy, Suspense, useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { List } from '#ui/light/List.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useSession } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { listOpenVisits } from '../contract.ts'
import { showroomWords } from '../words.ts'
import { OpenVisitRow } from './OpenVisitRow.tsx'

/** Loaded at the first tap: the start page stays small. */
const VisitSheet = lazy(async () => ({ default: (await import('./VisitSheet.tsx')).VisitSheet }))

/**
 * The visitors a consultant receives right now, for the start page of their phone: it appears
 * within a second of the reception's entry, and is nothing while nobody waits.
 */
export function MyOpenVisits() {
  const t = useWords(showroomWords)
  const { go } = useNavigation()
  const me = useSession().person.id
  const visits = useAsk(listOpenVisits, {}, { live: ['showroom.*'] })
  const [chosen, setChosen] = useState<string>()
  const mine = visits.data?.items.filter((visit) => visit.receiver?.id === me) ?? []
  const visit = mine.find((one) => one.id === chosen)
  if (mine.length === 0) return null
  return (
    <section className="k-stack" aria-label={t('myVisitors')}>
      <h2>{t('myVisitors')}</h2>
      <List label={t('myVisitors')}>
        {mine.map((one) => (
          <OpenVisitRow
            key={one.id}
            visit={one}
            isMine
            onFinish={() => setChosen(one.id)}
            onMakeCard={one.customer ? undefined : () => go(`/visits/${one.id}/card`)}
          />
        ))}
      </List>
      {visit ? (
        <Suspense>
          <VisitSheet visit={visit} onClose={() => setChosen(undefined)} />
        </Suspense>
      ) : null}
    </section>
  )
}
