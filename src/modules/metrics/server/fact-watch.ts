import type { WriteWatch } from '#foundation/db/write-watch.ts'
import { uuidv7 } from '#shared/ids.ts'

const counted = [
  'customers',
  'opportunities',
  'opportunity_changes',
  'visits',
  'orders',
  'leads',
  'quotes',
  'test_drives',
  'demo_cars',
  'purchase_needs',
  'loss_checks',
]
const write = new RegExp(
  `\\b(insert\\s+into|update|delete\\s+from)\\s+(?:"?keyuan"?\\.)?"?(${counted.join('|')})"?(?=[\\s(]|$)`,
  'gi',
)
/** A record that changes its day must be taken from the month it was in, which no id tells any more. */
const movesDay =
  /\b(signed_on|cancelled_on|delivered_on|received_on|called_on|arrived_on|opened_on|effective_on|made_at|business_day|day)"?\s*=/i
const changesCar = /\b(series_id|model_id)"?\s*=/i
const namesRows =
  /\b(id|customer_id|opportunity_id|order_id|lead_id)"?\s*(=\s*(any\s*)?\(*\s*\$|in\s*\(+\s*\$)/i

const known = new Map<string, ReturnType<WriteWatch['look']>>()

/**
 * What writes change the numbers: every table that is counted or counted by. A statement that names
 * its rows concerns their customers' months; any other the whole store. Reads the text alone.
 */
export function lookAtWrite(text: string): ReturnType<WriteWatch['look']> {
  if (known.has(text)) return known.get(text)
  const found = [...text.matchAll(write)].map(([, verb = '', table = '']) =>
    reachOf(text, verb.toLowerCase(), table.toLowerCase()),
  )
  const reach = found.includes('any') ? 'any' : found.includes('named') ? 'named' : undefined
  if (known.size < 5_000) known.set(text, reach)
  return reach
}

function reachOf(text: string, verb: string, table: string): ReturnType<WriteWatch['look']> {
  if (verb.startsWith('delete')) return 'any'
  const { set, where } = partsOf(text)
  if (table === 'demo_cars') return changesCar.test(set) ? 'any' : undefined
  if (movesDay.test(set)) return 'any'
  if (verb === 'update') return namesRows.test(where) ? 'named' : 'any'
  // Rows made from others are named by nothing that was sent.
  return /\bselect\b/i.test(text) && !/(unnest|jsonb?_\w+)\s*\(/i.test(text) ? 'any' : 'named'
}

/** What a statement sets, and which rows it is about. */
function partsOf(text: string): { set: string; where: string } {
  const from = text.search(/\bset\b/i)
  const at = text.toLowerCase().lastIndexOf('where')
  return {
    set: from === -1 ? '' : text.slice(from, at > from ? at : undefined),
    where: at === -1 ? '' : text.slice(at),
  }
}

/** Keeps, within each transaction, what the facts do not hold yet. */
export const factsWatch: WriteWatch = {
  look: lookAtWrite,
  keep: (storeId, ids) => ({
    text: 'insert into fact_marks (store_id, id, ids) values ($1, $2, $3::uuid[])',
    values: [storeId, uuidv7(), ids],
  }),
}
