import type { Page } from 'playwright-core'

/**
 * Collects what a page must never do: errors on its console and requests that fail. Pass `watch`
 * as `before`; `expectNone` fails with the list. Answers named in `refusals` (`POST 409 /api/…`,
 * by their beginning) belong to the test.
 */
export function watchFaults(refusals: string[] = []) {
  const faults: string[] = []
  const isExpected = (line: string) => refusals.some((one) => line.startsWith(one))
  return {
    watch: (page: Page) => {
      page.on('console', (message) => {
        // The browser's own line about a refused request carries no more than the answer below.
        const isEcho = message.text().startsWith('Failed to load resource')
        if (message.type() === 'error' && !isEcho) faults.push(`console: ${message.text()}`)
      })
      page.on('response', (response) => {
        const request = response.request()
        const { pathname } = new URL(response.url())
        const line = `${request.method()} ${response.status()} ${pathname}`
        if (response.status() >= 400 && !isExpected(line)) faults.push(line)
      })
      page.on('requestfailed', (request) => {
        // Leaving a page ends what it was still asking.
        const why = request.failure()?.errorText ?? ''
        if (why !== 'net::ERR_ABORTED') faults.push(`${request.method()} ${request.url()}: ${why}`)
      })
    },
    forget: () => void faults.splice(0),
    /** Since the last time it was asked. */
    expectNone: () => {
      const found = faults.splice(0)
      if (found.length > 0) throw new Error(`The page had faults:\n  ${found.join('\n  ')}`)
    },
  }
}
