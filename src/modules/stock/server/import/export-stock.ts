import type { Ctx } from '#foundation/ctx.ts'
import type { Cell } from '#foundation/sheets/cell.ts'
import { say } from '#shared/words.ts'
import { stockStates } from '../../contract.ts'
import { stockWords } from '../../words.ts'
import { readStock } from '../read-stock.ts'

/** Every car of the list under the columns in which lists of cars come in. */
export async function* stockRows(ctx: Ctx): AsyncGenerator<Readonly<Record<string, Cell>>[]> {
  let cursor: string | undefined
  do {
    const page = await readStock(ctx, {
      state: stockStates.join(','),
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    })
    yield page.items.map((car) => ({
      vin: car.vin,
      series: car.seriesName || null,
      model: car.modelText || null,
      colour: car.colour || null,
      interior: car.interior || null,
      state: say(stockWords[car.state], ctx.locale),
      arrivedOn: car.arrivedOn,
      expectedOn: car.expectedOn,
      location: car.location || null,
      note: car.note || null,
    }))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
