import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { importWords } from '#modules/imports/web/words.ts'
import { expectNoSeriousAxe, expectNoSidewaysScroll, launchBrowser, openAs } from './browser.ts'
import { watchFaults } from './faults.ts'
import { personOf } from './people.ts'
import { settled } from './settled.ts'
import { wordsIn } from './words.ts'

const baseUrl = inject('baseUrl')
const data = join(import.meta.dirname, '../data')
const looks = [
  { size: 'desk', locale: 'zh', file: 'register-2026-09.xlsx' },
  { size: 'phone', locale: 'en', file: 'register-2026-09.gbk.csv' },
] as const

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe.each(looks)('importing a register at $size in $locale', ({ size, locale, file }) => {
  const t = wordsIn(locale)(importWords)
  const faults = watchFaults(['POST 422 /api/imports'])
  let page: Page

  beforeAll(async () => {
    const { login } = await personOf('sf01', 'Sales manager')
    const path = '/imports/new'
    page = await openAs(browser, login, { baseUrl, size, locale, path, before: faults.watch })
  })
  afterAll(() => page?.context().close())

  const figure = (label: string) =>
    page.locator('dl > div', { has: page.getByText(label, { exact: true }) }).locator('dd')
  const lookAt = async () => {
    await settled(page)
    await expectNoSeriousAxe(page)
    await expectNoSidewaysScroll(page)
    faults.expectNone()
  }

  it('says in words why a file cannot be read, and takes another one', async () => {
    const broken = { name: 'x.xlsx', mimeType: '', buffer: Buffer.from('PK\u0003\u0004 broken') }
    await page.locator('input[type=file]').setInputFiles(broken)
    await page.getByRole('alert').waitFor()
    await lookAt()
    await page.locator('input[type=file]').setInputFiles(join(data, file))
    await page.getByText(t('columnsHint')).waitFor()
  })

  it('shows what each column means and asks for the consultant nobody knows', async () => {
    await page.getByLabel('刘扬').waitFor()
    await lookAt()
    await page.getByRole('button', { name: t('next') }).click()
  })

  it('tells what importing would do, and again after a reload', async () => {
    await figure(t('taken')).getByText('439').waitFor()
    await page.reload()
    await figure(t('taken')).getByText('439').waitFor()
    expect(await figure(t('typedTwice')).innerText()).toBe('7')
    expect(await figure(t('refused')).innerText()).toBe('17')
    await lookAt()
  })

  it('imports with progress and says what it did', async () => {
    await page.getByRole('button', { name: t('start', { n: 439 }) }).click()
    await page.getByText(t('done')).waitFor({ timeout: 60_000 })
    expect(await figure(t('taken')).innerText()).toBe('439')
    await lookAt()
  })

  it('takes the whole import back with one click and a confirmation', async () => {
    await page.getByRole('button', { name: t('takeBack') }).click()
    await page.getByRole('button', { name: t('confirmTakeBack'), exact: true }).click()
    await page.getByRole('button', { name: t('takeBack') }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: t('toList') }).click()
    await page.getByRole('link', { name: file }).first().waitFor()
    await lookAt()
  })
})
