import type { CustomerTable } from '#foundation/customer-tables.ts'

/** Visits of a customer, for merging, access and erasing. */
export const visitTable: CustomerTable = {
  table: 'visits',
  customerColumn: 'customer_id',
  title: ['来店来电', 'Visits and calls'],
  shown: [
    { column: 'business_day', title: ['日期', 'Day'] },
    { column: 'arrived_at', title: ['到店时间', 'Time in'] },
    { column: 'left_at', title: ['离店时间', 'Time out'] },
    { column: 'channel', title: ['方式', 'How'] },
    { column: 'outcome', title: ['结果', 'Outcome'] },
    { column: 'series_text', title: ['关注车型', 'Model'] },
    { column: 'note', title: ['备注', 'Note'] },
  ],
  merged: 'move',
  erased: ['note', 'series_text', 'source_text'],
}
