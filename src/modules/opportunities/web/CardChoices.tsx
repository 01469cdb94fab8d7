import { listSeriesRoute } from '#modules/catalog/contract.ts'
import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { useAsk } from '#ui/ask.ts'
import type { FormFields } from '#ui/Form.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { cardWords } from '../words.ts'

/** A form with the field, whatever else is on it. */
type With<Name extends string> = Pick<
  FormFields<Record<Name, string>>,
  'values' | 'field' | 'input' | 'set'
>

/** Which of the store's own series; `now` keeps one that is no longer offered choosable. */
export function SeriesField(props: { form: With<'seriesId'>; now?: Chosen | null }) {
  const t = useWords(cardWords)
  const { form, now } = props
  const pick = usePick()
  const answer = useAsk(listSeriesRoute, { query: { state: 'active' } })
  const series = withNow(
    (answer.data?.items ?? [])
      .filter((one) => one.isOwn)
      .map((one) => ({ value: one.id, label: pick(one.name, one.nameEn) })),
    now,
  )
  const isFew = series.length < 7
  return (
    <Field {...form.field('seriesId')} label={t('series')} group={isFew}>
      {isFew ? (
        <Choice
          value={form.values.seriesId}
          onChange={(seriesId) => form.set({ seriesId })}
          clearable
          onClear={() => form.set({ seriesId: '' })}
          options={series}
        />
      ) : (
        <Select {...form.input('seriesId')} placeholder={t('nothingChosen')} options={series} />
      )}
    </Field>
  )
}

/** Where the customer comes from, out of the store's list of sources. */
export function SourceField(props: { form: With<'sourceId'>; now?: Chosen | null }) {
  const t = useWords(cardWords)
  const { form, now } = props
  const pick = usePick()
  const answer = useAsk(listOptionsRoute, { query: { kind: 'source', state: 'active' } })
  const sources = (answer.data?.items ?? []).map((one) => ({
    value: one.id,
    label: pick(one.label, one.labelEn),
  }))
  return (
    <Field {...form.field('sourceId')} label={t('source')}>
      <Select
        {...form.input('sourceId')}
        placeholder={t('nothingChosen')}
        options={withNow(sources, now)}
      />
    </Field>
  )
}

/** Why it is bought: few choices, so each is one tap. */
export function PurchaseTypeField({ form }: { form: With<'purchaseTypeId'> }) {
  const t = useWords(cardWords)
  const pick = usePick()
  const answer = useAsk(listOptionsRoute, { query: { kind: 'purchase_type', state: 'active' } })
  const kinds = answer.data?.items ?? []
  if (kinds.length === 0) return null
  return (
    <Field {...form.field('purchaseTypeId')} label={t('purchaseType')} group>
      <Choice
        value={form.values.purchaseTypeId}
        onChange={(purchaseTypeId) => form.set({ purchaseTypeId })}
        clearable
        onClear={() => form.set({ purchaseTypeId: '' })}
        options={kinds.map((one) => ({ value: one.id, label: pick(one.label, one.labelEn) }))}
      />
    </Field>
  )
}

interface Chosen {
  value: string
  label: string
}

function withNow(options: Chosen[], now: Chosen | null | undefined): Chosen[] {
  return now && !options.some((one) => one.value === now.value) ? [...options, now] : options
}

/** The name in the page's language, where there is one. */
function usePick() {
  const locale = useLocale()
  return (zh: string, en: string) => (locale === 'en' && en !== '' ? en : zh)
}
