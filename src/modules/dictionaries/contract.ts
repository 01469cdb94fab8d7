import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { defineErrors } from '#shared/errors.ts'
import type { Phrase } from '#shared/words.ts'

/** The lists a group keeps; the label is what people call the field. */
export const optionKinds = {
  source: ['信息来源', 'Sources'],
  occupation: ['职业', 'Occupations'],
  industry: ['行业', 'Industries'],
  hobby: ['爱好', 'Hobbies'],
  household: ['家庭结构', 'Households'],
  purchase_type: ['购车类型', 'Kinds of purchase'],
  payment: ['付款方式', 'Ways to pay'],
  purpose: ['购车用途', 'Uses of the car'],
  contact_result: ['跟踪结果', 'Contact results'],
  loss_reason: ['战败原因', 'Loss reasons'],
  competitor: ['竞品', 'Competitors'],
  not_prospect: ['非潜客来访', 'Not a prospect'],
  acquisition: ['集客活动', 'Acquisition work'],
  campaign: ['市场活动', 'Campaigns'],
} as const satisfies Record<string, Phrase>
export type OptionKind = keyof typeof optionKinds

/** The four families of channels (seed row 003-05). */
export const channelFamilies = {
  storefront: ['店头', 'Storefront'],
  web: ['网络', 'Web'],
  outdoor: ['外展', 'Outdoor'],
  referral: ['客户转介绍', 'Referral'],
} as const satisfies Record<string, Phrase>
export type ChannelFamily = keyof typeof channelFamilies

export const dictionaryError = defineErrors({
  'dictionaries.word_taken': {
    status: 409,
    zh: '“{word}”已属于选项“{label}”',
    en: '“{word}” already belongs to the option “{label}”',
  },
  'dictionaries.standard_needed': {
    status: 422,
    zh: '门店自己的选项要对应到一个标准选项',
    en: "A store's own option must stand for a standard one",
  },
  'dictionaries.family_needed': {
    status: 422,
    zh: '信息来源要归入四大分类之一',
    en: 'A source belongs to one of the four families',
  },
  'dictionaries.list_changed': {
    status: 409,
    zh: '选项刚刚有增减，请重新排序',
    en: 'The list has changed meanwhile; please order it again',
  },
})

const kinds = Object.keys(optionKinds) as [OptionKind, ...OptionKind[]]
const families = Object.keys(channelFamilies) as [ChannelFamily, ...ChannelFamily[]]
export const optionKindSchema = z.enum(kinds)
export const channelFamilySchema = z.enum(families)
export const daySchema = z.string().refine(isDay)

export const optionSchema = z.object({
  id: z.uuid(),
  kind: optionKindSchema,
  /** Whose it is: the group's standard one, or this store's own, which stands for a standard one. */
  owner: z.enum(['standard', 'store']),
  standardId: z.uuid().nullable(),
  code: z.string(),
  label: z.string(),
  labelEn: z.string(),
  /** Of sources only; a store's own option has the family of its standard one. */
  family: channelFamilySchema.nullable(),
  aliases: z.array(z.string()),
  position: z.int(),
  isActive: z.boolean(),
  version: z.int(),
})
export type Option = z.infer<typeof optionSchema>

const labelSchema = z.string().trim().min(1).max(60)
const labelEnSchema = z.string().trim().max(60)
export const aliasesSchema = z.array(z.string().trim().min(1).max(60)).max(50)

export const listOptionsRoute = defineRoute({
  method: 'GET',
  path: '/api/options',
  summary: {
    zh: '字典选项：标准的和本店自己的',
    en: "Options: the standard ones and the store's own",
  },
  access: 'session',
  query: z.object({
    kind: optionKindSchema.optional(),
    state: z.enum(['active', 'all']).default('active'),
  }),
  response: z.object({ items: z.array(optionSchema) }),
})

const areaChoiceSchema = z.object({ code: z.string(), label: z.string() })
/** Six digits of the national division: a city or a district. */
export const areaCodeSchema = z.string().regex(/^[0-9]{6}$/)

export const listAreas = defineRoute({
  method: 'GET',
  path: '/api/areas',
  summary: {
    zh: '所在区域：省、市、区县，默认从门店所在城市开始',
    en: "Areas: provinces, cities, districts, beginning with the store's city",
  },
  access: 'session',
  query: z.object({
    /** What is chosen so far: a province, a city or a district. */
    of: areaCodeSchema.optional(),
  }),
  response: z.object({
    province: z.string().nullable(),
    city: z.string().nullable(),
    district: z.string().nullable(),
    provinces: z.array(areaChoiceSchema),
    cities: z.array(areaChoiceSchema),
    districts: z.array(areaChoiceSchema),
  }),
})

const newOption = {
  id: z.uuid().optional(),
  kind: optionKindSchema,
  label: labelSchema,
  labelEn: labelEnSchema.default(''),
  aliases: aliasesSchema.default([]),
}

