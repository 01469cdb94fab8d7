import { type Ctx, personOf } from '#foundation/ctx.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { type DueKind, dueKinds, type LeadRecord, leadsError } from '../contract.ts'
import { teamOrTakers } from './choose-taker.ts'
import { clockOf, openingOf } from './due.ts'
import { decodeKeyOf, nextPageOf } from './lead-pages.ts'
import { presentLine } from './leads.present.ts'
import { lockLead, updateLead } from './leads.queries.ts'
import { isOpenLead, readRecorded, wrongState } from './leads.service.ts'
import { keepStep } from './lead-steps.ts'
import { countDue, listDue } from './queue.queries.ts'

/** The queue of a caller, of the e-commerce team or of the store: what is due first comes first. */
export async function readQueue(
  ctx: Ctx,
  query: {
    owner: 'me' | 'team' | 'all'
    kind?: DueKind | undefined
    due: 'now' | 'all'
    cursor?: string | undefined
    limit: number
  },
) {
  const people = await peopleOf(ctx, query.owner)
  const after = decodeKeyOf(ctx, query.cursor)
  const lines = await listDue(
    ctx,
    { people, kind: query.kind, dueBy: query.due === 'now' ? ctx.now : undefined },
    { after, limit: query.limit + 1 },
  )
  const { page, nextCursor } = nextPageOf(ctx, lines, query.limit, (line) => [
    line.due_at?.toISOString() ?? '',
    line.id,
  ])
  return {
    items: page.map((line) => presentLine(ctx, line)),
    nextCursor,
    counts: after ? null : await countsOf(ctx, people),
  }
}

async function peopleOf(ctx: Ctx, owner: 'me' | 'team' | 'all'): Promise<string[] | null> {
  if (owner === 'all') return null
  if (owner === 'me') return [personOf(ctx)]
  return (await teamOrTakers(ctx)).map(({ id }) => id)
}

async function countsOf(ctx: Ctx, people: string[] | null) {
  const rows = await countDue(ctx, { people })
  const of = (kind: DueKind) => rows.find((row) => row.kind === kind)?.n ?? 0
  return {
    all: rows.reduce((sum, row) => sum + row.n, 0),
    due: rows.reduce((sum, row) => sum + row.due, 0),
    byKind: Object.fromEntries(dueKinds.map((kind) => [kind, of(kind)])) as Record<DueKind, number>,
  }
}

/**
 * Puts the next call of a lead off to a day, or ends the calls of one that is a card already; it is no
 * call and counts as none. Throws `leads.not_in_future`; `leads.wrong_state` for one that waits for no call.
 */
export async function moveNextCall(
  ctx: Ctx,
  id: string,
  { on, note }: { on: string | null; note: string },
): Promise<LeadRecord> {
  const lead = await lockLead(ctx, id, 'leads.write')
  if (!lead) throw coreError('core.not_found')
  ctx.customerId = lead.customer_id
  const isCard = lead.state === 'promoted'
  if (!isCard && (!isOpenLead(lead) || lead.state === 'lost_pending' || on === null))
    throw wrongState(ctx, lead)
  if (on !== null && on < dayInZone(ctx.now, ctx.store.timeZone))
    throw leadsError('leads.not_in_future')
  const { hours } = await clockOf(ctx, ctx.now)
  await updateLead(ctx, id, {
    due_at: on === null ? null : openingOf(hours, on),
  })
  await keepStep(ctx, lead, {
    step: 'put_off',
    from: lead.due_at?.toISOString() ?? null,
    to: on,
    note,
  })
  return readRecorded(ctx, id)
}
