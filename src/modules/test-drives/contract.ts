import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { paperSchema } from '#shared/paper.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'

export const testDriveError = defineErrors({
  'test_drives.car_taken': {
    status: 409,
    zh: '{car}在{from}–{to}已被预约',
    en: '{car} is booked from {from} to {to}',
  },
  'test_drives.car_not_ready': {
    status: 409,
    zh: '这台试驾车目前不能预约',
    en: 'This demo car cannot be booked at present',
  },
  'test_drives.plate_taken': {
    status: 409,
    zh: '本店已有这个车牌的试驾车',
    en: 'The store has a demo car with this plate already',
  },
  'test_drives.car_has_bookings': {
    status: 409,
    zh: '这台车还有 {n} 个未完成的试驾，请先改到别的车',
    en: '{n} test drives on this car are still to come; move them first',
  },
  'test_drives.in_past': {
    status: 422,
    zh: '试驾不能早于现在',
    en: 'A test drive cannot begin in the past',
  },
  'test_drives.too_far': {
    status: 422,
    zh: '最多提前 {days} 天预约试驾',
    en: 'Test drives reach {days} days ahead at most',
  },
  'test_drives.wrong_state': {
    status: 409,
    zh: '这次试驾{state}，不能这样做',
    en: 'The test drive is {state}; this cannot be done',
  },
  'test_drives.licence_needed': {
    status: 409,
    zh: '请先核对驾驶证，再出车',
    en: 'Check the driving licence before the car leaves',
  },
  'test_drives.licence_expired': {
    status: 422,
    zh: '驾驶证有效期到{until}，试驾当天已过期',
    en: 'The licence is valid until {until}, which is before the drive',
  },
  'test_drives.not_a_licence_number': {
    status: 422,
    zh: '驾驶证号应为 8–20 位字母或数字',
    en: 'A licence number has 8 to 20 letters or digits',
  },
  'test_drives.no_such_file': {
    status: 422,
    zh: '这张照片不是这位客户的附件',
    en: 'The photograph is no file of this customer',
  },
  'test_drives.agreement_needed': {
    status: 409,
    zh: '请先签署试驾协议，再出车',
    en: 'The agreement is signed before the car leaves',
  },
  'test_drives.still_out': {
    status: 409,
    zh: '这台车还没有还回来',
    en: 'The car has not come back yet',
  },
  'test_drives.mileage_backwards': {
    status: 422,
    zh: '里程不能小于 {km} 公里',
    en: 'The mileage cannot be below {km} km',
  },
  'test_drives.no_such_consultant': {
    status: 422,
    zh: '本店没有这位在职的顾问',
    en: 'Nobody of this store by that id who is active',
  },
})

export const testDriveStates = ['booked', 'out', 'done', 'no_show', 'cancelled'] as const
export type TestDriveState = (typeof testDriveStates)[number]
export const demoCarStates = ['ready', 'workshop', 'retired'] as const
/** What a customer gives points for, 1 to 5. */
export const ratingItems = ['power', 'handling', 'comfort', 'space', 'quiet', 'equipment'] as const
export type RatingItem = (typeof ratingItems)[number]
export const licenceClasses = ['A1', 'A2', 'A3', 'B1', 'B2', 'C1', 'C2', 'C5', 'other'] as const

/** Bookings begin and end on quarters of an hour. */
export const quarterMinutes = 15
export const usualMinutes = 45
export const longestAheadDays = 90

export const testDriveEvents = {
  booked: 'test_drives.booked',
  changed: 'test_drives.changed',
  left: 'test_drives.left',
  done: 'test_drives.done',
  ended: 'test_drives.ended',
  carChanged: 'test_drives.car_changed',
} as const

const dayText = z.iso.date()
const noteText = z.string().trim().max(1000)
const reasonText = z.string().trim().min(2).max(300)
const version = z.int().min(1)
const km = z.int().min(0).max(2_000_000)
const params = z.object({ id: z.uuid() })
const named = z.object({ id: z.uuid(), name: z.string() })
const minutes = z.int().min(quarterMinutes).max(480).multipleOf(quarterMinutes)

