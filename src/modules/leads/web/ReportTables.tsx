import type { ReactNode } from 'react'
import { useAsk } from '#ui/ask.ts'
import { type Column, DataTable, type Filter, useTableState } from '#ui/DataTable.tsx'
import { sayNumber } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { EmptyState, Notice } from '#ui/light/Feedback.tsx'
import { Link } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { leadGrades, leadReached } from '../contract.ts'
import {
  type RatedShare,
  readSourceQuality,
  readSpeed,
  readTeamBoard,
  readVerification,
  type SourceRow,
  type SpeedRow,
  speedGroups,
  type TeamRow,
  type VerificationRow,
  verificationGroups,
  wholePercent,
} from '../contracts/lead-reports.ts'
import { reportWords } from '../report-words.ts'

const live = { live: ['leads.*'], keep: true }

/** A number that opens exactly its leads. */
function Opens(props: { n: number; query: Record<string, string>; children?: ReactNode }) {
  if (props.n === 0) return <span className="k-muted">0</span>
  return (
    <Link to={`/leads?${new URLSearchParams({ state: 'all', ...props.query })}`}>
      {props.n}
      {props.children}
    </Link>
  )
}
const percent = (part: number, whole: number) => {
  const rounded = wholePercent(part, whole)
  return rounded === null ? '—' : `${rounded} %`
}
/** The filter of one row: nothing for the total. */
const rowQuery = (name: string, key: string): Record<string, string> =>
  key === 'total' ? {} : { [name]: key }

function usePeriodFilters(groups?: readonly { value: string; label: string }[]): Filter[] {
  const t = useWords(reportWords)
  return [
    { name: 'from', label: t('from'), kind: 'day' },
    { name: 'to', label: t('to'), kind: 'day' },
    ...(groups ? [{ name: 'by', label: t('by'), kind: 'choice' as const, options: groups }] : []),
  ]
}

function Empty() {
  const t = useWords(reportWords)
  return <EmptyState title={t('emptyReport')}>{t('emptyReportHint')}</EmptyState>
}

export function VerificationTable() {
  const t = useWords(reportWords)
  const labels = { source: t('bySource'), agent: t('byAgent'), month: t('byMonth') }
  const filters = usePeriodFilters(
    verificationGroups.map((value) => ({ value, label: labels[value] })),
  )
  const state = useTableState({ filters: ['from', 'to', 'by'] })
  const by = verificationGroups.find((one) => one === state.filters.by) ?? 'source'
  const answer = useAsk(readVerification, { query: { ...state.filters, by } }, live)
  const query = (row: VerificationRow): Record<string, string> => ({
    calledFrom: row.from,
    calledTo: row.to,
    ...(by === 'month' ? {} : rowQuery(by === 'source' ? 'source' : 'verifier', row.key)),
  })
  const count = (grade: (typeof leadGrades)[number] | 'noneGraded'): Column<VerificationRow>[] => [
    {
      key: grade,
      title: t(grade),
      width: grade === 'noneGraded' ? 120 : 62,
      align: 'right',
      render: (row) => (
        <Opens
          n={row[grade]}
          query={{ ...query(row), verified: grade === 'noneGraded' ? 'none_graded' : grade }}
        />
      ),
    },
    {
      key: `${grade}Share`,
      title: t('share'),
      width: 62,
      align: 'right',
      render: (row) => <span className="k-muted">{percent(row[grade], row.called)}</span>,
    },
  ]
  return (
    <DataTable<VerificationRow>
      name="lead-verification"
      label={t('verification')}
      rowKey={(row) => row.key}
      state={state}
      rows={answer.data && withoutEmpty(answer.data.rows, (row) => row.called)}
      error={answer.error}
      onRetry={() => void answer.refetch()}
      filters={filters}
      columns={[
        { key: 'name', title: labels[by], width: 150, render: (row) => row.name },
        {
          key: 'called',
          title: t('called'),
          width: 90,
          align: 'right',
          render: (row) => <Opens n={row.called} query={{ ...query(row), reached: 'called' }} />,
        },
        ...[...leadGrades, 'noneGraded' as const].flatMap(count),
      ]}
      empty={<Empty />}
    />
  )
}

/** A table whose total is nothing is empty. */
function withoutEmpty<Row extends { key: string }>(
  rows: readonly Row[],
  of: (row: Row) => number,
): readonly Row[] {
  return rows.some((row) => of(row) > 0) ? rows : []
}

