import { useState } from 'react'
import { addDays } from '#shared/days.ts'
import { levelFor } from '#shared/intent-level.ts'
import { Button } from '#ui/light/Button.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import type { Card } from '../contracts/card.ts'
import { cardListWords } from '../list-words.ts'
import { cardWords } from '../words.ts'
import { useSeriesOptions } from './card-options.ts'
import { useCadence } from './LevelChoice.tsx'

/** What a card must be told to stand in another column: a date for a lower level, the model at its stage. */
export function MoveSheet(props: {
  card: Card
  to: string
  need: 'date' | 'model'
  today: string
  onClose: () => void
  onChosen: (chosen: { expectedOn?: string; seriesId?: string }) => void
}) {
  const { card, need, today } = props
  const t = useWords(cardListWords)
  const words = useWords(cardWords)
  const limits = useCadence()?.levelLimits
  const series = useSeriesOptions()
  const [expectedOn, setExpectedOn] = useState('')
  const [seriesId, setSeriesId] = useState('')
  const level = limits && expectedOn !== '' ? levelFor(expectedOn, today, limits).level : undefined
  const isReady = need === 'model' ? seriesId !== '' : level === props.to
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={`${card.customerName} → ${props.to}${need === 'model' ? '%' : ''}`}
    >
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) props.onChosen(need === 'model' ? { seriesId } : { expectedOn })
        }}
      >
        {need === 'model' ? (
          <Field label={words('series')} required hint={t('chooseModel', { n: props.to })}>
            <Select
              value={seriesId}
              onChange={setSeriesId}
              placeholder={words('nothingChosen')}
              options={series}
            />
          </Field>
        ) : (
          <Field label={words('expectedOn')} required hint={t('chooseDate')}>
            <TextInput
              type="date"
              min={addDays(today, 1)}
              value={expectedOn}
              onChange={setExpectedOn}
            />
          </Field>
        )}
        {level && level !== props.to ? (
          <Notice tone="blocked">{t('dateOfLevel', { level })}</Notice>
        ) : null}
        <Button type="submit" kind="primary" wide aria-disabled={!isReady || undefined}>
          {t('move')}
        </Button>
      </form>
    </Sheet>
  )
}
