import type { Tx } from '#foundation/db/database.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { ChannelFamily, Option, OptionKind } from '../contract.ts'
import { insertOptions, type OptionRow, selectOptions } from './options.queries.ts'
import { foldWord } from './simplify.ts'
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
export async function seedDictionaries(tx: Tx, groupId: number): Promise<void> {
  const rows = (Object.keys(standardOptions) as OptionKind[]).flatMap((kind) =>
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

/**
 * The option a text means: label, English label or alias, compared folded (half width, lower case,
 * no spaces, simplified characters). A store's own option stands before a standard one, a label
 * before an alias. Undefined where none fits.
 */
export function matchOption<
  T extends Pick<Option, 'owner' | 'label' | 'labelEn' | 'aliases' | 'isActive'>,
>(options: readonly T[], text: string): T | undefined {
  const word = foldWord(text)
  if (word === '') return undefined
  const own = options.filter((o) => o.isActive && o.owner === 'store')
  const standard = options.filter((o) => o.isActive && o.owner === 'standard')
  const byLabel = (o: T) => foldWord(o.label) === word || foldWord(o.labelEn) === word
  const byAlias = (o: T) => o.aliases.some((alias) => foldWord(alias) === word)
  return own.find(byLabel) ?? own.find(byAlias) ?? standard.find(byLabel) ?? standard.find(byAlias)
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
