import type { CustomerTable } from '#foundation/customer-tables.ts'

/** The tables about promises that name a customer. */
export const promiseTables: CustomerTable[] = [
  {
    table: 'escalations',
    customerColumn: 'customer_id',
    title: ['上报给经理', 'Risen to the manager'],
    shown: [
      { column: 'escalated_at', title: ['时间', 'Time'] },
      { column: 'kind', title: ['原因', 'Why'] },
      { column: 'outcome', title: ['处理', 'Outcome'] },
      { column: 'comment', title: ['说明', 'Comment'] },
    ],
    merged: 'move',
    erased: ['comment'],
  },
  {
    table: 'customer_stand_ins',
    customerColumn: 'customer_id',
    title: ['代班', 'Stand-ins'],
    shown: [{ column: 'day', title: ['日期', 'Day'] }],
    merged: 'move',
    erased: 'keep',
  },
]
