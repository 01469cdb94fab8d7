export type Span = 'month' | 'quarter' | 'year'

const shapes: Record<Span, RegExp> = {
  month: /^\d{4}-(0[1-9]|1[0-2])$/,
  quarter: /^\d{4}-Q[1-4]$/,
  year: /^\d{4}$/,
}

/** Whether a text names a period of this length. */
export const isPeriodOf = (span: Span, text: string | undefined): text is string =>
  text !== undefined && shapes[span].test(text)

/** The month, quarter or year a day lies in, as targets name it. */
export function periodOfDay(span: Span, day: string): string {
  if (span === 'year') return day.slice(0, 4)
  if (span === 'month') return day.slice(0, 7)
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

/** The period before (-1) or after (1), of the same length. */
export function besidePeriod(period: string, by: -1 | 1): string {
  const year = Number(period.slice(0, 4))
  if (period.length === 4) return String(year + by)
  const isQuarter = period.includes('Q')
  const parts = isQuarter ? 4 : 12
  const count = year * parts + Number(period.slice(isQuarter ? 6 : 5)) - 1 + by
  const part = (count % parts) + 1
  return `${Math.floor(count / parts)}-${isQuarter ? `Q${part}` : String(part).padStart(2, '0')}`
}