export const demoCarSchema = z.object({
  id: z.uuid(),
  plate: z.string(),
  name: z.string(),
  seriesId: z.uuid().nullable(),
  seriesName: z.string().nullable(),
  modelId: z.uuid().nullable(),
  vin: z.string().nullable(),
  colour: z.string(),
  state: z.enum(demoCarStates),
  insuredUntil: z.string().nullable(),
  inspectedUntil: z.string().nullable(),
  mileageKm: z.int(),
  note: z.string(),
  version: z.int(),
})
export type DemoCar = z.infer<typeof demoCarSchema>

export const listDemoCars = defineRoute({
  method: 'GET',
  path: '/api/demo-cars',
  summary: { zh: '试驾车', en: 'Demo cars' },
  access: 'test_drives.read',
  query: z.object({ all: z.stringbool().default(false) }),
  response: z.object({ items: z.array(demoCarSchema) }),
})

const carBody = {
  plate: z.string().trim().min(2).max(12),
  name: z.string().trim().max(60),
  seriesId: z.uuid().nullable(),
  modelId: z.uuid().nullable(),
  vin: z.string().trim().max(20).nullable(),
  colour: z.string().trim().max(30),
  state: z.enum(demoCarStates),
  insuredUntil: dayText.nullable(),
  inspectedUntil: dayText.nullable(),
  mileageKm: km,
  note: noteText,
}

export const addDemoCar = defineRoute({
  method: 'POST',
  path: '/api/demo-cars',
  summary: { zh: '新增试驾车', en: 'Add a demo car' },
  access: 'test_drives.manage',
  body: z.strictObject({
    id: z.uuid().optional(),
    ...z.object(carBody).partial().shape,
    plate: carBody.plate,
  }),
  response: demoCarSchema,
  status: 201,
})

export const changeDemoCar = defineRoute({
  method: 'PATCH',
  path: '/api/demo-cars/:id',
  summary: { zh: '修改试驾车', en: 'Change a demo car' },
  access: 'test_drives.manage',
  params,
  body: z.strictObject({ version, ...z.object(carBody).partial().shape }),
  response: demoCarSchema,
})

export const routeSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  lengthM: z.int(),
  minutes: z.int(),
  note: z.string(),
  isActive: z.boolean(),
  version: z.int(),
})
export type DemoRoute = z.infer<typeof routeSchema>

export const listDemoRoutes = defineRoute({
  method: 'GET',
  path: '/api/demo-routes',
  summary: { zh: '试驾路线', en: 'Routes of test drives' },
  access: 'test_drives.read',
  query: z.object({ all: z.stringbool().default(false) }),
  response: z.object({ items: z.array(routeSchema) }),
})

const routeBody = {
  name: z.string().trim().min(1).max(60),
  lengthM: z.int().min(0).max(1_000_000),
  minutes: z.int().min(5).max(480),
  note: noteText,
}
export const addDemoRoute = defineRoute({
  method: 'POST',
  path: '/api/demo-routes',
  summary: { zh: '新增试驾路线', en: 'Add a route' },
  access: 'test_drives.manage',
  body: z.strictObject({ id: z.uuid().optional(), ...routeBody, note: noteText.default('') }),
  response: routeSchema,
  status: 201,
})
export const changeDemoRoute = defineRoute({
  method: 'PATCH',
  path: '/api/demo-routes/:id',
  summary: { zh: '修改试驾路线', en: 'Change a route' },
  access: 'test_drives.manage',
  params,
  body: z.strictObject({
    version,
    ...z.object(routeBody).partial().shape,
    isActive: z.boolean().optional(),
  }),
  response: routeSchema,
})

/** A place in a car's day. */
const slotSchema = z.object({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() })
export const listFreeSlots = defineRoute({
  method: 'GET',
  path: '/api/demo-cars/:id/free-slots',
  summary: { zh: '试驾车空闲时间', en: 'When a demo car is free' },
  access: 'test_drives.read',
  params,
  query: z.object({
    day: dayText.optional(),
    minutes: z.coerce.number().int().min(quarterMinutes).max(480).default(usualMinutes),
  }),
  response: z.object({ items: z.array(slotSchema) }),
})

