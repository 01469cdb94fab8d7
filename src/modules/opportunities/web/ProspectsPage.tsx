import { useMemo } from 'react'
import { INTENT_LEVELS } from '#shared/intent-level.ts'
import { cardActions, heats, priorityLetters } from '#shared/temperature.ts'
import { useAsk } from '#ui/ask.ts'
import { call } from '#ui/call.ts'
import { type Chosen, type Column, DataTable, type Filter, useTableState } from '#ui/DataTable.tsx'
import { dayOf, sayNumber } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { SpecialMark } from '#ui/light/SpecialMark.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { usePages } from '#ui/pages.ts'
import { useCan, useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type Card, opportunityStates, origins } from '../contracts/card.ts'
import { type CardFilterQuery, sumCards } from '../contracts/card-lists.ts'
import { dueFilters, listCards } from '../contracts/find-cards.ts'
import { listStages } from '../contracts/machine.ts'
import { lifeWords } from '../life-words.ts'
import { cardListWords } from '../list-words.ts'
import { cardWords } from '../words.ts'
import { BoardView } from './BoardView.tsx'
import { BulkEdit } from './BulkEdit.tsx'
import { CalendarView } from './CalendarView.tsx'
import { useCampaigns } from './CardFactsForm.tsx'
import { DueBadge } from './CardLine.tsx'
import { useConsultantOptions, useSeriesOptions, useSourceOptions } from './card-options.ts'
import { TemperatureMark } from './TemperatureMark.tsx'

const phoneRow = { first: 'name', end: 'due', second: ['level', 'series', 'owner', 'phone'] }

const sorts = ['due', 'expected', 'opened', 'amount'] as const
const dueWords = {
  overdue: 'overdue',
  today: 'dueToday',
  tomorrow: 'dueTomorrow',
  week: 'dueWeek',
  later: 'dueLater',
} as const

const shows = ['table', 'stage', 'level', 'calendar'] as const
const showWords = {
  table: 'asTable',
  stage: 'asStages',
  level: 'asLevels',
  calendar: 'asCalendar',
} as const

/** All cards of one's scope: as a list, by stage, by level, or as a calendar, under the same filters. */
export function ProspectsPage() {
  const t = useWords(cardWords)
  const l = useWords(cardListWords)
  const locale = useLocale()
  const { go, search, setSearch } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const mayWrite = useCan('opportunities.write')
  const filters = useFilters()
  const state = useTableState({ filters: filters.map((filter) => filter.name), sort: 'due' })
  const sort = sorts.find((one) => one === state.sort?.by) ?? 'due'
  const show = shows.find((one) => one === search.show) ?? 'table'
  const query = state.filters as CardFilterQuery
  const cards = usePages(
    listCards,
    { query: { ...query, sort } },
    { live: ['opportunities.*', 'customers.*'], when: show === 'table' },
  )
  return (
    <div className="k-stack">
      <h1>{t('prospects')}</h1>
      <DataTable<Card>
        name="prospects"
        label={t('prospects')}
        phone={phoneRow}
        columns={useColumns(today)}
        rowKey={(card) => card.id}
        state={state}
        pages={cards}
        open={(card) => `/customers/${card.customerId}`}
        filters={
          show === 'table' || show === 'calendar'
            ? filters
            : filters.filter((filter) => filter.name !== show)
        }
        {...(mayWrite ? { selection: bulkEdit(state.filters, today) } : {})}
        sum={{
          label: l('sum'),
          ask: async () => {
            const { cars } = await call(sumCards, { query })
            return l('sumOf', { n: sayNumber(cars, locale) })
          },
        }}
        actions={
          <>
            <Segmented
              label={l('show')}
              value={show}
              onChange={(next) =>
                setSearch({ show: next === 'table' ? undefined : next }, { replace: true })
              }
              options={shows.map((value) => ({ value, label: l(showWords[value]) }))}
            />
            {mayWrite ? (
              <Button kind="primary" onClick={() => go('/new-card')}>
                {t('newCard')}
              </Button>
            ) : null}
          </>
        }
        instead={
          show === 'calendar' ? (
            <CalendarView query={query} today={today} />
          ) : show === 'table' ? undefined : (
            <BoardView key={show} kind={show} query={query} today={today} />
          )
        }
        empty={<EmptyState title={t('noCards')}>{t('noCardsHint')}</EmptyState>}
      />
    </div>
  )
}

