import type { App } from '#foundation/app.ts'

/** After the first start: fills an empty installation and says how to get in. */
export async function prepareInstallation(_app: App, address: string): Promise<void> {
  if (address !== '') console.log(`Keyuan 客源  ${address}`)
}
