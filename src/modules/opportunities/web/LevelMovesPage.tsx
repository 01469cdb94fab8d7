import { addDays, isDay } from '#shared/days.ts'
import { useAsk } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { careWords } from '../care-words.ts'
import { listLevelMoves } from '../contracts/promise-care.ts'
import './cards.css'

const everybody = 'all'

/** The moves of levels of a period by consultant: from, to, the day, why. */
export function LevelMovesPage() {
  const c = useWords(careWords)
  const { search, setSearch } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const from = isDay(search.from) ? search.from : addDays(today, -6)
  const to = isDay(search.to) ? search.to : today
  const { owner } = search
  const moves = useAsk(
    listLevelMoves,
    { query: { from, to } },
    { keep: true, live: ['opportunities.*'] },
  )
  const items = (moves.data?.items ?? []).filter((one) => !owner || one.ownerId === owner)
  return (
    <div className="k-stack">
      <h1>{c('levelMoves')}</h1>
      <div className="card-filters">
        <Field label={c('from')} required>
          <TextInput
            type="date"
            max={to}
            value={from}
            onChange={(day) => setSearch({ from: day }, { replace: true })}
          />
        </Field>
        <Field label={c('to')} required>
          <TextInput
            type="date"
            min={from}
            value={to}
            onChange={(day) => setSearch({ to: day }, { replace: true })}
          />
        </Field>
      </div>
      {moves.error ? <Failure error={moves.error} onRetry={() => void moves.refetch()} /> : null}
      {moves.data === undefined ? (
        moves.error ? null : (
          <Skeleton rows={6} />
        )
      ) : moves.data.count === 0 ? (
        <EmptyState title={c('noLevelMoves')}>{c('levelMovesHint')}</EmptyState>
      ) : (
        <>
          <Choice
            label={c('everybody')}
            value={owner ?? everybody}
            onChange={(id) =>
              setSearch({ owner: id === everybody ? undefined : id }, { replace: true })
            }
            options={[
              { value: everybody, label: c('everybody') },
              ...moves.data.people.map((one) => ({
                value: one.id,
                label: (
                  <span className="k-line">
                    <span>{one.name}</span>
                    {one.up > 0 ? <span>{c('up', { n: one.up })}</span> : null}
                    {one.down > 0 ? <span>{c('down', { n: one.down })}</span> : null}
                    {one.drifted > 0 ? <span>{c('drifted', { n: one.drifted })}</span> : null}
                  </span>
                ),
              })),
            ]}
          />
          {moves.data.count > moves.data.items.length ? (
            <p className="k-muted">
              {c('firstOnly', { n: moves.data.items.length, count: moves.data.count })}
            </p>
          ) : null}
          <List label={c('levelMoves')}>
            {items.map((one) => (
              <Row
                key={one.id}
                to={`/cards/${one.opportunityId}`}
                start={
                  <span className="k-line">
                    <Badge tone={one.from}>{one.from}</Badge>
                    <span aria-hidden="true">→</span>
                    <Badge tone={one.to}>{one.to}</Badge>
                  </span>
                }
                end={<When at={one.day} />}
              >
                <div>
                  <strong>{one.customerName}</strong>{' '}
                  <span className="k-muted">{one.ownerName}</span>
                </div>
                <div className="k-muted">
                  {one.isDrift ? c('byDate') : (one.reason ?? c('noReason'))}
                  {one.byName ? ` · ${one.byName}` : ''}
                </div>
              </Row>
            ))}
          </List>
        </>
      )}
    </div>
  )
}
