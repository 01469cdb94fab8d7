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
  {
    table: 'order_changes',
    customerColumn: 'customer_id',
    title: ['订单经过', 'Life of the orders'],
    shown: [
      { column: 'at', title: ['时间', 'Time'] },
      { column: 'kind', title: ['变动', 'What'] },
      { column: 'reason', title: ['原因', 'Why'] },
    ],
    merged: 'move',
    erased: ['reason', 'before'],
  },
  {
    table: 'order_payments',
    customerColumn: 'customer_id',
    title: ['收退款', 'Payments'],
    shown: [
      { column: 'day', title: ['日期', 'Day'] },
      { column: 'number', title: ['收据号', 'Receipt'] },
      { column: 'kind', title: ['款项', 'What for'] },
      { column: 'method', title: ['方式', 'How'] },
      { column: 'amount_fen', title: ['金额（分）', 'Amount (fen)'] },
      { column: 'payer', title: ['付款人', 'Payer'] },
      { column: 'note', title: ['备注', 'Note'] },
    ],
    merged: 'move',
    erased: ['payer', 'note'],
    keptBecause: [
      '收款凭据依《会计法》须保存，付款人与备注已清除',
      'Receipts are kept as the law on accounting requires; payer and note are emptied',
    ],
  },
  {
    table: 'order_contracts',
    customerColumn: 'customer_id',
    title: ['合同', 'Contracts'],
    shown: [
      { column: 'number', title: ['合同号', 'Number'] },
      { column: 'amount_fen', title: ['金额（分）', 'Amount (fen)'] },
      { column: 'state', title: ['状态', 'State'] },
      { column: 'made_at', title: ['生成时间', 'Made at'] },
    ],
    merged: 'move',
    // The files themselves are attachments and go with them.
    erased: 'keep',
    keptBecause: [
      '合同登记依法保存，文件已删除',
      'The register of contracts is kept by law; the files are gone',
    ],
  },
  {
    table: 'order_deliveries',
    customerColumn: 'customer_id',
    title: ['交车', 'Deliveries'],
    shown: [
      { column: 'done_at', title: ['交车时间', 'Handed over at'] },
      { column: 'mileage_km', title: ['里程（公里）', 'Mileage (km)'] },
      { column: 'summary', title: ['小结', 'Summary'] },
    ],
    merged: 'move',
    erased: ['summary'],
  },
]
