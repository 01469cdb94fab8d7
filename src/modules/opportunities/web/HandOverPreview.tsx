import { useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { Link } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import type { previewHandOver } from '../contracts/hand-over.ts'
import { neverLostWords } from '../never-lost-words.ts'

export type HandOverPreview = CallOutput<typeof previewHandOver>

const firstShown = 30

/** What each receiver has now, gets, and has then. */
export function PreviewTable({ preview }: { preview: HandOverPreview }) {
  const t = useWords(neverLostWords)
  return (
    <div className="care-scroll" role="region" aria-label={t('preview')} tabIndex={0}>
      <table className="care-table">
        <thead>
          <tr>
            <th>{t('consultant')}</th>
            <th>{t('now')}</th>
            <th>{t('gets')}</th>
            <th>H</th>
            <th>A</th>
            <th>B</th>
            <th>C</th>
            <th>{t('afterwards')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.receivers.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.name}</th>
              <td>{one.cardsNow}</td>
              <td>{one.customers}</td>
              <td>{one.levels.H}</td>
              <td>{one.levels.A}</td>
              <td>{one.levels.B}</td>
              <td>{one.levels.C}</td>
              <td>{one.cardsNow + one.cards}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Who gets which customer; each may be given to another of the receivers by hand. */
export function PlacedList(props: {
  preview: HandOverPreview
  placed: ReadonlyMap<string, string>
  busy: boolean
  onPlace: (customerId: string, toId: string) => void
}) {
  const t = useWords(neverLostWords)
  const { preview, placed } = props
  const [isWhole, setIsWhole] = useState(false)
  const items = isWhole ? preview.items : preview.items.slice(0, firstShown)
  const options = preview.receivers.map((one) => ({ value: one.id, label: one.name }))
  return (
    <section className="k-stack" aria-label={t('whoGets')}>
      <h2>{t('whoGets')}</h2>
      <p className="k-muted">{t('whoGetsHint')}</p>
      <ul className="care-placed" aria-label={t('whoGets')}>
        {items.map((one) => (
          <li key={one.customerId}>
            <span className="k-line">
              {one.level ? <Badge tone={one.level}>{one.level}</Badge> : null}
              <Link to={`/customers/${one.customerId}`}>{one.name}</Link>
              <span className="k-muted">
                {[
                  one.seriesName,
                  one.cardId ? '' : t('noCard'),
                  placed.has(one.customerId) ? t('byHand') : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <Select
              aria-label={t('placeOf', { name: one.name })}
              value={one.toId}
              disabled={props.busy}
              onChange={(toId) => props.onPlace(one.customerId, toId)}
              options={options}
            />
          </li>
        ))}
      </ul>
      {items.length < preview.items.length ? (
        <div>
          <Button onClick={() => setIsWhole(true)}>{t('more')}</Button>
        </div>
      ) : preview.customers > preview.items.length ? (
        <p className="k-muted">{t('onlyFirst')}</p>
      ) : null}
    </section>
  )
}
