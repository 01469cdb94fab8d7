import { useRef } from 'react'
import { listSeriesRoute } from '#modules/catalog/contract.ts'
import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { INTENT_LEVELS, isIntentLevel, levelFor } from '#shared/intent-level.ts'
import { looksLikeCompletePhone } from '#shared/phone.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Form, type FormFields } from '#ui/Form.tsx'
import { dayOf, sayDay } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useSession, useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { followUpsOfDay, listCards, openCard } from '../contract.ts'
import { cardWords } from '../words.ts'
import { PhoneCheckNote } from './PhoneCheckNote.tsx'

interface Values {
  phone: string
  name: string
  sex: string
  level: string
  expectedOn: string
  seriesId: string
  sourceId: string
  note: string
}

const empty: Values = {
  phone: '',
  name: '',
  sex: '',
  level: '',
  expectedOn: '',
  seriesId: '',
  sourceId: '',
  note: '',
}

/** A card without a visit: the number first, checked while it is typed. */
export function NewCardPage() {
  const t = useWords(cardWords)
  const locale = useLocale()
  const toast = useToast()
  const { go } = useNavigation()
  const { person } = useSession()
  const today = dayOf(useNow(), useTimeZone())
  // One id for all tries of this form: a retry finds the first card.
  const cardId = useRef(uuidv7())
  const open = useDo(openCard, { refresh: [followUpsOfDay, listCards] })
  const save = async (values: Values) => {
    const card = await open.mutateAsync({ body: bodyOf(cardId.current, values) })
    const isMine = card.ownerId === person.id
    toast(
      isMine
        ? t('cardSaved', { day: card.dueOn ? sayDay(card.dueOn, today, locale) : '—' })
        : t('cardToOther', { name: card.ownerName ?? '' }),
    )
    go(isMine ? `/customers/${card.customerId}` : '/today', { replace: true })
  }
  return (
    <div className="k-stack">
      <h1>{t('newCard')}</h1>
      <Form<Values>
        initial={empty}
        draft="new-card"
        required={['phone', 'name', 'level']}
        check={(values) => ({
          ...(values.phone !== '' && !looksLikeCompletePhone(values.phone)
            ? { phone: t('phoneIncomplete') }
            : {}),
          ...(values.level === '' ? { level: t('dateOrLevel') } : {}),
        })}
        submit={t('saveCard')}
        onSubmit={save}
      >
        {(form) => <Fields form={form} today={today} />}
      </Form>
    </div>
  )
}

function bodyOf(id: string, values: Values) {
  return {
    id,
    customer: {
      name: values.name.trim(),
      phones: [values.phone.trim()],
      ...sexOf(values.sex),
    },
    ...(values.expectedOn
      ? { expectedOn: values.expectedOn }
      : isIntentLevel(values.level)
        ? { level: values.level }
        : {}),
    ...(values.seriesId ? { seriesId: values.seriesId } : {}),
    ...(values.sourceId ? { sourceId: values.sourceId } : {}),
    ...(values.note.trim() ? { note: values.note.trim() } : {}),
  }
}

function sexOf(sex: string): { sex?: 'male' | 'female' } {
  return sex === 'male' || sex === 'female' ? { sex } : {}
}

function Fields({ form, today }: { form: FormFields<Values>; today: string }) {
  const t = useWords(cardWords)
  const { values } = form
  const { series, sources } = useChoices()
  return (
    <>
      <Field {...form.field('phone')} label={t('phone')}>
        <TextInput {...form.input('phone')} type="tel" inputMode="tel" maxLength={40} />
      </Field>
      <PhoneCheckNote phone={values.phone} />
      <Field {...form.field('name')} label={t('name')}>
        <TextInput {...form.input('name')} maxLength={60} />
      </Field>
      <Field {...form.field('sex')} label={t('sex')} group>
        <Choice
          value={values.sex}
          onChange={(sex) => form.set({ sex })}
          clearable
          onClear={() => form.set({ sex: '' })}
          options={[
            { value: 'male', label: t('male') },
            { value: 'female', label: t('female') },
          ]}
        />
      </Field>
      <Field {...form.field('level')} label={t('whenBuy')} group>
        <Choice
          value={values.level}
          onChange={(level) => form.set({ level, expectedOn: '' })}
          options={INTENT_LEVELS.map((level) => ({
            value: level as string,
            label: (
              <>
                <Badge tone={level}>{level}</Badge>&nbsp;{t(`level${level}`)}
              </>
            ),
          }))}
        />
      </Field>
      <Field {...form.field('expectedOn')} label={t('orDate')}>
        <TextInput
          type="date"
          min={today}
          value={values.expectedOn}
          onChange={(expectedOn) =>
            form.set({
              expectedOn,
              level: expectedOn ? levelFor(expectedOn, today).level : '',
            })
          }
        />
      </Field>
      <Field {...form.field('seriesId')} label={t('series')} group={series.length < 7}>
        {series.length < 7 ? (
          <Choice
            value={values.seriesId}
            onChange={(seriesId) => form.set({ seriesId })}
            clearable
            onClear={() => form.set({ seriesId: '' })}
            options={series}
          />
        ) : (
          <Select {...form.input('seriesId')} placeholder={t('nothingChosen')} options={series} />
        )}
      </Field>
      <Field {...form.field('sourceId')} label={t('source')}>
        <Select {...form.input('sourceId')} placeholder={t('nothingChosen')} options={sources} />
      </Field>
      <Field {...form.field('note')} label={t('note')}>
        <TextArea {...form.input('note')} rows={3} maxLength={4000} />
      </Field>
    </>
  )
}

/** The store's own series and its sources, named in the page's language. */
function useChoices() {
  const locale = useLocale()
  const pick = (zh: string, en: string) => (locale === 'en' && en !== '' ? en : zh)
  const series = useAsk(listSeriesRoute, { query: { state: 'active' } })
  const sources = useAsk(listOptionsRoute, { query: { kind: 'source', state: 'active' } })
  return {
    series: (series.data?.items ?? [])
      .filter((one) => one.isOwn)
      .map((one) => ({ value: one.id, label: pick(one.name, one.nameEn) })),
    sources: (sources.data?.items ?? []).map((one) => ({
      value: one.id,
      label: pick(one.label, one.labelEn),
    })),
  }
}
