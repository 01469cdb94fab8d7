import { listOptionsRoute, type OptionKind } from '#modules/dictionaries/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { Field } from '#ui/light/Field.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listLossRivals } from '../contracts/loss-rivals.ts'
import { cardWords } from '../words.ts'

interface Chosen {
  reasonId: string
  competitorId: string
  rivalId: string
}

/** Why a card is lost and to whom, from the store's dictionaries and the records of rivals. */
export function LossChoices(
  props: Chosen & {
    cardId: string
    isRequired?: boolean
    onChange: (change: Partial<Chosen>) => void
  },
) {
  const t = useWords(cardWords)
  const reasons = useLossOptions('loss_reason')
  const brands = useLossOptions('competitor')
  const answer = useAsk(listLossRivals, { params: { id: props.cardId } })
  const rivals = answer.data?.items ?? []
  const offered = rivals.filter(
    (one) => props.competitorId === '' || one.competitorId === props.competitorId,
  )
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
          options={brands}
          onChange={(competitorId) => props.onChange({ competitorId, rivalId: '' })}
        />
      </Field>
      {offered.length > 0 || answer.isPending ? (
        <Field label={t('rivalModel')}>
          <Select
            value={props.rivalId}
            placeholder={t('noCompetitor')}
            options={offered.map(({ id, name, isNamed }) => ({
              value: id,
              label: isNamed ? `${name} · ${t('rivalNamed')}` : name,
            }))}
            onChange={(rivalId) =>
              props.onChange({
                rivalId,
                competitorId:
                  rivals.find((one) => one.id === rivalId)?.competitorId ?? props.competitorId,
              })
            }
          />
        </Field>
      ) : null}
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
