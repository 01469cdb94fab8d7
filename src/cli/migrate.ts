import { type MigrationResult, migrate } from '#foundation/db/migrate.ts'
import type { Command } from './command.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  usage: 'migrate',
  summary: { zh: '把数据库升级到当前版本', en: 'Brings the database up to this version' },
  options: {},
  run: (_given, { database }) => migrate(database.ownerUrl),
  print: (result: MigrationResult) =>
    `${result.total} migrations are in place / 已应用 ${result.total} 个迁移`,
}
