import { z } from 'zod'
import { specialSchema } from '#modules/customers/contract.ts'
import { openCard } from '#modules/opportunities/contract.ts'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { defineErrors } from '#shared/errors.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'

export const showroomError = defineErrors({
  'showroom.in_future': {
    status: 422,
    zh: '到店时间不能晚于现在',
    en: 'The time of arrival cannot be later than now',
  },
  'showroom.too_old': {
    status: 422,
    zh: '补录最多往前 {days} 天，更早的请用导入',
    en: 'A late entry reaches back {days} days at most; import older ones',
  },
  'showroom.leaves_before_arrival': {
    status: 422,
    zh: '离店时间不能早于到店时间，也不能晚于现在',
    en: 'The time out lies between the time in and now',
  },
  'showroom.no_such_consultant': {
    status: 422,
    zh: '本店没有这位在职的接待人员',
    en: 'Nobody of this store who is active and receives visitors',
  },
  'showroom.nobody_on_duty': {
    status: 409,
    zh: '当前没有在岗的顾问，请先在轮排中设为在岗',
    en: 'No consultant is on duty; put someone on duty in the rotation first',
  },
  'showroom.nobody_free': {
    status: 409,
    zh: '在岗顾问都在接待；客户按顺序等候，有人空出来就自动交给他',
    en: 'Everybody on duty is with a visitor; the visitor waits, and goes to the first who is free',
  },
  'showroom.reason_needed': {
    status: 422,
    zh: '请写明原因',
    en: 'Say why',
  },
  'showroom.on_leave': {
    status: 409,
    zh: '今天正在休假；请先撤回休假',
    en: 'On leave now; withdraw the leave first',
  },
  'showroom.leave_overlaps': {
    status: 409,
    zh: '这段时间已经有休假安排',
    en: 'There is a leave in this time already',
  },
  'showroom.leave_decided': {
    status: 409,
    zh: '这个休假已经处理过',
    en: 'This leave has been decided already',
  },
  'showroom.leave_backwards': {
    status: 422,
    zh: '结束日期不能早于开始日期，也不能超过 {days} 天；不能早于今天',
    en: 'A leave ends on or after its first day, within {days} days, and is not in the past',
  },
  'showroom.receiver_needed': {
    status: 422,
    zh: '请先把客户交给一位顾问，再建卡',
    en: 'Hand the visitor to a consultant before making the card',
  },
  'showroom.already_closed': {
    status: 409,
    zh: '这次来店已经登记完；更改请写明原因',
    en: 'This visit is closed already; a correction needs a reason',
  },
  'showroom.customer_needed': {
    status: 422,
    zh: '再次来店请先选择客户',
    en: 'A repeat visit needs the customer',
  },
  'showroom.has_card': {
    status: 409,
    zh: '这次来店已留档，不能改成其他结果',
    en: 'This visit has a card and cannot become something else',
  },
  'showroom.too_late_to_file': {
    status: 409,
    zh: '来店已超过 {days} 天，请直接建卡，不再计入这次来店',
    en: 'The visit is more than {days} days old; make the card without it',
  },
  'showroom.fewer_than_recorded': {
    status: 422,
    zh: '已登记 {recorded} 批，合计不能少于这个数',
    en: '{recorded} are recorded already; the total cannot be smaller',
  },
  'showroom.future_day': {
    status: 422,
    zh: '不能录入未来的日期',
    en: 'A day to come cannot be entered',
  },
})

export const channels = ['walk-in', 'call-in'] as const
export const outcomes = ['open', 'filed', 'unfiled', 'repeat', 'not_prospect'] as const
/** Kinds of visitors that not everybody takes. */
export const visitorKinds = ['fleet', 'vip', 'difficult', 'owner', 'trade_in'] as const
/** Languages a visitor may need beside Mandarin, by their codes. */
export const visitorLanguages = ['en', 'ja', 'ko', 'ru', 'fr', 'de', 'es', 'ar', 'yue'] as const
export const assignmentWays = ['turn', 'own', 'chosen', 'asked', 'none'] as const
export const placeStatuses = ['on_duty', 'break', 'off'] as const
export type Channel = (typeof channels)[number]
export type Outcome = (typeof outcomes)[number]
export type VisitorKind = (typeof visitorKinds)[number]
export type VisitorLanguage = (typeof visitorLanguages)[number]
export type PlaceStatus = (typeof placeStatuses)[number]

/** How many days back a visit may be entered late, and filed after it was closed as unfiled. */
export const lateEntryDays = 7
export const lateFilingDays = 3

