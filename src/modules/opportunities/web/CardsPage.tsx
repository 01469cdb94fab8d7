import { useDeferredValue } from 'react'
import { INTENT_LEVELS, isIntentLevel } from '#shared/intent-level.ts'
import { useAsk } from '#ui/ask.ts'
import { dayOf, sayCount } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listCards } from '../contract.ts'
import { cardWords } from '../words.ts'
import { CardLine } from './CardLine.tsx'

const step = 50

/** The cards on the phone: filters as words, levels as letters, more at the end of the list. */
export function CardsPage() {
  const t = useWords(cardWords)
  const locale = useLocale()
  const { search, setSearch, go } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const q = useDeferredValue(search.q ?? '')
  const level = isIntentLevel(search.level) ? search.level : undefined
  const due = search.due === 'overdue' ? ('overdue' as const) : undefined
  const limit = Math.min(200, Number(search.limit) || step)
  const cards = useAsk(
    listCards,
    { query: { sort: 'due', limit, q: q.trim() || undefined, level, due } },
    { keep: true, live: ['opportunities.*'] },
  )
  const { data } = cards
  const isFiltered = q.trim() !== '' || level !== undefined || due !== undefined
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('cards')}</h1>
        <span className="k-muted">{data?.count == null ? '' : sayCount(data.count, locale)}</span>
      </div>
      <Field label={t('find')} required>
        <TextInput
          type="search"
          value={search.q ?? ''}
          onChange={(text) => setSearch({ q: text, limit: undefined }, { replace: true })}
        />
      </Field>
      <div className="card-filters">
        <Choice
          label={t('level')}
          value={level}
          clearable
          onChange={(value) => setSearch({ level: value }, { replace: true })}
          onClear={() => setSearch({ level: undefined }, { replace: true })}
          options={INTENT_LEVELS.map((value) => ({ value, label: value }))}
        />
        <Button
          aria-pressed={due === 'overdue'}
          kind={due === 'overdue' ? 'primary' : 'plain'}
          onClick={() => setSearch({ due: due ? undefined : 'overdue' }, { replace: true })}
        >
          {t('overdue')}
        </Button>
      </div>
      {cards.error ? <Failure error={cards.error} onRetry={() => void cards.refetch()} /> : null}
      {data === undefined ? (
        cards.error ? null : (
          <Skeleton rows={6} height={60} />
        )
      ) : data.items.length === 0 ? (
        <EmptyState
          title={isFiltered ? t('noMatch') : t('noCards')}
          action={
            isFiltered ? undefined : (
              <Button kind="primary" onClick={() => go('/new-card')}>
                {t('newCard')}
              </Button>
            )
          }
        >
          {isFiltered ? null : t('noCardsHint')}
        </EmptyState>
      ) : (
        <ul className="card-list" aria-label={t('cards')}>
          {data.items.map((card) => (
            <CardLine key={card.id} card={card} today={today} />
          ))}
        </ul>
      )}
      {data?.nextCursor && limit < 200 ? (
        <Button wide onClick={() => setSearch({ limit: String(limit + step) }, { replace: true })}>
          {t('more')}
        </Button>
      ) : null}
    </div>
  )
}
