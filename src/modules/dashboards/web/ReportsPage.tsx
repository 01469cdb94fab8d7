import { useState } from 'react'
import {
  deleteView,
  getListChoices,
  restoreView,
  saveView,
  type SharedWith,
} from '#modules/lists/contract.ts'
import { numbersNews } from '#modules/metrics/web/panels.tsx'
import { useAsk, useDo } from '#ui/ask.ts'
import { CallError, download, sayError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { Period } from '#ui/When.tsx'
import { exportReport, getReport } from '../contract.ts'
import { dashboardWords } from '../words.ts'
import { ReportTable } from './ReportTable.tsx'
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
        <SpecFields spec={spec} onChange={change} />
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
            <ReportTable report={report.data} label={title} stores={spec.stores} />
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
  const { metrics, period, by, by2, stores } = queryOf(spec) as Record<string, string | undefined>
  return { metrics: metrics || undefined, period, by, by2, stores }
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
          <Link to={`/reports?${new URLSearchParams(view.query)}`}>{view.name}</Link>
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
  const [open, setOpen] = useState<'save' | 'schedule'>()
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
      <Button onClick={() => setOpen('save')}>{t('save')}</Button>
      <Button onClick={() => window.print()}>{t('print')}</Button>
      {mayExport ? (
        <>
          <Button busy={isBusy} onClick={() => void file('xlsx')}>
            {t('exportXlsx')}
          </Button>
          <Button busy={isBusy} onClick={() => void file('csv')}>
            {t('exportCsv')}
          </Button>
          <Button onClick={() => setOpen('schedule')}>{t('schedule')}</Button>
        </>
      ) : null}
      {open === 'save' ? (
        <SaveSheet list="reports" query={queryOf(spec)} onClose={() => setOpen(undefined)} />
      ) : null}
      {open === 'schedule' ? (
        <ScheduleSheet spec={spec} title={title} onClose={() => setOpen(undefined)} />
      ) : null}
    </span>
  )
}

/** Saves a report or dashboard under a name, for oneself or for others. */
export function SaveSheet(props: {
  list: 'reports' | 'dashboards'
  query: Record<string, string>
  name?: string
  onClose: () => void
  onSaved?: (id: string) => void
}) {
  const t = useWords(dashboardWords)
  const toast = useToast()
  const save = useDo(saveView, { refresh: [getListChoices] })
  const reach = useReach()
  return (
    <Sheet open title={t('saveAs')} onClose={props.onClose}>
      <Form<{ name: string; sharedWith: SharedWith }>
        initial={{ name: props.name ?? '', sharedWith: 'own' }}
        required={['name']}
        onSubmit={async (values) => {
          const { id } = await save.mutateAsync({
            params: { list: props.list },
            body: { ...values, name: values.name.trim(), query: props.query },
          })
          toast(t('saved'))
          props.onClose()
          props.onSaved?.(id)
        }}
      >
        {(form) => (
          <>
            <Field label={t('name')} {...form.field('name')}>
              <TextInput maxLength={40} {...form.input('name')} />
            </Field>
            {reach.length > 1 ? (
              <Field group label={t('sharedWith')} {...form.field('sharedWith')}>
                <Choice<SharedWith>
                  value={form.values.sharedWith}
                  onChange={(sharedWith) => form.set({ sharedWith })}
                  options={reach.map((value) => ({ value, label: t(value) }))}
                />
              </Field>
            ) : null}
          </>
        )}
      </Form>
    </Sheet>
  )
}

/** With whom the person may share. */
function useReach(): SharedWith[] {
  const store = useCan('views.share', 'store')
  const group = useCan('views.share', 'group')
  const team = useCan('views.share', 'team')
  return [
    'own',
    ...(team ? (['team'] as const) : []),
    ...(store ? (['store'] as const) : []),
    ...(group ? (['group'] as const) : []),
  ]
}
