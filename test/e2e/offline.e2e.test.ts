import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { offlineWords } from '#modules/offline/words.ts'
import type { followUpsOfDay, listCards } from '#modules/opportunities/contracts/find-cards.ts'
import { cardWords } from '#modules/opportunities/words.ts'
import type { CallOutput } from '#shared/contract.ts'
import { uiWords } from '#ui/ui-words.ts'
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

/** Asks the server past the page, with the page's session. */
async function ask<T>(page: Page, path: string): Promise<T> {
  return (await (await page.context().request.get(`${baseUrl}/api/${path}`)).json()) as T
}

/** Until the worker holds the app and the phone the person's customers and lists. */
async function ready(page: Page): Promise<void> {
  const isReady = () =>
    page.evaluate(async () => {
      if (navigator.serviceWorker.controller?.state !== 'activated') return false
      const [found] = (await indexedDB.databases()).filter((one) => one.name?.startsWith('keyuan-'))
      if (!found?.name) return false
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(found.name as string)
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      // The lists of the forms come last.
      const count = await new Promise<number>((resolve) => {
        const request = db.transaction('answers').objectStore('answers').count()
        request.onsuccess = () => resolve(request.result)
      })
      db.close()
      return count >= 3
    })
  await expect.poll(isReady, { timeout: 30_000, interval: 250 }).toBe(true)
}

describe.each(['zh', 'en'] as const)('a phone with no network, in %s', (locale) => {
  const t = wordsIn(locale)(cardWords)
  const ui = wordsIn(locale)(uiWords)
  const pending = wordsIn(locale)(offlineWords)

  it('completes a follow-up and makes a card, keeps them over a reload, and sends each once', async () => {
    const { login } = await personOf('hz01', 'Sales consultant')
    const page = await openAs(browser, login, { baseUrl, size: 'phone', locale, path: '/today' })
    page.on('dialog', (dialog) => void dialog.accept())
    await settled(page)
    await ready(page)
    const before = await ask<CallOutput<typeof followUpsOfDay>>(page, 'follow-ups')
    const due = before.items.find((item) => item.when !== 'done')
    if (!due) throw new Error('Nobody is due today in this store')

    await page.context().setOffline(true)
    await page.reload()
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page
      .getByRole('button', { name: `${t('complete')} ${due.customerName}` })
      .first()
      .click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText(locale === 'zh' ? '推迟购车' : 'Postponed', { exact: true }).click()
    await sheet.getByLabel(new RegExp(`^${t('note')}`)).fill('离线记录')
    await sheet.getByRole('button', { name: t('record') }).click()
    await sheet.waitFor({ state: 'detached' })
    await page.getByText(ui('unsentCount', { n: 1 })).waitFor()

    const name = `离线客户${locale}`
    const phone = `189${String(Date.now()).slice(-8)}`
    await page.getByRole('link', { name: ui('new') }).click()
    await page.getByLabel(t('phone'), { exact: true }).fill(phone)
    await page.getByText(t('checkLater')).waitFor()
    await page.getByLabel(t('name'), { exact: true }).fill(name)
    await page.getByText(t('levelA')).click()
    await page.getByRole('button', { name: t('saveCard') }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.getByText(ui('unsentCount', { n: 2 })).waitFor()

    // A reload with no network: the app starts, and both are still there.
    await page.goto(`${baseUrl}/cards`)
    await page.getByText(ui('unsentCount', { n: 2 })).waitFor()
    await page.getByRole('searchbox').first().fill(phone.slice(-4))
    await page.getByText(name).first().waitFor()
    await page.getByText(ui('notSent')).first().waitFor()
    await page.getByText(ui('unsentCount', { n: 2 })).click()
    await page.getByRole('heading', { level: 1, name: pending('pending') }).waitFor()
    await expectNoSeriousAxe(page)
    await expectNoSidewaysScroll(page)

    await page.context().setOffline(false)
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await page.getByText(pending('allSent')).waitFor()
    const after = await ask<CallOutput<typeof followUpsOfDay>>(page, 'follow-ups')
    expect(after.items.find((item) => item.id === due.id)?.when ?? 'gone').not.toBe('overdue')
    expect(after.counts.done).toBe(before.counts.done + 1)
    const made = await ask<CallOutput<typeof listCards>>(page, `opportunities?q=${phone}`)
    expect(made.items.map((card) => card.customerName)).toEqual([name])
    await page.context().close()
  })
})
