import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { pageQuerySchema, pageSchema } from '#shared/paging.ts'

export const listsError = defineErrors({
  'lists.reason_needed': {
    status: 422,
    zh: '导出超过 {limit} 行需要填写原因',
    en: 'Exporting more than {limit} rows needs a reason',
  },
  'lists.not_exportable': { status: 404, zh: '没有这份清单', en: 'There is no such list' },
  'lists.cannot_share': {
    status: 403,
    zh: '您不能与这些人共享视图',
    en: 'You may not share views with them',
  },
})

const listName = z.string().regex(/^[a-z][a-z-]{0,39}$/)
/** A list's key, or the name of another file that leaves: `form.daily-report`. */
const exportName = z.string().regex(/^[a-z][a-z.-]{0,59}$/)
const listParams = z.object({ list: listName })
const viewParams = z.object({ id: z.uuid() })

/** Columns in their order, the hidden ones, and widths in pixels. */
export const layoutSchema = z.strictObject({
  order: z.array(z.string().max(40)).max(60),
  hidden: z.array(z.string().max(40)).max(60),
  widths: z.record(z.string().max(40), z.int().min(40).max(1200)),
})
export type Layout = z.infer<typeof layoutSchema>

/** Filters, order and way of showing, as they stand in the address of the list. */
const viewQuerySchema = z
  .record(z.string().max(40), z.string().max(300))
  .refine((query) => Object.keys(query).length <= 40)

export const audiences = ['own', 'team', 'store', 'group'] as const
export type SharedWith = (typeof audiences)[number]
const sharedWithSchema = z.enum(audiences)

export const savedViewSchema = z.object({
  id: z.uuid(),
  list: z.string(),
  name: z.string(),
  ownerId: z.uuid(),
  ownerName: z.string().nullable(),
  sharedWith: sharedWithSchema,
  query: z.record(z.string(), z.string()),
  layout: layoutSchema.nullable(),
  /** Whether the asking person may rename, change and delete it. */
  canChange: z.boolean(),
  version: z.int(),
})
export type SavedView = z.infer<typeof savedViewSchema>

const viewName = z.string().trim().min(1).max(40)

export const getListChoices = defineRoute({
  method: 'GET',
  path: '/api/lists/:list/choices',
  summary: { zh: '一份清单的视图与列', en: 'Views and columns of a list' },
  access: 'session',
  params: listParams,
  response: z.object({
    views: z.array(savedViewSchema),
    layout: layoutSchema.nullable(),
    defaultViewId: z.uuid().nullable(),
    /** Keys of the columns a file can have; null where the person cannot export this list. */
    exportColumns: z.array(z.string()).nullable(),
    /** More rows than this need a reason. */
    reasonAbove: z.int(),
  }),
})

export const keepLayout = defineRoute({
  method: 'PUT',
  path: '/api/lists/:list/layout',
  summary: { zh: '保存列的选择', en: 'Keep the choice of columns' },
  access: 'session',
  params: listParams,
  body: z.strictObject({ layout: layoutSchema.nullable() }),
  response: z.object({ layout: layoutSchema.nullable() }),
})

export const chooseDefaultView = defineRoute({
  method: 'PUT',
  path: '/api/lists/:list/default-view',
  summary: { zh: '设为默认视图', en: 'Open the list with this view' },
  access: 'session',
  params: listParams,
  body: z.strictObject({ viewId: z.uuid().nullable() }),
  response: z.object({ defaultViewId: z.uuid().nullable() }),
})

export const saveView = defineRoute({
  method: 'POST',
  path: '/api/lists/:list/views',
  summary: { zh: '保存视图', en: 'Save a view' },
  access: 'session',
  params: listParams,
  body: z.strictObject({
    id: z.uuid().optional(),
    name: viewName,
    sharedWith: sharedWithSchema.default('own'),
    query: viewQuerySchema,
    layout: layoutSchema.nullable().default(null),
  }),
  response: savedViewSchema,
  status: 201,
})

export const changeView = defineRoute({
  method: 'PATCH',
  path: '/api/saved-views/:id',
  summary: { zh: '修改视图', en: 'Change a view' },
  access: 'session',
  params: viewParams,
  body: z.strictObject({
    version: z.int(),
    name: viewName.optional(),
    sharedWith: sharedWithSchema.optional(),
    query: viewQuerySchema.optional(),
    layout: layoutSchema.nullable().optional(),
  }),
  response: savedViewSchema,
})

export const deleteView = defineRoute({
  method: 'DELETE',
  path: '/api/saved-views/:id',
  summary: { zh: '删除视图', en: 'Delete a view' },
  access: 'session',
  params: viewParams,
  response: undefined,
})

export const restoreView = defineRoute({
  method: 'PUT',
  path: '/api/saved-views/:id/restoration',
  summary: { zh: '恢复删除的视图', en: 'Bring a deleted view back' },
  access: 'session',
  params: viewParams,
  response: savedViewSchema,
})

export const formatSchema = z.enum(['xlsx', 'csv'])
/** Forms leave as PDF, packages and archives as zip. */
const loggedFormatSchema = z.enum(['xlsx', 'csv', 'pdf', 'zip'])

export const exportList = defineRoute({
  method: 'POST',
  path: '/api/lists/:list/exports',
  summary: {
    zh: '导出清单（筛选后的行、所选的列、清单的顺序）',
    en: 'Export a list: its filtered rows and chosen columns, in its order',
  },
  access: 'exports.run',
  params: listParams,
  body: z.strictObject({
    format: formatSchema,
    /** Filters and order, as the list's route takes them. */
    query: viewQuerySchema.default({}),
    /** Keys of the columns in their order; all of the list unless given. */
    columns: z.array(z.string().max(40)).min(1).max(60).optional(),
    phones: z.enum(['masked', 'full']).default('masked'),
    reason: z.string().trim().min(2).max(500).optional(),
  }),
  response: 'file',
  perMinute: 30,
})

export const exportEntrySchema = z.object({
  id: z.uuid(),
  personName: z.string().nullable(),
  list: z.string(),
  /** The list's title in the language of the reader. */
  title: z.string(),
  format: loggedFormatSchema,
  filters: z.record(z.string(), z.string()),
  columns: z.array(z.string()),
  withPhones: z.boolean(),
  reason: z.string().nullable(),
  /** Up to 10,001 as counted at the start; written: exactly, once it ended. */
  rowsFound: z.int(),
  rowsWritten: z.int().nullable(),
  state: z.enum(['running', 'done', 'broken']),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
})
export type ExportEntry = z.infer<typeof exportEntrySchema>

export const listExports = defineRoute({
  method: 'GET',
  path: '/api/exports',
  summary: { zh: '导出记录', en: 'Log of exports' },
  access: 'audit.read',
  query: pageQuerySchema.extend({
    personId: z.uuid().optional(),
    list: exportName.optional(),
    /** Business days of the store. */
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
  /** `count` is exact up to 10,000; null on later pages. */
  response: pageSchema(exportEntrySchema).extend({ count: z.int().nullable() }),
})
