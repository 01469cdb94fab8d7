import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { cursorSchema, pageQuerySchema, pageSchema } from '#shared/paging.ts'
import {
  fieldSchema,
  importKindSchema,
  importRecords,
  importSchema,
  importSummarySchema,
  kindSchema,
} from './contracts/import-record.ts'

export const importEvents = {
  requested: 'imports.requested',
  progress: 'imports.progress',
  finished: 'imports.finished',
  takenBack: 'imports.taken_back',
  exportRequested: 'imports.export_requested',
  exportProgress: 'imports.export_progress',
} as const

export const params = z.object({ id: z.uuid() })

const version = z.int().min(1)

export const listImportKinds = defineRoute({
  method: 'GET',
  path: '/api/import-kinds',
  summary: { zh: '可以导入的内容', en: 'What can be imported' },
  access: 'imports.run',
  response: z.object({ items: z.array(importKindSchema) }),
})

export const uploadImport = defineRoute({
  method: 'POST',
  path: '/api/imports',
  summary: { zh: '上传要导入的文件', en: 'Upload a file to import' },
  access: 'imports.run',
  query: z.object({
    id: z.uuid().optional(),
    /** Told by the words over the columns when it is left out. */
    kind: kindSchema.optional(),
    sheet: z.string().max(60).optional(),
  }),
  upload: true,
  response: importSchema,
  perMinute: 30,
})

export const listImports = defineRoute({
  method: 'GET',
  path: '/api/imports',
  summary: { zh: '导入记录', en: 'Past imports' },
  access: 'imports.run',
  query: pageQuerySchema.extend({ kind: kindSchema.optional() }),
  response: pageSchema(importSummarySchema),
})

export const getImport = defineRoute({
  method: 'GET',
  path: '/api/imports/:id',
  summary: { zh: '一次导入', en: 'One import' },
  access: 'imports.run',
  params,
  response: importSchema,
})

export const chooseForImport = defineRoute({
  method: 'PUT',
  path: '/api/imports/:id/choices',
  summary: { zh: '更改列对应并试算', en: 'Say what columns and words mean, and try it' },
  access: 'imports.run',
  params,
  /** What is left out stays as it was chosen before. */
  body: z.strictObject({
    /** What the file holds; the columns are then looked at anew. */
    kind: kindSchema.optional(),
    fields: z.record(z.string().regex(/^\d{1,3}$/), fieldSchema.nullable()).optional(),
    headerRow: z.int().min(1).max(200_000).optional(),
    year: z.int().min(1990).max(2100).optional(),
    /** For lines that say no day of their own. */
    day: z.iso.date().optional(),
    /** Name as the register writes it, to a person's id or `refuse`. */
    consultants: z.record(z.string().max(200), z.union([z.uuid(), z.literal('refuse')])).optional(),
    version,
  }),
  response: importSchema,
  perMinute: 120,
})

export const startImport = defineRoute({
  method: 'POST',
  path: '/api/imports/:id/run',
  summary: { zh: '开始导入', en: 'Start an import' },
  access: 'imports.run',
  params,
  body: z.strictObject({ version }),
  response: importSchema,
})

export const cancelImport = defineRoute({
  method: 'POST',
  path: '/api/imports/:id/cancellation',
  summary: { zh: '取消导入', en: 'Cancel an import; what is in is taken back or kept as asked' },
  access: 'imports.run',
  params,
  body: z.strictObject({ keep: z.boolean().default(false) }).nullish(),
  response: importSchema,
})

export const importLineSchema = z.object({
  row: z.int(),
  outcome: z.enum(['refused', 'typed_twice', 'doubtful', 'told']),
  /** One sentence per reason; of a line typed twice the line it repeats. */
  reasons: z.array(z.string()),
  cells: z.array(z.string()),
})
export type ImportLine = z.infer<typeof importLineSchema>

export const listImportLines = defineRoute({
  method: 'GET',
  path: '/api/imports/:id/lines',
  summary: { zh: '有问题的行', en: 'Lines with something to say' },
  access: 'imports.run',
  params,
  query: z.object({
    outcome: z.enum(['refused', 'typed_twice', 'doubtful', 'told']),
    cursor: cursorSchema.optional(),
    limit: pageQuerySchema.shape.limit,
  }),
  response: pageSchema(importLineSchema),
})

export const downloadRefused = defineRoute({
  method: 'GET',
  path: '/api/imports/:id/refused',
  summary: { zh: '下载未导入的行', en: 'Download the refused lines' },
  access: 'imports.run',
  params,
  response: 'file',
})

export const importTouchedSchema = z.object({
  id: z.uuid(),
  record: z.enum(importRecords),
  /** The customer's name, or the consultant of the visit. */
  name: z.string().nullable(),
  day: z.string().nullable(),
})

export const getUndoPreview = defineRoute({
  method: 'GET',
  path: '/api/imports/:id/undo',
  summary: { zh: '撤销导入前的核对', en: 'What taking an import back would do' },
  access: 'operations.undo',
  params,
  response: z.object({
    /** What is withdrawn, by kind of record. */
    withdrawn: z.partialRecord(z.enum(importRecords), z.int()),
    restored: z.int(),
    /** Records somebody worked on since, the first 200 of them. */
    touched: z.array(importTouchedSchema),
    touchedTotal: z.int(),
  }),
})

export const undoImport = defineRoute({
  method: 'POST',
  path: '/api/imports/:id/undo',
  summary: { zh: '撤销导入', en: 'Take an import back' },
  access: 'operations.undo',
  params,
  /** What to do with records somebody worked on since. */
  body: z.strictObject({ touched: z.enum(['keep', 'take_back']) }),
  response: importSchema.extend({
    takenBack: z.object({ withdrawn: z.int(), restored: z.int(), kept: z.int() }),
  }),
})

export const getImportTemplate = defineRoute({
  method: 'GET',
  path: '/api/import-templates/:kind',
  summary: { zh: '下载空白模板', en: 'Download an empty template' },
  access: 'imports.run',
  params: z.object({ kind: kindSchema }),
  query: z.object({
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .optional(),
  }),
  response: 'file',
})

export { importError } from './contracts/import-errors.ts'