export const carUse = defineRoute({
  method: 'GET',
  path: '/api/demo-car-use',
  summary: { zh: '试驾车使用情况', en: 'How demo cars are used' },
  access: 'test_drives.read',
  query: z.object({ from: dayText.optional(), to: dayText.optional() }),
  response: z.object({
    from: z.string(),
    to: z.string(),
    items: z.array(
      z.object({
        carId: z.uuid(),
        plate: z.string(),
        name: z.string(),
        state: z.enum(demoCarStates),
        drives: z.int(),
        done: z.int(),
        noShows: z.int(),
        cancelled: z.int(),
        minutesOut: z.int(),
        km: z.int(),
        /** Minutes on the road ÷ minutes the store was open on the days passed; null before any. */
        share: z.number().nullable(),
        insuredUntil: z.string().nullable(),
        inspectedUntil: z.string().nullable(),
      }),
    ),
  }),
})

const licenceSchema = z.object({
  id: z.uuid(),
  licenceClass: z.string(),
  maskedHolder: z.string(),
  maskedNumber: z.string(),
  validUntil: z.string(),
  photoId: z.uuid().nullable(),
  checkedAt: z.iso.datetime(),
  checkedBy: z.string().nullable(),
})

export const testDriveSchema = z.object({
  id: z.uuid(),
  car: z.object({ id: z.uuid(), plate: z.string(), name: z.string() }),
  /** Null where the customer is a colleague's: the car is taken, no more is said. */
  customer: named.nullable(),
  opportunityId: z.uuid().nullable(),
  consultant: named,
  route: named.nullable(),
  day: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  state: z.enum(testDriveStates),
  note: z.string(),
  hasLicence: z.boolean(),
  agreedAt: z.iso.datetime().nullable(),
  leftAt: z.iso.datetime().nullable(),
  kmOut: z.int().nullable(),
  returnedAt: z.iso.datetime().nullable(),
  kmIn: z.int().nullable(),
  damage: z.string(),
  ratings: z.partialRecord(z.enum(ratingItems), z.int()).nullable(),
  feedback: z.string(),
  nextStep: z.string(),
  reason: z.string(),
  version: z.int(),
})
export type TestDrive = z.infer<typeof testDriveSchema>

export const listTestDrives = defineRoute({
  method: 'GET',
  path: '/api/test-drives',
  summary: { zh: '试驾日历', en: 'Test drives of a period, in their order' },
  access: 'test_drives.read',
  query: z.object({
    from: dayText.optional(),
    to: dayText.optional(),
    carId: z.uuid().optional(),
    customerId: z.uuid().optional(),
    state: z.enum(testDriveStates).optional(),
    cursor: cursorSchema.optional(),
    limit: pageSizeSchema,
  }),
  response: z.object({ items: z.array(testDriveSchema), nextCursor: z.string().nullable() }),
})

export const bookTestDrive = defineRoute({
  method: 'POST',
  path: '/api/test-drives',
  summary: { zh: '预约试驾', en: 'Book a test drive' },
  access: 'test_drives.write',
  body: z.strictObject({
    id: z.uuid().optional(),
    carId: z.uuid(),
    customerId: z.uuid(),
    personId: z.uuid().optional(),
    routeId: z.uuid().nullable().optional(),
    startsAt: z.iso.datetime({ offset: true }),
    minutes: minutes.default(usualMinutes),
    note: noteText.default(''),
    /** An appointment for the visit is made with it. */
    withAppointment: z.boolean().default(false),
  }),
  response: testDriveSchema,
  status: 201,
})

export const getTestDrive = defineRoute({
  method: 'GET',
  path: '/api/test-drives/:id',
  summary: { zh: '一次试驾', en: 'One test drive' },
  access: 'test_drives.read',
  params,
  response: testDriveSchema.extend({
    licence: licenceSchema.nullable(),
    /** The customer's licence as it was checked last, where it still holds on the day. */
    knownLicence: licenceSchema.nullable(),
    carMileageKm: z.int(),
  }),
})

