import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { addDays, dayInZone } from '#shared/days.ts'
import type { Locale } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { Permission } from '#shared/permissions.ts'
import type { Screen } from '#ui/screen.ts'
import { uiWords } from '#ui/ui-words.ts'
import {
  expectNoSeriousAxe,
  expectNoSidewaysScroll,
  launchBrowser,
  openAs,
  openAsStranger,
  type Size,
} from './browser.ts'
import { watchFaults } from './faults.ts'
import { personOf, type RoleName, type StoreCode } from './people.ts'
import { settled } from './settled.ts'

const baseUrl = inject('baseUrl')
const root = join(import.meta.dirname, '../..')
const register = join(root, 'test/data/register-2026-09.xlsx')
const screens = await allScreens()

/** Who is asked to open a screen, the first who may. */
const openers: [StoreCode, RoleName][] = [
  ['bj01', 'Sales consultant'],
  ['bj01', 'Receptionist'],
  ['bj01', 'Sales manager'],
  ['bj01', 'Information clerk'],
  ['demo', 'Administrator'],
]

/** Opens every screen of every module at one size and language, and looks for faults. */
export function tryEveryScreen(size: Size, locale: Locale): void {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  const faults = watchFaults(['GET 401 /api/session'])
  const pages = new Map<string, { page: Page; may: Set<string> }>()

  beforeEach(() => faults.forget())
  const pageFor = async (screen: Screen): Promise<Page> => {
    if (screen.public)
      return openAsStranger(browser, { baseUrl, size, locale, before: faults.watch })
    for (const [store, role] of openers) {
      const { login } = await personOf(store, role)
      if (!pages.has(login)) {
        const page = await openAs(browser, login, { baseUrl, size, locale, before: faults.watch })
        const session = await ask<{ grants: Partial<Record<Permission, string>> }>(page, 'session')
        pages.set(login, { page, may: new Set(Object.keys(session.grants)) })
      }
      const opener = pages.get(login)
      if (opener && (screen.permission === undefined || opener.may.has(screen.permission)))
        return opener.page
    }
    throw new Error(`Nobody may open ${screen.path}`)
  }

  it.each(screens)('$path has no serious fault for anybody, in light and dark', async (screen) => {
    const page = await pageFor(screen)
    const path = await addressOf(screen.path, page)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(`${baseUrl}${path}`)
    await settled(page)
    const text = await page.locator('main').innerText()
    expect(text).not.toContain(uiWords.notFoundTitle[locale === 'zh' ? 0 : 1])
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
    await expectNoSidewaysScroll(page)
    await expectNoSeriousAxe(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectNoSeriousAxe(page, ['color-contrast'])
    faults.expectNone()
    if (screen.public) await page.context().close()
  })
}

/** The screens every module offers, so that none is forgotten. */
async function allScreens(): Promise<Screen[]> {
  const found = new Map<string, Screen>()
  for await (const file of glob('src/modules/*/web/*screens.ts', { cwd: root })) {
    const lists = (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown[]>
    for (const one of Object.values(lists).flat().filter(isScreen))
      found.set(`${one.path} ${one.public}`, one)
  }
  expect(found.size).toBeGreaterThan(25)
  return [...found.values()].sort((a, b) => a.path.localeCompare(b.path))
}

/** Such a file may offer panels for other screens too. */
function isScreen(one: unknown): one is Screen {
  return typeof one === 'object' && one !== null && 'path' in one && 'load' in one
}

/** A real address for a screen of one record. */
async function addressOf(path: string, page: Page): Promise<string> {
  if (!path.includes('$')) return path
  const first = async (list: string, of = 'items'): Promise<string> => {
    const answer = await ask<Record<string, { id: string }[]>>(page, list)
    const id = answer[of]?.[0]?.id
    if (id === undefined) throw new Error(`/api/${list} is empty`)
    return id
  }
  const addresses: Record<string, () => Promise<string>> = {
    '/staff/$id': async () => `/staff/${await first('colleagues', 'people')}`,
    '/stores/$id': async () => `/stores/${await first('stores', 'stores')}`,
    '/numbers/$key/records': async () => '/numbers/traffic/records',
    '/analysis/$question': async () => '/analysis/people',
    '/customers/$id/paper': async () => `/customers/${await customerOfCard(page)}/paper`,
    '/leads/$id': async () =>
      `/leads/${await first('leads?limit=1&state=new,assigned,promoted,closed')}`,
    '/quotes/$id': async () => `/quotes/${await first('quotes?limit=1')}`,
    '/quotes/$id/edit': async () => `/quotes/${await first('quotes?limit=1')}/edit`,
    '/quotes/$id/paper': async () => `/quotes/${await first('quotes?limit=1')}/paper`,
    '/orders/$id': async () => `/orders/${await first('orders?limit=1&state=signed,delivered')}`,
    '/orders/$id/edit': async () =>
      `/orders/${await first('orders?limit=1&state=draft,signed,delivered')}/edit`,
    '/orders/$id/delivery': async () =>
      `/orders/${await first('orders?limit=1&state=signed,delivered')}/delivery`,
    '/cards/$id': async () => `/cards/${await first('opportunities?limit=1')}`,
    '/cards/$id/changes': async () => `/cards/${await first('opportunities?limit=1')}/changes`,
    '/customers/$id': async () => `/customers/${await customerOfCard(page)}`,
    '/customers/$id/road': async () => `/customers/${await customerOfCard(page)}/road`,
    '/test-drives/$id/agreement': async () => `/test-drives/${await ownTestDrive(page)}/agreement`,
    '/operations/$id': async () => `/operations/${await first('operations?limit=1')}`,
    '/imports/$id': async () => `/imports/${await uploadedImport(page.request)}`,
    '/visits/$id': async () => `/visits/${await openVisit(page.request)}`,
    '/visits/$id/card': async () => `/visits/${await openVisit(page.request)}/card`,
  }
  const address = addresses[path]
  if (address === undefined) throw new Error(`Say in this test how ${path} is reached`)
  return address()
}

/** A drive with a customer the opener may see; of a colleague's only the car and the hour are told. */
async function ownTestDrive(page: Page): Promise<string> {
  const today = dayInZone(new Date(), 'Asia/Shanghai')
  const { items } = await ask<{ items: { id: string; customer: unknown }[] }>(
    page,
    `test-drives?limit=200&from=${addDays(today, -100)}&to=${addDays(today, 14)}`,
  )
  const drive = items.find((one) => one.customer !== null)
  if (!drive) throw new Error('The opener has no test drives')
  return drive.id
}

async function customerOfCard(page: Page): Promise<string> {
  const { items } = await ask<{ items: { customerId: string }[] }>(page, 'opportunities?limit=1')
  if (!items[0]) throw new Error('There are no cards')
  return items[0].customerId
}

async function openVisit(request: APIRequestContext): Promise<string> {
  const id = uuidv7()
  const answer = await request.post(`${baseUrl}/api/visits`, {
    headers: { 'x-keyuan': '1' },
    data: { id, channel: 'walk-in', partySize: 2 },
  })
  expect(answer.status(), await answer.text()).toBeLessThan(300)
  return id
}

/** An import waiting to be confirmed; it writes nothing. */
async function uploadedImport(request: APIRequestContext): Promise<string> {
  const answer = await request.post(`${baseUrl}/api/imports`, {
    headers: { 'x-keyuan': '1' },
    multipart: {
      file: {
        name: 'register.xlsx',
        mimeType: 'application/zip',
        buffer: await readFile(register),
      },
    },
  })
  expect(answer.status(), await answer.text()).toBeLessThan(300)
  return ((await answer.json()) as { id: string }).id
}

async function ask<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(`${baseUrl}/api/${path}`, { headers: { 'x-keyuan': '1' } })
  expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true)
  return (await answer.json()) as T
}
