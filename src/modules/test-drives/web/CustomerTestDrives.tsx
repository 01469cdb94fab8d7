import { useState } from 'react'
import { addDays } from '#shared/days.ts'
import { useAsk } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { listTestDrives } from '../contract.ts'
import { testDriveWords } from '../words.ts'
import { toneOf } from './say-drive.ts'
import { TestDriveSheet } from './TestDriveSheet.tsx'

/** Beside a customer: the drives that are booked and those of the last year. */
export function CustomerTestDrives({ customerId }: { customerId: string }) {
  const t = useWords(testDriveWords)
  const today = dayOf(useNow(), useTimeZone())
  const [chosen, setChosen] = useState<string>()
  const found = useAsk(
    listTestDrives,
    { query: { from: addDays(today, -300), to: addDays(today, 90), customerId, limit: 50 } },
    { live: ['test_drives.*'] },
  )
  const items = found.data?.items ?? []
  if (items.length === 0 && !found.error) return null
  return (
    <section className="k-card k-stack" aria-label={t('testDrives')}>
      <h2>{t('testDrives')}</h2>
      {found.error ? <Failure error={found.error} /> : null}
      <List label={t('testDrives')}>
        {items.toReversed().map((one) => (
          <Row
            key={one.id}
            onClick={() => setChosen(one.id)}
            end={<Badge tone={toneOf(one.state)}>{t(one.state)}</Badge>}
          >
            <When at={one.startsAt} />{' '}
            <span className="k-muted">
              {one.car.plate} {one.car.name}
            </span>
          </Row>
        ))}
      </List>
      {chosen ? <TestDriveSheet id={chosen} onClose={() => setChosen(undefined)} /> : null}
    </section>
  )
}
