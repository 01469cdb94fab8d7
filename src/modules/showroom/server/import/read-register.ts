import type { Ctx } from '#foundation/ctx.ts'
import type { SheetRow } from '#foundation/sheets/cell.ts'
import { listPeopleOfStore } from '#modules/access/index.ts'
import { listSeries } from '#modules/catalog/index.ts'
import type { OptionKind } from '#modules/dictionaries/contract.ts'
import { findCity, listOptions } from '#modules/dictionaries/index.ts'
import { foldHeader, type ImportChoices } from '#modules/imports/index.ts'
import { type ClassifiedRegister, classifyRegister } from '../register/classify-register.ts'
import { type ColumnMapping, mapColumns } from '../register/column-mapping.ts'
import type { RegisterDictionary } from '../register/register-dictionary.ts'
import type { RegisterField } from '../register/register-fields.ts'

interface ReadRegister {
  rows: readonly SheetRow[]
  mapping: ColumnMapping
  /** Judges every line. */
  classify(): Promise<ClassifiedRegister>
}

/**
 * Reads the rows of a register as this store understands it: its own words for models, sources and
 * people, and what the person chose.
 */
export async function readRegister(
  ctx: Ctx,
  rows: readonly SheetRow[],
  choices: ImportChoices,
): Promise<ReadRegister> {
  const dictionary = await dictionaryOf(ctx)
  const mapping = mapColumns(
    rows,
    {
      ...(choices.fields ? { fields: choices.fields as Record<number, RegisterField | null> } : {}),
      remembered: (header) => choices.remembered?.[foldHeader(header)],
      ...(choices.year === undefined ? {} : { year: choices.year }),
      ...(choices.headerRow === undefined ? {} : { headerRow: choices.headerRow }),
    },
    dictionary,
  )
  const classify = () =>
    classifyRegister({
      rows,
      mapping,
      dictionary,
      choices: { unknownConsultants: choices.consultants ?? {} },
      hash: (text) =>
        ctx.vault.hash('register-line', `${ctx.store.id}:${text}`).toString('base64url'),
    })
  return { rows, mapping, classify }
}

async function dictionaryOf({ tx, store }: Ctx): Promise<RegisterDictionary> {
  const wordsOf = async (kind: OptionKind) =>
    (await listOptions(tx, store.groupId, kind, store.id)).map(
      ({ id, label, labelEn, aliases }) => ({ id, name: label, aliases: [labelEn, ...aliases] }),
    )
  const series = await listSeries(tx, store.groupId)
  const people = await listPeopleOfStore(tx, store.groupId, store.id)
  return {
    series: series
      .filter((one) => one.isActive)
      .map(({ id, name, nameEn, aliases }) => ({ id, name, aliases: [nameEn, ...aliases] })),
    sources: await wordsOf('source'),
    consultants: people.map(({ id, name }) => ({ id, name })),
    purchaseTypes: await wordsOf('purchase_type'),
    households: await wordsOf('household'),
    city: findCity(store.city),
  }
}
