import { launchBrowser } from '../test/e2e/browser.ts'
import type { Site } from './site.ts'

const tries = 5

/** Milliseconds from the address to the first row of the list of cards, in a browser without a cache; the median. */
export async function coldBrowser(site: Site): Promise<number> {
  const browser = await launchBrowser()
  const times: number[] = []
  try {
    for (let i = 0; i < tries; i += 1) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      const [name = '', value = ''] = site.one.manager.cookie.split('=')
      await context.addCookies([{ name, value, domain: '127.0.0.1', path: '/' }])
      const page = await context.newPage()
      const started = performance.now()
      await page.goto(`http://127.0.0.1:${site.port}/prospects`)
      await page
        .getByText(/\d{3}\*{4}\d{4}/)
        .first()
        .waitFor()
      times.push(performance.now() - started)
      await context.close()
    }
  } finally {
    await browser.close()
  }
  return times.sort((a, b) => a - b)[Math.floor(tries / 2)] as number
}
