import { type Ctx, personOf } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { listAddresses, updateAddress } from './mail-address.queries.ts'

export interface MailPerson {
  id: string
  name: string
  locale: 'zh' | 'en'
  /** '' where none is known. */
  address: string
}

/** Names, languages and mail addresses of people who are still here; the others are absent. */
export async function mailPeople(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, MailPerson>> {
  if (ids.length === 0) return new Map()
  const rows = await listAddresses(ctx.tx, ctx.store.groupId, ids)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        locale: row.locale === 'en' ? 'en' : 'zh',
        address: row.email_sealed ? ctx.vault.open(row.email_sealed) : '',
      },
    ]),
  )
}

/** Keeps one's own mail address, sealed; '' forgets it. */
export async function setMailAddress(ctx: Ctx, address: string): Promise<void> {
  const id = personOf(ctx)
  const sealed = address === '' ? null : ctx.vault.seal(address)
  await updateAddress(ctx.tx, ctx.store.groupId, id, sealed)
  audit(ctx, {
    action: 'person.mail_address_changed',
    recordType: 'person',
    recordId: id,
    personal: { address },
  })
}
