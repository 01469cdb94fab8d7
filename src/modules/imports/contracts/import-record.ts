import { z } from 'zod'

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

export const fieldSchema = z.string().max(40)

export const kindSchema = z.string().max(40)

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
