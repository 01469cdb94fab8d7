import type { TestProject } from 'vitest/node'
import { startProduct } from './product.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the product with its demo group is served for the whole run. */
    baseUrl: string
  }
}

/** Before all browser tests: one product with the demo, or the one already served at `E2E_URL`. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const served = process.env.E2E_URL
  if (served) {
    project.provide('baseUrl', served)
    return async () => {}
  }
  const product = await startProduct({ demo: true })
  project.provide('baseUrl', product.baseUrl)
  return product.stop
}
