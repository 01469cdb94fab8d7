import type { CustomerTable } from '#foundation/customer-tables.ts'

// Data: which tables of the cards keep rows about a customer, for merging, access and erasing.

export const cardTables: CustomerTable[] = [
  {
    table: 'opportunities',
    customerColumn: 'customer_id',
    title: ['潜客卡', 'Cards'],
    shown: [
      { column: 'opened_on', title: ['建卡日期', 'Opened on'] },
      { column: 'state', title: ['状态', 'State'] },
      { column: 'level', title: ['级别', 'Level'] },
      { column: 'expected_on', title: ['预计购车', 'Expected'] },
      { column: 'note', title: ['备注', 'Note'] },
      { column: 'closed_on', title: ['结束日期', 'Ended on'] },
      { column: 'closed_reason', title: ['结束原因', 'Why it ended'] },
      { column: 'competitor', title: ['竞品', 'Competitor'] },
      { column: 'summary', title: ['小结', 'Summary'] },
    ],
    merged: 'move',
    erased: ['note', 'summary', 'closed_reason', 'series_text', 'source_text'],
  },
  {
    table: 'contacts',
    customerColumn: 'customer_id',
    title: ['联系记录', 'Contacts'],
    shown: [
      { column: 'at', title: ['时间', 'Time'] },
      { column: 'method', title: ['方式', 'How'] },
      { column: 'is_reached', title: ['联系上', 'Reached'] },
      { column: 'result', title: ['结果', 'Result'] },
      { column: 'note', title: ['内容', 'Note'] },
    ],
    merged: 'move',
    erased: ['note', 'result'],
  },
  {
    table: 'claims',
    customerColumn: 'customer_id',
    title: ['撞单申诉', 'Claims'],
    shown: [
      { column: 'created_at', title: ['时间', 'Time'] },
      { column: 'reason', title: ['理由', 'Reason'] },
      { column: 'decision', title: ['裁定', 'Decision'] },
      { column: 'decision_reason', title: ['裁定理由', 'Why'] },
    ],
    merged: 'move',
    erased: ['reason', 'decision_reason'],
  },
  {
    table: 'pool_moves',
    customerColumn: 'customer_id',
    title: ['公海', 'Public pool'],
    shown: [
      { column: 'at', title: ['时间', 'Time'] },
      { column: 'kind', title: ['变动', 'What'] },
      { column: 'reason', title: ['原因', 'Why'] },
    ],
    merged: 'move',
    erased: ['reason'],
  },
  {
    table: 'opportunity_approvals',
    customerColumn: 'customer_id',
    title: ['审批申请', 'Approvals asked for'],
    shown: [
      { column: 'asked_at', title: ['时间', 'Time'] },
      { column: 'step', title: ['申请', 'What'] },
      { column: 'reason', title: ['理由', 'Reason'] },
      { column: 'summary', title: ['小结', 'Summary'] },
      { column: 'state', title: ['结果', 'Outcome'] },
      { column: 'decision_reason', title: ['审批意见', 'Why'] },
    ],
    merged: 'move',
    erased: ['reason', 'summary', 'decision_reason'],
  },
  {
    table: 'opportunity_shares',
    customerColumn: 'customer_id',
    title: ['业绩分成', 'Shared credit'],
    shown: [{ column: 'recorded_at', title: ['时间', 'Time'] }],
    merged: 'move',
    erased: 'keep',
  },
]
