import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchBrowser, openAs } from './browser.ts'
import { watchFaults } from './faults.ts'
import { personOf } from './people.ts'

const baseUrl = inject('baseUrl')
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
const faults = watchFaults()

test('the manager runs the meeting by the keyboard, writes a decision and finds it in the minutes', async () => {
  const { login } = await personOf('hz01', 'Sales manager')
  const page = await openAs(browser, login, { baseUrl, path: '/morning/run', before: faults.watch })
  const status = page.getByText(/^1 \/ \d+/)
  await status.waitFor()
  const first = await page.getByRole('main').getByRole('heading', { level: 2 }).first().innerText()
  await page.keyboard.press('ArrowRight')
  await page.getByText(/^2 \/ \d+/).waitFor()
  await page.keyboard.press('ArrowLeft')
  await status.waitFor()
  const box = page.getByRole('textbox', { name: /晨会决定/ })
  await box.fill('今天先打逾期客户')
  await page.getByRole('button', { name: '这位过完了' }).click()
  await page.getByText(/^2 \/ \d+/).waitFor()
  await page.goto(`${baseUrl}/minutes`)
  const part = page.getByRole('region', { name: first })
  await part.getByText('今天先打逾期客户').waitFor()
  expect(await part.innerText()).toContain('已过完')
  faults.expectNone()
  await page.context().close()
})

test('the manager ticks one record of a one-to-one check, and the consultant reads it on the phone', async () => {
  const manager = await personOf('hz01', 'Sales manager')
  const consultant = await personOf('hz01', 'Sales consultant')
  const page = await openAs(browser, manager.login, {
    baseUrl,
    path: '/one-to-one',
    before: faults.watch,
  })
  await page.getByRole('button', { name: new RegExp(`^${consultant.name} `) }).click()
  await page
    .getByRole('button', { name: /^检核 / })
    .first()
    .click()
  await page.getByRole('textbox', { name: /说明/ }).fill('今天下班前处理完')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('今天下班前处理完').first().waitFor()
  const phone = await openAs(browser, consultant.login, {
    baseUrl,
    size: 'phone',
    path: '/one-to-one',
    before: faults.watch,
  })
  await phone.getByText('今天下班前处理完').first().waitFor()
  await phone.getByRole('button', { name: '我已阅读' }).click()
  await phone.getByText('顾问已读').waitFor()
  faults.expectNone()
  await page.context().close()
  await phone.context().close()
})
