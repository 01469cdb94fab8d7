import { useAsk } from '#ui/ask.ts'
import { Field } from '#ui/light/Field.tsx'
import { useWords } from '#ui/words.tsx'
import { listRivals } from '../contracts/rivals.ts'
import { roadWords } from '../words.ts'

/** Which rivals the customer compares with; those against the card's series come first. */
export function RivalChoice(props: {
  chosen: readonly string[]
  seriesId?: string | null
  onChange: (ids: string[]) => void
}) {
  const t = useWords(roadWords)
  const rivals = useAsk(listRivals, { query: {} }, { live: ['road.rivals_changed'] })
  const { chosen, seriesId } = props
  const items = rivals.data?.items ?? []
  if (items.length === 0) return null
  const near = (own: string | null) => (seriesId && own === seriesId ? 0 : 1)
  const sorted = [...items].sort((a, b) => near(a.ownSeriesId) - near(b.ownSeriesId))
  const toggle = (id: string) =>
    props.onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  return (
    <Field label={t('considered')} group>
      <div className="road-items">
        {sorted.slice(0, 30).map((rival) => (
          <label key={rival.id}>
            <input
              type="checkbox"
              checked={chosen.includes(rival.id)}
              onChange={() => toggle(rival.id)}
            />
            {rival.brand} {rival.name}
          </label>
        ))}
      </div>
    </Field>
  )
}
