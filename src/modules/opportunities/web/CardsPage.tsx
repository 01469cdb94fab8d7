import { type ReactNode, useDeferredValue, useEffect, useRef } from 'react'
import { INTENT_LEVELS, isIntentLevel } from '#shared/intent-level.ts'
import { dayOf, sayCount } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { type Pages, usePages, useRows } from '#ui/pages.ts'
import { useTimeZone } from '#ui/session.tsx'
import { useVisibleRows } from '#ui/table/visible-rows.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import type { Card } from '../contracts/card.ts'
import { listCards } from '../contracts/find-cards.ts'
import { cardWords } from '../words.ts'
import { CardLine } from './CardLine.tsx'

/** Each line of the phone's list is as high as this, its border included. */
const lineHeight = 72

/** The cards on the phone: filters as words, levels as letters, endless as one scrolls. */
export function CardsPage() {
  const t = useWords(cardWords)
  const locale = useLocale()
  const { search, setSearch, go } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const q = useDeferredValue(search.q ?? '')
  const level = isIntentLevel(search.level) ? search.level : undefined
  const due = search.due === 'overdue' ? ('overdue' as const) : undefined
  const pages = usePages(
    listCards,
    { query: { sort: 'due', q: q.trim() || undefined, level, due } },
    { live: ['opportunities.*', 'customers.*'], size: 50 },
  )
  const isFiltered = q.trim() !== '' || level !== undefined || due !== undefined
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('cards')}</h1>
        <span className="k-muted">
          {pages.count === undefined ? '' : sayCount(pages.count, locale)}
        </span>
      </div>
      <Field label={t('find')} required>
        <TextInput
          type="search"
          value={search.q ?? ''}
          onChange={(text) => setSearch({ q: text }, { replace: true })}
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
      {pages.error ? <Failure error={pages.error} onRetry={pages.retry} /> : null}
      {pages.isPending ? (
        pages.error ? null : (
          <Skeleton rows={6} height={lineHeight - 12} />
        )
      ) : pages.length === 0 ? (
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
        <EndlessCards pages={pages} today={today} />
      )}
    </div>
  )
}

/** Only the lines in sight are drawn; the page itself scrolls. */
function EndlessCards({ pages, today }: { pages: Pages<Card>; today: string }) {
  const t = useWords(cardWords)
  const list = useRef<HTMLUListElement>(null)
  useRows(pages)
  const [first, last] = useVisibleRows({
    area: list,
    scrolls: 'page',
    rows: pages.length,
    height: lineHeight,
    place: `cards ${pages.key}`,
    isReady: !pages.isPending,
  })
  const { need, length } = pages
  useEffect(() => need(first, Math.min(last + 5, length + 1)), [need, first, last, length])
  const drawn: ReactNode[] = []
  for (let at = first; at < last; at++) {
    const card = pages.rowAt(at)
    if (card) drawn.push(<CardLine key={card.id} card={card} today={today} />)
  }
  return (
    <ul className="card-list card-list-endless" aria-label={t('cards')} ref={list}>
      {first > 0 ? <li aria-hidden="true" style={{ height: first * lineHeight }} /> : null}
      {drawn}
      {last < pages.length ? (
        <li aria-hidden="true" style={{ height: (pages.length - last) * lineHeight }} />
      ) : null}
    </ul>
  )
}
