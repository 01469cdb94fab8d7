import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { cursorSchema, pageQuerySchema, pageSchema } from '#shared/paging.ts'

export const importEvents = {
  requested: 'imports.requested',
  progress: 'imports.progress',
  finished: 'imports.finished',
  takenBack: 'imports.taken_back',
  exportRequested: 'imports.export_requested',
  exportProgress: 'imports.export_progress',
} as const

/** What imports make, in the words of the screens. */
export const importRecords = [
  'visits',
  'cards',
  'customers',
  'vehicles',
  'contacts',
  'leads',
  'order_steps',
  'list_prices',
  'price_items',
  'stock_cars',
] as const
export type ImportRecord = (typeof importRecords)[number]

export const importStates = [
  'preview',
  'queued',
  'running',
  'done',
  'failed',
  'cancelled',
  'undone',
] as const
export type ImportState = (typeof importStates)[number]

const fieldSchema = z.string().max(40)

const kindSchema = z.string().max(40)

export const importCountsSchema = z.object({
  /** Lines of the file; titles, blank and total lines are none. */
  lines: z.int(),
  /** Lines that make a record, that change one, that are there already. */
  taken: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  typedTwice: z.int(),
  refused: z.int(),
  /** Lines taken without a cell that nobody could read. */
  doubtful: z.int(),
  /** Lines that say themselves what becomes of them. */
  told: z.int().optional(),
  /** What is made, by kind of record. */
  made: z.partialRecord(z.enum(importRecords), z.int()).optional(),
  /** What the new visits of a register count as. */
  newlyFiled: z.int().optional(),
  repeat: z.int().optional(),
  unfiled: z.int().optional(),
  /** First and last day of the lines taken. */
  from: z.string().nullable().optional(),
  to: z.string().nullable().optional(),
})
export type ImportCounts = z.infer<typeof importCountsSchema>

export const importMappingSchema = z.object({
  headerRow: z.int().nullable(),
  titleText: z.string(),
  year: z.int().nullable(),
  month: z.int().nullable(),
  needsYear: z.boolean(),
  likelyYear: z.int().nullable(),
  columns: z.array(
    z.object({
      index: z.int(),
      header: z.string(),
      field: fieldSchema.nullable(),
      confidence: z.number(),
      samples: z.array(z.string()),
    }),
  ),
})

const unknownWordSchema = z.object({
  text: z.string(),
  /** How many lines carry it, and the first of them. */
  lines: z.int(),
  firstRow: z.int(),
})

export const importReportSchema = z.object({
  mapping: importMappingSchema,
  unknown: z.object({
    /** `choice`: the person meant, `refuse`, or null while nobody has said. */
    consultants: z.array(unknownWordSchema.extend({ choice: z.string().nullable() })),
    series: z.array(unknownWordSchema),
    sources: z.array(unknownWordSchema),
    /** Words of other lists: occupations, hobbies and the like. */
    others: z.array(unknownWordSchema).optional(),
  }),
  /** Headings of columns that must be there and are not: the import cannot begin. */
  missing: z.array(z.string()).optional(),
  /** The sheet that was read, and those of the file that were not. */
  sheet: z.string().nullish(),
  otherSheets: z.array(z.string()).optional(),
  /** What the day is called, and which one counts for lines that say none. */
  day: z.object({ label: z.string(), value: z.iso.date() }).nullish(),
  counts: importCountsSchema,
})
export type ImportReport = z.infer<typeof importReportSchema>

const personSchema = z.object({ id: z.uuid(), name: z.string() })

export const importKindSchema = z.object({
  key: kindSchema,
  title: z.string(),
  /** What it is for, and what must be in the file. */
  about: z.string(),
  fields: z.array(
    z.object({ key: fieldSchema, label: z.string(), isNeeded: z.boolean(), hint: z.string() }),
  ),
})
export type ImportKindShown = z.infer<typeof importKindSchema>

export const importSummarySchema = z.object({
  id: z.uuid(),
  kind: kindSchema,
  kindTitle: z.string(),
  state: z.enum(importStates),
  /** Null once the file was dropped. */
  fileName: z.string().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  undoneAt: z.iso.datetime().nullable(),
  by: z.string().nullable(),
  undoneBy: z.string().nullable(),
  progress: z.object({ done: z.int(), total: z.int() }),
  /** Stopped by a person before the end of the file; what was in was kept. */
  wasStopped: z.boolean(),
  /** What it did; null while it is not done. */
  counts: importCountsSchema.nullable(),
  /** Why it failed, in the language of the reader. */
  error: z.string().nullable(),
  version: z.int(),
})
export type ImportSummary = z.infer<typeof importSummarySchema>

export const importSchema = importSummarySchema.extend({
  /** The dry run; dropped with the file after 30 days. */
  report: importReportSchema.nullable(),
  /** What its columns can mean. */
  fields: importKindSchema.shape.fields,
  /** People an unknown name can be mapped to. */
  people: z.array(personSchema),
  hasRefusedFile: z.boolean(),
  now: z.iso.datetime(),
})
export type Import = z.infer<typeof importSchema>

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