export const changeTestDrive = defineRoute({
  method: 'PATCH',
  path: '/api/test-drives/:id',
  summary: { zh: '试驾改期、换车', en: 'Move a test drive to another time or car' },
  access: 'test_drives.write',
  params,
  body: z.strictObject({
    version,
    carId: z.uuid().optional(),
    personId: z.uuid().optional(),
    routeId: z.uuid().nullable().optional(),
    startsAt: z.iso.datetime({ offset: true }).optional(),
    minutes: minutes.optional(),
    note: noteText.optional(),
  }),
  response: testDriveSchema,
})

export const checkLicence = defineRoute({
  method: 'POST',
  path: '/api/test-drives/:id/licence',
  summary: { zh: '核对驾驶证', en: 'Check the driving licence' },
  access: 'test_drives.write',
  params,
  body: z.union([
    z.strictObject({ version, knownId: z.uuid() }),
    z.strictObject({
      version,
      licenceClass: z.enum(licenceClasses),
      holder: z.string().trim().min(1).max(60),
      number: z.string().trim().min(1).max(30),
      validUntil: dayText,
      photoId: z.uuid().nullable().default(null),
    }),
  ]),
  response: testDriveSchema,
})

export const leaveForDrive = defineRoute({
  method: 'POST',
  path: '/api/test-drives/:id/departure',
  summary: { zh: '试驾出车', en: 'The car leaves' },
  access: 'test_drives.write',
  params,
  body: z.strictObject({
    version,
    kmOut: km,
    /** The agreement lies signed on the table. */
    isAgreed: z.boolean(),
    routeId: z.uuid().nullable().optional(),
  }),
  response: testDriveSchema,
})

export const returnFromDrive = defineRoute({
  method: 'POST',
  path: '/api/test-drives/:id/return',
  summary: { zh: '试驾还车', en: 'The car is back' },
  access: 'test_drives.write',
  params,
  body: z.strictObject({ version, kmIn: km, damage: noteText.default('') }),
  response: testDriveSchema,
})

export const recordFeedback = defineRoute({
  method: 'PUT',
  path: '/api/test-drives/:id/feedback',
  summary: { zh: '试驾反馈', en: 'What the customer says of the drive' },
  access: 'test_drives.write',
  params,
  body: z.strictObject({
    version,
    ratings: z.partialRecord(z.enum(ratingItems), z.int().min(1).max(5)),
    feedback: noteText.default(''),
    nextStep: noteText.default(''),
  }),
  response: testDriveSchema,
})

export const endTestDrive = defineRoute({
  method: 'POST',
  path: '/api/test-drives/:id/ending',
  summary: { zh: '试驾取消或爽约', en: 'A test drive that did not take place' },
  access: 'test_drives.write',
  params,
  body: z.strictObject({ version, state: z.enum(['cancelled', 'no_show']), reason: reasonText }),
  response: testDriveSchema,
})

export const undoTestDrive = defineRoute({
  method: 'POST',
  path: '/api/test-drives/:id/undo',
  summary: { zh: '撤销试驾的最近一步', en: 'Take back what was last done to a test drive' },
  access: 'test_drives.write',
  params,
  /** Cancelled, no-show, left by mistake: booked again, where the car is still free. */
  body: z.strictObject({ version }),
  response: testDriveSchema,
})

export const getAgreement = defineRoute({
  method: 'GET',
  path: '/api/test-drives/:id/agreement',
  summary: { zh: '试驾协议', en: 'The agreement of a test drive' },
  access: 'test_drives.write',
  params,
  response: paperSchema,
})
export const getAgreementFile = defineRoute({
  method: 'GET',
  path: '/api/test-drives/:id/agreement/file',
  summary: { zh: '试驾协议 PDF', en: 'The agreement as PDF' },
  access: 'test_drives.write',
  params,
  response: 'file',
})
