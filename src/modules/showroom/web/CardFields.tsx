import { useEffect } from 'react'
import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { checkPhone } from '#modules/opportunities/contract.ts'
import { INTENT_LEVELS, levelFor } from '#shared/intent-level.ts'
import { looksLikeCompletePhone } from '#shared/phone.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import type { FormFields } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { Visit } from '../contract.ts'
import { showroomWords } from '../words.ts'
import { useOwnSeries } from './SeriesButtons.tsx'

export interface CardValues {
  name: string
  phone: string
  sex: string
  seriesId: string
  sourceId: string
  expectedOn: string
  level: string
  note: string
}

const levelWords = { H: 'levelH', A: 'levelA', B: 'levelB', C: 'levelC' } as const

/** The few fields of a card at the door; the number is checked for a collision while it is typed. */
export function CardFields(props: { form: FormFields<CardValues>; visit: Visit; today: string }) {
  const t = useWords(showroomWords)
  const { form, visit, today } = props
  const { values } = form
  const { series = [] } = useOwnSeries()
  const sources = useSources()
  return (
    <>
      {visit.customer ? (
        <Notice>{t('withCustomer', { name: visit.customer.name })}</Notice>
      ) : (
        <PersonFields form={form} />
      )}
      <Field {...form.field('seriesId')} label={t('model')} group={series.length < 7}>
        {series.length < 7 ? (
          <Choice
            value={values.seriesId}
            onChange={(seriesId) => form.set({ seriesId })}
            clearable
            onClear={() => form.set({ seriesId: '' })}
            options={series.map((one) => ({ value: one.id, label: one.name }))}
          />
        ) : (
          <Select
            {...form.input('seriesId')}
            placeholder={t('nothingChosen')}
            options={series.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
      </Field>
      <Field {...form.field('sourceId')} label={t('source')}>
        <Select
          {...form.input('sourceId')}
          placeholder={t('nothingChosen')}
          options={sources.map((one) => ({ value: one.id, label: one.name }))}
        />
      </Field>
      <Field {...form.field('level')} label={t('level')} group required>
        <Choice
          value={values.expectedOn ? levelFor(values.expectedOn, today).level : values.level}
          onChange={(level) => form.set({ level, expectedOn: '' })}
          options={INTENT_LEVELS.map((level) => ({
            value: level as string,
            label: (
              <>
                <Badge tone={level}>{level}</Badge>&nbsp;{t(levelWords[level])}
              </>
            ),
          }))}
        />
      </Field>
      <Field {...form.field('expectedOn')} label={t('expectedOn')}>
        <TextInput {...form.input('expectedOn')} type="date" min={today} />
      </Field>
      <Field {...form.field('note')} label={t('course')}>
        <TextArea {...form.input('note')} rows={3} maxLength={4000} />
      </Field>
    </>
  )
}

function PersonFields({ form }: { form: FormFields<CardValues> }) {
  const t = useWords(showroomWords)
  return (
    <>
      <Field {...form.field('name')} label={t('name')}>
        <TextInput {...form.input('name')} maxLength={60} autoComplete="off" />
      </Field>
      <Field {...form.field('phone')} label={t('phone')}>
        <TextInput {...form.input('phone')} type="tel" inputMode="tel" maxLength={40} />
      </Field>
      <Collision phone={form.values.phone} />
      <Field {...form.field('sex')} label={t('sex')} group>
        <Choice
          value={form.values.sex}
          onChange={(sex) => form.set({ sex })}
          options={[
            { value: 'male', label: t('male') },
            { value: 'female', label: t('female') },
          ]}
        />
      </Field>
    </>
  )
}

/** Mine, a colleague's, another store's, or new; asked for complete numbers only. */
function Collision({ phone }: { phone: string }) {
  const t = useWords(showroomWords)
  const asks = useCan('customers.read')
  const { mutate, data, reset } = useDo(checkPhone)
  const isComplete = asks && looksLikeCompletePhone(phone)
  useEffect(() => {
    if (isComplete) mutate({ body: { phone } })
    else reset()
  }, [isComplete, phone, mutate, reset])
  if (data === undefined) return <div role="status" className="door-collision" />
  const name = data.ownerName ?? ''
  const isRepeat = data.card === 'open'
  const said = {
    mine: t(isRepeat ? 'mineOpen' : 'mineEnded'),
    colleague: t(isRepeat ? 'colleagueOpen' : 'colleagueEnded', { name }),
    other_store: t('otherStore'),
    new: t('newNumber'),
  }[data.verdict]
  return (
    <div role="status" className="door-collision">
      <Notice tone={data.verdict === 'new' ? 'done' : 'blocked'}>{said}</Notice>
    </div>
  )
}

function useSources() {
  const locale = useLocale()
  const answer = useAsk(listOptionsRoute, { query: { kind: 'source', state: 'active' } })
  return (answer.data?.items ?? []).map((one) => ({
    id: one.id,
    name: locale === 'en' && one.labelEn !== '' ? one.labelEn : one.label,
  }))
}
