import type { Locale } from '#shared/errors.ts'
import { defineWords, type Phrase, say } from '#shared/words.ts'
import { auditNouns, auditVerbs } from './audit-words.ts'

/** Details told in the list and its file; the entry, opened, shows all of them as they were kept. */
const detailWords: Record<string, Phrase> = defineWords({
  name: ['名称', 'Name'],
  number: ['编号', 'Number'],
  orderNumber: ['订单', 'Order'],
  contract: ['合同', 'Contract'],
  template: ['模板', 'Template'],
  from: ['从', 'From'],
  to: ['到', 'To'],
  kind: ['类别', 'Kind'],
  step: ['步骤', 'Step'],
  decision: ['决定', 'Decision'],
  day: ['日期', 'Day'],
  period: ['期间', 'Period'],
  level: ['级别', 'Level'],
  vin: ['车架号', 'VIN'],
  format: ['格式', 'Format'],
  units: ['记录', 'Records'],
  rows: ['行数', 'Rows'],
  lines: ['行数', 'Lines'],
  customers: ['客户', 'Customers'],
  phones: ['号码', 'Numbers'],
  people: ['人数', 'People'],
  stores: ['门店', 'Stores'],
  sheets: ['张数', 'Sheets'],
  score: ['得分', 'Score'],
  note: ['备注', 'Note'],
})

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-/
const day = /^\d{4}-\d{2}-\d{2}$/
const code = /^[a-z][a-z0-9]*([._-][a-z0-9]+)*$/

const sayIn = { zh: formatsOf('zh-CN', 'long'), en: formatsOf('en-GB', 'short') }

function formatsOf(tag: string, month: 'long' | 'short') {
  const date = { year: 'numeric', month, day: 'numeric', timeZone: 'UTC' } as const
  return { day: new Intl.DateTimeFormat(tag, date), number: new Intl.NumberFormat(tag) }
}

/** What an entry of the trail says beyond its action, in words: no ids, no codes; `—` for nothing. */
export function sayDetail(detail: Record<string, unknown> | null, locale: Locale): string {
  const told = Object.entries(detail ?? {}).flatMap(([key, value]) => {
    const title = detailWords[key]
    const text = title === undefined ? '' : sayValue(value, locale)
    return title === undefined || text === '' ? [] : [`${say(title, locale)} ${text}`]
  })
  return told.length === 0 ? '—' : told.join(locale === 'zh' ? '，' : ', ')
}

function sayValue(value: unknown, locale: Locale): string {
  if (typeof value === 'number') return sayIn[locale].number.format(value)
  if (typeof value !== 'string' || uuid.test(value)) return ''
  if (day.test(value)) return sayIn[locale].day.format(new Date(`${value}T00:00:00Z`))
  return code.test(value) ? sayCode(value, locale) : value
}

/** A code of ours in words (`customer_signed`, `cards.archived`); one nobody may read is left out. */
function sayCode(value: string, locale: Locale): string {
  if (value === 'xlsx' || value === 'csv' || value === 'pdf') return value.toUpperCase()
  const known: Record<string, Phrase> = { ...auditNouns, ...auditVerbs }
  const parts = value.split('.').map((part) => known[part])
  return parts.every((part) => part !== undefined)
    ? parts.map((part) => say(part, locale)).join(' · ')
    : ''
}