export function SourcesTable() {
  const t = useWords(reportWords)
  const state = useTableState({ filters: ['from', 'to'] })
  const answer = useAsk(readSourceQuality, { query: state.filters }, live)
  const period = { from: answer.data?.from ?? '', to: answer.data?.to ?? '' }
  const rate = (
    key: 'gradeA' | 'arrivals' | 'deals',
    title: string,
    opens: Record<string, string>,
  ): Column<SourceRow> => ({
    key,
    title,
    width: 170,
    render: (row) => (
      <span className="k-line">
        <Opens n={row[key].part} query={{ ...period, source: row.key, ...opens }}>
          {` / ${row[key].whole}`}
        </Opens>
        {percent(row[key].part, row[key].whole)}
        <Standing of={row[key]} />
      </span>
    ),
  })
  return (
    <>
      {answer.data ? <p className="k-muted">{t('fewBelow', { n: answer.data.minimumN })}</p> : null}
      <DataTable<SourceRow>
        name="lead-sources"
        label={t('sources')}
        rowKey={(row) => row.key}
        state={state}
        rows={answer.data?.rows}
        error={answer.error}
        onRetry={() => void answer.refetch()}
        filters={usePeriodFilters()}
        columns={[
          { key: 'name', title: t('bySource'), width: 140, render: (row) => row.name },
          {
            key: 'received',
            title: t('received'),
            width: 80,
            align: 'right',
            render: (row) => <Opens n={row.received} query={{ ...period, source: row.key }} />,
          },
          {
            key: 'called',
            title: t('called'),
            width: 80,
            align: 'right',
            render: (row) => (
              <Opens n={row.called} query={{ ...period, source: row.key, reached: 'called' }} />
            ),
          },
          ...leadGrades.map(
            (grade): Column<SourceRow> => ({
              key: grade,
              title: t(grade),
              width: 70,
              align: 'right',
              render: (row) => (
                <Opens n={row[grade]} query={{ ...period, source: row.key, verified: grade }} />
              ),
            }),
          ),
          rate('gradeA', t('gradeA'), { verified: 'A' }),
          rate('arrivals', t('arrivalRate'), { reached: 'arrived' }),
          rate('deals', t('dealRate'), { reached: 'deal' }),
          {
            key: 'rank',
            title: t('rank'),
            width: 150,
            render: (row) =>
              row.rank ? (
                <Badge tone={row.rank === 'better' ? 'done' : 'overdue'}>{t(row.rank)}</Badge>
              ) : (
                <span className="k-muted">
                  {t(row.arrivals.standing === 'few' ? 'few' : 'unclear')}
                </span>
              ),
          },
        ]}
        empty={<Empty />}
      />
    </>
  )
}

/** Only what holds statistically is marked; an arrow beside the words of the last column. */
function Standing({ of }: { of: RatedShare }) {
  const t = useWords(reportWords)
  if (of.standing === 'higher') return <span title={t('better')}>▲</span>
  if (of.standing === 'lower') return <span title={t('worse')}>▼</span>
  return null
}

export function SpeedTable() {
  const t = useWords(reportWords)
  const locale = useLocale()
  const labels = { person: t('byPerson'), source: t('bySource') }
  const filters = usePeriodFilters(speedGroups.map((value) => ({ value, label: labels[value] })))
  const state = useTableState({ filters: ['from', 'to', 'by'] })
  const by = speedGroups.find((one) => one === state.filters.by) ?? 'person'
  const answer = useAsk(readSpeed, { query: { ...state.filters, by } }, live)
  const period = { from: answer.data?.from ?? '', to: answer.data?.to ?? '' }
  const query = (row: SpeedRow) => ({
    ...period,
    ...rowQuery(by === 'person' ? 'agent' : 'source', row.key),
  })
  const minutes = (key: 'median' | 'ninth'): Column<SpeedRow> => ({
    key,
    title: t(key),
    width: 130,
    align: 'right',
    render: (row) => (row[key] === null ? '—' : sayNumber(Math.round(row[key]), locale)),
  })
  const count = (key: 'inTime' | 'late' | 'waiting', speed: string): Column<SpeedRow> => ({
    key,
    title: t(key),
    width: 100,
    align: 'right',
    render: (row) => <Opens n={row[key]} query={{ ...query(row), speed }} />,
  })
  return (
    <>
      {answer.data ? (
        <p className="k-muted">{t('targetIs', { n: answer.data.targetMinutes })}</p>
      ) : null}
      <DataTable<SpeedRow>
        name="lead-speed"
        label={t('speed')}
        rowKey={(row) => row.key}
        state={state}
        rows={answer.data && withoutEmpty(answer.data.rows, (row) => row.received)}
        error={answer.error}
        onRetry={() => void answer.refetch()}
        filters={filters}
        columns={[
          { key: 'name', title: labels[by], width: 150, render: (row) => row.name },
          {
            key: 'received',
            title: t('received'),
            width: 90,
            align: 'right',
            render: (row) => <Opens n={row.received} query={query(row)} />,
          },
          count('inTime', 'in_time'),
          count('late', 'late'),
          count('waiting', 'waiting'),
          {
            key: 'inTimeShare',
            title: t('inTimeShare'),
            width: 120,
            align: 'right',
            render: (row) => percent(row.inTime, row.inTime + row.late),
          },
          minutes('median'),
          minutes('ninth'),
        ]}
        empty={<Empty />}
      />
    </>
  )
}

export function TeamTable() {
  const t = useWords(reportWords)
  const state = useTableState({ filters: ['from', 'to'] })
  const answer = useAsk(readTeamBoard, { query: state.filters }, live)
  const period = { from: answer.data?.from ?? '', to: answer.data?.to ?? '' }
  const query = (row: TeamRow): Record<string, string> => ({
    ...period,
    agent: row.key === 'total' ? 'team' : row.key,
  })
  return (
    <>
      {answer.data?.team === null ? <Notice>{t('noTeam')}</Notice> : null}
      <DataTable<TeamRow>
        name="lead-team"
        label={t('teamBoard')}
        rowKey={(row) => row.key}
        state={state}
        rows={answer.data?.rows}
        error={answer.error}
        onRetry={() => void answer.refetch()}
        filters={usePeriodFilters()}
        columns={[
          { key: 'name', title: t('byPerson'), width: 140, render: (row) => row.name },
          {
            key: 'leads',
            title: t('leads'),
            width: 90,
            align: 'right',
            render: (row) => <Opens n={row.leads} query={query(row)} />,
          },
          ...leadReached.map(
            (step): Column<TeamRow> => ({
              key: step,
              title: t(step),
              width: 120,
              align: 'right',
              render: (row) => (
                <span className="k-line">
                  <Opens n={row[step]} query={{ ...query(row), reached: step }} />
                  <span className="k-muted">{percent(row[step], row.leads)}</span>
                </span>
              ),
            }),
          ),
        ]}
        empty={<Empty />}
      />
    </>
  )
}
