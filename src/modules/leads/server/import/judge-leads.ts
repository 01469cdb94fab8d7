import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { insertCustomers, knownPhones, prepareCustomers } from '#modules/customers/index.ts'
import type { ImportRun, Judge, RecordLine } from '#modules/imports/index.ts'
import { openCardsOf } from '#modules/opportunities/index.ts'
import { type Day, dayInZone, earlierDay, instantOf } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText, type Phone } from '#shared/phone.ts'
import { leadEvents, type Origin } from '../../contract.ts'
import { createDealer } from '../choose-taker.ts'
import { answerDue, clockOf } from '../due.ts'
import {
  type ImportedLead,
  insertLeadRows,
  openLeadsOf,
  sentBefore,
} from './import-leads.queries.ts'

export interface LeadValues {
  name: string
  sex: 'male' | 'female' | null
  phones: readonly Phone[]
  origin: Origin
  seriesId: string | null
  sourceId: string | null
  receivedOn: Day | null
  ownerId: string | null
  externalId: string | null
  note: string
}
type Line = RecordLine<LeadValues>

/**
 * Decides which lines are new leads: a number sent before, an open lead or an open card of the customer
 * leaves everything as it is. With a run the leads are written with their customers, given out by the
 * store's rule; their clock begins with the import, since nothing before it is a breach (rules.md).
 */
export async function createLeadJudge(
  ctx: Ctx,
  run: ImportRun | undefined,
): Promise<Judge<LeadValues>> {
  const seen = new Map<string, number>()
  const made = { leads: 0, customers: 0 }
  const deal = run ? await createDealer(ctx, ctx.now) : () => null
  const due = answerDue(await clockOf(ctx, ctx.now), ctx.now)
  const today = dayInZone(ctx.now, ctx.store.timeZone)

  const refuseRepeated = ({ values, reader }: Line): void => {
    const before = values.phones.map(({ canonical }) => seen.get(canonical)).find(Boolean)
    if (before !== undefined) reader.refuse('phone', 'same_number', String(before))
    for (const { canonical } of values.phones)
      seen.set(canonical, seen.get(canonical) ?? reader.row)
  }

  const leadOf = ({ values }: Line, customerId: string): ImportedLead => {
    const receivedOn = earlierDay(values.receivedOn ?? today, today)
    const receivedAt =
      receivedOn === today ? ctx.now : instantOf(receivedOn, '12:00', ctx.store.timeZone)
    const ownerId = values.ownerId ?? deal({ ...values, receivedAt })
    return {
      id: uuidv7(),
      customer_id: customerId,
      origin: values.origin,
      source_id: values.sourceId,
      series_id: values.seriesId,
      note: maskPhonesInText(values.note),
      owner_id: ownerId,
      received_at: receivedAt,
      received_on: receivedOn,
      external_id: values.externalId,
      due_at: due,
    }
  }

  return {
    made: () => made,
    async judge(lines) {
      for (const line of lines) refuseRepeated(line)
      const fit = lines.filter(({ reader }) => reader.reasons.length === 0)
      const numbers = fit.flatMap(({ values }) => values.phones.map(({ canonical }) => canonical))
      const holders = await knownPhones(ctx, [...new Set(numbers)])
      const customers = [...new Set([...holders.values()].map(({ customerId }) => customerId))]
      const cards = await openCardsOf(ctx, customers)
      const open = await openLeadsOf(ctx, customers)
      const sent = await sentBefore(
        ctx,
        fit.flatMap(({ values }) => values.externalId ?? []),
      )
      const people: Parameters<typeof prepareCustomers>[1][number][] = []
      const leads: ImportedLead[] = []
      for (const line of fit) {
        const { values } = line
        const holder = values.phones.map((p) => holders.get(p.canonical)).find(Boolean)
        const isKnown =
          (values.externalId !== null && sent.has(values.externalId)) ||
          (holder !== undefined && (cards.has(holder.customerId) || open.has(holder.customerId)))
        line.outcome = isKnown ? 'unchanged' : 'new'
        if (isKnown) continue
        made.leads += 1
        if (values.externalId !== null) sent.add(values.externalId)
        if (!holder) made.customers += 1
        if (!run) continue
        const customerId = holder?.customerId ?? uuidv7()
        const lead = leadOf(line, customerId)
        leads.push(lead)
        if (holder) open.add(holder.customerId)
        else
          people.push({
            id: customerId,
            name: values.name,
            sex: values.sex,
            phones: values.phones.map(({ canonical, kind }) => ({ canonical, kind })),
            ownerId: lead.owner_id,
            createdAt: ctx.now,
            ...(values.sourceId ? { facts: { sourceId: values.sourceId } } : {}),
          })
      }
      if (!run || leads.length === 0) return
      await insertCustomers(ctx, prepareCustomers(ctx, people), run.operationId)
      await insertLeadRows(ctx, run.operationId, leads)
      announce(ctx, {
        type: leadEvents.imported,
        recordId: run.operationId,
        data: { count: leads.length },
      })
    },
  }
}