export const createOption = defineRoute({
  method: 'POST',
  path: '/api/options',
  summary: { zh: '新增字典选项', en: 'Add an option' },
  access: 'dictionaries.manage',
  body: z.discriminatedUnion('owner', [
    z.strictObject({
      owner: z.literal('standard'),
      ...newOption,
      /** Sources need one; other kinds have none. */
      family: channelFamilySchema.optional(),
    }),
    z.strictObject({ owner: z.literal('store'), ...newOption, standardId: z.uuid() }),
  ]),
  response: optionSchema,
  status: 201,
})

export const changeOption = defineRoute({
  method: 'PATCH',
  path: '/api/options/:id',
  summary: { zh: '修改、停用字典选项', en: 'Change or rest an option' },
  access: 'dictionaries.manage',
  params: z.object({ id: z.uuid() }),
  body: z.strictObject({
    version: z.int(),
    label: labelSchema.optional(),
    labelEn: labelEnSchema.optional(),
    family: channelFamilySchema.optional(),
    standardId: z.uuid().optional(),
    aliases: aliasesSchema.optional(),
    isActive: z.boolean().optional(),
  }),
  response: optionSchema,
})

export const orderOptions = defineRoute({
  method: 'PUT',
  path: '/api/option-order',
  summary: { zh: '字典选项排序', en: 'Order the options' },
  access: 'dictionaries.manage',
  body: z.strictObject({
    kind: optionKindSchema,
    owner: z.enum(['standard', 'store']),
    /** Every option of this owner and kind, resting ones included, in the new order. */
    ids: z.array(z.uuid()).max(1000),
  }),
  response: z.object({ items: z.array(optionSchema) }),
})

export const markSchema = z.object({
  day: daySchema,
  kind: z.enum(['holiday', 'makeup-workday']),
  name: z.string(),
  nameEn: z.string(),
  isEstimated: z.boolean(),
  version: z.int(),
})
export type CalendarMark = z.infer<typeof markSchema>

const rangeSchema = z.object({ from: daySchema, to: daySchema })

export const listMarks = defineRoute({
  method: 'GET',
  path: '/api/calendar-marks',
  summary: { zh: '节假日与调休标记', en: 'Holidays and make-up workdays' },
  access: 'session',
  query: rangeSchema,
  response: z.object({ items: z.array(markSchema) }),
})

export const setMark = defineRoute({
  method: 'PUT',
  path: '/api/calendar-marks/:day',
  summary: { zh: '标记一天', en: 'Mark a day' },
  access: 'calendar.manage',
  params: z.object({ day: daySchema }),
  body: z.strictObject({
    /** The version seen; 0 where the day had no mark. */
    version: z.int().min(0),
    kind: z.enum(['holiday', 'makeup-workday']),
    name: z.string().trim().min(1).max(40),
    nameEn: z.string().trim().max(60).default(''),
    isEstimated: z.boolean().default(false),
  }),
  response: markSchema,
})

export const removeMark = defineRoute({
  method: 'DELETE',
  path: '/api/calendar-marks/:day',
  summary: { zh: '去掉一天的标记', en: 'Take the mark off a day' },
  access: 'calendar.manage',
  params: z.object({ day: daySchema }),
  query: z.object({ version: z.coerce.number().int().min(0) }),
  response: undefined,
})

export const closedDaySchema = z.object({ day: daySchema, reason: z.string() })
export type ClosedDay = z.infer<typeof closedDaySchema>

/** What a change of the closed days did; null where nobody could count the promises. */
const closedDaysChangeSchema = z.object({
  closed: z.array(daySchema),
  opened: z.array(daySchema),
  openPromises: z.int().nullable(),
})

export const listClosedDays = defineRoute({
  method: 'GET',
  path: '/api/closed-days',
  summary: { zh: '本店休息日', en: "The store's closed days" },
  access: 'session',
  query: rangeSchema,
  response: z.object({ items: z.array(closedDaySchema) }),
})

export const closeDays = defineRoute({
  method: 'POST',
  path: '/api/closed-days',
  summary: { zh: '设为本店休息日', en: 'Close the store on days' },
  access: 'calendar.manage',
  body: z.strictObject({
    days: z.array(daySchema).min(1).max(366),
    reason: z.string().trim().max(60).default(''),
  }),
  response: closedDaysChangeSchema,
})

export const openDay = defineRoute({
  method: 'DELETE',
  path: '/api/closed-days/:day',
  summary: { zh: '恢复营业', en: 'Open the store on a day' },
  access: 'calendar.manage',
  params: z.object({ day: daySchema }),
  response: closedDaysChangeSchema,
})

export const copyClosedDays = defineRoute({
  method: 'POST',
  path: '/api/closed-days-copy',
  summary: { zh: '沿用上一年的休息日', en: 'Copy the closed days of the year before' },
  access: 'calendar.manage',
  body: z.strictObject({ year: z.int().min(2000).max(2100) }),
  response: closedDaysChangeSchema,
})

/** Announced when closed days change; data `{ closed: Day[], opened: Day[] }`. */
export const closedDaysChanged = 'dictionaries.closed_days_changed'
/** Announced when options change; data `{ kind }`. */
export const optionsChanged = 'dictionaries.options_changed'
/** Announced when marks change; data `{ day }`. */
export const marksChanged = 'dictionaries.marks_changed'
