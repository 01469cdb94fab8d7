import { expect, test } from 'vitest'
import { DEFAULT_FACT_LEVELS } from '#shared/customer-facts.ts'
import type { StoreRecord } from '../contracts/stores.ts'
import { readStoreForm, storeFormOf, wrongStoreFields } from './store-form.ts'

const store: StoreRecord = {
  id: 1,
  code: 'SF01',
  name: '示范一店',
  nameEn: 'Store one',
  regionId: 2,
  timeZone: 'Asia/Shanghai',
  opensAt: '09:00',
  closesAt: '18:00',
  isHeadOffice: false,
  city: '长春',
  platePrefix: '吉A',
  settings: {
    levelLimits: { H: 7, A: 30, B: 60, estimatedC: 90 },
    promiseGaps: { H: 2, A: 3, B: 7, C: 15 },
    escalationDays: 2,
    dailyCapacity: 20,
    appointmentNoShowMinutes: 60,
    appointmentReminderMinutes: 60,
    waitsWhenBusy: true,
    leadRule: 'turn',
    keepProspectMonths: 0,
    keepAttachmentMonths: 0,
    leadHoursWithoutOwner: 4,
    stockAgedDays: 90,
    hasRotation: true,
    minimumN: 10,
    exportReasonAbove: 500,
    factLevels: DEFAULT_FACT_LEVELS,
  },
  version: 3,
}

test('a store put into its form and read again is the same', () => {
  const values = storeFormOf(store)
  expect(wrongStoreFields(values)).toEqual({})
  const read = readStoreForm(values, store)
  expect(store.settings).toMatchObject(read.settings ?? {})
  expect(read).not.toHaveProperty('regionId')
})

test('limits must rise and gaps must not shrink from H to C', () => {
  const values = { ...storeFormOf(store), limitA: '7', gapB: '2', minimumN: '1.5' }
  expect(wrongStoreFields(values)).toEqual({
    limitA: 'ascend',
    gapB: 'ascend',
    minimumN: 'wholeNumber',
  })
  expect(wrongStoreFields({ ...storeFormOf(store), gapH: '3' })).toEqual({})
  expect(wrongStoreFields({ ...storeFormOf(store), dailyCapacity: '0' })).toEqual({
    dailyCapacity: 'fromOne',
  })
})
