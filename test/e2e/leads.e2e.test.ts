import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { leadWords } from '#modules/leads/words.ts'
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
] as const)('leads at $size in $locale', ({ size, locale }) => {
  const t = wordsIn(locale)(leadWords)
  const ui = wordsIn(locale)(uiWords)
  const mark = String(Date.now()).slice(-6)
  const name = locale === 'zh' ? `网络客户${mark}` : `Web ${mark}`
  const faults = watchFaults(['POST 400 /api/leads', 'POST 422 /api/leads'])

  it('[001-22] [003-44] one is recorded, given to a consultant, called, and becomes a card', async () => {
    const manager = await personOf('hz01', 'Sales manager')
    const consultant = await personOf('hz01', 'Sales consultant')
    const page = await openAs(browser, manager.login, {
      baseUrl,
      size,
      locale,
      path: '/leads/new',
      before: faults.watch,
    })
    const submit = page.getByRole('button', { name: t('newLead'), exact: true })
    const sheet = page.getByRole('dialog')

    // Refused: nothing filled in, then a number that is none. What was typed stays.
    await page
      .locator('.k-choice')
      .filter({ hasText: t('web') })
      .click()
    await submit.click()
    await page.getByText(ui('required')).first().waitFor()
    await page.getByLabel(t('name')).fill(name)
    await page.getByLabel(t('phone')).fill('12')
    await page.getByLabel(t('note')).fill('SUV')
    await submit.click()
    await page.locator('form [role=alert], form [aria-invalid=true]').first().waitFor()
    expect(await page.getByLabel(t('name')).inputValue()).toBe(name)
    expect(await page.getByLabel(t('note')).inputValue()).toBe('SUV')
    await page.getByLabel(t('phone')).fill(`158${mark}${size === 'phone' ? 11 : 22}`)
    await submit.click()
    await page.waitForURL(/\/leads\/[0-9a-f-]{36}$/)
    const lead = page.url()

    await page.getByRole('button', { name: t('assign'), exact: true }).click()
    const option = sheet.locator('option').filter({ hasText: consultant.name })
    await sheet.locator('select').selectOption(await option.getAttribute('value'))
    await expectNoSeriousAxe(page)
    await sheet.getByRole('button', { name: t('assign'), exact: true }).click()
    await sheet.waitFor({ state: 'detached' })
    await page.context().close()

    // The consultant finds it on the day, and works on it.
    const theirs = await openAs(browser, consultant.login, {
      baseUrl,
      size,
      locale,
      path: '/today',
      before: faults.watch,
    })
    const waiting = theirs.getByRole('region', { name: t('myLeads') })
    await waiting.getByRole('link').filter({ hasText: name }).click()
    await theirs.waitForURL(lead)
    await settled(theirs)
    await expectNoSidewaysScroll(theirs)
    await theirs.getByRole('button', { name: t('noteCall') }).click()
    const call = theirs.getByRole('dialog')
    await call.getByText(t('A'), { exact: true }).click()
    await call.getByRole('button', { name: ui('save'), exact: true }).click()
    await call.waitFor({ state: 'detached' })
    // Grade A is a card at once.
    await theirs.getByRole('link', { name: t('toCard'), exact: true }).waitFor()
    await theirs.goto(lead)
    await theirs.getByText(t('promoted'), { exact: true }).first().waitFor()
    await expectNoSeriousAxe(theirs)
    faults.expectNone()
    await theirs.context().close()
  })
})
