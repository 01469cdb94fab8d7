import { existsSync } from 'node:fs'
import { findStoreByCode } from '#modules/access/index.ts'
import { type ImportedFile, importFile as importSheet, kindKeys } from '#modules/imports/index.ts'
import {
  argument,
  type Command,
  type CommandSetting,
  type Given,
  required,
  UsageError,
  wholeNumber,
} from './command.ts'

type Printed = Omit<ImportedFile, 'report'>

export const importCommand: Command = {
  name: 'import',
  usage: 'import KIND FILE --store CODE [--year Y] [--sheet NAME]',
  summary: {
    zh: '导入文件：visits 来店登记、customers 客户、cards 潜客卡、contacts 跟踪记录、vehicles 车辆',
    en: 'Imports a file: visits, customers, cards, contacts or vehicles',
  },
  options: {
    store: { type: 'string' },
    year: { type: 'string' },
    sheet: { type: 'string' },
  },
  run: importFile,
  print: (r: Printed) =>
    [
      r.operation,
      `新增 ${r.taken}，更新 ${r.updated}，未变 ${r.unchanged}，重复录入 ${r.typedTwice}，拒绝 ${r.refused.length}`,
      `${r.taken} taken, ${r.updated} updated, ${r.unchanged} unchanged, ${r.typedTwice} typed twice, ${r.refused.length} refused`,
      ...r.refused.map((line) => `  ${line.row}: ${line.text}`),
    ].join('\n'),
}

async function importFile(given: Given, { app }: CommandSetting): Promise<Printed> {
  const kind = argument(given, 0, 'KIND')
  if (!kindKeys().includes(kind))
    throw new UsageError(`${kind}: ${kindKeys().join(', ')}? (import KIND FILE --store CODE)`)
  const file = argument(given, 1, 'FILE')
  if (!existsSync(file)) throw new UsageError(`${file}: no such file / 找不到文件`)
  const code = required(given, 'store')
  const store = await findStoreByCode(app.db, code)
  if (!store) throw new UsageError(`--store ${code}: no such store / 没有这家店`)
  const year = wholeNumber(given, 'year', 0, 1990, 2100)
  const sheet = given.options.sheet
  const { report: _report, ...printed } = await importSheet(app, store, kind, file, {
    year: year === 0 ? undefined : year,
    sheet: typeof sheet === 'string' ? sheet : undefined,
  })
  return printed
}
