import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { firstDayWords, stepWords } from '#modules/imports/web/first-day-words.ts'
import { importWords } from '#modules/imports/web/words.ts'
import { expectNoSeriousAxe, expectNoSidewaysScroll, launchBrowser, openAs } from './browser.ts'
import { personOf } from './people.ts'
import { settled } from './settled.ts'
import { wordsIn } from './words.ts'

const baseUrl = inject('baseUrl')
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe('the first day of a store', () => {
  const locale = 'zh'
  const t = wordsIn(locale)(firstDayWords)
  const s = wordsIn(locale)(stepWords)
  const w = wordsIn(locale)(importWords)

  it('[002-32] leads the clerk from step to step: a step is skipped, opened again, and customers come in', async () => {
    const { login } = await personOf('sf01', 'Sales manager')
    const page = await openAs(browser, login, {
      baseUrl,
      size: 'phone',
      locale,
      path: '/first-day',
    })
    const words = page.getByRole('listitem').filter({ hasText: s('calendarHint') })
    await words.getByRole('button', { name: t('skip') }).click()
    await words.getByText(t('skipped')).waitFor()
    await page.reload()
    await words.getByRole('button', { name: t('openAgain') }).click()
    await words.getByRole('button', { name: t('skip') }).waitFor()
    await settled(page)
    await expectNoSeriousAxe(page)
    await expectNoSidewaysScroll(page)
    const customers = page.getByRole('listitem').filter({ hasText: s('customersHint') })
    await customers.getByRole('button', { name: t('import') }).click()
    const csv = '姓名,手机,身份证号\n向导甲,13700009991,\n向导乙,1370000,\n'
    await page.locator('input[type=file]').setInputFiles({
      name: '客户.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(csv),
    })
    await page.getByRole('button', { name: w('next') }).click()
    await page.getByText('1370000').first().waitFor()
    await page.getByRole('button', { name: w('start', { n: 1 }) }).click()
    await page.getByText(w('done')).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: w('takeBack') }).click()
    await page.getByRole('button', { name: w('confirmTakeBack'), exact: true }).click()
    await page.getByRole('button', { name: w('takeBack') }).waitFor({ state: 'detached' })
    expect(page.url()).toContain('/imports/')
    await page.context().close()
  })
})
