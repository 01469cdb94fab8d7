import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { cardSchema } from './card.ts'

export const archiveError = defineErrors({
  'opportunities.archived': {
    status: 409,
    zh: '这张卡已存档',
    en: 'The card is archived',
  },
})

export const keptAs = ['closed', 'archived', 'purged'] as const
export type KeptAs = (typeof keptAs)[number]

export const archiveRefusals = [
  'not_closed',
  'no_summary',
  'already_archived',
  'not_archived',
  'already_purged',
  'not_found',
] as const

const answerSchema = z.object({
  /** Archiving can be taken back; purging cannot. */
  operationId: z.uuid().nullable(),
  changed: z.int(),
  refused: z.array(
    z.object({ reason: z.enum(archiveRefusals), count: z.int(), names: z.array(z.string()) }),
  ),
})

export const closedQuerySchema = z.object({
  kept: z.enum(keptAs).default('closed'),
  state: z.enum(['delivered', 'lost', 'terminated']).optional(),
  /** Closed on this day or earlier. */
  until: z.iso.date().optional(),
})

export const listClosedCards = defineRoute({
  method: 'GET',
  path: '/api/closed-cards',
  summary: { zh: '已结束与已存档的潜客卡', en: 'Closed and archived cards' },
  access: 'opportunities.read',
  query: closedQuerySchema.extend({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(cardSchema),
    nextCursor: z.string().nullable(),
    count: z.int().nullable(),
  }),
})

export const archiveCards = defineRoute({
  method: 'POST',
  path: '/api/card-archivings',
  summary: { zh: '存档潜客卡', en: 'Archive cards' },
  access: 'opportunities.archive',
  body: z.strictObject({
    id: z.uuid().optional(),
    ids: z.array(z.uuid()).min(1).max(500),
    reason: z.string().trim().min(2).max(500),
  }),
  response: answerSchema,
  status: 201,
})

export const purgeCards = defineRoute({
  method: 'POST',
  path: '/api/card-purges',
  summary: { zh: '清理已存档的潜客卡', en: 'Purge archived cards' },
  access: 'opportunities.purge',
  body: z.strictObject({
    ids: z.array(z.uuid()).min(1).max(500),
    reason: z.string().trim().min(2).max(500),
  }),
  response: answerSchema,
  status: 201,
})
