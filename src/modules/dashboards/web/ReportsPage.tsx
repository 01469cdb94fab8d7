import { useState } from 'react'
import {
  changeView,
  deleteView,
  getListChoices,
  restoreView,
  type SavedView,
} from '#modules/lists/contract.ts'
import { numbersNews } from '#modules/metrics/web/panels.tsx'
import { useAsk, useDo } from '#ui/ask.ts'
import { CallError, download, sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { Period } from '#ui/When.tsx'
import { exportReport, getReport } from '../contract.ts'
import { dashboardWords } from '../words.ts'
import { ReportTable } from './ReportTable.tsx'
import { SaveSheet } from './SaveSheet.tsx'
import { ScheduleSheet } from './ScheduleSheet.tsx'
import { Schedules } from './Schedules.tsx'
import { SpecFields, useMetricName } from './SpecFields.tsx'
import { queryOf, readSpec, type Spec } from './spec.ts'
import './boards.css'

const list = { list: 'reports' }

/** Builds a report of the defined numbers; it is opened, printed, exported, saved, shared, mailed. */
export function ReportsPage() {
  const t = useWords(dashboardWords)
  const { search, setSearch } = useNavigation()
  const spec = readSpec(search)
  const isAsked = spec.metrics.length > 0
  const report = useAsk(
    getReport,
    { query: queryOf(spec) },
    { when: isAsked, keep: true, live: numbersNews },
  )
  const nameOf = useMetricName()
  const title = spec.metrics.map(nameOf).join('、')
  const change = (part: Partial<Spec>) =>
    setSearch(toSearch({ ...spec, ...part }), { replace: true })
  return (
    <div className="k-stack boards">
      <h1>{t('reports')}</h1>
      <SavedReports />
      <section className="k-card boards-build" aria-label={t('reports')}>
        <SpecFields
          spec={spec}
          onChange={change}
          {...(report.data ? { shown: { from: report.data.from, to: report.data.to } } : {})}
          mayChooseDays
        />
      </section>
      {isAsked ? (
        <>
          <div className="k-spread">
            <strong>
              {title}
              {report.data ? (
                <>
                  {' '}
                  <Period from={report.data.from} to={report.data.to} />
                </>
              ) : null}
            </strong>
            <Actions spec={spec} title={title} />
          </div>
          {report.error ? (
            <Failure error={report.error} onRetry={() => void report.refetch()} />
          ) : null}
          {report.data ? (
            <section className="k-card">
              <ReportTable report={report.data} label={title} stores={spec.stores} />
            </section>
          ) : report.error ? null : (
            <Skeleton rows={6} />
          )}
        </>
      ) : (
        <EmptyState title={t('pickFirst')}>{t('pickFirstHint')}</EmptyState>
      )}
      <Schedules />
    </div>
  )
}

/** A spec in the address; what is not chosen leaves it. */
function toSearch(spec: Spec): Record<string, string | undefined> {
  const { metrics, period, from, to, by, by2, stores }: Record<string, string | undefined> =
    queryOf(spec)
  return { metrics: metrics || undefined, period, from, to, by, by2, stores }
}

function SavedReports() {
  const t = useWords(dashboardWords)
  const toast = useToast()
  const choices = useAsk(getListChoices, { params: list })
  const remove = useDo(deleteView, { refresh: [getListChoices] })
  const restore = useDo(restoreView, { refresh: [getListChoices] })
  const views = choices.data?.views ?? []
  if (views.length === 0) return null
  const drop = async (id: string) => {
    await remove.mutateAsync({ params: { id } })
    toast(t('deleted'), { undo: () => restore.mutateAsync({ params: { id } }) })
  }
  return (
    <nav className="k-line boards-saved" aria-label={t('savedReports')}>
      {views.map((view) => (
        <span key={view.id} className="boards-chip">
          <Link to={`/reports?${new URLSearchParams({ ...view.query, saved: view.id })}`}>
            {view.name}
          </Link>
          {view.canChange ? (
            <Button
              kind="quiet"
              aria-label={`${t('delete')} ${view.name}`}
              onClick={() => void drop(view.id)}
            >
              ×
            </Button>
          ) : null}
        </span>
      ))}
    </nav>
  )
}

function Actions({ spec, title }: { spec: Spec; title: string }) {
  const t = useWords(dashboardWords)
  const locale = useLocale()
  const toast = useToast()
  const mayExport = useCan('exports.run')
  const [open, setOpen] = useState<'save' | 'schedule' | 'rename'>()
  const { view, update, error } = useSaved(spec)
  const [isBusy, setBusy] = useState(false)
  const file = async (format: 'xlsx' | 'csv') => {
    setBusy(true)
    try {
      await download(exportReport, { query: { ...queryOf(spec), format } })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      toast(sayError(error, locale))
    } finally {
      setBusy(false)
    }
  }
  return (
    <span className="k-line boards-actions">
      {view ? (
        <>
          <Button onClick={() => void update()}>{t('update', { name: view.name })}</Button>
          <Button onClick={() => setOpen('rename')}>{t('rename')}</Button>
        </>
      ) : null}
      <Button onClick={() => setOpen('save')}>{t(view ? 'saveAs' : 'save')}</Button>
      <Button onClick={() => window.print()}>{t('print')}</Button>
      {mayExport ? (
        <>
          <Button busy={isBusy} onClick={() => void file('xlsx')}>
            {t('exportXlsx')}
          </Button>
          <Button busy={isBusy} onClick={() => void file('csv')}>
            {t('exportCsv')}
          </Button>
          {/* Days that never move are no report to mail again and again. */}
          {spec.days ? null : <Button onClick={() => setOpen('schedule')}>{t('schedule')}</Button>}
        </>
      ) : null}
      {open === 'save' ? (
        <SaveSheet list="reports" query={queryOf(spec)} onClose={() => setOpen(undefined)} />
      ) : null}
      {open === 'rename' && view ? (
        <SaveSheet
          list="reports"
          query={queryOf(spec)}
          view={view}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
      {error ? <Failure error={error} /> : null}
      {open === 'schedule' ? (
        <ScheduleSheet spec={spec} title={title} onClose={() => setOpen(undefined)} />
      ) : null}
    </span>
  )
}

/** The kept report this page was opened from, where it may be changed, and how to keep it as it is now. */
function useSaved(spec: Spec): {
  view: SavedView | undefined
  update: () => Promise<void>
  error: unknown
} {
  const t = useWords(dashboardWords)
  const toast = useToast()
  const { search } = useNavigation()
  const choices = useAsk(getListChoices, { params: list })
  const change = useDo(changeView, { refresh: [getListChoices] })
  const view = choices.data?.views.find((one) => one.id === search.saved && one.canChange)
  const update = async () => {
    if (!view) return
    const body = { version: view.version, query: queryOf(spec) }
    await change.mutateAsync({ params: { id: view.id }, body }).then(
      () => toast(t('saved')),
      () => undefined,
    )
  }
  return { view, update, error: change.error }
}
