import type { CustomerTable } from '#foundation/customer-tables.ts'

// Data: which tables of the orders keep rows about a customer, for merging, access and erasing.

export const orderTables: CustomerTable[] = [
  {
    table: 'orders',
    customerColumn: 'customer_id',
    title: ['订单', 'Orders'],
    shown: [
      { column: 'number', title: ['订单号', 'Order number'] },
      { column: 'state', title: ['状态', 'State'] },
      { column: 'model_text', title: ['车型', 'Model'] },
      { column: 'colour', title: ['颜色', 'Colour'] },
      { column: 'amount_fen', title: ['金额（分）', 'Amount (fen)'] },
      { column: 'signed_on', title: ['签订日期', 'Signed on'] },
      { column: 'promised_on', title: ['承诺交车', 'Promised for'] },
      { column: 'delivered_on', title: ['交车日期', 'Delivered on'] },
      { column: 'cancelled_on', title: ['退订日期', 'Cancelled on'] },
      { column: 'cancel_reason', title: ['退订原因', 'Why it was cancelled'] },
      { column: 'note', title: ['备注', 'Note'] },
    ],
    merged: 'move',
    // The deal itself stays for the books; what people wrote about the person goes.
    erased: ['note', 'cancel_reason'],
    keptBecause: [
      '合同与交易记录依《电子商务法》《会计法》须保存，注明的自由文字已清除',
      'Records of a sale are kept as the laws on trade and accounting require; free text is emptied',
    ],
  },
]
