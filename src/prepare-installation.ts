import { createInterface } from 'node:readline/promises'
import type { App } from '#foundation/app.ts'
import { newClient } from '#foundation/db/client.ts'
import { inStores } from '#foundation/db/database.ts'
import { ensureKeyFits } from '#foundation/db/ensure-key-fits.ts'
import { migrate } from '#foundation/db/migrate.ts'
import { firstAdministratorLink } from '#modules/access/index.ts'
import { isDemoOld } from '../simulator/is-demo-old.ts'
import { hasOnlyUnfinishedDemo } from '../simulator/simulate-group.queries.ts'

const demoSeed = 20
const demoStores = 4
const demoYears = 2
const askSeconds = 15

/** Before serving: fills an empty database with the demo group, or offers to bring an old one up to today. */
export async function prepareDemo(app: App, ownerUrl: string): Promise<void> {
  if (!app.config.withDemo) return
  await clearUnfinishedDemo(app, ownerUrl)
  const stores = await app.listStores(app.db)
  if (stores.length === 0) {
    const { simulateGroup } = await import('../simulator/simulate-group.ts')
    console.log('正在生成演示数据，大约半分钟… Making the demo data, about half a minute…')
    await simulateGroup(app, ownerUrl, {
      stores: demoStores,
      years: demoYears,
      seed: demoSeed,
      isDemo: true,
    })
    return
  }
  const until = await isDemoOld(app)
  if (until === undefined) return
  const { refreshDemo } = await import('../simulator/refresh-demo.ts')
  if (
    await agrees(
      `演示数据停在 ${until}，更新到今天吗？Bring the demo from ${until} up to today? [y/N] `,
    )
  )
    await refreshDemo(app, ownerUrl)
  else console.log('以后更新 / to do it later: npm run keyuan -- refresh-demo')
}

/** A start that was cut short while it made the demo left half of it; nobody can have worked in it. */
async function clearUnfinishedDemo(app: App, ownerUrl: string): Promise<void> {
  if (!(await inStores(app.db, [], hasOnlyUnfinishedDemo))) return
  const client = newClient(ownerUrl)
  await client.connect()
  await client.query('drop schema keyuan cascade').finally(() => client.end())
  await migrate(ownerUrl)
  await ensureKeyFits(ownerUrl, app.vault.fingerprint)
}

/** Says how to get in: the address, the demo's people or the first administrator's one-time link. */
export async function sayHowToLogIn(app: App, address: string): Promise<void> {
  console.log(`\n  客源 Keyuan   ${address}\n`)
  const link = await firstAdministratorLink(app, address)
  if (link) console.log(`  第一位管理员请打开 / The first administrator opens, once:\n  ${link}\n`)
  else if (app.config.withDemo)
    console.log('  演示：在登录页点一个角色即可进入。Demo: choose a role on the log-in page.\n')
}

async function agrees(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const answer = await terminal.question(question, {
      signal: AbortSignal.timeout(askSeconds * 1000),
    })
    return /^(y|yes|是|好)/i.test(answer.trim())
  } catch {
    return false
  } finally {
    terminal.close()
  }
}
