import type { SheetRow } from '#foundation/sheets/cell.ts'
import { importError } from '#modules/imports/contract.ts'
import type { ImportField, ImportKind, Reason } from '#modules/imports/index.ts'
import { defineWords } from '#shared/words.ts'
import type { ColumnMapping } from '../register/column-mapping.ts'
import { refusedSheet } from '../register/refused-file.ts'
import { fieldWords, registerMatcher } from '../register/register-fields.ts'
import { type RegisterReason, registerReasons } from '../register/register-reasons.ts'
import { registerTemplate } from '../register/register-template.ts'
import { countVisits } from './export-visits.queries.ts'
import { exportVisits } from './export-visits.ts'
import { openRegister } from './register-reading.ts'
import { previewUndo, takeRegisterBack } from './undo-import.ts'

const words = defineWords({
  title: ['来店登记', 'Visit register'],
  about: [
    '以前的来店（电）登记表。来店、潜客卡和第一次跟踪都会建好；必须有日期列。',
    'An old visit register. Visits, prospect cards and first follow-ups are made; a date column is needed.',
  ],
})

/** The paper register, line by line. */
export const registerKind: ImportKind = {
  key: 'visits',
  title: words.title,
  about: words.about,
  order: 50,
  fields: Object.fromEntries(
    Object.entries(fieldWords).map(([key, field]): [string, ImportField] => [
      key,
      { ...field, isNeeded: key === 'date', isOurs: key === 'lineMark' || key === 'refusal' },
    ]),
  ),
  matcher: registerMatcher,
  reasons: registerReasons,
  open: openRegister,
  template: (ctx, { month }) => ({
    name: [`来店登记-${month}`, `visit-register-${month}`],
    sheet: registerTemplate(ctx.locale, month),
  }),
  refusedSheet: (ctx, mapping, lines) =>
    refusedSheet({
      rows: lines.map(({ row, cells }): SheetRow => ({ row, cells: [...cells] })),
      mapping: mapping as ColumnMapping,
      lines: lines.map(({ row, identity, reasons }) => ({
        row,
        outcome: 'refused',
        identity,
        reasons: reasons.map(asRegisterReason),
      })),
      locale: ctx.locale,
    }),
  assertUnderstood({ mapping }) {
    if (!mapping.columns.some(({ field }) => field === 'date' || field === 'timeIn'))
      throw importError('imports.no_date_column')
    if (mapping.needsYear) throw importError('imports.year_needed')
  },
  previewUndo,
  takeBack: takeRegisterBack,
  count: countVisits,
  exported: { file: words.title, portions: exportVisits },
}

function asRegisterReason(reason: Reason): RegisterReason {
  return reason as RegisterReason
}
