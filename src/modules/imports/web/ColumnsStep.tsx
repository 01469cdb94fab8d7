import { useState } from 'react'
import { isDay } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { call, sayError } from '#ui/call.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { chooseForImport, getImport, listImportKinds, uploadImport } from '../contract.ts'
import type { Import, ImportReport } from '../contracts/import-record.ts'
import { keepSentFile, sentFileOf } from './sent-file.ts'
import { UnknownConsultants, UnknownWords } from './UnknownNames.tsx'
import { importWords } from './words.ts'

interface Choices {
  kind?: string
  fields?: Record<string, string | null>
  year?: number
  day?: string
  consultants?: Record<string, string>
}

/** What each column, the year and unknown names mean; every change is tried and kept at once. */
export function ColumnsStep({ one }: { one: Import }) {
  const t = useWords(importWords)
  const { setSearch } = useNavigation()
  const change = useDo(chooseForImport, { refresh: [getImport] })
  const { report } = one
  if (!report) return <Notice tone="overdue">{t('fileGone')}</Notice>
  const choose = (choices: Choices) =>
    change.mutate({ params: { id: one.id }, body: { ...choices, version: one.version } })
  return (
    <>
      <p className="k-muted">{t('columnsHint')}</p>
      {change.error ? <Failure error={change.error} /> : null}
      <KindChoice one={one} busy={change.isPending} onChoose={(kind) => choose({ kind })} />
      {report.missing && report.missing.length > 0 ? (
        <Notice tone="overdue">
          {t('missingColumns', { columns: report.missing.join('、') })}
        </Notice>
      ) : null}
      {report.mapping.needsYear || report.mapping.year === null ? (
        <Year report={report} busy={change.isPending} onChoose={(year) => choose({ year })} />
      ) : null}
      <SheetsRead one={one} report={report} />
      {report.day ? (
        <div className="k-card">
          <Field label={report.day.label} hint={t('dayHint')} required>
            <TextInput
              type="date"
              value={report.day.value}
              disabled={change.isPending}
              onChange={(day) => (isDay(day) && day >= '2000' ? choose({ day }) : undefined)}
            />
          </Field>
        </div>
      ) : null}
      <Columns
        fields={one.fields}
        report={report}
        busy={change.isPending}
        onChoose={(index, field) => choose({ fields: changed(report, index, field) })}
      />
      <UnknownConsultants
        one={one}
        busy={change.isPending}
        onChoose={(name, choice) => choose({ consultants: { [name]: choice } })}
      />
      <UnknownWords report={report} />
      <div className="import-actions">
        <span className="k-muted" role="status">
          {change.isPending ? t('saving') : ''}
        </span>
        <Button kind="primary" busy={change.isPending} onClick={() => setSearch({ step: 'check' })}>
          {t('next')}
        </Button>
      </div>
    </>
  )
}

/** Which sheet of a workbook was read; those left out are named, so that nothing is lost unseen. */
function SheetsRead({ one, report }: { one: Import; report: ImportReport }) {
  const t = useWords(importWords)
  const locale = useLocale()
  const toast = useToast()
  const { go } = useNavigation()
  const [reading, setReading] = useState<string>()
  const others = report.otherSheets ?? []
  if (!report.sheet) return null
  const read = async (sheet: string) => {
    const file = sentFileOf(one.id)
    // The page was opened anew meanwhile: the file is chosen once more.
    if (file === undefined)
      return go(`/imports/new?${new URLSearchParams({ kind: one.kind, sheet })}`)
    setReading(sheet)
    try {
      const made = await call(
        uploadImport,
        { query: { id: uuidv7(), kind: one.kind, sheet } },
        { file, key: uuidv7() },
      )
      keepSentFile(made.id, file)
      go(`/imports/${made.id}?step=columns`, { replace: true })
    } catch (error) {
      toast(sayError(error, locale))
    } finally {
      setReading(undefined)
    }
  }
  return (
    <>
      <p className="k-muted">{t('sheetRead', { name: report.sheet })}</p>
      {others.length > 0 ? (
        <Notice tone="accent">
          {t('sheetsLeft')}
          <span className="k-line">
            {others.map((name) => (
              <Button
                key={name}
                busy={reading === name}
                disabled={reading !== undefined}
                onClick={() => void read(name)}
              >
                {t('readSheet', { name })}
              </Button>
            ))}
          </span>
        </Notice>
      ) : null}
    </>
  )
}

