import { listOptionsRoute, type OptionKind } from '#modules/dictionaries/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { Field } from '#ui/light/Field.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { cardWords } from '../words.ts'

/** Why a card is lost and to whom, from the store's dictionaries. */
export function LossChoices(props: {
  reasonId: string
  competitorId: string
  isRequired?: boolean
  onChange: (change: { reasonId?: string; competitorId?: string }) => void
}) {
  const t = useWords(cardWords)
  const reasons = useLossOptions('loss_reason')
  const rivals = useLossOptions('competitor')
  return (
    <>
      <Field label={t('lossReason')} required={props.isRequired ?? false}>
        <Select
          value={props.reasonId}
          placeholder={t('choose')}
          options={reasons}
          onChange={(reasonId) => props.onChange({ reasonId })}
        />
      </Field>
      <Field label={t('competitor')}>
        <Select
          value={props.competitorId}
          placeholder={t('noCompetitor')}
          options={rivals}
          onChange={(competitorId) => props.onChange({ competitorId })}
        />
      </Field>
    </>
  )
}

/** The options of a dictionary as choices in the language of the page. */
export function useLossOptions(kind: OptionKind): { value: string; label: string }[] {
  const locale = useLocale()
  const answer = useAsk(listOptionsRoute, { query: { kind, state: 'active' } })
  return (answer.data?.items ?? []).map((one) => ({
    value: one.id,
    label: locale === 'en' && one.labelEn !== '' ? one.labelEn : one.label,
  }))
}
