import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { params } from '../contract.ts'
import { importStates } from './import-record.ts'

export const storeExportSchema = z.object({
  id: z.uuid(),
  state: z.enum(importStates),
  createdAt: z.iso.datetime(),
  by: z.string().nullable(),
  reason: z.string(),
  withPhones: z.boolean(),
  progress: z.object({ done: z.int(), total: z.int() }),
  /** Rows written, by file. */
  rows: z.array(z.object({ file: z.string(), rows: z.int() })),
  /** Until when the file can be downloaded; null where it is not there. */
  keptUntil: z.iso.datetime().nullable(),
})
export type StoreExport = z.infer<typeof storeExportSchema>

export const startStoreExport = defineRoute({
  method: 'POST',
  path: '/api/store-exports',
  summary: { zh: '导出整店数据', en: 'Export everything a store has' },
  access: 'exports.store',
  body: z.strictObject({
    id: z.uuid().optional(),
    reason: z.string().trim().min(2).max(200),
    /** Whole numbers instead of masked ones; needs the right to export them. */
    phones: z.boolean().default(false),
  }),
  response: storeExportSchema,
  perMinute: 6,
})

export const listStoreExports = defineRoute({
  method: 'GET',
  path: '/api/store-exports',
  summary: { zh: '整店导出记录', en: 'Exports of the whole store' },
  access: 'exports.store',
  response: z.object({ items: z.array(storeExportSchema) }),
})

export const downloadStoreExport = defineRoute({
  method: 'GET',
  path: '/api/store-exports/:id/file',
  summary: { zh: '下载整店数据', en: 'Download an export of the whole store' },
  access: 'exports.store',
  params,
  response: 'file',
})
