import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { appointmentWords } from '#modules/appointments/words.ts'
import { showroomWords } from '#modules/showroom/words.ts'
import { uuidv7 } from '#shared/ids.ts'
import { expectNoSeriousAxe, expectNoSidewaysScroll, launchBrowser, openAs } from './browser.ts'
import { watchFaults } from './faults.ts'
import { personOf } from './people.ts'
import { settled } from './settled.ts'
import { wordsIn } from './words.ts'

const baseUrl = inject('baseUrl')
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** A customer of a consultant, made for this test. */
async function newCustomer(page: Page, name: string): Promise<string> {
  const answer = await page.request.post(`${baseUrl}/api/opportunities`, {
    headers: { 'x-keyuan': '1' },
    data: {
      id: uuidv7(),
      customer: { name, phones: [`187${String(Date.now()).slice(-8)}`] },
      level: 'A',
    },
  })
  expect(answer.status(), await answer.text()).toBe(201)
  return ((await answer.json()) as { customerId: string }).customerId
}

describe.each([
  { size: 'phone', locale: 'zh' },
  { size: 'desk', locale: 'en' },
] as const)('appointments at $size in $locale', ({ size, locale }) => {
  const t = wordsIn(locale)(appointmentWords)
  const door = wordsIn(locale)(showroomWords)
  const name = size === 'phone' ? '约时光' : 'Yue Guang'

  it('one is made on the customer’s page, moved with a reason, seen by reception, and shown', async () => {
    const faults = watchFaults()
    const consultant = await personOf('hz01', 'Sales consultant')
    const page = await openAs(browser, consultant.login, {
      baseUrl,
      size,
      locale,
      path: '/today',
      before: faults.watch,
    })
    const customerId = await newCustomer(page, name)
    await page.goto(`${baseUrl}/customers/${customerId}`)
    await page.getByRole('button', { name: t('make') }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText(t('test_drive')).click()
    await sheet.getByRole('button', { name: t('tomorrow') }).click()
    await expectNoSeriousAxe(page)
    await sheet.getByRole('button', { name: t('save'), exact: true }).click()
    await sheet.waitFor({ state: 'detached' })

    const beside = page.getByRole('region', { name: t('ofCustomer'), exact: true })
    await beside.getByText(t('test_drive')).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('move') })
      .click()
    const moving = page.getByRole('dialog')
    await moving.locator('input[type=date]').fill(today)
    await moving.locator('input[type=time]').fill('23:55')
    await moving.getByRole('button', { name: t('move') }).click()
    await moving.getByText(t('reasonNeeded')).waitFor()
    await moving.getByRole('button', { name: t('becauseBusy') }).click()
    await moving.getByRole('button', { name: t('move') }).click()
    await moving.waitFor({ state: 'detached' })
    await page.goto(`${baseUrl}/appointments?day=${today}`)
    await page.getByText(name).first().waitFor()
    await settled(page)
    await expectNoSidewaysScroll(page)

    const reception = await personOf('hz01', 'Receptionist')
    const desk = await openAs(browser, reception.login, { baseUrl, size, locale, path: '/floor' })
    await desk.getByRole('button', { name: `${t('cameIn')} ${name}` }).click()
    await desk
      .getByRole('region', { name: door('openVisits') })
      .getByText(name)
      .waitFor()
    await desk
      .getByRole('button', { name: `${t('cameIn')} ${name}` })
      .waitFor({ state: 'detached' })
    await page.goto(`${baseUrl}/appointments?day=${today}&state=shown`)
    await page.getByText(name).first().waitFor()
    faults.expectNone()
    await desk.context().close()
    await page.context().close()
  })
})
