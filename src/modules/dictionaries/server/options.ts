import type { Tx } from '#foundation/db/database.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { ChannelFamily, Option, OptionKind } from '../contract.ts'
import { insertOptions, type OptionRow, selectOptions } from './options.queries.ts'
import { standardOptions } from './standard-options.ts'

/**
 * The active options of a kind as a store uses them: the group's standard ones in their order,
 * then the store's own, each with the `standardId` it counts under.
 */
export async function listOptions(
  tx: Tx,
  groupId: number,
  kind: OptionKind,
  storeId: number,
): Promise<Option[]> {
  return (await selectOptions(tx, groupId, { kind, storeId, activeOnly: true })).map(presentOption)
}

/** Gives a group the standard options; those it already has (by code or label) stay as they are. */
export async function seedDictionaries(
  tx: Tx,
  groupId: number,
  kinds: readonly OptionKind[] = Object.keys(standardOptions) as OptionKind[],
): Promise<void> {
  const rows = kinds.flatMap((kind) =>
    standardOptions[kind].map((option, position) => ({
      group_id: groupId,
      id: uuidv7(),
      kind,
      store_id: null,
      standard_id: null,
      code: option.code,
      label: option.zh,
      label_en: option.en,
      family: option.family ?? null,
      aliases: [...(option.aliases ?? [])],
      position,
    })),
  )
  await insertOptions(tx, rows)
}

/** Row to the option as both sides know it. */
export function presentOption(row: OptionRow): Option {
  return {
    id: row.id,
    kind: row.kind as OptionKind,
    owner: row.store_id === null ? 'standard' : 'store',
    standardId: row.standard_id,
    code: row.code,
    label: row.label,
    labelEn: row.label_en,
    family: row.family as ChannelFamily | null,
    aliases: row.aliases,
    position: row.position,
    isActive: row.is_active,
    version: row.version,
  }
}
