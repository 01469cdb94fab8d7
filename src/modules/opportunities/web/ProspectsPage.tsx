import { listColleagues } from '#modules/access/contract.ts'
import { SpecialMark } from '#modules/customers/web/panels.tsx'
import { INTENT_LEVELS } from '#shared/intent-level.ts'
import { useAsk } from '#ui/ask.ts'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { dayOf } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { usePages } from '#ui/pages.ts'
import { useCan, useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { type Card, dueFilters, listCards, stateSchema } from '../contract.ts'
import { cardWords } from '../words.ts'
import { DueBadge } from './CardLine.tsx'

const sorts = ['due', 'expected', 'opened'] as const
const dueWords = {
  overdue: 'overdue',
  today: 'dueToday',
  tomorrow: 'dueTomorrow',
  week: 'dueWeek',
  later: 'dueLater',
} as const

/** All cards of one's scope at the desk: filters in the address, three orders, the keyboard. */
export function ProspectsPage() {
  const t = useWords(cardWords)
  const { go } = useNavigation()
  const mayWrite = useCan('opportunities.write')
  const seesOthers = useCan('opportunities.read', 'team')
  const people = useAsk(listColleagues, {}, { when: seesOthers })
  const state = useTableState({
    filters: ['level', 'due', 'state', 'stage', 'owner', 'q'],
    sort: 'due',
  })
  const { filters } = state
  const sort = sorts.find((one) => one === state.sort?.by) ?? 'due'
  const cards = usePages(
    listCards,
    {
      query: {
        level: filters.level,
        state: filters.state,
        stage: filters.stage,
        owner: filters.owner,
        q: filters.q,
        due: dueFilters.find((one) => one === filters.due),
        sort,
      },
    },
    { live: ['opportunities.*'] },
  )
  return (
    <div className="k-stack">
      <h1>{t('prospects')}</h1>
      <DataTable<Card>
        name="prospects"
        label={t('prospects')}
        columns={useColumns()}
        rowKey={(card) => card.id}
        state={state}
        pages={cards}
        open={(card) => `/customers/${card.customerId}`}
        filters={[
          { name: 'q', label: t('find'), kind: 'text' },
          {
            name: 'level',
            label: t('level'),
            kind: 'choice',
            options: INTENT_LEVELS.map((value) => ({ value, label: value })),
          },
          {
            name: 'due',
            label: t('dueOn'),
            kind: 'choice',
            options: dueFilters.map((value) => ({ value, label: t(dueWords[value]) })),
          },
          {
            name: 'state',
            label: t('state'),
            kind: 'choice',
            options: stateSchema.options.map((value) => ({ value, label: t(value) })),
          },
          {
            name: 'stage',
            label: t('stage'),
            kind: 'choice',
            options: ['10', '25', '50', '75', '90'].map((value) => ({
              value,
              label: `${value}%`,
            })),
          },
          ...(seesOthers
            ? [
                {
                  name: 'owner',
                  label: t('owner'),
                  kind: 'choice' as const,
                  options: (people.data?.people ?? [])
                    .filter((person) => person.isConsultant)
                    .map((person) => ({ value: person.id, label: person.name })),
                },
              ]
            : []),
        ]}
        actions={
          mayWrite ? (
            <Button kind="primary" onClick={() => go('/new-card')}>
              {t('newCard')}
            </Button>
          ) : null
        }
        empty={<EmptyState title={t('noCards')}>{t('noCardsHint')}</EmptyState>}
      />
    </div>
  )
}

function useColumns(): Column<Card>[] {
  const t = useWords(cardWords)
  const today = dayOf(useNow(), useTimeZone())
  return [
    {
      key: 'level',
      title: t('level'),
      width: 64,
      render: (card) => <Badge tone={card.level}>{card.level}</Badge>,
    },
    {
      key: 'name',
      title: t('customer'),
      render: (card) => (
        <span className="k-line">
          <strong>{card.customerName}</strong>
          <SpecialMark mark={card.special} reason={card.specialReason} />
          {card.state === 'active' ? null : <Badge tone="blocked">{t(card.state)}</Badge>}
        </span>
      ),
    },
    {
      key: 'phone',
      title: t('phone'),
      width: 130,
      render: (card) => <span className="k-number">{card.maskedPhone}</span>,
    },
    { key: 'series', title: t('series'), render: (card) => card.seriesName },
    { key: 'owner', title: t('owner'), width: 100, render: (card) => card.ownerName },
    {
      key: 'due',
      title: t('dueOn'),
      width: 130,
      sortable: 'fixed',
      render: (card) => <DueBadge card={card} today={today} />,
    },
    {
      key: 'expected',
      title: t('expectedOn'),
      width: 132,
      sortable: 'fixed',
      render: (card) => <When at={card.expectedOn} />,
    },
    { key: 'stage', title: t('stage'), width: 72, align: 'right', render: (c) => `${c.stage}%` },
    {
      key: 'lastContact',
      title: t('lastContact'),
      width: 110,
      render: (card) => <When at={card.lastContactOn} />,
    },
    {
      key: 'opened',
      title: t('openedOn'),
      width: 110,
      sortable: 'fixed',
      render: (card) => <When at={card.openedOn} />,
    },
    {
      key: 'source',
      title: t('source'),
      hidden: true,
      render: (card) => card.sourceName,
    },
  ]
}
