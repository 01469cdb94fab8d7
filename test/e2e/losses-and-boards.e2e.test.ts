import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { dashboardWords } from '#modules/dashboards/words.ts'
import { lossWords } from '#modules/losses/words.ts'
import { uiWords } from '#ui/ui-words.ts'
import { expectNoSeriousAxe, expectNoSidewaysScroll, launchBrowser, openAs } from './browser.ts'
import { watchFaults } from './faults.ts'
import { personOf } from './people.ts'
import { settled } from './settled.ts'
import { wordsIn } from './words.ts'

const baseUrl = inject('baseUrl')

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe.each([
  { size: 'desk', locale: 'zh' },
  { size: 'phone', locale: 'en' },
] as const)('losses and boards at $size in $locale', ({ size, locale }) => {
  const t = wordsIn(locale)(lossWords)
  const d = wordsIn(locale)(dashboardWords)
  const ui = wordsIn(locale)(uiWords)
  const faults = watchFaults()
  const open = (login: string, path: string) =>
    openAs(browser, login, { baseUrl, size, locale, path, before: faults.watch })

  it('[003-58] care calls, the supervisor decides, and the loss is confirmed', async () => {
    const care = await personOf('hz01', 'Customer-care agent')
    const manager = await personOf('hz01', 'Sales manager')
    const calling = await open(care.login, '/losses?view=to_call')
    await settled(calling)
    await expectNoSidewaysScroll(calling)
    await calling
      .getByRole('row')
      .filter({ hasNot: calling.getByRole('columnheader') })
      .first()
      .click()
    const sheet = calling.getByRole('dialog')
    const name = (await sheet.getByRole('heading').first().innerText()).trim()
    await sheet.getByText(t('true_loss'), { exact: true }).click()
    await expectNoSeriousAxe(calling)
    await sheet.getByRole('button', { name: t('noteCall'), exact: true }).click()
    await sheet.waitFor({ state: 'detached' })
    await calling.context().close()

    const deciding = await open(manager.login, '/losses?view=to_decide')
    await deciding.getByText(name).first().click()
    const decision = deciding.getByRole('dialog')
    await decision.getByText(t('confirm'), { exact: true }).click()
    await decision.getByLabel(t('why')).fill(locale === 'zh' ? '客服已核实' : 'Verified by care')
    await decision.getByRole('button', { name: t('decide'), exact: true }).click()
    await decision.waitFor({ state: 'detached' })
    await deciding.goto(`${baseUrl}/losses?view=confirmed`)
    await deciding.getByText(name).first().waitFor()
    faults.expectNone()
    await deciding.context().close()
  })

  it('[002-66] a report opens to its records, is saved, and a board is arranged one’s own way', async () => {
    const manager = await personOf('hz01', 'Sales manager')
    const page = await open(
      manager.login,
      '/reports?metrics=traffic,filing_rate&by=consultant&period=last_30_days',
    )
    const table = page.getByRole('table')
    await table.waitFor()
    const total = table.locator('tfoot a').first()
    const parts = await table.locator('tbody tr td:nth-child(2)').allInnerTexts()
    const number = (text: string) => Number(text.replaceAll(',', ''))
    expect(parts.map(number).reduce((a, b) => a + b, 0)).toBe(number(await total.innerText()))
    await expectNoSidewaysScroll(page)
    await expectNoSeriousAxe(page)
    const saved = `${locale === 'zh' ? '每月留档' : 'Filing'} ${size}`
    await page.getByRole('button', { name: d('save'), exact: true }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel(d('name')).fill(saved)
    await sheet.getByRole('button', { name: ui('save'), exact: true }).click()
    await sheet.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: saved }).waitFor()
    await total.click()
    await page.waitForURL(/\/numbers\/traffic\/records/)

    await page.goto(`${baseUrl}/dashboards`)
    await page.getByRole('button', { name: d('customise'), exact: true }).click()
    await page
      .getByRole('button', { name: d('remove'), exact: true })
      .first()
      .click()
    await page.getByRole('button', { name: d('addTile'), exact: true }).click()
    await sheet.getByLabel(d('addNumber')).selectOption('deals')
    await sheet.getByLabel(d('name')).fill(`${saved} deals`)
    await sheet.getByRole('button', { name: d('done'), exact: true }).click()
    await page.getByRole('button', { name: d('done'), exact: true }).click()
    await sheet.getByLabel(d('name')).fill(`${saved} board`)
    await sheet.getByRole('button', { name: ui('save'), exact: true }).click()
    await sheet.waitFor({ state: 'detached' })
    await page.getByText(`${saved} deals`).first().waitFor()
    await settled(page)
    await expectNoSidewaysScroll(page)
    faults.expectNone()
    await page.context().close()
  })

  it('[003-62] the board hangs on a television without a log-in', async () => {
    const manager = await personOf('hz01', 'Sales manager')
    const page = await open(manager.login, '/wall/displays')
    await page.getByRole('button', { name: d('newDisplay'), exact: true }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel(d('displayName')).fill('TV')
    await sheet.getByRole('button', { name: d('newDisplay'), exact: true }).click()
    const address = await sheet.locator('code').innerText()
    await page.context().close()
    const context = await browser.newContext({ locale: locale === 'zh' ? 'zh-CN' : 'en-US' })
    const television = await context.newPage()
    await television.goto(address)
    await television.getByRole('region', { name: d('wallMonth'), exact: true }).waitFor()
    await television.getByRole('region', { name: d('leaders'), exact: true }).waitFor()
    await expectNoSeriousAxe(television)
    await context.close()
  })
})
