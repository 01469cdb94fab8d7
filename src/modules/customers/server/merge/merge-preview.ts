import type { Ctx } from '#foundation/ctx.ts'
import { findOperation } from '#foundation/operations/operations.queries.ts'
import { previewTakeBack } from '#foundation/operations/take-back.ts'
import { customerTables } from '#foundation/tables.ts'
import { duplicatesError, mergeFields } from '../../contracts/duplicates.ts'
import { loadCustomer } from '../customer-record.ts'
import type { CustomerRow } from '../customers.queries.ts'
import { presentSide } from '../duplicates/duplicates.service.ts'
import { namesOfOptions } from '../facts.queries.ts'
import { movingTables } from './after-split.ts'
import { countOf, listMergesInto } from './merge.queries.ts'
import { fieldText, proposedSide } from './merge-fields.ts'
import { mergeStep } from './merge-step.ts'

/** Two records side by side, field by field, with what comes along and which card would stay. */
export async function readMergePreview(ctx: Ctx, keptId: string, goneId: string) {
  if (keptId === goneId) throw duplicatesError('customers.same_record')
  const kept = await loadCustomer(ctx, keptId)
  const gone = await loadCustomer(ctx, goneId)
  const nameOf = await optionNames(ctx, [kept, gone])
  const language = ctx.locale === 'en' ? 1 : 0
  const comes = new Map<string, number>()
  for (const table of movingTables()) {
    const name = table.title[language]
    comes.set(name, (comes.get(name) ?? 0) + (await countOf(ctx, table, gone.id)))
  }
  return {
    kept: { ...(await presentSide(ctx, kept)), version: kept.version },
    gone: { ...(await presentSide(ctx, gone)), version: gone.version },
    fields: mergeFields.map((field) => {
      const [one, other] = [
        fieldText(ctx, kept, field, nameOf),
        fieldText(ctx, gone, field, nameOf),
      ]
      return {
        field,
        kept: one,
        gone: other,
        isSame: one === other,
        proposal: proposedSide(one, other),
      }
    }),
    comes: [...comes].filter(([, count]) => count > 0).map(([name, count]) => ({ name, count })),
    cards: (await mergeStep()?.preview(ctx, kept.id, gone.id)) ?? {
      kept: null,
      gone: null,
      proposal: null,
      why: null,
    },
  }
}

async function optionNames(ctx: Ctx, rows: CustomerRow[]): Promise<(id: string) => string> {
  const names = await namesOfOptions(
    ctx,
    rows.flatMap((row) => [
      row.occupation_id,
      row.industry_id,
      row.household_id,
      row.source_id,
      ...row.hobby_ids,
    ]),
  )
  return (id) => names.get(id)?.label ?? ''
}

/** What was merged into a customer, and what was worked on since. */
export async function readMerges(ctx: Ctx, customerId: string) {
  const customer = await loadCustomer(ctx, customerId)
  const language = ctx.locale === 'en' ? 1 : 0
  const titles = new Map(customerTables().map((table) => [table.table, table.title[language]]))
  const items = []
  for (const row of await listMergesInto(ctx, customer.id)) {
    const operation = await findOperation(ctx.tx, ctx.store.id, row.operation_id)
    const preview = operation && (await previewTakeBack(ctx, operation))
    items.push({
      operationId: row.operation_id,
      goneId: row.gone_id,
      name: row.name,
      at: row.at.toISOString(),
      by: row.by,
      reason: row.reason,
      later: (preview?.later ?? []).flatMap(({ table, count }) => {
        const name = titles.get(table)
        return name === undefined ? [] : [{ name, count }]
      }),
    })
  }
  return items
}
