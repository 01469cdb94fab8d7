import type { Page } from 'playwright-core'

/** Waits until a screen shows what it asked for: no grey lines, nothing being fetched. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main').first().waitFor()
  await page.waitForFunction(() => {
    const main = document.querySelector('main')
    const isEmpty = (main?.textContent ?? '').trim() === ''
    return !isEmpty && document.querySelector('.k-skeleton, .ant-spin-spinning') === null
  })
}
