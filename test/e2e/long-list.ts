import { join } from 'node:path'
import pg from 'pg'
import { type Browser, type Page } from 'playwright-core'
import { testDatabaseUrl } from '#foundation/testing/test-database.ts'
import { makeGroup, type TestPerson } from '#modules/access/testing.ts'
import { fillCards } from '#modules/opportunities/testing.ts'
import { startTestApp, type TestApp } from '../../src/testing.ts'
import setUpDatabase from '../../src/testing-global.ts'
import { type Size, sizes } from './browser.ts'

export interface LongList {
  kit: TestApp
  manager: TestPerson
  consultant: TestPerson
  stop(): Promise<void>
}

/** Serves a store of its own with `rows` open cards, made in the database at once. */
export async function serveLongList(rows: number): Promise<LongList> {
  const dropDatabase = await setUpDatabase()
  const uiFolder = process.env.E2E_UI ?? join(import.meta.dirname, '../../dist/ui')
  const kit = await startTestApp({ uiFolder })
  const group = await makeGroup(kit.app)
  const manager = await group.addPerson('sales_manager')
  const consultant = await group.addPerson('consultant')
  const owners = [consultant.id, (await group.addPerson('consultant')).id]
  await fillCards(kit.app, group.store, owners, rows)
  await analyze()
  return {
    kit,
    manager,
    consultant,
    stop: async () => {
      await kit.close()
      await dropDatabase()
    },
  }
}

/** A database that grows by itself knows its own sizes; this one is told. */
async function analyze(): Promise<void> {
  const owner = new pg.Client({ connectionString: testDatabaseUrl() })
  await owner.connect()
  await owner.query('analyze').finally(() => owner.end())
}

/** Opens a page with a session that exists already. */
export async function openWithCookie(
  browser: Browser,
  list: LongList,
  who: TestPerson,
  options: { size: Size; locale: 'zh' | 'en'; path: string },
): Promise<Page> {
  const context = await browser.newContext({
    viewport: sizes[options.size],
    hasTouch: options.size === 'phone',
    isMobile: options.size === 'phone',
    locale: options.locale === 'en' ? 'en-GB' : 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const [name = '', value = ''] = who.cookie.split('=')
  await context.addCookies([{ name, value, url: list.kit.url }])
  const page = await context.newPage()
  // The product's day is the tests' day: what is due and overdue is the same on every machine.
  await page.clock.setFixedTime(list.kit.clock.now())
  await page.goto(`${list.kit.url}${options.path}`)
  return page
}
