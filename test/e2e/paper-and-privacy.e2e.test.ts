import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { formWords } from '#modules/forms/words.ts'
import { privacyWords } from '#modules/privacy/words.ts'
import { uiWords } from '#ui/ui-words.ts'
import { uuidv7 } from '#shared/ids.ts'
import { expectNoSeriousAxe, launchBrowser, openAs } from './browser.ts'
import { watchFaults } from './faults.ts'
import { personOf } from './people.ts'
import { settled } from './settled.ts'
import { wordsIn } from './words.ts'

const baseUrl = inject('baseUrl')
const headers = { 'x-keyuan': '1' }

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe.each([
  { size: 'desk', locale: 'zh' },
  { size: 'phone', locale: 'en' },
] as const)('paper and privacy at $size in $locale', ({ size, locale }) => {
  const f = wordsIn(locale)(formWords)
  const t = wordsIn(locale)(privacyWords)
  const ui = wordsIn(locale)(uiWords)
  const name = locale === 'zh' ? '欧阳隐' : 'Ouyang Yin'

  const open = async (store: 'bj01' | 'hz01', role: 'Sales manager' | 'Sales consultant') => {
    const { login } = await personOf(store, role)
    const faults = watchFaults(['POST 403 /api/customers'])
    const page = await openAs(browser, login, {
      baseUrl,
      size,
      locale,
      path: '/profile',
      before: faults.watch,
    })
    return { page, faults }
  }
  const pdfOf = async (page: Page): Promise<string> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: f('pdf'), exact: true }).click(),
    ])
    return readFileSync(await download.path())
      .subarray(0, 5)
      .toString('latin1')
  }

  it('[004-09] [004-10] [004-11] each form stands as printed, prints alone, and leaves as a PDF', async () => {
    const { page, faults } = await open('bj01', 'Sales manager')
    for (const form of ['register', 'tracking', 'report'] as const) {
      await page.goto(`${baseUrl}/forms?form=${form}`)
      await page.getByRole('heading', { name: f(form), exact: true }).waitFor()
      await expectNoSeriousAxe(page)
      expect(await pdfOf(page)).toBe('%PDF-')
    }
    await page.emulateMedia({ media: 'print' })
    await page.getByRole('heading', { name: f('report'), exact: true }).waitFor()
    expect(await page.getByRole('heading', { name: f('forms') }).isVisible()).toBe(false)
    expect(await page.getByRole('navigation').first().isVisible()).toBe(false)
    faults.expectNone()
    await page.context().close()
  })

  it('[002-75] consent, do not contact; the consultant cannot erase, the manager can, with proof', async () => {
    const { page, faults } = await open('hz01', 'Sales consultant')
    const made = await page.request.post(`${baseUrl}/api/opportunities`, {
      headers,
      data: {
        id: uuidv7(),
        customer: { name, phones: [`159${String(Date.now()).slice(-8)}`] },
        level: 'C',
      },
    })
    expect(made.status(), await made.text()).toBe(201)
    const { customerId } = (await made.json()) as { customerId: string }
    const centre = page.getByRole('region', { name: t('centre') })
    const sheet = page.getByRole('dialog')
    await page.goto(`${baseUrl}/customers/${customerId}`)
    await centre.getByRole('button', { name: t('giveConsent') }).click()
    await sheet.getByText(t('signed'), { exact: true }).click()
    await sheet.getByRole('button', { name: ui('save'), exact: true }).click()
    await centre.getByText(t('given'), { exact: true }).first().waitFor()
    await centre.getByRole('button', { name: t('doNotContact') }).click()
    await sheet.getByLabel(t('call'), { exact: true }).check()
    await sheet.getByLabel(t('reason')).fill('asked us')
    await expectNoSeriousAxe(page)
    await sheet.getByRole('button', { name: ui('save'), exact: true }).click()
    await centre.getByText(t('call'), { exact: true }).first().waitFor()
    expect(await centre.getByRole('button', { name: t('erase') }).count()).toBe(0)
    const refused = await page.request.post(`${baseUrl}/api/customers/${customerId}/erasure`, {
      headers,
      data: { reason: 'not allowed' },
    })
    expect(refused.status()).toBe(403)
    faults.expectNone()
    await page.context().close()

    const { page: boss, faults: theirs } = await open('hz01', 'Sales manager')
    await boss.goto(`${baseUrl}/customers/${customerId}`)
    const asked = boss.getByRole('region', { name: t('centre') })
    await asked.getByRole('button', { name: t('erase') }).click()
    const erasing = boss.getByRole('dialog')
    await erasing.getByLabel(t('reason')).fill('the person asked in writing')
    await erasing.getByLabel(t('eraseConfirm')).check()
    await erasing.getByRole('button', { name: t('erase'), exact: true }).click()
    await erasing.waitFor({ state: 'detached' })
    await asked.getByText(t('nothingLeft')).waitFor()
    await settled(boss)
    expect(await boss.locator('main').innerText()).not.toContain(name)
    await boss.goto(`${baseUrl}/privacy?kind=erasure`)
    await boss.getByText('the person asked in writing').first().waitFor()
    theirs.expectNone()
    await boss.context().close()
  })
})
