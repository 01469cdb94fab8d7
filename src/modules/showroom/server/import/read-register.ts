import type { Ctx } from '#foundation/ctx.ts'
import { readSheet, type Sheet } from '#foundation/sheets/read-sheet.ts'
import { listPeopleOfStore } from '#modules/access/index.ts'
import { listSeries } from '#modules/catalog/index.ts'
import { listOptions } from '#modules/dictionaries/index.ts'
import { type ClassifiedRegister, classifyRegister } from '../register/classify-register.ts'
import { type ColumnMapping, mapColumns } from '../register/column-mapping.ts'
import type { RegisterDictionary } from '../register/register-dictionary.ts'
import type { ImportChoices } from './draft.ts'

export interface ReadRegister {
  sheet: Sheet
  mapping: ColumnMapping
  classified: ClassifiedRegister
}

/**
 * Reads a register file as this store understands it: its own words for models, sources and
 * people, and what the person chose. Throws `SheetError` for a file that is no sheet.
 */
export async function readRegisterFile(
  ctx: Ctx,
  file: { name: string; bytes: Uint8Array },
  choices: ImportChoices,
): Promise<ReadRegister> {
  const sheet = await readSheet(
    file.bytes,
    file.name,
    choices.sheet === undefined ? {} : { sheet: choices.sheet },
  )
  const dictionary = await dictionaryOf(ctx)
  const mapping = mapColumns(
    sheet.rows,
    {
      ...(choices.fields ? { fields: choices.fields } : {}),
      ...(choices.year === undefined ? {} : { year: choices.year }),
      ...(choices.headerRow === undefined ? {} : { headerRow: choices.headerRow }),
    },
    dictionary,
  )
  const classified = await classifyRegister({
    rows: sheet.rows,
    mapping,
    dictionary,
    choices: { unknownConsultants: choices.consultants ?? {} },
    hash: (text) =>
      ctx.vault.hash('register-line', `${ctx.store.id}:${text}`).toString('base64url'),
  })
  return { sheet, mapping, classified }
}

async function dictionaryOf({ tx, store }: Ctx): Promise<RegisterDictionary> {
  const series = await listSeries(tx, store.groupId)
  const sources = await listOptions(tx, store.groupId, 'source', store.id)
  const people = await listPeopleOfStore(tx, store.groupId, store.id)
  return {
    series: series
      .filter((one) => one.isActive)
      .map(({ id, name, nameEn, aliases }) => ({ id, name, aliases: [nameEn, ...aliases] })),
    sources: sources.map(({ id, label, labelEn, aliases }) => ({
      id,
      name: label,
      aliases: [labelEn, ...aliases],
    })),
    consultants: people.map(({ id, name }) => ({ id, name })),
  }
}
