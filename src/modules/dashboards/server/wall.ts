import { randomBytes } from 'node:crypto'
import { type App, runInStore } from '#foundation/app.ts'
import { type Ctx, personOf } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { hashToken } from '#modules/access/index.ts'
import { getDefinition, sumOf, unitOf } from '#modules/metrics/index.ts'
import { readStandings, readStoreGoals } from '#modules/targets/index.ts'
import { addDays, type Day, dayInZone, daysFromTo, firstDayOfMonth, monthOf } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { Wall } from '../contract.ts'
import { findDisplay, insertDisplay, listDisplayRows, stopDisplayRow } from './wall.queries.ts'

const todays = ['traffic', 'walk_ins', 'call_ins', 'newly_filed', 'filing_rate', 'deals'] as const
const months = [
  'traffic',
  'newly_filed',
  'filing_rate',
  'deals',
  'filed_close_rate',
  'deliveries',
] as const
const tokenPattern = /^[A-Za-z0-9_-]{43}$/
const shownLeaders = 8
const daysBack = 13

/** The store's sales board: numbers of today and the month, who closed how many; nothing of customers. */
export async function readWall(ctx: Ctx): Promise<Wall> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const month = firstDayOfMonth(today)
  const since = addDays(today, -daysBack)
  const traffic = await sumOf(ctx, 'traffic', { from: since, to: today, by: 'day' })
  const deals = await sumOf(ctx, 'deals', { from: since, to: today, by: 'day' })
  const goals = await readStoreGoals(ctx, monthOf(today))
  const standings = await readStandings(ctx, { metric: 'deals', from: month, to: today })
  return {
    store: ctx.store.name,
    storeEn: ctx.store.nameEn || ctx.store.name,
    at: ctx.now.toISOString(),
    day: today,
    timeZone: ctx.store.timeZone,
    today: await figuresOf(ctx, todays, { from: today, to: today, goals: new Map() }),
    month: await figuresOf(ctx, months, { from: month, to: today, goals }),
    leaders: standings
      .slice(0, shownLeaders)
      .map(({ place, name, value }) => ({ place, name, deals: value })),
    days: daysFromTo(since, today).map((day) => ({
      day,
      traffic: traffic.get(day)?.numerator ?? 0,
      deals: deals.get(day)?.numerator ?? 0,
    })),
  }
}

async function figuresOf(
  ctx: Ctx,
  keys: readonly string[],
  asked: { from: Day; to: Day; goals: Awaited<ReturnType<typeof readStoreGoals>> },
) {
  const { from, to, goals } = asked
  const figures: Wall['today'] = []
  for (const key of keys) {
    const metric = getDefinition(key)
    const figure = (await sumOf(ctx, key, { from, to })).get('') ?? empty
    const label = metric.names[ctx.locale === 'en' ? 1 : 0]
    figures.push({ key, unit: unitOf(metric), label, goal: goals.get(key) ?? null, ...figure })
  }
  return figures
}

const empty = { value: null, n: 0, numerator: 0, denominator: null, tooFew: false }

/** The board behind the secret address of a display; `core.not_found` for a wrong or stopped one. */
export async function readDisplayedWall(
  app: App,
  token: string,
  locale: 'zh' | 'en',
): Promise<Wall> {
  const display = tokenPattern.test(token) ? await findDisplay(app.db, hashToken(token)) : undefined
  const store = display && (await app.findStore(app.db, display.store_id))
  if (!store) throw coreError('core.not_found')
  return runInStore(app, store, (ctx) => readWall({ ...ctx, locale }))
}

export async function readDisplays(ctx: Ctx) {
  const rows = await listDisplayRows(ctx)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    madeAt: row.made_at.toISOString(),
    madeBy: row.made_by_name,
  }))
}

/** A new secret address for a display of the store; told once, kept as a hash. */
export async function makeDisplay(ctx: Ctx, name: string) {
  const token = randomBytes(32).toString('base64url')
  const id = uuidv7()
  await insertDisplay(ctx, {
    token_hash: hashToken(token),
    id,
    group_id: ctx.store.groupId,
    store_id: ctx.store.id,
    name,
    made_by: personOf(ctx),
    made_at: ctx.now,
  })
  audit(ctx, { action: 'display.made', recordType: 'display', recordId: id, detail: { name } })
  return {
    id,
    name,
    madeAt: ctx.now.toISOString(),
    madeBy: ctx.actor.name,
    path: `/display#${token}`,
  }
}

export async function stopDisplay(ctx: Ctx, id: string): Promise<undefined> {
  if (!(await stopDisplayRow(ctx, id))) throw coreError('core.not_found')
  audit(ctx, { action: 'display.stopped', recordType: 'display', recordId: id })
  return undefined
}
