import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { pageQuerySchema } from '#shared/paging.ts'

export const duplicatesError = defineErrors({
  'customers.same_record': {
    status: 422,
    zh: '请选择两位不同的客户',
    en: 'Choose two different customers',
  },
  'customers.both_signed': {
    status: 409,
    zh: '两位客户都有已签约的卡，不能合并',
    en: 'Both have a signed card, so they cannot be merged',
  },
  'customers.card_must_stay': {
    status: 409,
    zh: '已签约的卡必须保留',
    en: 'A signed card must stay open',
  },
  'customers.already_split': {
    status: 409,
    zh: '这两位客户已经分开了',
    en: 'The two are separate again already',
  },
  'customers.split_has_two_cards': {
    status: 409,
    zh: '分开后同一位客户会有两张在跟的卡，请把之后的工作归到另一位',
    en: 'One of the two would have two open cards: give the later work to the other',
  },
})

/** Why two records may be one person, with its points. */
export const duplicateReasons = [
  'id_number',
  'phone',
  'vin',
  'plate',
  'name',
  'name_reads_alike',
  'last_four',
  'rare_name',
  'company_name',
] as const
export type DuplicateReason = (typeof duplicateReasons)[number]

const sideSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['person', 'company']),
  ownerName: z.string().nullable(),
  phones: z.array(z.string()),
  plates: z.array(z.string()),
  createdAt: z.iso.datetime(),
})
export type DuplicateSide = z.infer<typeof sideSchema>

export const duplicatePairSchema = z.object({
  id: z.uuid(),
  score: z.int(),
  reasons: z.array(z.enum(duplicateReasons)),
  state: z.enum(['open', 'dismissed', 'merged']),
  reason: z.string().nullable(),
  decidedBy: z.string().nullable(),
  first: sideSchema,
  second: sideSchema,
})
export type DuplicatePair = z.infer<typeof duplicatePairSchema>

const idParams = z.object({ id: z.uuid() })
const reasonText = z.string().trim().min(2).max(500)

export const listDuplicates = defineRoute({
  method: 'GET',
  path: '/api/duplicates',
  summary: { zh: '疑似重复客户', en: 'Suspected duplicates' },
  access: 'customers.merge',
  query: pageQuerySchema.extend({ state: z.enum(['open', 'dismissed']).default('open') }),
  response: z.object({
    items: z.array(duplicatePairSchema),
    nextCursor: z.string().nullable(),
    /** Records still to be compared. */
    unchecked: z.int(),
  }),
})

export const dismissDuplicate = defineRoute({
  method: 'PUT',
  path: '/api/duplicates/:id/dismissal',
  summary: { zh: '标记为不是同一人', en: 'Say they are two people' },
  access: 'customers.merge',
  params: idParams,
  body: z.strictObject({ reason: reasonText }),
  response: duplicatePairSchema,
})

export const recallDuplicate = defineRoute({
  method: 'DELETE',
  path: '/api/duplicates/:id/dismissal',
  summary: { zh: '重新列为疑似重复', en: 'Suspect them again' },
  access: 'customers.merge',
  params: idParams,
  response: duplicatePairSchema,
})

/** What can be chosen side by side; `details` are addresses, e-mail and the like. */
export const mergeFields = [
  'name',
  'kind',
  'sex',
  'special',
  'idNumber',
  'birthday',
  'occupation',
  'industry',
  'household',
  'area',
  'hobbies',
  'source',
  'preferences',
  'details',
  'note',
] as const
export type MergeField = (typeof mergeFields)[number]
export const sides = ['kept', 'gone'] as const
const sideOf = z.enum(sides)
export type Side = z.infer<typeof sideOf>

const cardOfMergeSchema = z.object({
  id: z.uuid(),
  level: z.string(),
  state: z.string(),
  stage: z.int(),
  ownerName: z.string().nullable(),
  openedOn: z.string(),
  lastContactOn: z.string(),
  dueOn: z.string().nullable(),
})
export type CardOfMerge = z.infer<typeof cardOfMergeSchema>

export const previewMerge = defineRoute({
  method: 'GET',
  path: '/api/merge-preview',
  summary: { zh: '合并预览', en: 'What a merge would do' },
  access: 'customers.merge',
  query: z.object({ kept: z.uuid(), gone: z.uuid() }),
  response: z.object({
    kept: sideSchema.extend({ version: z.int() }),
    gone: sideSchema.extend({ version: z.int() }),
    fields: z.array(
      z.object({
        field: z.enum(mergeFields),
        kept: z.string(),
        gone: z.string(),
        isSame: z.boolean(),
        /** What is taken when nothing is chosen: the other's where this one is empty. */
        proposal: sideOf,
      }),
    ),
    /** What comes along, by kind: numbers, cars, visits, contacts. */
    comes: z.array(z.object({ name: z.string(), count: z.int() })),
    cards: z.object({
      kept: cardOfMergeSchema.nullable(),
      gone: cardOfMergeSchema.nullable(),
      /** Whose card stays open: the signed one, else the one opened first. */
      proposal: sideOf.nullable(),
      why: z.enum(['signed', 'first']).nullable(),
    }),
  }),
})

export const mergeCustomers = defineRoute({
  method: 'POST',
  path: '/api/merges',
  summary: { zh: '合并两位客户', en: 'Merge two customers' },
  access: 'customers.merge',
  body: z.strictObject({
    id: z.uuid().optional(),
    keptId: z.uuid(),
    goneId: z.uuid(),
    keptVersion: z.int(),
    goneVersion: z.int(),
    fields: z.partialRecord(z.enum(mergeFields), sideOf).default({}),
    /** Whose card stays open where both have one. */
    card: sideOf.optional(),
    reason: reasonText,
  }),
  response: z.object({ operationId: z.uuid(), customerId: z.uuid() }),
  status: 201,
})

export const listMerges = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/merges',
  summary: { zh: '并入这位客户的记录', en: 'Records merged into a customer' },
  access: 'customers.read',
  params: idParams,
  response: z.object({
    items: z.array(
      z.object({
        operationId: z.uuid(),
        goneId: z.uuid(),
        name: z.string(),
        at: z.iso.datetime(),
        by: z.string().nullable(),
        reason: z.string().nullable(),
        /** Made on the merged record since; they go to the side that is chosen. */
        later: z.array(z.object({ name: z.string(), count: z.int() })),
      }),
    ),
  }),
})

export const splitCustomers = defineRoute({
  method: 'POST',
  path: '/api/merges/:id/split',
  summary: { zh: '分开已合并的客户', en: 'Split what was merged' },
  access: 'customers.merge',
  params: idParams,
  body: z.strictObject({ later: sideOf.default('kept') }),
  response: z.object({ keptId: z.uuid(), goneId: z.uuid() }),
})
