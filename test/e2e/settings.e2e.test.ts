import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { profileWords, roleWords, staffWords, storeWords } from '#modules/access/words.ts'
import { catalogWords } from '#modules/catalog/words.ts'
import { dictionaryWords } from '#modules/dictionaries/words.ts'
import { uiWords } from '#ui/ui-words.ts'
import { expectNoSeriousAxe, launchBrowser, openAs } from './browser.ts'
import { watchFaults } from './faults.ts'
import { personOf } from './people.ts'
import { settled } from './settled.ts'
import { wordsIn } from './words.ts'

const baseUrl = inject('baseUrl')
const run = String(Date.now()).slice(-6)

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe.each([
  { size: 'desk', locale: 'zh' },
  { size: 'phone', locale: 'en' },
] as const)('the settings at $size in $locale', ({ size, locale }) => {
  const ui = wordsIn(locale)(uiWords)
  const faults = watchFaults()
  const mark = `${run}${size === 'phone' ? 'P' : 'D'}`
  let page: Page

  beforeAll(async () => {
    const { login } = await personOf('demo', 'Administrator')
    page = await openAs(browser, login, { baseUrl, size, locale, before: faults.watch })
  })
  afterAll(() => page.context().close())
  beforeEach(() => faults.forget())

  const open = async (path: string) => {
    await page.goto(`${baseUrl}${path}`)
    await settled(page)
  }
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const field = (name: string) =>
    page.getByRole('dialog').getByLabel(new RegExp(`^${name}\\s*(${ui('optional')})?$`))
  const save = () =>
    page
      .getByRole('dialog')
      .getByRole('button', { name: ui('save') })
      .click()
  const saved = (word: string) => page.getByRole('status').getByText(word).first().waitFor()
  const sheetCloses = () => page.getByRole('dialog').waitFor({ state: 'detached' })

  it('a person is added only with a name, and gets a one-time link', async () => {
    const t = wordsIn(locale)(staffWords)
    await open('/staff')
    await button(t('add')).click()
    await field(t('login')).fill(`tian.${mark}`)
    await save()
    await page.getByRole('dialog').getByRole('alert').getByText(ui('required')).first().waitFor()
    expect(await field(t('login')).inputValue()).toBe(`tian.${mark}`)
    await field(t('name')).fill('田小满')
    await save()
    await page.getByRole('dialog').getByText(t('linkHint')).waitFor()
    await expectNoSeriousAxe(page)
    await button(t('done')).click()
    await sheetCloses()
    faults.expectNone()
  })

  it('a role is made with its rights', async () => {
    const t = wordsIn(locale)(roleWords)
    await open('/roles')
    await button(t('add')).click()
    await field(t('name')).fill(`夜班${mark}`)
    await field(t('nameEn')).fill(`Night ${mark}`)
    await expectNoSeriousAxe(page)
    await save()
    await sheetCloses()
    await page.getByRole('button', { name: new RegExp(mark) }).waitFor()
    faults.expectNone()
  })

  it('a team is added', async () => {
    const t = wordsIn(locale)(staffWords)
    await open('/teams')
    await button(t('addTeam')).first().click()
    await field(t('teamName')).fill(`周末组${mark}`)
    await save()
    await sheetCloses()
    await page.getByRole('button', { name: `周末组${mark}` }).waitFor()
    faults.expectNone()
  })

  it('the rules of a store refuse limits that do not rise, then are saved', async () => {
    const t = wordsIn(locale)(storeWords)
    const session = await page.request.get(`${baseUrl}/api/session`)
    const { stores } = (await session.json()) as { stores: { id: number; code: string }[] }
    await open(`/stores/${stores.find((one) => one.code.toLowerCase() === 'sf01')?.id}`)
    const limit = page.getByLabel(t('limitOf', { level: 'A' }))
    const before = await limit.inputValue()
    await limit.fill('3')
    await button(ui('save')).click()
    await page.getByRole('alert').getByText(t('ascend')).first().waitFor()
    await limit.fill(before)
    await page.getByLabel(t('minimumN')).fill('12')
    await button(ui('save')).click()
    await saved(t('saved'))
    faults.expectNone()
  })

  it('an option is added to a list and can be found on it', async () => {
    const t = wordsIn(locale)(dictionaryWords)
    await open('/dictionaries?kind=competitor')
    await button(t('addOption')).first().click()
    await field(t('label')).fill(`选项${mark}`)
    await field(t('labelEn')).fill(`Option ${mark}`)
    await save()
    await sheetCloses()
    await page.getByText(new RegExp(mark)).first().waitFor()
    faults.expectNone()
  })

  it('a day is closed for the store, and opened again', async () => {
    const t = wordsIn(locale)(dictionaryWords)
    await open('/calendar')
    await button(t('nextMonth')).click()
    await page
      .getByRole('region', { name: t('month') })
      .getByRole('button', { name: /15/ })
      .click()
    await button(t('closeDay')).click()
    await sheetCloses()
    await page
      .getByRole('region', { name: t('month') })
      .getByRole('button', { name: /15/ })
      .click()
    await button(t('openDay')).click()
    await sheetCloses()
    faults.expectNone()
  })

  it('a brand is added to the catalogue', async () => {
    const t = wordsIn(locale)(catalogWords)
    await open('/catalog')
    await button(t('addBrand')).click()
    await field(t('name')).fill(`品牌${mark}`)
    await page.getByRole('dialog').getByText(t('rivalBrand')).click()
    await save()
    await sheetCloses()
    await page.getByText(`品牌${mark}`).first().waitFor()
    faults.expectNone()
  })

  it('people change their own record', async () => {
    const t = wordsIn(locale)(profileWords)
    await open('/profile')
    const about = page.getByRole('region', { name: t('about') })
    await about.getByLabel(t('phone')).fill('not a phone')
    await about.getByRole('button', { name: ui('save') }).click()
    await about.getByRole('alert').waitFor()
    await about.getByLabel(t('phone')).fill('13800138000')
    await about.getByRole('button', { name: ui('save') }).click()
    await saved(t('saved'))
  })
})
