import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { intentLevelSchema } from '#shared/promise-settings.ts'
import { idParams, stateSchema } from './card.ts'

const instant = z.iso.datetime({ offset: true })

export const changeFields = [
  'state',
  'stage',
  'level',
  'owner',
  'expected_on',
  'due_on',
  'shares',
  'expected_amount',
  'origin',
] as const
export type ChangeField = (typeof changeFields)[number]

export const cardStandingSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  state: stateSchema,
  stage: z.int(),
  level: intentLevelSchema,
  ownerId: z.uuid(),
  ownerName: z.string().nullable(),
  expectedOn: z.string(),
  expectedAmountFen: z.int(),
  origin: z.string(),
  shares: z.array(z.object({ personId: z.uuid(), name: z.string().nullable(), percent: z.int() })),
})
export type CardStanding = z.infer<typeof cardStandingSchema>

export const listCardChanges = defineRoute({
  method: 'GET',
  path: '/api/opportunities/:id/changes',
  summary: { zh: '潜客卡变动记录', en: 'Changes of a card' },
  access: 'opportunities.read',
  params: idParams,
  query: z.object({ field: z.enum(changeFields).optional() }),
  response: z.object({
    /** The newest first. */
    items: z.array(
      z.object({
        id: z.uuid(),
        field: z.enum(changeFields),
        from: z.string().nullable(),
        to: z.string().nullable(),
        /** The day it takes effect, and when it was written. */
        effectiveOn: z.string(),
        recordedAt: z.iso.datetime(),
        actorName: z.string().nullable(),
        reason: z.string().nullable(),
        /** Taken back since, and when. */
        takenBackAt: z.iso.datetime().nullable(),
      }),
    ),
    /** Names of the people the changes speak of. */
    people: z.record(z.string(), z.string()),
  }),
})

export const readCardStanding = defineRoute({
  method: 'GET',
  path: '/api/opportunities/:id/standing',
  summary: { zh: '潜客卡在某一时刻的情况', en: 'A card as it was known at a time' },
  access: 'opportunities.read',
  params: idParams,
  /** As it was known at an instant, or when a business day ended; without either, now. */
  query: z.object({ asOf: instant.optional(), day: z.iso.date().optional() }),
  response: cardStandingSchema,
})

export const listCardStandings = defineRoute({
  method: 'GET',
  path: '/api/card-standings',
  summary: { zh: '全部潜客卡在某一时刻的情况', en: 'All cards as they were known at a time' },
  access: 'opportunities.read',
  query: z.object({
    asOf: instant.optional(),
    day: z.iso.date().optional(),
    cursor: cursorSchema.optional(),
    limit: pageSizeSchema,
  }),
  response: z.object({ items: z.array(cardStandingSchema), nextCursor: z.string().nullable() }),
})
