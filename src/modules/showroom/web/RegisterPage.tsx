import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { dayOf, sayTime } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { SpecialMark } from '#ui/light/SpecialMark.tsx'
import { useNow } from '#ui/now.ts'
import { usePages } from '#ui/pages.ts'
import { storeName, useSession, useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type Channel, listVisits, type Outcome, type Visit } from '../contract.ts'
import { showroomWords } from '../words.ts'
import { useOwnSeries } from './SeriesButtons.tsx'
import { Stayed, sayOutcome } from './visit-words.tsx'
import './register.css'

const phoneRow = {
  first: 'arrivedAt',
  end: 'outcome',
  second: ['channel', 'customer', 'series', 'receiver'],
}

/** The visit register of a day or a period; prints as the form dealers keep. */
export function RegisterPage() {
  const t = useWords(showroomWords)
  const today = dayOf(useNow(), useTimeZone())
  const locale = useLocale()
  const { store } = useSession()
  const { series = [] } = useOwnSeries()
  const state = useTableState({
    filters: ['from', 'to', 'channel', 'outcome', 'seriesId', 'flagged'],
    defaults: { from: today, to: today },
  })
  const { filters } = state
  const visits = usePages(
    listVisits,
    {
      query: {
        from: filters.from,
        to: filters.to,
        channel: filters.channel as Channel | undefined,
        outcome: filters.outcome as Outcome | undefined,
        seriesId: filters.seriesId,
        flagged: filters.flagged as 'yes' | undefined,
      },
    },
    { live: ['showroom.*'] },
  )
  return (
    <div className="k-stack door-register">
      <h1>{t('register')}</h1>
      <p className="door-print-only">
        {storeName(store, locale)} {filters.from}
        {filters.to === filters.from ? '' : ` – ${filters.to ?? ''}`}
      </p>
      <DataTable
        name="visits"
        label={t('register')}
        phone={phoneRow}
        columns={useColumns(filters.from === filters.to)}
        rowKey={(visit) => visit.id}
        state={state}
        pages={visits}
        open={(visit) => `/visits/${visit.id}`}
        filters={[
          { name: 'from', label: t('from'), kind: 'day' },
          { name: 'to', label: t('to'), kind: 'day' },
          {
            name: 'channel',
            label: t('channelTitle'),
            kind: 'choice',
            options: [
              { value: 'walk-in', label: t('walkIn') },
              { value: 'call-in', label: t('callIn') },
            ],
          },
          {
            name: 'outcome',
            label: t('outcome'),
            kind: 'choice',
            options: (['open', 'filed', 'unfiled', 'repeat', 'not_prospect'] as const).map(
              (outcome) => ({
                value: outcome,
                label: sayOutcome(t, { outcome }),
              }),
            ),
          },
          {
            name: 'seriesId',
            label: t('model'),
            kind: 'choice',
            options: series.map((one) => ({ value: one.id, label: one.name })),
          },
          {
            name: 'flagged',
            label: t('flagged'),
            kind: 'choice',
            options: [{ value: 'yes', label: t('flagged') }],
          },
        ]}
        actions={<Button onClick={() => window.print()}>{t('print')}</Button>}
        empty={<EmptyState title={t('emptyRegister')}>{t('emptyRegisterHint')}</EmptyState>}
      />
    </div>
  )
}

function useColumns(isOneDay: boolean): Column<Visit>[] {
  const t = useWords(showroomWords)
  const zone = useTimeZone()
  const time = (at: string | null) => (at ? sayTime(new Date(at), zone) : '—')
  return [
    {
      key: 'businessDay',
      title: t('day'),
      width: 96,
      hidden: isOneDay,
      render: (visit) => <When at={visit.businessDay} />,
    },
    {
      key: 'arrivedAt',
      title: t('timeIn'),
      width: 84,
      render: (visit) => (visit.arrivedAt ? time(visit.arrivedAt) : t('noTime')),
    },
    { key: 'leftAt', title: t('timeOut'), width: 84, render: (visit) => time(visit.leftAt) },
    {
      key: 'stayed',
      title: t('stayed'),
      width: 96,
      hidden: true,
      render: (visit) => <Stayed visit={visit} />,
    },
    {
      key: 'channel',
      title: t('channelTitle'),
      width: 90,
      render: (visit) => t(visit.channel === 'walk-in' ? 'walkIn' : 'callIn'),
    },
    {
      key: 'partySize',
      title: t('size'),
      width: 64,
      align: 'right',
      render: (visit) => visit.partySize ?? '—',
    },
    { key: 'sex', title: t('sex'), width: 60, render: (visit) => (visit.sex ? t(visit.sex) : '—') },
    {
      key: 'customer',
      title: t('customer'),
      width: 110,
      render: ({ customer }) =>
        customer ? (
          <span className="k-line">
            {customer.name}
            <SpecialMark mark={customer.special ?? null} />
          </span>
        ) : (
          '—'
        ),
    },
    { key: 'series', title: t('model'), width: 110, render: (visit) => visit.seriesText ?? '—' },
    { key: 'level', title: t('level'), width: 60, render: (visit) => visit.level ?? '—' },
    { key: 'source', title: t('source'), width: 110, render: (visit) => visit.sourceText ?? '—' },
    {
      key: 'receiver',
      title: t('receivedBy'),
      width: 100,
      render: (visit) => visit.receiver?.name ?? (visit.outcome === 'open' ? t('nobodyYet') : '—'),
    },
    {
      key: 'outcome',
      title: t('outcome'),
      width: 150,
      render: (visit) => (
        <span className="k-line">
          {sayOutcome(t, visit)}
          {visit.isFlagged ? <Badge tone="blocked">{t('flagged')}</Badge> : null}
          {visit.isReturning ? <Badge>{t('returning')}</Badge> : null}
        </span>
      ),
    },
    { key: 'note', title: t('note'), hidden: true, render: (visit) => visit.note },
  ]
}