/** What can be done with the chosen cards of a filter. */
function bulkEdit(filter: Readonly<Record<string, string>>, today: string) {
  return (chosen: Chosen) => <BulkEdit chosen={chosen} filter={filter} today={today} />
}

function useFilters(): Filter[] {
  const t = useWords(cardWords)
  const life = useWords(lifeWords)
  const l = useWords(cardListWords)
  const seesOthers = useCan('opportunities.read', 'team')
  const people = useConsultantOptions(seesOthers)
  const series = useSeriesOptions()
  const sources = useSourceOptions()
  const campaigns = useCampaigns()
  const stages = useAsk(listStages, {}).data?.stages ?? []
  return [
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
      options: opportunityStates.map((value) => ({ value, label: t(value) })),
    },
    {
      name: 'stage',
      label: t('stage'),
      kind: 'choice',
      options: stages.map((stage) => ({
        value: String(stage.percent),
        label: `${stage.percent}% ${stage.name}`,
      })),
    },
    {
      name: 'ending',
      label: l('ending'),
      kind: 'choice',
      options: (['won', 'defeat', 'lost_contact'] as const).map((value) => ({
        value,
        label: l(value),
      })),
    },
    ...(seesOthers
      ? [{ name: 'owner', label: t('owner'), kind: 'choice' as const, options: people }]
      : []),
    { name: 'series', label: t('series'), kind: 'choice', options: series },
    { name: 'source', label: t('source'), kind: 'choice', options: sources },
    {
      name: 'origin',
      label: life('origin'),
      kind: 'choice',
      options: origins.map((value) => ({ value, label: life(value) })),
    },
    { name: 'campaign', label: life('campaign'), kind: 'choice', options: campaigns },
    {
      name: 'heat',
      label: life('heat'),
      kind: 'choice',
      options: heats.map((value) => ({ value, label: life(value) })),
    },
    {
      name: 'letter',
      label: life('letter'),
      kind: 'choice',
      options: priorityLetters.map((value) => ({ value, label: `${life('letter')} ${value}` })),
    },
    {
      name: 'action',
      label: life('action'),
      kind: 'choice',
      options: cardActions.map((value) => ({ value, label: life(value) })),
    },
    {
      name: 'shared',
      label: life('shares'),
      kind: 'choice',
      options: [{ value: 'me', label: life('sharedWithMe') }],
    },
  ]
}

function useColumns(today: string): Column<Card>[] {
  const t = useWords(cardWords)
  const l = useWords(cardListWords)
  const life = useWords(lifeWords)
  const locale = useLocale()
  // Rows are drawn anew only when their columns are others: scrolling draws new ones alone.
  return useMemo(
    () => [
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
      {
        key: 'daysAtLevel',
        title: l('daysAtLevel'),
        width: 120,
        align: 'right',
        render: (card) => card.daysAtLevel,
      },
      { key: 'stage', title: t('stage'), width: 72, align: 'right', render: (c) => `${c.stage}%` },
      {
        key: 'amount',
        title: life('amount'),
        width: 150,
        align: 'right',
        sortable: 'fixed',
        render: (card) =>
          card.expectedAmountFen > 0 ? (
            <span className="k-number">{sayNumber(card.expectedAmountFen / 100, locale)}</span>
          ) : null,
      },
      {
        key: 'heat',
        title: life('heat'),
        width: 120,
        render: (card) => (card.temperature ? <TemperatureMark of={card.temperature} /> : null),
      },
      {
        key: 'origin',
        title: life('origin'),
        width: 120,
        hidden: true,
        render: (card) => [life(card.origin), card.originName].filter(Boolean).join(' · '),
      },
      { key: 'note', title: t('note'), render: (card) => card.note },
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
    ],
    [t, l, life, locale, today],
  )
}
