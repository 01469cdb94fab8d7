import type { CustomerTable } from '#foundation/customer-tables.ts'

/** What this module keeps about customers. */
export const lossTables: CustomerTable[] = [
  {
    table: 'loss_checks',
    customerColumn: 'customer_id',
    title: ['战败核实', 'Losses verified'],
    shown: [
      { column: 'proposed_at', title: ['提出时间', 'Proposed'] },
      { column: 'result', title: ['核实结果', 'Found'] },
      { column: 'papers_place', title: ['归档位置', 'Papers kept at'] },
    ],
    merged: 'move',
    erased: ['papers_place'],
  },
  {
    table: 'loss_calls',
    customerColumn: 'customer_id',
    title: ['战败回访', 'Calls verifying a loss'],
    shown: [
      { column: 'at', title: ['时间', 'At'] },
      { column: 'outcome', title: ['结果', 'Outcome'] },
      { column: 'note', title: ['备注', 'Note'] },
    ],
    merged: 'move',
    erased: ['note'],
  },
  {
    table: 'win_backs',
    customerColumn: 'customer_id',
    title: ['战败挽回', 'Winning back'],
    shown: [
      { column: 'decided_at', title: ['时间', 'At'] },
      { column: 'decision', title: ['决定', 'Decision'] },
      { column: 'why', title: ['原因', 'Why'] },
    ],
    merged: 'move',
    erased: ['why'],
  },
]
