import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { customerWords } from '#modules/customers/words.ts'
import { cardWords } from '#modules/opportunities/words.ts'
import { countScript, expectNoSeriousAxe, launchBrowser, openAs } from './browser.ts'
import { watchFaults } from './faults.ts'
import { personOf } from './people.ts'
import { settled } from './settled.ts'
import { wordsIn } from './words.ts'

const baseUrl = inject('baseUrl')
const looks = [
  { size: 'phone', locale: 'zh' },
  { size: 'desk', locale: 'en' },
] as const

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

it('the day of a consultant on the phone loads at most 200 KB of script', async () => {
  const script = countScript()
  const { login } = await personOf('bj01', 'Sales consultant')
  const page = await openAs(browser, login, {
    baseUrl,
    size: 'phone',
    locale: 'zh',
    path: '/today',
    before: script.watch,
  })
  await settled(page)
  expect(await script.bytes()).toBeLessThanOrEqual(200 * 1024)
  await page.context().close()
})

describe.each(looks)('the day of a consultant at $size in $locale', ({ size, locale }) => {
  const t = wordsIn(locale)(cardWords)
  const find = wordsIn(locale)(customerWords)
  const name = locale === 'zh' ? '欧阳若水' : 'Ouyang Ruo'
  const phone = `188${String(Date.now()).slice(-7, -1)}0${size === 'phone' ? 1 : 2}`

  it('[003-50] a card is made without a visit, found again by its number, and kept on retry', async () => {
    const faults = watchFaults()
    const { login } = await personOf('bj01', 'Sales consultant')
    const page = await openAs(browser, login, {
      baseUrl,
      size,
      locale,
      path: '/new-card',
      before: faults.watch,
    })
    await page.getByLabel(t('phone'), { exact: true }).fill(phone.slice(0, 6))
    await page.getByLabel(t('name'), { exact: true }).fill(name)
    await page.getByRole('button', { name: t('saveCard') }).click()
    await page.getByRole('alert').getByText(t('phoneIncomplete')).waitFor()
    // What was typed outlasts a reload.
    page.on('dialog', (dialog) => void dialog.accept())
    await page.reload()
    expect(await page.getByLabel(t('name'), { exact: true }).inputValue()).toBe(name)
    await page.getByLabel(t('phone'), { exact: true }).fill(phone)
    await page.getByText(t('levelA')).click()
    await page.getByText(t('checkNew')).waitFor()
    await page.getByRole('button', { name: t('saveCard') }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await expectNoSeriousAxe(page)

    if (size === 'desk') {
      await page.keyboard.press('Control+k')
      await page.keyboard.type(phone)
      await page.getByRole('option', { name: new RegExp(name) }).waitFor()
      await page.keyboard.press('Enter')
    } else {
      await page.goto(`${baseUrl}/search`)
      await page.getByLabel(find('searchStart')).fill(phone.slice(-4))
      await page
        .getByRole('list', { name: find('results') })
        .getByRole('button', { name: new RegExp(name) })
        .click()
    }
    await page.getByRole('heading', { level: 1, name }).waitFor()
    faults.expectNone()
    await page.context().close()
  })

  it('[003-55] what is due today is completed from the list and leaves it', async () => {
    const { login } = await personOf('bj01', 'Sales consultant')
    const page = await openAs(browser, login, { baseUrl, size, locale, path: '/today' })
    await settled(page)
    const open = page.getByRole('button', { name: new RegExp(`^${t('complete')} `) })
    const count = await open.count()
    if (count === 0) return
    const label = (await open.first().getAttribute('aria-label')) ?? ''
    await open.first().click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText(t('considering'), { exact: true }).click()
    await expectNoSeriousAxe(page)
    await sheet.getByRole('button', { name: t('record') }).click()
    await sheet.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: label, exact: true }).waitFor({ state: 'detached' })
    await page.context().close()
  })
})
