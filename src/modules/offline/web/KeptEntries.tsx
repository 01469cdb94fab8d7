import { useAsk } from '#ui/ask.ts'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { keptEntriesOf } from '../contract.ts'
import { offlineWords } from '../words.ts'

/** What was entered on a phone and did not become the record; nothing while there is nothing. */
export function KeptEntries({ customerId }: { customerId: string }) {
  const t = useWords(offlineWords)
  const kept = useAsk(
    keptEntriesOf,
    { params: { id: customerId } },
    { live: ['offline.*', 'customers.merged'] },
  )
  const items = kept.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="k-card k-stack" aria-label={t('keptTitle')}>
      <h2>{t('keptTitle')}</h2>
      <ul className="k-stack">
        {items.map((item) => {
          const name = item.personName ?? '—'
          const entered = item.entered ?? '—'
          return (
            <li key={item.id}>
              {item.kind === 'edit'
                ? t('keptEdit', { name, entered, stands: item.stands ?? '—' })
                : t('keptCard', { name, entered })}{' '}
              <span className="k-muted">
                <When at={item.enteredAt} />
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
