import { parseArgs } from 'node:util'
import { ConfigError, readConfig } from '#foundation/config.ts'
import { ensureKeyFits, KeyDoesNotFit } from '#foundation/db/ensure-key-fits.ts'
import { migrate } from '#foundation/db/migrate.ts'
import { DatabaseUnreachable } from '#foundation/db/wait-for-database.ts'
import { DataDirectoryInUse, EmbeddedPostgresError } from '#foundation/embedded-postgres/errors.ts'
import { createLog } from '#foundation/log.ts'
import { AppError, fillPhrase } from '#shared/errors.ts'
import { type Command, type CommandSetting, UsageError } from './cli/command.ts'
import { commands } from './cli/commands.ts'
import { openApp } from './create-app.ts'
import { databaseForCommand } from './open-database.ts'

/** Runs one command of the administrator's command line; exit status 2 means it was not understood. */
async function main(args: string[]): Promise<void> {
  const [name, ...rest] = args
  const command = commands.find((c) => c.name === name)
  if (!command) {
    const isAsked = name === undefined || name === 'help' || name === '--help'
    if (isAsked) console.log(overview())
    else console.error(`没有这个命令：${name} No such command: ${name}\n\n${overview()}`)
    process.exitCode = isAsked ? 0 : 2
    return
  }
  const { positionals, values } = parse(command, rest)
  const asJson = values.json === true
  const given = { positionals, options: values }
  const result = command.offline
    ? await command.run(given, undefined as unknown as CommandSetting)
    : await withSetting(command, asJson, (setting) => command.run(given, setting))
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
    const reason = (error as Error).message
    throw new UsageError(
      `用法不对 Not understood: ${reason}\n  npm run keyuan -- ${command.usage} [--json]`,
    )
  }
}

async function withSetting(
  command: Command,
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
      if (!command.bringsKey) await ensureKeyFits(database.ownerUrl, app.vault.fingerprint)
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

const refusals = [
  ConfigError,
  DataDirectoryInUse,
  DatabaseUnreachable,
  EmbeddedPostgresError,
  KeyDoesNotFit,
]

main(process.argv.slice(2)).catch((error: unknown) => {
  const isUsage = error instanceof UsageError || (error instanceof AppError && error.status < 500)
  if (error instanceof AppError) {
    const { phrase, details } = error
    console.error(`${fillPhrase(phrase.zh, details)} / ${fillPhrase(phrase.en, details)}`)
  } else {
    const isExpected = isUsage || refusals.some((known) => error instanceof known)
    console.error(isExpected ? (error as Error).message : error)
  }
  process.exitCode = isUsage ? 2 : 1
})