/** What this module announces; data holds ids and words only. */
export const showroomEvents = {
  opened: 'showroom.visit_opened',
  assigned: 'showroom.visit_assigned',
  closed: 'showroom.visit_closed',
  corrected: 'showroom.visit_corrected',
  rotation: 'showroom.rotation_changed',
} as const

const daySchema = z.string().refine(isDay)
const noteSchema = z.string().trim().max(2000)
const reasonSchema = z.string().trim().min(2).max(300)
const versionSchema = z.int().min(1)
const visitParams = z.object({ id: z.uuid() })
const namedSchema = z.object({ id: z.uuid(), name: z.string() })
/** What a visitor brings that not everybody can take. */
const wantsSchema = {
  seriesId: z.uuid().optional(),
  language: z.enum(visitorLanguages).optional(),
  visitorKind: z.enum(visitorKinds).optional(),
}

export const visitSchema = z.object({
  id: z.uuid(),
  channel: z.enum(channels),
  partySize: z.int().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  businessDay: z.string(),
  /** Null for visits of the end-of-day entry, which have no time. */
  arrivedAt: z.iso.datetime().nullable(),
  leftAt: z.iso.datetime().nullable(),
  receiver: namedSchema.nullable(),
  outcome: z.enum(outcomes),
  /** The code of the dictionary's word, and the word in the reader's language. */
  notProspectKind: z.string().nullable(),
  notProspectText: z.string().nullable(),
  customer: namedSchema.extend({ special: specialSchema.nullable() }).nullable(),
  opportunityId: z.uuid().nullable(),
  seriesId: z.uuid().nullable(),
  /** The series as the store calls it, else what was written. */
  seriesText: z.string().nullable(),
  sourceId: z.uuid().nullable(),
  sourceText: z.string().nullable(),
  level: z.string().nullable(),
  note: z.string(),
  /** Closed by the clock after closing time; someone should look at it. */
  isFlagged: z.boolean(),
  isReturning: z.boolean(),
  /** Nobody was free: since when the party waits for its turn. */
  waitingSince: z.iso.datetime().nullable(),
  language: z.string().nullable(),
  visitorKind: z.string().nullable(),
  version: z.int(),
})
export type Visit = z.infer<typeof visitSchema>

export const openVisit = defineRoute({
  method: 'POST',
  path: '/api/visits',
  summary: { zh: '登记来店或来电', en: 'Open a visit at the door' },
  access: 'visits.receive',
  body: z.strictObject({
    id: z.uuid().optional(),
    channel: z.enum(channels),
    partySize: z.int().min(1).max(99).optional(),
    sex: z.enum(['male', 'female']).optional(),
    /** When the party came; now unless it is entered late. */
    arrivedAt: z.iso.datetime({ offset: true }).optional(),
    /** Who receives: left out, the next of the rotation; null, nobody yet. */
    receiverId: z.uuid().nullable().optional(),
    /** The visitor asked for this receiver, who keeps the place in the rotation. */
    isAskedFor: z.boolean().optional(),
    customerId: z.uuid().optional(),
    ...wantsSchema,
  }),
  response: visitSchema,
})

export const listOpenVisits = defineRoute({
  method: 'GET',
  path: '/api/open-visits',
  summary: { zh: '在店客户', en: 'Visits that are open now' },
  access: 'visits.read',
  response: z.object({ items: z.array(visitSchema), now: z.iso.datetime() }),
})

export const listVisits = defineRoute({
  method: 'GET',
  path: '/api/visits',
  summary: { zh: '来店（电）客户登记表', en: 'The visit register' },
  access: 'visits.read',
  query: z.object({
    /** Business days of the store, both included; today unless given. */
    from: daySchema.optional(),
    to: daySchema.optional(),
    channel: z.enum(channels).optional(),
    outcome: z.enum(outcomes).optional(),
    receiverId: z.uuid().optional(),
    seriesId: z.uuid().optional(),
    flagged: z.enum(['yes']).optional(),
    cursor: cursorSchema.optional(),
    limit: pageSizeSchema,
  }),
  response: z.object({
    items: z.array(visitSchema),
    nextCursor: z.string().nullable(),
    /** Exact up to 10,000; 10,001 means more; null on later pages. */
    total: z.int().nullable(),
  }),
})

