import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { lifeWords } from '#modules/opportunities/life-words.ts'
import { cardWords } from '#modules/opportunities/words.ts'
import { uuidv7 } from '#shared/ids.ts'
import { expectNoSeriousAxe, expectNoSidewaysScroll, launchBrowser, openAs } from './browser.ts'
import { watchFaults } from './faults.ts'
import { personOf, type RoleName } from './people.ts'
import { settled } from './settled.ts'
import { wordsIn } from './words.ts'

const baseUrl = inject('baseUrl')
const looks = [
  { size: 'desk', locale: 'zh', digit: 3 },
  { size: 'phone', locale: 'en', digit: 4 },
] as const

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe.each(looks)('the life of a card, at $size in $locale', ({ size, locale, digit }) => {
  const l = wordsIn(locale)(lifeWords)
  const t = wordsIn(locale)(cardWords)
  const faults = watchFaults()
  beforeEach(() => faults.forget())
  const run = String(Date.now()).slice(-6)

  const open = async (role: RoleName, path: string): Promise<Page> => {
    const { login } = await personOf('bj01', role)
    const page = await openAs(browser, login, { baseUrl, size, locale, path, before: faults.watch })
    await settled(page)
    return page
  }
  const makeCard = async (page: Page, name: string) => {
    const answer = await page.request.post(`${baseUrl}/api/opportunities`, {
      headers: { 'x-keyuan': '1' },
      data: {
        id: uuidv7(),
        customer: { name, phones: [`13${digit}${run}${String(name.length).padStart(2, '1')}`] },
        level: 'A',
      },
    })
    expect(answer.status(), await answer.text()).toBe(201)
    return (await answer.json()) as { id: string; customerId: string }
  }
  const sound = async (page: Page) => {
    await settled(page)
    await expectNoSidewaysScroll(page)
    await expectNoSeriousAxe(page)
  }

  it('[001-23] a tap moves the stage, and the changes say so as of any day', async () => {
    const page = await open('Sales consultant', '/today')
    const { id, customerId } = await makeCard(page, '陆一')
    await page.goto(`${baseUrl}/customers/${customerId}`)
    await settled(page)
    const stages = page.getByRole('navigation', { name: l('stages') })
    await stages.getByRole('button', { name: /^50%/ }).click()
    await expect
      .poll(() => stages.getByRole('button', { name: /^50%/ }).getAttribute('aria-current'))
      .toBe('step')
    await page.goto(`${baseUrl}/cards/${id}/changes`)
    await sound(page)
    expect(await page.getByText('50%').count()).toBeGreaterThan(0)
    faults.expectNone()
    await page.context().close()
  })

  it('[002-57] a consultant asks for a termination and the manager approves it from the inbox', async () => {
    const mine = await open('Sales consultant', '/today')
    const { customerId } = await makeCard(mine, '陆二二')
    await mine.goto(`${baseUrl}/customers/${customerId}`)
    await settled(mine)
    await mine.getByRole('button', { name: t('actions') }).click()
    await mine.getByRole('button', { name: l('terminate'), exact: true }).click()
    await mine.getByLabel(l('summary')).fill('核实为同行')
    await mine.getByLabel(l('reason')).fill('同行询价')
    await mine.getByRole('button', { name: l('ask') }).click()
    await mine.getByText(l('asked'), { exact: true }).waitFor()
    const boss = await open('Sales manager', '/card-approvals')
    await sound(boss)
    const line = boss.getByRole('listitem').filter({ hasText: '陆二二' })
    await line.getByRole('button', { name: l('decide') }).click()
    await boss.getByLabel(l('decisionReason')).fill('同意终止')
    await boss.getByRole('button', { name: l('approve'), exact: true }).click()
    await boss.getByText(l('approvedDone')).waitFor()
    faults.expectNone()
    await Promise.all([mine.context().close(), boss.context().close()])
  })

  it('[002-53] the machine is drawn from its data, and what closed is listed', async () => {
    const page = await open('Sales manager', '/card-machine')
    await sound(page)
    expect(await page.locator('svg').getByText(t('loss_proposed')).count()).toBeGreaterThan(0)
    await page.goto(`${baseUrl}/closed-cards`)
    await sound(page)
    faults.expectNone()
    await page.context().close()
  })
})
