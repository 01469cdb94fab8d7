import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { timelineOf } from '#modules/timeline/contract.ts'
import { formatYuan, parseMoney } from '#shared/money.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { changeCard } from '../contract.ts'
import type { Card, Origin } from '../contracts/card.ts'
import { cardsOfCustomer, listCards } from '../contracts/find-cards.ts'
import { listStages } from '../contracts/machine.ts'
import { lifeWords } from '../life-words.ts'
import { cardWords } from '../words.ts'
import { SeriesField, SourceField } from './CardChoices.tsx'
import type { CardFormProps } from './CardForms.tsx'
import { EditForm } from './EditForm.tsx'

/** What a card may be corrected to; visits, leads and imports say it of themselves. */
export const typedOrigins = ['typed', 'referral', 'campaign'] as const
const fieldsOf = (card: Card) => ({
  seriesId: card.seriesId ?? '',
  sourceId: card.sourceId ?? '',
  stage: String(card.stage),
  quantity: String(card.quantity),
  amount: card.isAmountTyped ? formatYuan(card.expectedAmountFen) : '',
  origin: card.origin as string,
  campaign: card.originOptionId ?? '',
  originReason: '',
  note: card.note,
})
const labels = {
  seriesId: 'series',
  sourceId: 'source',
  stage: 'stage',
  quantity: 'quantity',
  note: 'course',
} as const

/** Fields that speak the words of the machine. */
const lifeLabels = {
  amount: 'amount',
  origin: 'origin',
  campaign: 'whichCampaign',
  originReason: 'originReason',
} as const

/** Model, source, stage, amount, how it came, quantity and note of an open card. */
export function CardFactsForm({ card, onDone }: CardFormProps) {
  const t = useWords(cardWords)
  const l = useWords(lifeWords)
  const latest = useAsk(cardsOfCustomer, { params: { id: card.customerId } })
  const change = useDo(changeCard, { refresh: [cardsOfCustomer, listCards, timelineOf] })
  const stages = (useAsk(listStages, {}).data?.stages ?? []).filter((stage) => !stage.isOfOrder)
  const campaigns = useCampaigns()
  const chosen = {
    seriesId: namedBy(card.seriesId, card.seriesName),
    sourceId: namedBy(card.sourceId, card.sourceName),
  }
  const label = (name: keyof ReturnType<typeof fieldsOf>) =>
    name in lifeLabels
      ? l(lifeLabels[name as keyof typeof lifeLabels])
      : t(labels[name as keyof typeof labels])
  const says = (name: string, value: string) => {
    if (name === 'seriesId' || name === 'sourceId') return chosen[name]?.label ?? ''
    if (name === 'stage') return `${value}%`
    if (name === 'origin') return l(value as Origin)
    if (name === 'campaign') return campaigns.find((one) => one.value === value)?.label ?? ''
    return value
  }
  const origins = [...new Set([card.origin, ...typedOrigins])]
  return (
    <EditForm
      draft={`card.${card.id}`}
      latest={fieldsOf(card)}
      say={(name, value) => ({ label: label(name), value: says(name, value) })}
      required={['quantity']}
      check={({ quantity, amount, origin, campaign, originReason }) => ({
        ...(/^[1-9]\d{0,2}$/.test(quantity.trim()) ? {} : { quantity: t('quantityWrong') }),
        ...(amount.trim() === '' || (parseMoney(amount) ?? -1) >= 0
          ? {}
          : { amount: l('amountHint') }),
        ...((origin !== card.origin || campaign !== (card.originOptionId ?? '')) &&
        originReason.trim().length < 2
          ? { originReason: l('originReason') }
          : {}),
      })}
      onStale={latest.refetch}
      onDone={onDone}
      onSave={(changed) => {
        const { seriesId, sourceId, stage, quantity, note, amount, origin, campaign } = changed
        return change.mutateAsync({
          params: { id: card.id },
          body: {
            version: card.version,
            // A model belongs to its series, and goes with it.
            ...(seriesId === undefined ? {} : { seriesId: seriesId || null, modelId: null }),
            ...(sourceId === undefined ? {} : { sourceId: sourceId || null }),
            ...(stage === undefined ? {} : { stage: Number(stage) }),
            ...(quantity === undefined ? {} : { quantity: Number(quantity) }),
            ...(note === undefined ? {} : { note: note.trim() }),
            ...(amount === undefined ? {} : { expectedAmountFen: parseMoney(amount) ?? null }),
            ...(origin === undefined ? {} : { origin: origin as Origin }),
            ...(campaign === undefined ? {} : { originOptionId: campaign || null }),
            ...(changed.originReason ? { reason: changed.originReason.trim() } : {}),
          },
        })
      }}
    >
      {(form) => (
        <>
          {card.state === 'signed' ? null : (
            <Field {...form.field('stage')} label={t('stage')} group={stages.length < 7} required>
              {stages.length < 7 ? (
                <Choice
                  value={form.values.stage}
                  onChange={(stage) => form.set({ stage })}
                  options={stages.map(stageOption)}
                />
              ) : (
                <Select
                  {...form.input('stage')}
                  placeholder="—"
                  options={stages.map(stageOption)}
                />
              )}
            </Field>
          )}
          <SeriesField form={form} now={chosen.seriesId} />
          <Field {...form.field('quantity')} label={t('quantity')}>
            <TextInput {...form.input('quantity')} inputMode="numeric" maxLength={3} />
          </Field>
          <Field {...form.field('amount')} label={l('amount')} hint={l('amountHint')}>
            <TextInput {...form.input('amount')} inputMode="decimal" maxLength={20} />
          </Field>
          <SourceField form={form} now={chosen.sourceId} />
          <Field {...form.field('origin')} label={l('origin')} group>
            <Choice
              value={form.values.origin}
              onChange={(origin) =>
                form.set({ origin, ...(origin === 'campaign' ? {} : { campaign: '' }) })
              }
              options={origins.map((value) => ({ value: value as string, label: l(value) }))}
            />
          </Field>
          {form.values.origin === 'campaign' ? (
            <Field {...form.field('campaign')} label={l('whichCampaign')}>
              <Select
                {...form.input('campaign')}
                placeholder={t('nothingChosen')}
                options={campaigns}
              />
            </Field>
          ) : null}
          {form.values.origin === card.origin &&
          form.values.campaign === (card.originOptionId ?? '') ? null : (
            <Field {...form.field('originReason')} label={l('originReason')} required>
              <TextInput {...form.input('originReason')} maxLength={500} />
            </Field>
          )}
          <Field {...form.field('note')} label={t('course')}>
            <TextArea {...form.input('note')} rows={4} maxLength={4000} />
          </Field>
        </>
      )}
    </EditForm>
  )
}

const stageOption = (stage: { percent: number; name: string }) => ({
  value: String(stage.percent),
  label: `${stage.percent}% ${stage.name}`,
})

/** The campaigns of the dictionary, in the language of the page. */
export function useCampaigns() {
  const locale = useLocale()
  const answer = useAsk(listOptionsRoute, { query: { kind: 'campaign', state: 'active' } })
  return (answer.data?.items ?? []).map((one) => ({
    value: one.id,
    label: locale === 'en' && one.labelEn !== '' ? one.labelEn : one.label,
  }))
}

function namedBy(id: string | null, name: string | null) {
  return id === null ? null : { value: id, label: name ?? '—' }
}
