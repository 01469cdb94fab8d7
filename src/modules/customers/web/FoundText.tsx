import { Badge } from '#ui/light/Badge.tsx'
import { SpecialMark } from '#ui/light/SpecialMark.tsx'
import { useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { Found } from '../contract.ts'
import { customerWords } from '../words.ts'

/** What a hit says of a customer: name, masked number, plate, whose, and the store if another. */
export function FoundText({ found }: { found: Found }) {
  const t = useWords(customerWords)
  const locale = useLocale()
  const { store } = useSession()
  const storeName = locale === 'en' && found.storeNameEn ? found.storeNameEn : found.storeName
  const below = [
    found.ownerName,
    found.plate,
    found.storeId === store.id ? null : storeName,
  ].filter(Boolean)
  return (
    <>
      <span className="k-line">
        <strong>{found.name}</strong>
        {found.sex ? <span className="k-muted">{t(found.sex)}</span> : null}
        <SpecialMark mark={found.special} reason={found.specialReason} />
        {found.isOwner ? <Badge tone="done">{t('isOwner')}</Badge> : null}
        <span className="k-number k-muted">{found.maskedPhone}</span>
      </span>
      {below.length > 0 ? <span className="k-muted search-below">{below.join(' · ')}</span> : null}
    </>
  )
}
