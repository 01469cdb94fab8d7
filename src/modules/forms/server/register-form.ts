import type { Ctx } from '#foundation/ctx.ts'
import { type Day, daysBetween } from '#shared/days.ts'
import type { Paper, PaperCell } from '#shared/paper.ts'
import { sayPeriod } from '#shared/say-date.ts'
import { formsError, longestRegister, mostLines } from '../contract.ts'
import { listRegister, type RegisterRow } from './forms.queries.ts'
import { type AskedPhones, phoneSayer } from './phones.ts'
import { column, type Say, sayer, sheet, timeOf } from './sheet.ts'

/** The visit and call register of some days on A4 (seed row 004-09), within the visible receivers. */
export async function registerForm(
  ctx: Ctx,
  asked: AskedPhones & { from: Day; to: Day },
): Promise<Paper> {
  if (asked.to < asked.from || daysBetween(asked.from, asked.to) >= longestRegister)
    throw formsError('forms.period_too_long', { days: longestRegister })
  const t = sayer(ctx)
  const phoneOf = phoneSayer(ctx, 'visit-register', asked)
  const rows = await listRegister(ctx, asked, mostLines + 1)
  if (rows.length > mostLines) throw formsError('forms.too_many_lines', { lines: mostLines })
  return sheet(ctx, {
    title: t('register'),
    orientation: 'landscape',
    head: [sayPeriod(asked.from, asked.to, ctx.locale)],
    parts: [
      {
        kind: 'table',
        title: null,
        empty: t('noVisits'),
        columns: [
          column(t, 'number', 3, 'right'),
          column(t, 'day', 6),
          column(t, 'channel', 4),
          column(t, 'timeIn', 4),
          column(t, 'timeOut', 4),
          column(t, 'party', 3, 'right'),
          column(t, 'firstOrRepeat', 5),
          column(t, 'name', 6),
          column(t, 'sex', 3),
          column(t, 'phone', 8),
          column(t, 'series', 8),
          column(t, 'level', 3, 'center'),
          column(t, 'source', 6),
          column(t, 'consultant', 5),
          column(t, 'outcome', 5),
          column(t, 'course', 15),
        ],
        rows: rows.map((row, index) => line(ctx, t, row, index + 1, phoneOf(row))),
        totals: null,
      },
      {
        kind: 'facts',
        title: t('totals'),
        facts: (['filed', 'unfiled', 'repeat', 'not_prospect', 'open'] as const).map((outcome) => ({
          label: t(outcomeWords[outcome]),
          value: rows.filter((row) => row.outcome === outcome).length,
        })),
      },
    ],
    signers: ['signReception', 'signManager'],
  })
}

const outcomeWords = {
  filed: 'filed',
  unfiled: 'unfiled',
  repeat: 'repeat',
  not_prospect: 'notProspect',
  open: 'open',
} as const

function line(
  ctx: Ctx,
  t: Say,
  row: RegisterRow,
  place: number,
  phone: string | null,
): PaperCell[] {
  return [
    place,
    { day: row.business_day },
    t(row.channel === 'walk-in' ? 'walkIn' : 'callIn'),
    timeOf(ctx, row.arrived_at),
    timeOf(ctx, row.left_at),
    row.party_size,
    firstOrRepeat(t, row),
    row.customer,
    row.sex ? t(row.sex) : null,
    phone,
    row.series,
    row.level,
    row.source,
    row.receiver,
    t(outcomeWords[row.outcome]),
    row.note,
  ]
}

function firstOrRepeat(t: Say, { outcome }: RegisterRow): string | null {
  if (outcome === 'repeat') return t('again')
  return outcome === 'filed' || outcome === 'unfiled' ? t('first') : null
}
