import { expect, test } from 'vitest'
import { sayDetail } from './audit-detail.ts'

test('the list of the trail tells details in words, without ids and codes', () => {
  const signed = { from: 'printed', to: 'customer_signed' }
  expect(sayDetail(signed, 'zh')).toBe('从 打印，到 客户签字')
  expect(sayDetail(signed, 'en')).toBe('From printed, To signed by the customer')
  const archived = { kind: 'cards.archived', units: 1200 }
  expect(sayDetail(archived, 'en')).toBe('Kind Cards · archived, Records 1,200')
  expect(sayDetail({ day: '2026-09-03', format: 'xlsx' }, 'zh')).toBe(
    '日期 2026年9月3日，格式 XLSX',
  )
  const ids = { customerId: '01934ddd-810e-7fea-8654-75ee02969a00', kind: 'self-made_code' }
  expect(sayDetail(ids, 'en')).toBe('—')
  expect(sayDetail({ after: { help: '陪同' }, name: '上海一店' }, 'en')).toBe('Name 上海一店')
  expect(sayDetail(null, 'zh')).toBe('—')
})
