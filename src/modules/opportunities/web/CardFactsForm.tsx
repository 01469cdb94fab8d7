import { timelineOf } from '#modules/timeline/contract.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import { type Card, cardsOfCustomer, changeCard, listCards } from '../contract.ts'
import { cardWords } from '../words.ts'
import { SeriesField, SourceField } from './CardChoices.tsx'
import type { CardFormProps } from './CardForms.tsx'
import { EditForm } from './EditForm.tsx'

/** The stages a person sets; 90 and 100 % are read from the order. */
const stages = [10, 25, 50, 75] as const
const fieldsOf = (card: Card) => ({
  seriesId: card.seriesId ?? '',
  sourceId: card.sourceId ?? '',
  stage: String(card.stage),
  quantity: String(card.quantity),
  note: card.note,
})
const labels = {
  seriesId: 'series',
  sourceId: 'source',
  stage: 'stage',
  quantity: 'quantity',
  note: 'course',
} as const

/** Model, source, stage, quantity and note of an open card. */
export function CardFactsForm({ card, onDone }: CardFormProps) {
  const t = useWords(cardWords)
  const latest = useAsk(cardsOfCustomer, { params: { id: card.customerId } })
  const change = useDo(changeCard, { refresh: [cardsOfCustomer, listCards, timelineOf] })
  const chosen = {
    seriesId: namedBy(card.seriesId, card.seriesName),
    sourceId: namedBy(card.sourceId, card.sourceName),
  }
  const says = (name: keyof typeof labels, value: string) =>
    name === 'seriesId' || name === 'sourceId'
      ? (chosen[name]?.label ?? '')
      : name === 'stage'
        ? `${value}%`
        : value
  return (
    <EditForm
      draft={`card.${card.id}`}
      latest={fieldsOf(card)}
      say={(name, value) => ({ label: t(labels[name]), value: says(name, value) })}
      required={['quantity']}
      check={({ quantity }) =>
        /^[1-9]\d{0,2}$/.test(quantity.trim()) ? {} : { quantity: t('quantityWrong') }
      }
      onStale={latest.refetch}
      onDone={onDone}
      onSave={({ seriesId, sourceId, stage, quantity, note }) => {
        const chosenStage = stages.find((one) => String(one) === stage)
        return change.mutateAsync({
          params: { id: card.id },
          body: {
            version: card.version,
            // A model belongs to its series, and goes with it.
            ...(seriesId === undefined ? {} : { seriesId: seriesId || null, modelId: null }),
            ...(sourceId === undefined ? {} : { sourceId: sourceId || null }),
            ...(chosenStage === undefined ? {} : { stage: chosenStage }),
            ...(quantity === undefined ? {} : { quantity: Number(quantity) }),
            ...(note === undefined ? {} : { note: note.trim() }),
          },
        })
      }}
    >
      {(form) => (
        <>
          {card.state === 'signed' ? null : (
            <Field {...form.field('stage')} label={t('stage')} group required>
              <Choice
                value={form.values.stage}
                onChange={(stage) => form.set({ stage })}
                options={stages.map((stage) => ({
                  value: String(stage),
                  label: `${stage}% ${t(`stage${stage}`)}`,
                }))}
              />
            </Field>
          )}
          <SeriesField form={form} now={chosen.seriesId} />
          <Field {...form.field('quantity')} label={t('quantity')}>
            <TextInput {...form.input('quantity')} inputMode="numeric" maxLength={3} />
          </Field>
          <SourceField form={form} now={chosen.sourceId} />
          <Field {...form.field('note')} label={t('course')}>
            <TextArea {...form.input('note')} rows={4} maxLength={4000} />
          </Field>
        </>
      )}
    </EditForm>
  )
}

function namedBy(id: string | null, name: string | null) {
  return id === null ? null : { value: id, label: name ?? '—' }
}
