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
/** A record that changes its day is also to be taken from the month it was in. */
const movesDay =
  /\b(signed_on|cancelled_on|delivered_on|received_on|called_on|arrived_on|opened_on|effective_on|made_at|business_day|day)"?\s*=/i
const changesCar = /\b(series_id|model_id)"?\s*=/i
const namesRows =
  /\b(id|customer_id|opportunity_id|order_id|lead_id)"?\s*(=\s*(any\s*)?\(*\s*\$|in\s*\(+\s*\$)/i

/** The months in which records of these ids, or of their customers, count. */
const monthsOfIds = `select date_trunc('month', d.day)::date as month from counted_days d
     where d.store_id = $1 and d.day is not null and d.customer_id = any (array(
           select p.customer_id from counted_people p
            where p.store_id = $1 and p.id = any ($2::uuid[]) and p.customer_id is not null))
     group by 1
    union
    select date_trunc('month', d.day)::date from counted_days d
     where d.store_id = $1 and d.day is not null and d.record_id = any ($2::uuid[])
     group by 1`

const known = new Map<string, ReturnType<WriteWatch['look']>>()

/**
 * What writes change the numbers: every table that is counted or counted by. A statement that names
 * its rows concerns their customers' months; any other the whole store. Reads the text alone.
 */
export function lookAtWrite(text: string): ReturnType<WriteWatch['look']> {
  if (known.has(text)) return known.get(text)
  const [first, ...more] = [...text.matchAll(write)]
  // Of several in one text it is not known whose rows are named.
  const reach = more.length > 0 ? 'any' : first && reachOf(text, first[1] ?? '', first[2] ?? '')
  if (known.size < 5_000) known.set(text, reach)
  return reach
}

function reachOf(text: string, verb: string, table: string): ReturnType<WriteWatch['look']> {
  if (/^delete/i.test(verb)) return 'any'
  const { set, where } = partsOf(text)
  if (/^demo_cars$/i.test(table)) return changesCar.test(set) ? 'any' : undefined
  const isMoving = movesDay.test(set)
  const isUpdate = /^update$/i.test(verb)
  if (isUpdate && namesRows.test(where)) return isMoving ? 'moves' : 'named'
  if (isUpdate || isMoving) return 'any'
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
  asks: (text) => /\bfrom fact_marks\b/.test(text),
  monthsOf: (storeId, ids) => ({ text: monthsOfIds, values: [storeId, ids] }),
  keep: (storeId, written) => ({
    text: 'insert into fact_marks (store_id, id, ids, months) values ($1, $2, $3::uuid[], $4::date[])',
    values: [storeId, uuidv7(), written?.ids ?? null, written?.months ?? []],
  }),
}
