import { isDeepStrictEqual } from 'node:util'
import type { StoreInfo } from '#foundation/ctx.ts'
import { type StoreSettings, storeSettingsSchema } from '../contract.ts'

const fields = storeSettingsSchema.shape
const names = Object.keys(fields) as (keyof StoreSettings)[]

/** A store's own rules with every default filled in; what is not right as stored takes its default. */
export function storeSettings(store: Pick<StoreInfo, 'settings'>): StoreSettings {
  const settings: Record<string, unknown> = {}
  for (const name of names) {
    const parsed = fields[name].safeParse(store.settings[name])
    settings[name] = parsed.success ? parsed.data : fields[name].parse(undefined)
  }
  return settings as StoreSettings
}

/** What is kept of a store's rules: only what differs from the defaults, and what others keep there. */
export function settingsToKeep(
  stored: Record<string, unknown>,
  settings: StoreSettings,
): Record<string, unknown> {
  const kept: Record<string, unknown> = { ...stored }
  for (const name of names) {
    if (isDeepStrictEqual(settings[name], fields[name].parse(undefined))) delete kept[name]
    else kept[name] = settings[name]
  }
  return kept
}

/** The names of the rules in which two settings differ. */
export function changedSettings(before: StoreSettings, after: StoreSettings): string[] {
  return names.filter((name) => !isDeepStrictEqual(before[name], after[name]))
}
