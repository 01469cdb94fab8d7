import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { pageQuerySchema, pageSchema } from '#shared/paging.ts'

/** Operations are plumbing of all modules: their contract is here, so that every screen can offer *undo*. */
export const operationsError = defineErrors({
  'operations.not_done': {
    status: 409,
    zh: '这次操作没有完成，不能撤销',
    en: 'The operation is not done, so it cannot be taken back',
  },
  'operations.in_the_way': {
    status: 409,
    zh: '之后的工作占了原来的位置（例如又开了一张卡），不能整批撤销',
    en: 'Later work stands in the way (another card was opened since), so it cannot go back',
  },
  'operations.already_undone': {
    status: 409,
    zh: '这次操作已经撤销过了',
    en: 'The operation was taken back already',
  },
})

const idParams = z.object({ id: z.uuid() })

export const operationSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  /** The kind in the language of the request. */
  kindName: z.string(),
  title: z.string(),
  reason: z.string().nullable(),
  state: z.enum(['preview', 'queued', 'running', 'done', 'failed', 'cancelled', 'undone']),
  by: z.string().nullable(),
  createdAt: z.iso.datetime(),
  undoneAt: z.iso.datetime().nullable(),
  undoneBy: z.string().nullable(),
  /** How many customers or cards it touched, and how many of them were taken back. */
  units: z.int(),
  undoneUnits: z.int(),
  /** Taken back here; imports are taken back on their own page. */
  canTakeBack: z.boolean(),
})
export type Operation = z.infer<typeof operationSchema>

export const operationUnitSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid().nullable(),
  name: z.string().nullable(),
  /** Somebody worked on it after the operation. */
  isTouched: z.boolean(),
  /** What they worked on: `follow_ups`, `contacts`. */
  tables: z.array(z.string()),
  isUndone: z.boolean(),
})
export type OperationUnit = z.infer<typeof operationUnitSchema>

export const takenBackSchema = z.object({
  withdrawn: z.int(),
  restored: z.int(),
  kept: z.int(),
})

export const listOperations = defineRoute({
  method: 'GET',
  path: '/api/operations',
  summary: { zh: '批量操作记录', en: 'Operations on many records' },
  access: 'session',
  query: pageQuerySchema,
  response: pageSchema(operationSchema),
})

export const getOperation = defineRoute({
  method: 'GET',
  path: '/api/operations/:id',
  summary: { zh: '一次批量操作', en: 'One operation' },
  access: 'session',
  params: idParams,
  response: operationSchema.extend({
    /** At most 200, those touched since first. */
    items: z.array(operationUnitSchema),
    untouched: z.int(),
    touched: z.int(),
  }),
})

export const takeBack = defineRoute({
  method: 'POST',
  path: '/api/operations/:id/undo',
  summary: { zh: '撤销批量操作', en: 'Take an operation back' },
  access: 'session',
  params: idParams,
  body: z.strictObject({
    /** What happens to records touched since: they stay, or go back with the later work. */
    touched: z.enum(['keep', 'take_back']).default('keep'),
    /** Only these customers or cards. */
    units: z.array(z.uuid()).min(1).max(10_000).optional(),
  }),
  response: operationSchema.extend({ takenBack: takenBackSchema }),
})