export const getVisit = defineRoute({
  method: 'GET',
  path: '/api/visits/:id',
  summary: { zh: '一次来店', en: 'One visit' },
  access: 'visits.read',
  params: visitParams,
  response: visitSchema.extend({
    closures: z.array(
      z.object({
        at: z.iso.datetime(),
        outcome: z.string(),
        by: z.string().nullable(),
        receiver: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
    assignments: z.array(
      z.object({
        at: z.iso.datetime(),
        how: z.enum(assignmentWays),
        to: z.string().nullable(),
        by: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  }),
})

export const assignReceiver = defineRoute({
  method: 'PUT',
  path: '/api/visits/:id/receiver',
  summary: { zh: '交给顾问接待', en: 'Hand a visit to a consultant' },
  access: 'visits.receive',
  params: visitParams,
  /** `next` takes the next of the rotation; the earlier one gets the turn back. */
  body: z.strictObject({
    receiverId: z.union([z.uuid(), z.literal('next')]),
    /** The visitor asked for them: they keep their place. */
    isAskedFor: z.boolean().optional(),
    /** Needed when somebody receives already. */
    reason: z.string().trim().max(300).optional(),
    version: versionSchema,
  }),
  response: visitSchema,
})

export const identifyVisitor = defineRoute({
  method: 'PUT',
  path: '/api/visits/:id/visitor',
  summary: { zh: '认出来客（再次来店）', en: 'Say who the visitor is' },
  access: 'visits.receive',
  params: visitParams,
  /** Null: it was somebody else after all. */
  body: z.strictObject({ customerId: z.uuid().nullable(), version: versionSchema }),
  response: visitSchema,
})

export const closeVisit = defineRoute({
  method: 'POST',
  path: '/api/visits/:id/closure',
  summary: { zh: '结束接待', en: 'Close a visit' },
  access: 'visits.receive',
  params: visitParams,
  body: z.strictObject({
    outcome: z.enum(['unfiled', 'repeat', 'not_prospect']),
    /** A code of the dictionary 非潜客来访. */
    kind: z.string().trim().min(1).max(40).optional(),
    customerId: z.uuid().optional(),
    seriesId: z.uuid().nullable().optional(),
    sourceId: z.uuid().nullable().optional(),
    partySize: z.int().min(1).max(99).optional(),
    sex: z.enum(['male', 'female']).optional(),
    note: noteSchema.optional(),
    /** Time out; now unless given. */
    leftAt: z.iso.datetime({ offset: true }).optional(),
    /** Needed when the visit was closed before: this corrects it. */
    reason: reasonSchema.optional(),
    version: versionSchema,
  }),
  response: visitSchema,
})

export const fileVisit = defineRoute({
  method: 'POST',
  path: '/api/visits/:id/card',
  summary: { zh: '来店建卡（留档）', en: 'Make the card of a visit' },
  access: 'visits.receive',
  params: visitParams,
  /** Where the customer has an open card, no second is made: the visit is a repeat. */
  body: z.strictObject({
    card: openCard.body as NonNullable<typeof openCard.body>,
    leftAt: z.iso.datetime({ offset: true }).optional(),
    version: versionSchema,
  }),
  response: z.object({
    visit: visitSchema,
    /** The card that was made; null for a repeat visit. */
    card: z
      .object({
        id: z.uuid(),
        customerId: z.uuid(),
        ownerId: z.uuid(),
        ownerName: z.string().nullable(),
        level: z.string(),
        dueOn: z.string().nullable(),
      })
      .nullable(),
  }),
  status: 201,
})

export const correctVisit = defineRoute({
  method: 'PATCH',
  path: '/api/visits/:id',
  summary: { zh: '更正来店登记', en: 'Correct the fields of a visit' },
  access: 'visits.receive',
  params: visitParams,
  body: z.strictObject({
    channel: z.enum(channels).optional(),
    partySize: z.int().min(1).max(99).nullable().optional(),
    sex: z.enum(['male', 'female']).nullable().optional(),
    receiverId: z.uuid().optional(),
    seriesId: z.uuid().nullable().optional(),
    sourceId: z.uuid().nullable().optional(),
    note: noteSchema.optional(),
    reason: reasonSchema.optional(),
    version: versionSchema,
  }),
  response: visitSchema,
})

export const withdrawVisit = defineRoute({
  method: 'POST',
  path: '/api/visits/:id/withdrawal',
  summary: { zh: '撤回误登的来店', en: 'Withdraw a visit opened by mistake' },
  access: 'visits.receive',
  params: visitParams,
  body: z.strictObject({ reason: reasonSchema, version: versionSchema }),
  response: undefined,
})

export const lookUpVisitor = defineRoute({
  method: 'POST',
  path: '/api/visitor-lookups',
  summary: { zh: '判断首次或再次来店', en: 'First or repeat visit' },
  access: 'visits.receive',
  /** A whole phone number, a plate, or a name. */
  body: z.strictObject({ text: z.string().trim().min(2).max(60) }),
  response: z.object({
    /** What the text was taken for. */
    kind: z.enum(['phone', 'plate', 'name']),
    candidates: z.array(
      z.object({
        /** Null for a colleague's customer: only who looks after them is shown. */
        customerId: z.uuid().nullable(),
        name: z.string().nullable(),
        phone: z.string().nullable(),
        consultant: namedSchema.nullable(),
        isConsultantOnDuty: z.boolean(),
        isOwner: z.boolean(),
        special: specialSchema.nullable(),
        specialReason: z.string(),
        openCardId: z.uuid().nullable(),
        lastVisitOn: z.string().nullable(),
      }),
    ),
  }),
  perMinute: 60,
})

export const skippedBecause = [
  'break',
  'off',
  'leave',
  'busy',
  'series',
  'language',
  'kind',
] as const
export const chosenBecause = ['in_order', 'skill', 'no_skill', 'busy'] as const

const skillsSchema = z.object({
  /** Empty: every series. */
  seriesIds: z.array(z.uuid()),
  languages: z.array(z.enum(visitorLanguages)),
  /** Empty: every kind. */
  visitorKinds: z.array(z.enum(visitorKinds)),
})

export const rotationSchema = z.object({
  day: z.string(),
  nextId: z.uuid().nullable(),
  /** Why it is their turn; null when nobody is free. */
  nextWhy: z.enum(chosenBecause).nullable(),
  places: z.array(
    z.object({
      personId: z.uuid(),
      name: z.string(),
      status: z.enum(placeStatuses),
      /** On leave now: the part of the day. */
      leave: z.enum(['all', 'morning', 'afternoon']).nullable(),
      received: z.int(),
      openVisits: z.int(),
      lastReceivedAt: z.iso.datetime().nullable(),
      skills: skillsSchema.nullable(),
      /** Why not they, for those before the next. */
      skipped: z.enum(skippedBecause).nullable(),
      version: z.int(),
    }),
  ),
})
export type Rotation = z.infer<typeof rotationSchema>

export const getRotation = defineRoute({
  method: 'GET',
  path: '/api/rotation',
  summary: { zh: '今日接待轮排', en: "Today's rotation" },
  access: 'rotation.read',
  /** Who is next for a visitor who brings this. */
  query: z.object(wantsSchema),
  response: rotationSchema,
})

export const placeInRotation = defineRoute({
  method: 'PUT',
  path: '/api/rotation/:personId',
  summary: { zh: '调整轮排', en: 'Change a place in the rotation' },
  access: 'rotation.read',
  params: z.object({ personId: z.uuid() }),
  /** Another place in the order needs a reason. */
  body: z.strictObject({
    status: z.enum(placeStatuses).optional(),
    move: z.enum(['first', 'last', 'earlier', 'later']).optional(),
    reason: z.string().trim().max(300).optional(),
  }),
  response: rotationSchema,
})

const unfiledTotalsSchema = z.object({
  day: z.string(),
  items: z.array(
    z.object({
      seriesId: z.uuid().nullable(),
      name: z.string().nullable(),
      /** Unfiled visits of the model on the day, and how many of them have no time. */
      recorded: z.int(),
      withoutTime: z.int(),
    }),
  ),
  recorded: z.int(),
})

export const getUnfiledTotals = defineRoute({
  method: 'GET',
  path: '/api/unfiled-totals/:day',
  summary: { zh: '当日未留档客户数（按车型）', en: "A day's unfiled visits by model" },
  access: 'visits.read',
  params: z.object({ day: daySchema }),
  query: z.object({ receiverId: z.uuid().optional() }),
  response: unfiledTotalsSchema,
})

export const putUnfiledTotals = defineRoute({
  method: 'PUT',
  path: '/api/unfiled-totals/:day',
  summary: { zh: '补记当日未留档客户数', en: "Enter a day's unfiled visits by model" },
  access: 'visits.receive',
  params: z.object({ day: daySchema }),
  /** Totals of the day, not additions: only what is missing is added, as visits without a time. */
  body: z.strictObject({
    receiverId: z.uuid().optional(),
    totals: z
      .array(z.strictObject({ seriesId: z.uuid().nullable(), total: z.int().min(0).max(999) }))
      .min(1)
      .max(200),
  }),
  response: unfiledTotalsSchema.extend({ added: z.int() }),
})
