import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { loginWords } from '#modules/access/web/words.ts'
import { showroomWords } from '#modules/showroom/words.ts'
import { uiWords } from '#ui/ui-words.ts'
import {
  expectNoSeriousAxe,
  expectNoSidewaysScroll,
  launchBrowser,
  openAs,
  openAsStranger,
} from './browser.ts'
import { personOf } from './people.ts'
import { startProduct } from './product.ts'
import { wordsIn } from './words.ts'

const baseUrl = inject('baseUrl')
const looks = [
  { size: 'desk', locale: 'zh' },
  { size: 'phone', locale: 'zh' },
  { size: 'desk', locale: 'en' },
  { size: 'phone', locale: 'en' },
] as const

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe.each(looks)('the log-in at $size in $locale', ({ size, locale }) => {
  const t = wordsIn(locale)(loginWords)

  it('a wrong password is refused in words, and what was typed is not lost', async () => {
    const page = await openAsStranger(browser, { baseUrl, size, locale })
    const name = page.getByLabel(t('login'))
    await name.fill('admin.demo')
    await page.getByLabel(t('password')).fill('not the password')
    await page.getByRole('button', { name: t('logIn') }).click()
    await page.getByRole('alert').waitFor()
    expect(await name.inputValue()).toBe('admin.demo')
    await expectNoSidewaysScroll(page)
    await expectNoSeriousAxe(page)
    await page.context().close()
  })

  it('the demo lets everybody in with one click on their role', async () => {
    const page = await openAsStranger(browser, { baseUrl, size, locale })
    const { name } = await personOf('bj01', 'Receptionist')
    await page
      .getByRole('region', { name: t('demo') })
      .getByRole('button', { name })
      .click()
    await page.getByRole('region', { name: wordsIn(locale)(showroomWords)('newVisit') }).waitFor()
    await page.context().close()
  })
})

it('the language changes on the page at once and stays with the person', async () => {
  const { login, name } = await personOf('bj01', 'Marketing')
  const page = await openAs(browser, login, { baseUrl, locale: 'zh', path: '/numbers' })
  await page.getByRole('heading', { level: 1, name: '数据看板' }).waitFor()
  await page.getByRole('banner').locator('summary', { hasText: name }).click()
  await page.getByText('English', { exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Numbers' }).waitFor()
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await page.context().close()
  // Another browser, set to Chinese, has no choice of its own: the person's counts.
  const later = await openAs(browser, login, { baseUrl, locale: 'zh', path: '/numbers' })
  await later.getByRole('heading', { level: 1, name: 'Numbers' }).waitFor()
  await later.context().close()
})

it('without the demo a one-time link makes the first administrator, once', async () => {
  const empty = await startProduct({ demo: false })
  try {
    const link = await linkOf(empty.said)
    const t = wordsIn('zh')(loginWords)
    const page = await openAsStranger(browser, {
      baseUrl: empty.baseUrl,
      size: 'phone',
      locale: 'zh',
      path: link.slice(new URL(link).origin.length),
    })
    await page.getByLabel(t('groupName')).fill('远山集团')
    await page.getByLabel(t('storeName')).fill('远山一店')
    await page.getByLabel(t('storeCode')).fill('YS01')
    await page.getByLabel(t('ownName')).fill('王远山')
    await page.getByLabel(t('login')).fill('wang.yuanshan')
    await page.getByLabel(t('newPassword')).fill('qing shan bu lao')
    await page.getByLabel(t('repeatPassword')).fill('qing shan')
    await page.getByRole('button', { name: t('start') }).click()
    await page.getByRole('alert').getByText(t('notTheSame')).waitFor()
    await page.getByLabel(t('repeatPassword')).fill('qing shan bu lao')
    await expectNoSeriousAxe(page)
    await page.getByRole('button', { name: t('start') }).click()
    await page.getByText('远山一店').first().waitFor()
    await page.context().close()

    const stranger = await openAsStranger(browser, { baseUrl: empty.baseUrl, locale: 'zh' })
    await stranger.getByLabel(t('login')).fill('wang.yuanshan')
    await stranger.getByLabel(t('password')).fill('qing shan bu lao')
    await stranger.getByRole('button', { name: t('logIn') }).click()
    await stranger.getByRole('navigation', { name: uiWords.mainNavigation[0] }).waitFor()
    await stranger.context().close()
  } finally {
    await empty.stop()
  }
})

/** The link the product prints when nobody can log in yet. */
async function linkOf(said: () => string): Promise<string> {
  await expect.poll(said, { timeout: 20_000 }).toMatch(/http\S+\/first-start#\S+/)
  return /http\S+\/first-start#\S+/.exec(said())?.[0] ?? ''
}
