import { announce, audit } from '#foundation/ledger/ledger.ts'
import { authorise, type Ctx } from '#foundation/ctx.ts'
import type { HandlerInput } from '#shared/contract.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import {
  type changeOption,
  type createOption,
  dictionaryError,
  type Option,
  type OptionKind,
  optionsChanged,
  type orderOptions,
} from '../contract.ts'
import { checkWords, cleanAliases } from './option-words.ts'
import { presentOption } from './options.ts'
import {
  findOption,
  insertOptions,
  lockList,
  type OptionRow,
  passFamilyOn,
  selectOptions,
  setPositions,
  updateOption,
} from './options.queries.ts'

type NewOption = HandlerInput<typeof createOption>['body']
type OptionChange = HandlerInput<typeof changeOption>['body']
type OptionOrder = HandlerInput<typeof orderOptions>['body']

/** Adds a standard option (scope group) or a store's own one that stands for it (row 000-48). */
export async function addOption(ctx: Ctx, body: NewOption): Promise<Option> {
  const { groupId } = ctx.actor
  const earlier = body.id && (await findOption(ctx.tx, groupId, ctx.store.id, body.id))
  if (earlier) return presentOption(earlier)
  authorise(ctx, 'dictionaries.manage', body.owner === 'standard' ? 'group' : 'store')
  await lockList(ctx.tx, groupId, body.kind)
  const standard =
    body.owner === 'store' ? await getStandard(ctx, body.kind, body.standardId) : undefined
  const family = body.owner === 'standard' ? familyOf(body.kind, body.family) : standard?.family
  const aliases = cleanAliases(body.label, body.aliases)
  const list = await listOf(ctx, body.kind)
  checkWords(list, { owner: body.owner, label: body.label, labelEn: body.labelEn, aliases })
  const id = body.id ?? uuidv7()
  const added = await insertOptions(ctx.tx, [
    {
      group_id: groupId,
      id,
      kind: body.kind,
      store_id: body.owner === 'store' ? ctx.store.id : null,
      standard_id: standard?.id ?? null,
      code: `own-${id.replaceAll('-', '').slice(-16)}`,
      label: body.label,
      label_en: body.labelEn,
      family: family ?? null,
      aliases,
      position: 1 + Math.max(-1, ...ofOwner(list, body.owner).map((row) => row.position)),
    },
  ])
  if (added === 0) throw coreError('core.duplicate')
  const option = presentOption(await getOption(ctx, id))
  tell(ctx, 'option.added', option, { after: option })
  return option
}

/** Changes words, mapping or rest of an option; the version seen must be the current one. */
export async function editOption(ctx: Ctx, id: string, body: OptionChange): Promise<Option> {
  const row = await getOption(ctx, id)
  const before = presentOption(row)
  authorise(ctx, 'dictionaries.manage', before.owner === 'standard' ? 'group' : 'store')
  await lockList(ctx.tx, row.group_id, row.kind)
  if (row.version !== body.version) throw coreError('core.stale_version', { current: before })
  const label = body.label ?? row.label
  const labelEn = body.labelEn ?? row.label_en
  const aliases = cleanAliases(label, body.aliases ?? row.aliases)
  const list = (await listOf(ctx, before.kind)).filter((other) => other.id !== id)
  checkWords(list, { owner: before.owner, label, labelEn, aliases })
  const standard =
    before.owner === 'store'
      ? await getStandard(ctx, before.kind, body.standardId ?? before.standardId ?? '')
      : undefined
  const family = standard
    ? standard.family
    : familyOf(before.kind, body.family ?? before.family ?? undefined)
  const changed = await updateOption(ctx.tx, row.group_id, id, body.version, {
    label,
    label_en: labelEn,
    aliases,
    family,
    standard_id: standard?.id ?? null,
    is_active: body.isActive ?? row.is_active,
  })
  if (!changed)
    throw coreError('core.stale_version', { current: presentOption(await getOption(ctx, id)) })
  if (before.owner === 'standard' && family !== before.family)
    await passFamilyOn(ctx.tx, row.group_id, id, family)
  const option = presentOption(changed)
  tell(ctx, 'option.changed', option, { before, after: option })
  return option
}

/** Puts every option of an owner and kind into a new order. */
export async function reorderOptions(ctx: Ctx, body: OptionOrder): Promise<Option[]> {
  authorise(ctx, 'dictionaries.manage', body.owner === 'standard' ? 'group' : 'store')
  await lockList(ctx.tx, ctx.actor.groupId, body.kind)
  const mine = ofOwner(await listOf(ctx, body.kind), body.owner)
  const asked = new Set(body.ids)
  if (asked.size !== mine.length || mine.some((row) => !asked.has(row.id)))
    throw dictionaryError('dictionaries.list_changed')
  await setPositions(ctx.tx, ctx.actor.groupId, body.ids)
  const first = mine[0]
  if (first) tell(ctx, 'options.ordered', { id: first.id, kind: body.kind }, { ids: [...body.ids] })
  return (await listOf(ctx, body.kind)).map(presentOption)
}

/** Every option of a kind that this store sees, resting ones too. */
function listOf(ctx: Ctx, kind: OptionKind): Promise<OptionRow[]> {
  const within = { kind, storeId: ctx.store.id, activeOnly: false }
  return selectOptions(ctx.tx, ctx.actor.groupId, within)
}

function ofOwner(list: readonly OptionRow[], owner: Option['owner']): OptionRow[] {
  return list.filter((row) => (row.store_id === null) === (owner === 'standard'))
}

async function getOption(ctx: Ctx, id: string): Promise<OptionRow> {
  const row = await findOption(ctx.tx, ctx.actor.groupId, ctx.store.id, id)
  if (!row) throw coreError('core.not_found')
  return row
}

async function getStandard(ctx: Ctx, kind: OptionKind, id: string): Promise<OptionRow> {
  const row = id ? await findOption(ctx.tx, ctx.actor.groupId, ctx.store.id, id) : undefined
  if (!row || row.store_id !== null || row.kind !== kind)
    throw dictionaryError('dictionaries.standard_needed')
  return row
}

function familyOf(kind: OptionKind, family: string | undefined): string | null {
  if (kind !== 'source') return null
  if (!family) throw dictionaryError('dictionaries.family_needed')
  return family
}

function tell(
  ctx: Ctx,
  action: string,
  record: { id: string; kind: string },
  detail: Record<string, unknown>,
): void {
  audit(ctx, { action, recordType: 'option', recordId: record.id, detail })
  announce(ctx, { type: optionsChanged, recordId: record.id, data: { kind: record.kind } })
}
