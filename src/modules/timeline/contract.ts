import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { cursorSchema, pageSchema, pageSizeSchema } from '#shared/paging.ts'

/** What can be chosen on the timeline, in the order it is offered. */
export const timelineKinds = [
  'contact',
  'visit',
  'appointment',
  'comment',
  'attachment',
  'task',
  'sale',
  'lead',
  'change',
  'data',
] as const
export type TimelineKind = (typeof timelineKinds)[number]

const word = z.string().nullish()

/** What an entry says; which of these are there depends on its kind. Anything else is left out. */
const timelineDataSchema = z.object({
  method: word,
  isReached: z.boolean().nullish(),
  isExtra: z.boolean().nullish(),
  /** Was taken back later with an operation; kept readable. */
  isTakenBack: z.boolean().nullish(),
  result: word,
  note: word,
  field: word,
  from: word,
  to: word,
  reason: word,
  effectiveOn: word,
  text: word,
  file: word,
  channel: word,
  outcome: word,
  partySize: z.int().nullish(),
  action: word,
  fields: z.array(z.string()).nullish(),
  purpose: word,
  state: word,
  taskKind: word,
  personName: word,
  dueOn: word,
  startsAt: word,
  step: word,
  what: word,
  number: word,
  model: word,
  amountFen: z.int().nullish(),
  totalFen: z.int().nullish(),
  versionNo: z.int().nullish(),
  quoteId: word,
  orderId: word,
})

export const timelineEntrySchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  /** One of `timelineKinds`, `seen` (numbers revealed), or a kind of a later module. */
  kind: z.string(),
  actorName: z.string().nullable(),
  data: timelineDataSchema,
})
export type TimelineEntry = z.infer<typeof timelineEntrySchema>

export const timelineOf = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/timeline',
  summary: { zh: '客户时间线', en: "A customer's timeline" },
  access: 'customers.read',
  params: z.object({ id: z.uuid() }),
  query: z.object({
    kind: z.enum(timelineKinds).optional(),
    cursor: cursorSchema.optional(),
    limit: pageSizeSchema,
  }),
  response: pageSchema(timelineEntrySchema),
})
