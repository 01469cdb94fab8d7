import { parseArgs } from 'node:util'
import { ConfigError, readConfig } from '#foundation/config.ts'
import { ensureKeyFits, KeyDoesNotFit } from '#foundation/db/ensure-key-fits.ts'
import { migrate } from '#foundation/db/migrate.ts'
import { DataDirectoryInUse, EmbeddedPostgresError } from '#foundation/embedded-postgres/errors.ts'
import { createLog } from '#foundation/log.ts'
import { AppError } from '#shared/errors.ts'
import { type Command, type CommandSetting, UsageError } from './cli/command.ts'
import { commands } from './cli/commands.ts'
import { openApp } from './create-app.ts'
import { databaseForCommand } from './open-database.ts'

/** Runs one command of the administrator's command line; exit status 2 means it was not understood. */
async function main(args: string[]): Promise<void> {
  const [name, ...rest] = args
  const command = commands.find((c) => c.name === name)
  if (!command) {
    console.log(overview())
    process.exitCode = name === undefined || name === 'help' || name === '--help' ? 0 : 2
    return
  }
  const { positionals, values } = parse(command, rest)
  const asJson = values.json === true
  const given = { positionals, options: values }
  const result = command.offline
    ? await command.run(given, undefined as unknown as CommandSetting)
    : await withSetting(asJson, (setting) => command.run(given, setting))
  if (asJson) console.log(JSON.stringify(result))
  else console.log(command.print(result as never))
}

function parse(command: Command, args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { ...command.options, json: { type: 'boolean' } },
    })
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${command.usage}`)
  }
}

async function withSetting(
  asJson: boolean,
  work: (setting: CommandSetting) => Promise<unknown>,
): Promise<unknown> {
  const config = readConfig(process.env)
  const log = createLog('error')
  const database = await databaseForCommand(config, log)
  try {
    await migrate(database.ownerUrl)
    const { app, database: pool } = openApp(config, log, database.ownerUrl)
    try {
      await ensureKeyFits(database.ownerUrl, app.vault.fingerprint)
      const say = (text: string) => {
        if (!asJson) console.error(text)
      }
      return await work({ app, config, database, say })
    } finally {
      await pool.close()
    }
  } finally {
    await database.stop()
  }
}

function overview(): string {
  const lines = commands.map((c) => `  ${c.usage}\n      ${c.summary.zh} / ${c.summary.en}`)
  return `npm run keyuan -- COMMAND … [--json]\n\n${lines.join('\n')}`
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isUsage = error instanceof UsageError
  const isExpected =
    isUsage ||
    [ConfigError, DataDirectoryInUse, EmbeddedPostgresError, KeyDoesNotFit].some(
      (known) => error instanceof known,
    )
  if (error instanceof AppError) console.error(`${error.phrase.zh} / ${error.message}`)
  else console.error(isExpected ? (error as Error).message : error)
  process.exitCode = isUsage ? 2 : 1
})
