import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { pageQuerySchema, pageSchema } from '#shared/paging.ts'
import { idParams } from '../contract.ts'

const day = z.string().refine(isDay)

export const auditEntrySchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  actorKind: z.enum(['person', 'api_key', 'system']),
  actorId: z.uuid().nullable(),
  actorName: z.string().nullable(),
  action: z.string(),
  recordType: z.string(),
  recordId: z.string(),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
  /** Personal values exist; they are opened one entry at a time. */
  hasPersonal: z.boolean(),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

export const listAuditEntries = defineRoute({
  method: 'GET',
  path: '/api/audit-entries',
  summary: { zh: '操作日志', en: 'Audit trail of the store' },
  access: 'audit.read',
  query: pageQuerySchema.extend({
    recordId: z.string().trim().min(1).max(100).optional(),
    personId: z.uuid().optional(),
    /** A whole action (`visit.closed`) or its first part (`visit`). */
    action: z
      .string()
      .regex(/^[a-z_]+(\.[a-z_]+)?$/)
      .max(80)
      .optional(),
    /** Business days of the store; the last 30 days where neither is given. */
    from: day.optional(),
    to: day.optional(),
  }),
  /** `total` is exact up to 10,000; 10,001 means more; null on later pages. */
  response: pageSchema(auditEntrySchema).extend({
    total: z.int().nullable(),
    from: day.nullable(),
    to: day.nullable(),
  }),
})

export const getAuditEntry = defineRoute({
  method: 'GET',
  path: '/api/audit-entries/:id',
  summary: { zh: '一条操作日志', en: 'One entry of the audit trail' },
  access: 'audit.read',
  params: idParams,
  response: auditEntrySchema.extend({
    requestId: z.string(),
    /** Personal values, phones masked; null without the right to see the customer. */
    personal: z.record(z.string(), z.unknown()).nullable(),
    /** Why they are not shown, where they exist. */
    personalHidden: z.enum(['no_right', 'erased']).nullable(),
  }),
})
