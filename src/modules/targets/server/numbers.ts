import type { Ctx } from '#foundation/ctx.ts'
import { dayInZone } from '#shared/days.ts'
import type { BoardNumber, TargetNumber } from '../contract.ts'
import {
  type NumberQuestion,
  sumDeals,
  sumDoor,
  sumPromises,
  sumTestDrives,
} from './numbers.queries.ts'

type Asked = Omit<NumberQuestion, 'storeIds'> & { storeIds?: readonly number[] }

/** A number that is counted or added, by bucket; deals of a person by the share credited to them. */
export async function sumsOf(
  ctx: Ctx,
  metric: TargetNumber,
  asked: Asked,
): Promise<Map<string, number>> {
  const question = { storeIds: [ctx.store.id], ...asked }
  const rows = await readSums(ctx, metric, question)
  return new Map(rows.map((row) => [row.bucket, row.total]))
}

function readSums({ tx }: Ctx, metric: TargetNumber, question: NumberQuestion) {
  switch (metric) {
    case 'traffic':
      return sumDoor(tx, question, ['filed', 'unfiled'])
    case 'newly_filed':
      return sumDoor(tx, question, ['filed'])
    case 'test_drives':
      return sumTestDrives(tx, question)
    case 'deliveries':
      return sumDeals(tx, question, 'deals', 'delivered_on')
    default:
      return sumDeals(tx, question, metric, 'signed_on')
  }
}

/** The total of a number over a period. */
export async function totalOf(ctx: Ctx, metric: TargetNumber, asked: Asked): Promise<number> {
  const sums = await sumsOf(ctx, metric, { ...asked, by: 'store' })
  return [...sums.values()].reduce((a, b) => a + b, 0)
}

export interface Valued {
  value: number | null
  /** What a rate stands on; for sums the value itself. */
  n: number
}

/** A number of the leader board by bucket; rates carry what they stand on. */
export async function valuesOf(
  ctx: Ctx,
  metric: BoardNumber,
  asked: Asked,
): Promise<Map<string, Valued>> {
  const parts = await partsOf(ctx, metric, asked)
  return new Map(
    [...parts].map(([key, part]) => [
      key,
      part.below === null
        ? { value: part.above, n: part.above }
        : { value: part.below > 0 ? part.above / part.below : null, n: part.below },
    ]),
  )
}

/** What a number is made of: above the line and, for rates, below it; teams add both up. */
export async function partsOf(
  ctx: Ctx,
  metric: BoardNumber,
  asked: Asked,
): Promise<Map<string, { above: number; below: number | null }>> {
  if (metric === 'promise_keeping') {
    const question = { storeIds: [ctx.store.id], ...asked }
    const today = dayInZone(ctx.now, ctx.store.timeZone)
    const rows = await sumPromises(ctx.tx, question, today)
    return new Map(rows.map(({ bucket, due, kept }) => [bucket, { above: kept, below: due }]))
  }
  if (metric === 'filing_rate' || metric === 'filed_close_rate') {
    const [above, below] =
      metric === 'filing_rate'
        ? [await sumsOf(ctx, 'newly_filed', asked), await sumsOf(ctx, 'traffic', asked)]
        : [await sumsOf(ctx, 'deals', asked), await sumsOf(ctx, 'newly_filed', asked)]
    return new Map(
      [...new Set([...above.keys(), ...below.keys()])].map((key) => [
        key,
        { above: above.get(key) ?? 0, below: below.get(key) ?? 0 },
      ]),
    )
  }
  const sums = await sumsOf(ctx, metric, asked)
  return new Map([...sums].map(([key, above]) => [key, { above, below: null }]))
}
