/** A cell of a bulk load: bytes, lists of text and times included. */
export type Cell = string | number | boolean | null | Buffer | Date | readonly string[]

/** The columns that a simulated store fills, by table, in the order they are loaded. */
export const columns = {
  customers: [
    'store_id',
    'id',
    'kind',
    'name',
    'sex',
    'sealed_key',
    'search_keys',
    'is_owner',
    'special',
    'special_reason',
    'source_id',
    'birthday',
    'occupation_id',
    'industry_id',
    'hobby_ids',
    'preferences',
    'sealed_facts',
    'sealed_fact_names',
    'owner_id',
    'consent_at',
    'consent_source',
    'created_by',
    'created_at',
  ],
  customer_phones: [
    'store_id',
    'id',
    'customer_id',
    'kind',
    'phone_sealed',
    'phone_hash',
    'last_four_hash',
    'created_at',
  ],
  customer_relations: [
    'store_id',
    'id',
    'customer_id',
    'linked_id',
    'role',
    'person_sealed',
    'created_by',
    'created_at',
  ],
  phone_owners: ['group_id', 'phone_hash', 'store_id', 'customer_id'],
  vehicles: [
    'store_id',
    'id',
    'customer_id',
    'plate',
    'vin',
    'series_id',
    'model_id',
    'bought_on',
    'delivered_on',
    'order_number',
    'created_at',
  ],
  service_visits: [
    'store_id',
    'id',
    'customer_id',
    'vehicle_id',
    'day',
    'kind',
    'mileage_km',
    'amount_fen',
    'created_at',
  ],
  opportunities: [
    'store_id',
    'id',
    'customer_id',
    'owner_id',
    'state',
    'level',
    'stage',
    'expected_on',
    'is_expected_estimated',
    'series_id',
    'source_id',
    'note',
    'opened_on',
    'opened_at',
    'opened_visit_id',
    'is_returning',
    'last_contact_on',
    'last_contact_at',
    'closed_on',
    'closed_reason',
    'loss_kind',
    'competitor',
    'summary',
    'unanswered_days',
  ],
  opportunity_changes: [
    'store_id',
    'id',
    'opportunity_id',
    'field',
    'from_value',
    'to_value',
    'effective_on',
    'recorded_at',
    'actor_id',
  ],
  follow_ups: [
    'store_id',
    'id',
    'opportunity_id',
    'owner_id',
    'due_on',
    'state',
    'purpose',
    'is_frozen',
    'made_at',
    'made_by',
    'ended_at',
    'ended_on',
    'contact_id',
  ],
  contacts: [
    'store_id',
    'id',
    'customer_id',
    'opportunity_id',
    'person_id',
    'at',
    'on_day',
    'method',
    'is_reached',
    'result',
    'note',
    'level_before',
    'level_after',
    'follow_up_id',
    'visit_id',
    'recorded_at',
  ],
  visits: [
    'store_id',
    'id',
    'channel',
    'party_size',
    'sex',
    'business_day',
    'arrived_at',
    'left_at',
    'received_by',
    'outcome',
    'not_prospect_kind',
    'customer_id',
    'opportunity_id',
    'series_id',
    'source_id',
    'level',
    'note',
    'is_returning',
    'recorded_at',
    'recorded_by',
    'closed_at',
    'closed_by',
  ],
  appointments: [
    'store_id',
    'id',
    'customer_id',
    'opportunity_id',
    'person_id',
    'day',
    'starts_at',
    'ends_at',
    'purpose',
    'note',
    'state',
    'reason',
    'shown_at',
    'ended_at',
    'reminded_at',
    'made_at',
    'made_by',
  ],
  rotation_skills: [
    'store_id',
    'person_id',
    'series_ids',
    'languages',
    'visitor_kinds',
    'changed_at',
  ],
  staff_leaves: [
    'store_id',
    'id',
    'person_id',
    'from_day',
    'to_day',
    'part',
    'kind',
    'note',
    'state',
    'asked_at',
    'asked_by',
    'decided_at',
  ],
  visit_closures: [
    'store_id',
    'id',
    'visit_id',
    'business_day',
    'channel',
    'outcome',
    'not_prospect_kind',
    'received_by',
    'series_id',
    'source_id',
    'level',
    'customer_id',
    'opportunity_id',
    'is_returning',
    'recorded_at',
    'recorded_by',
  ],
  comments: ['store_id', 'id', 'customer_id', 'author_id', 'text', 'mentions', 'at'],
  tasks: [
    'store_id',
    'id',
    'customer_id',
    'kind',
    'person_id',
    'on_day',
    'at_time',
    'note',
    'created_by',
    'created_at',
  ],
  attachments: [
    'store_id',
    'id',
    'customer_id',
    'name',
    'kind',
    'content_type',
    'size',
    'note',
    'sealed_for',
    'uploaded_by',
    'uploaded_at',
  ],
  attachment_chunks: ['store_id', 'attachment_id', 'position', 'sealed'],
} as const

export type TableName = keyof typeof columns

/** Rows of one table as COPY text; a million rows cost their bytes only. */
export class RowBuffer {
  readonly table: TableName
  #lines: string[] = []

  constructor(table: TableName) {
    this.table = table
  }

  get size(): number {
    return this.#lines.length
  }

  add(cells: Record<string, Cell | undefined>): void {
    this.#lines.push(columns[this.table].map((name) => cellText(cells[name] ?? null)).join('\t'))
  }

  /** The rows so far as COPY text; empties the buffer. */
  take(): string {
    const text = this.#lines.length > 0 ? `${this.#lines.join('\n')}\n` : ''
    this.#lines = []
    return text
  }
}

function cellText(cell: Cell): string {
  if (cell === null) return '\\N'
  if (typeof cell === 'string') return /[\\\t\n\r]/.test(cell) ? escape(cell) : cell
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'boolean') return cell ? 't' : 'f'
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString('hex')}`
  if (cell instanceof Date) return cell.toISOString()
  return escape(`{${cell.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`)
}

const escape = (text: string): string =>
  text.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r')
