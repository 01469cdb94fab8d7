import type { CallInput } from '#shared/contract.ts'
import type { changeStore, StoreRecord } from '../contracts/stores.ts'

/** A store as its form holds it: every field a text. */
export interface StoreValues {
  name: string
  nameEn: string
  regionId: string
  city: string
  platePrefix: string
  opensAt: string
  closesAt: string
  limitH: string
  limitA: string
  limitB: string
  limitC: string
  gapH: string
  gapA: string
  gapB: string
  gapC: string
  escalationDays: string
  dailyCapacity: string
  minimumN: string
  exportReasonAbove: string
  appointmentReminderMinutes: string
  appointmentNoShowMinutes: string
  hasRotation: 'yes' | 'no'
  waitsWhenBusy: 'yes' | 'no'
  leadRule: 'turn' | 'load' | 'hand'
  leadHoursWithoutOwner: string
  stockAgedDays: string
}

type Body = Omit<CallInput<typeof changeStore>['body'], 'version'>

export function storeFormOf(store: StoreRecord): StoreValues {
  const { settings } = store
  const { levelLimits, promiseGaps } = settings
  return {
    name: store.name,
    nameEn: store.nameEn,
    regionId: store.regionId === null ? '' : String(store.regionId),
    city: store.city,
    platePrefix: store.platePrefix,
    opensAt: store.opensAt,
    closesAt: store.closesAt,
    limitH: String(levelLimits.H),
    limitA: String(levelLimits.A),
    limitB: String(levelLimits.B),
    limitC: String(levelLimits.estimatedC),
    gapH: String(promiseGaps.H),
    gapA: String(promiseGaps.A),
    gapB: String(promiseGaps.B),
    gapC: String(promiseGaps.C),
    escalationDays: String(settings.escalationDays),
    dailyCapacity: String(settings.dailyCapacity),
    minimumN: String(settings.minimumN),
    exportReasonAbove: String(settings.exportReasonAbove),
    appointmentReminderMinutes: String(settings.appointmentReminderMinutes),
    appointmentNoShowMinutes: String(settings.appointmentNoShowMinutes),
    hasRotation: settings.hasRotation ? 'yes' : 'no',
    waitsWhenBusy: settings.waitsWhenBusy ? 'yes' : 'no',
    leadRule: settings.leadRule,
    leadHoursWithoutOwner: String(settings.leadHoursWithoutOwner),
    stockAgedDays: String(settings.stockAgedDays),
  }
}

const numbers = [
  'limitH',
  'limitA',
  'limitB',
  'limitC',
  'gapH',
  'gapA',
  'gapB',
  'gapC',
  'escalationDays',
  'dailyCapacity',
  'minimumN',
  'exportReasonAbove',
  'appointmentReminderMinutes',
  'appointmentNoShowMinutes',
  'leadHoursWithoutOwner',
  'stockAgedDays',
] as const

/** What is wrong, by field: not a whole number, limits that do not rise, gaps that shrink. */
export function wrongStoreFields(
  values: StoreValues,
): Partial<Record<keyof StoreValues, 'wholeNumber' | 'fromOne' | 'fromTen' | 'ascend'>> {
  const wrong: Partial<
    Record<keyof StoreValues, 'wholeNumber' | 'fromOne' | 'fromTen' | 'ascend'>
  > = {}
  for (const name of numbers)
    if (!/^\d{1,4}$/.test(values[name].trim())) wrong[name] = 'wholeNumber'
  for (const name of [
    'dailyCapacity',
    'minimumN',
    'leadHoursWithoutOwner',
    'stockAgedDays',
  ] as const)
    if (Number(values[name]) < 1) wrong[name] ??= 'fromOne'
  for (const name of ['appointmentReminderMinutes', 'appointmentNoShowMinutes'] as const)
    if (Number(values[name]) < 10 || Number(values[name]) > 720) wrong[name] ??= 'fromTen'
  const rises = (names: readonly (typeof numbers)[number][], strictly: boolean) => {
    for (let i = 1; i < names.length; i++) {
      const [before, name] = [names[i - 1], names[i]]
      if (!before || !name || wrong[before] || wrong[name]) continue
      const step = Number(values[name]) - Number(values[before])
      if (strictly ? step <= 0 : step < 0) wrong[name] = 'ascend'
    }
  }
  rises(['limitH', 'limitA', 'limitB', 'limitC'], true)
  rises(['gapH', 'gapA', 'gapB', 'gapC'], false)
  return wrong
}

/** What the form changes; the region only where it is another, as few may move a store. */
export function readStoreForm(values: StoreValues, store: StoreRecord): Body {
  const regionId = values.regionId === '' ? null : Number(values.regionId)
  return {
    name: values.name,
    nameEn: values.nameEn,
    city: values.city,
    platePrefix: values.platePrefix,
    opensAt: values.opensAt,
    closesAt: values.closesAt,
    ...(regionId === store.regionId ? {} : { regionId }),
    settings: {
      levelLimits: {
        H: Number(values.limitH),
        A: Number(values.limitA),
        B: Number(values.limitB),
        estimatedC: Number(values.limitC),
      },
      promiseGaps: {
        H: Number(values.gapH),
        A: Number(values.gapA),
        B: Number(values.gapB),
        C: Number(values.gapC),
      },
      escalationDays: Number(values.escalationDays),
      dailyCapacity: Number(values.dailyCapacity),
      minimumN: Number(values.minimumN),
      exportReasonAbove: Number(values.exportReasonAbove),
      hasRotation: values.hasRotation === 'yes',
      appointmentReminderMinutes: Number(values.appointmentReminderMinutes),
      appointmentNoShowMinutes: Number(values.appointmentNoShowMinutes),
      waitsWhenBusy: values.waitsWhenBusy === 'yes',
      leadRule: values.leadRule,
      leadHoursWithoutOwner: Number(values.leadHoursWithoutOwner),
      stockAgedDays: Number(values.stockAgedDays),
    },
  }
}
