import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { dayOf } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { Slot } from '#ui/slots.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { careWords } from '../care-words.ts'
import { type DayItem, followUpsOfDay } from '../contracts/find-cards.ts'
import { cardWords } from '../words.ts'
import { CardLine } from './CardLine.tsx'
import { DayForecast, OwnEscalations } from './DayForecast.tsx'
import { FollowUpSheet } from './FollowUpSheet.tsx'
import { useCall } from './useCall.ts'

const live = { live: ['opportunities.*', 'customers.*'] }
const tabs = ['overdue', 'today', 'done'] as const
type Tab = (typeof tabs)[number]

/** The consultant's day: overdue and due first, each one tap from a call and from its result. */
export function TodayPage() {
  const t = useWords(cardWords)
  const { search, setSearch, go } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const day = useAsk(followUpsOfDay, { query: { owner: 'me' } }, live)
  const [working, setWorking] = useState<DayItem>()
  const chosen = tabs.find((tab) => tab === search.show)
  const items = (day.data?.items ?? []).filter((item) =>
    chosen === undefined ? item.when !== 'done' : item.when === chosen,
  )
  const counts = day.data?.counts
  const label = (tab: Tab) => `${t(tab === 'today' ? 'due' : tab)} ${counts?.[tab] ?? ''}`
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('today')}</h1>
        <Button kind="primary" onClick={() => go('/new-card')}>
          {t('newCard')}
        </Button>
      </div>
      <Slot name="duty" work="follow_up" />
      <OwnEscalations />
      <DayForecast today={today} />
      <Slot name="today" />
      <Segmented<Tab | 'all'>
        label={t('today')}
        value={chosen ?? 'all'}
        onChange={(show) =>
          setSearch({ show: show === 'all' ? undefined : show }, { replace: true })
        }
        options={[
          { value: 'all', label: t('all') },
          ...tabs.map((tab) => ({ value: tab, label: label(tab) })),
        ]}
      />
      {day.error ? <Failure error={day.error} onRetry={() => void day.refetch()} /> : null}
      {day.data === undefined ? (
        day.error ? null : (
          <Skeleton rows={5} height={60} />
        )
      ) : items.length === 0 ? (
        <EmptyState
          title={day.data.counts.done > 0 && chosen === undefined ? t('dayDone') : t('dayEmpty')}
        >
          {t('dayEmptyHint')}
        </EmptyState>
      ) : (
        <ul className="card-list" aria-label={t('today')}>
          {items.map((item) => (
            <CardLine
              key={item.id}
              card={item}
              today={today}
              done={item.when === 'done'}
              below={<Marks item={item} />}
              end={item.when === 'done' ? null : <LineActions item={item} onWork={setWorking} />}
            />
          ))}
        </ul>
      )}
      {working ? (
        <FollowUpSheet
          key={working.id}
          card={working}
          today={today}
          onClose={() => setWorking(undefined)}
        />
      ) : null}
    </div>
  )
}

/** Why a card is here beside its date: pinned, or in place of an absent colleague. */
function Marks({ item }: { item: DayItem }) {
  const c = useWords(careWords)
  if (!item.isPinned && item.standsInFor === null) return null
  return (
    <span className="card-line-below">
      {item.isPinned ? <Badge tone="due">{c('pinned')}</Badge> : null}
      {item.standsInFor === null ? null : (
        <Badge tone="blocked">{c('standsInFor', { name: item.standsInFor })}</Badge>
      )}
    </span>
  )
}

/** Call (the dialler opens, the sheet waits behind it for the result) and complete. */
function LineActions(props: { item: DayItem; onWork: (item: DayItem) => void }) {
  const t = useWords(cardWords)
  const locale = useLocale()
  const toast = useToast()
  const { call, isBusy } = useCall()
  const { item, onWork } = props
  const start = async () => {
    await call(item.customerId).catch((error: unknown) => toast(sayError(error, locale)))
    onWork(item)
  }
  const isForbidden = item.doNotContact.includes('call')
  return (
    <>
      {isForbidden ? null : (
        <Button
          kind="quiet"
          busy={isBusy}
          aria-label={`${t('call')} ${item.customerName}`}
          onClick={() => void start()}
        >
          {t('call')}
        </Button>
      )}
      <Button aria-label={`${t('complete')} ${item.customerName}`} onClick={() => onWork(item)}>
        {t('complete')}
      </Button>
    </>
  )
}
