import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { listWords } from '#modules/customers/web/list-words.ts'
import { recordWords } from '#modules/customers/web/record-words.ts'
import { cardWords } from '#modules/opportunities/words.ts'
import { uiWords } from '#ui/ui-words.ts'
import { expectNoSeriousAxe, expectNoSidewaysScroll, launchBrowser, openAs } from './browser.ts'
import { watchFaults } from './faults.ts'
import { personOf } from './people.ts'
import { settled } from './settled.ts'
import { wordsIn } from './words.ts'

const baseUrl = inject('baseUrl')
const looks = [
  { size: 'desk', locale: 'zh' },
  { size: 'phone', locale: 'en' },
] as const

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe.each(looks)('the record of a customer at $size in $locale', ({ size, locale }) => {
  const r = wordsIn(locale)(recordWords)
  const l = wordsIn(locale)(listWords)
  const c = wordsIn(locale)(cardWords)
  const ui = wordsIn(locale)(uiWords)
  const mark = String(Date.now()).slice(-6)
  const company = locale === 'zh' ? `长顺运输${mark}` : `Longway ${mark}`
  const buyer = locale === 'zh' ? `司马采${mark}` : `Buyer ${mark}`
  const number = (last: number) => `186${mark}${size === 'phone' ? 1 : 2}${last}`
  const faults = watchFaults(['POST 409 /api/customers', 'PATCH 422 /api/customers'])
  let page: Page

  const card = (name: string) => page.getByRole('region', { name, exact: true })
  const sheet = () => page.getByRole('dialog')
  const save = () =>
    sheet()
      .getByRole('button', { name: ui('save'), exact: true })
      .click()

  it('[001-16] a company is added without a card, and opens on its own page', async () => {
    const { login } = await personOf('hz01', 'Showroom manager')
    page = await openAs(browser, login, {
      baseUrl,
      size,
      locale,
      path: '/customers',
      before: faults.watch,
    })
    await page.getByRole('button', { name: l('newCustomer') }).click()
    await sheet().getByText(l('company'), { exact: true }).click()
    await sheet().getByLabel(l('name')).fill(company)
    await sheet().getByLabel(l('phone')).fill(number(1))
    await sheet()
      .getByRole('button', { name: l('addCustomer') })
      .click()
    await page.getByRole('heading', { name: company }).waitFor()
  })

  it('[001-14] a mark asks for its reason and then stands across the page', async () => {
    await card(c('facts'))
      .getByRole('button', { name: c('edit'), exact: true })
      .first()
      .click()
    await sheet().getByText(c('difficult'), { exact: true }).click()
    await save()
    await sheet().getByText(c('reasonNeeded')).waitFor()
    await sheet().getByLabel(c('specialReason')).fill('K-42')
    await sheet().getByLabel(r('email')).fill('buy@longway.cn')
    await save()
    const banner = page.getByRole('note').filter({ hasText: 'K-42' })
    await banner.waitFor()
    expect(await banner.textContent()).toContain(c('difficult'))
    await card(c('facts')).getByText('buy@longway.cn').waitFor()
  })

  it('[002-02] what is missing is named, one thing is asked, and another when it is not known', async () => {
    const box = card(r('completeness'))
    await box.getByText(r('askNext', { fact: r('source') })).waitFor()
    await box.getByRole('button', { name: r('notKnown') }).click()
    await box.getByText(r('askNext', { fact: r('preferences') })).waitFor()
    await box.getByRole('textbox').fill('White')
    await box.getByRole('button', { name: r('keepAnswer') }).click()
    await box.getByText(r('askNext', { fact: r('contactPerson') })).waitFor()
    await box.getByRole('textbox').fill(buyer)
    await page.keyboard.press('Enter')
    await card(r('relations')).getByText(buyer).waitFor()
    await box.getByText(r('askNext', { fact: r('source') })).waitFor()
    await box.getByRole('combobox').selectOption({ index: 1 })
    await box.getByRole('button', { name: r('keepAnswer') }).click()
    await box.getByText('100%', { exact: false }).waitFor()
  })

  it('[001-16] a relation picks a customer by keyboard, or adds one in place; both sides show it', async () => {
    await page.getByRole('button', { name: r('addRelationTitle') }).click()
    await sheet().getByLabel(r('role')).selectOption('driver')
    const picker = sheet().getByRole('combobox', { name: r('pickCustomer') })
    const driver = `${buyer}2`
    await picker.fill(driver)
    await sheet().getByRole('option').last().waitFor()
    await picker.press('ArrowDown')
    await picker.press('Enter')
    await sheet()
      .getByRole('group', { name: l('newCustomer') })
      .waitFor()
    await sheet().getByLabel(l('phone')).fill(number(2))
    await page.keyboard.press('Enter')
    await sheet()
      .getByRole('button', { name: r('pickAnother') })
      .waitFor()
    await save()
    await card(r('relations')).getByRole('link', { name: driver }).click()
    await page.getByRole('heading', { name: driver }).waitFor()
    await card(r('relations')).getByText(r('driven')).waitFor()
    await card(r('relations')).getByRole('link', { name: company }).click()
    await page.getByRole('heading', { name: company }).waitFor()
  })

  it('a car is added, changed, removed, and put back from the toast', async () => {
    await card(c('facts'))
      .getByRole('button', { name: c('addVehicle') })
      .click()
    const plate = `浙A${mark.slice(-4)}${size === 'phone' ? 'P' : 'D'}`
    await sheet().getByLabel(c('plate')).fill(plate)
    await save()
    await page.getByRole('button', { name: `${c('edit')} ${plate}` }).click()
    await sheet().getByLabel(c('colour')).fill('Red')
    await save()
    const cars = page.getByRole('list', { name: c('vehicles') })
    await cars.getByText('Red').waitFor()
    await page.getByRole('button', { name: `${c('edit')} ${plate}` }).click()
    await sheet()
      .getByRole('button', { name: c('removeVehicle') })
      .click()
    await page.getByRole('button', { name: ui('undo') }).click()
    await cars.getByText(plate).waitFor()
  })

  it('[001-14] the changes tell who changed what, from and to; nothing breaks the page', async () => {
    await card(r('changes'))
      .getByRole('button', { name: r('showChanges') })
      .click()
    await card(r('changes')).getByText('K-42').first().waitFor()
    await card(r('changes')).getByText(r('relation_added')).first().waitFor()
    await settled(page)
    await expectNoSidewaysScroll(page)
    await expectNoSeriousAxe(page)
  })

  it('[002-74] the list narrows by a mark, and the distribution states its base', async () => {
    await page.goto(`${baseUrl}/customers?special=difficult`)
    await page.getByText(company).first().waitFor()
    await page.getByRole('button', { name: l('distribution') }).click()
    const box = card(l('distribution'))
    await box.getByText(/\d/).first().waitFor()
    await box.getByText(l('byFamily'), { exact: true }).click()
    await settled(page)
    await expectNoSeriousAxe(page)
    faults.expectNone()
    await page.context().close()
  })
})