/** A field goes to one column: whoever had it before is left out. */
function changed(
  report: ImportReport,
  index: number,
  field: string | null,
): Record<string, string | null> {
  const former = report.mapping.columns.find(
    (column) => field !== null && column.field === field && column.index !== index,
  )
  return { ...(former ? { [former.index]: null } : {}), [index]: field }
}

function KindChoice(props: { one: Import; busy: boolean; onChoose: (kind: string) => void }) {
  const t = useWords(importWords)
  const kinds = useAsk(listImportKinds, {}, { keep: true }).data?.items
  const { kind, kindTitle } = props.one
  const about = kinds?.find((one) => one.key === kind)?.about
  return (
    <Field label={t('whatIsIt')} {...(about ? { hint: about } : {})} required>
      <Select
        value={kind}
        disabled={props.busy || kinds === undefined}
        options={
          kinds?.map((one) => ({ value: one.key, label: one.title })) ?? [
            { value: kind, label: kindTitle },
          ]
        }
        onChange={(chosen) => (chosen ? props.onChoose(chosen) : undefined)}
      />
    </Field>
  )
}

function Columns(props: {
  fields: Import['fields']
  report: ImportReport
  busy: boolean
  onChoose: (index: number, field: string | null) => void
}) {
  const t = useWords(importWords)
  const options = [
    { value: '', label: t('leaveOut') },
    ...props.fields.map((field) => ({
      value: field.key,
      label: field.isNeeded ? `${field.label} *` : field.label,
    })),
  ]
  return (
    <table className="import-table import-columns">
      <thead>
        <tr>
          <th>{t('column')}</th>
          <th>{t('samples')}</th>
          <th>{t('means')}</th>
          <th>{t('sure')}</th>
        </tr>
      </thead>
      <tbody>
        {props.report.mapping.columns.map((column) => (
          <tr key={column.index} data-out={column.field === null || undefined}>
            <th scope="row">
              {column.header || t('noHeader')}
              <small className="k-muted"> {t('columnNumber', { n: column.index + 1 })}</small>
            </th>
            <td className="import-samples">{column.samples.slice(0, 3).join(' · ') || '—'}</td>
            <td>
              <Select
                aria-label={t('meansOf', { header: column.header || String(column.index + 1) })}
                value={column.field ?? ''}
                disabled={props.busy}
                options={options}
                onChange={(value) => props.onChoose(column.index, value === '' ? null : value)}
              />
            </td>
            <td>
              <Certainty field={column.field} confidence={column.confidence} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Certainty({ field, confidence }: { field: string | null; confidence: number }) {
  const t = useWords(importWords)
  if (field === null) return <span className="k-muted">—</span>
  if (confidence >= 0.9) return <Badge tone="done">{t('certain')}</Badge>
  return confidence >= 0.6 ? (
    <Badge>{t('likely')}</Badge>
  ) : (
    <Badge tone="due">{t('doubtful')}</Badge>
  )
}

const yearsBack = 15

function Year(props: { report: ImportReport; busy: boolean; onChoose: (year: number) => void }) {
  const t = useWords(importWords)
  const { year, likelyYear, needsYear } = props.report.mapping
  const last = new Date().getFullYear() + 1
  const years = Array.from({ length: yearsBack }, (_, back) => String(last - back))
  if (likelyYear !== null && !years.includes(String(likelyYear))) years.push(String(likelyYear))
  if (!needsYear && year === null) return null
  return (
    <div className="k-card">
      <Field label={t('year')} hint={t('yearHint')} required>
        <Select
          value={year === null ? '' : String(year)}
          disabled={props.busy}
          placeholder={t('chooseYear')}
          options={years.map((one) => ({ value: one, label: one }))}
          onChange={(value) => (value ? props.onChoose(Number(value)) : undefined)}
        />
      </Field>
    </div>
  )
}
