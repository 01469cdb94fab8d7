import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import {
  dueKinds,
  leadParams,
  leadRecordSchema,
  leadSchema,
  noteText,
  reasonText,
} from '../contract.ts'

export const moveNextCall = defineRoute({
  method: 'PUT',
  path: '/api/leads/:id/next-call',
  summary: { zh: '改线索下次联系日', en: 'Put off the next call of a lead, or end the calls' },
  access: 'leads.write',
  params: leadParams,
  /** Null: a lead that is a card already is not called any more. */
  body: z.strictObject({ on: z.iso.date().nullable(), note: noteText.default('') }),
  response: leadRecordSchema,
})

export const checkLoss = defineRoute({
  method: 'PUT',
  path: '/api/leads/:id/loss-check',
  summary: { zh: '核查战败线索', en: 'Confirm that a lead is lost, or return it' },
  access: 'leads.check',
  params: leadParams,
  body: z.strictObject({ decision: z.enum(['confirm', 'return']), reason: reasonText }),
  response: leadRecordSchema,
})

export const listLossChecks = defineRoute({
  method: 'GET',
  path: '/api/lead-checks',
  summary: { zh: '待核查的战败线索', en: 'Leads given up that wait for the check' },
  access: 'leads.check',
  query: z.object({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(leadRecordSchema),
    nextCursor: z.string().nullable(),
    count: z.int().nullable(),
  }),
})

export const leadQueue = defineRoute({
  method: 'GET',
  path: '/api/lead-queue',
  summary: { zh: '待联系线索（按到期时间）', en: 'Leads to call, by when they are due' },
  access: 'leads.read',
  query: z.object({
    owner: z.enum(['me', 'team', 'all']).default('me'),
    kind: z.enum(dueKinds).optional(),
    /** Only those due by now. */
    due: z.enum(['now', 'all']).default('all'),
    cursor: cursorSchema.optional(),
    limit: pageSizeSchema,
  }),
  response: z.object({
    items: z.array(leadSchema),
    nextCursor: z.string().nullable(),
    /** How many wait in all and by kind, and how many are due now; null on later pages. */
    counts: z
      .object({ all: z.int(), due: z.int(), byKind: z.record(z.enum(dueKinds), z.int()) })
      .nullable(),
  }),
})
