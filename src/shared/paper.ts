import { z } from 'zod'
import type { Locale } from '#shared/errors.ts'
import { sayDate } from '#shared/say-date.ts'

/**
 * A sheet of paper as data: one model that the screen, the print, the PDF and the xlsx are drawn
 * from, so that all four say the same.
 */
const paperCellSchema = z.union([z.string(), z.number(), z.object({ day: z.iso.date() }), z.null()])
export type PaperCell = z.infer<typeof paperCellSchema>

const paperColumnSchema = z.object({
  title: z.string(),
  /** Its share of the width. */
  width: z.number(),
  align: z.enum(['left', 'center', 'right']),
})
export type PaperColumn = z.infer<typeof paperColumnSchema>

const factsSchema = z.object({
  kind: z.literal('facts'),
  title: z.string().nullable(),
  facts: z.array(z.object({ label: z.string(), value: paperCellSchema })),
})
const tableSchema = z.object({
  kind: z.literal('table'),
  title: z.string().nullable(),
  columns: z.array(paperColumnSchema),
  rows: z.array(z.array(paperCellSchema)),
  totals: z.array(paperCellSchema).nullable(),
  /** What is said where there is no row. */
  empty: z.string(),
})
const textSchema = z.object({ kind: z.literal('text'), title: z.string(), text: z.string() })
export type PaperTable = z.infer<typeof tableSchema>
export type PaperFacts = z.infer<typeof factsSchema>

export const paperSchema = z.object({
  title: z.string(),
  orientation: z.enum(['portrait', 'landscape']),
  /** The line beneath the title: store, period, person. */
  head: z.array(z.string()),
  parts: z.array(z.discriminatedUnion('kind', [factsSchema, tableSchema, textSchema])),
  /** Where people sign, at the foot of the last page. */
  signatures: z.array(z.string()),
  /** Who printed it and when, at the foot of each page. */
  foot: z.string(),
})
export type Paper = z.infer<typeof paperSchema>

/** A cell as it stands on paper: figures get their thousands marks, days are said as dates. */
export function sayCell(cell: PaperCell, locale: Locale): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return cell.toLocaleString('en-US')
  return typeof cell === 'string' ? cell : sayDate(cell.day, locale)
}
