import { FactInput, isGroupFact } from '#modules/customers/web/panels.tsx'
import { factWords } from '#shared/customer-fact-words.ts'
import { isIntentLevel, levelFor } from '#shared/intent-level.ts'
import { looksLikeCompletePhone } from '#shared/phone.ts'
import type { FormFields } from '#ui/Form.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import { cardWords } from '../words.ts'
import { PurchaseTypeField, SeriesField, SourceField } from './CardChoices.tsx'
import { LevelChoice, useCadence } from './LevelChoice.tsx'
import { PhoneCheckNote } from './PhoneCheckNote.tsx'
import './cards.css'

/** A new card as its form holds it, at the door and without a visit alike. */
export interface CardValues {
  phone: string
  name: string
  sex: string
  level: string
  expectedOn: string
  seriesId: string
  sourceId: string
  purchaseTypeId: string
  householdType: string
  area: string
  note: string
}

export const emptyCard: CardValues = {
  phone: '',
  name: '',
  sex: '',
  level: '',
  expectedOn: '',
  seriesId: '',
  sourceId: '',
  purchaseTypeId: '',
  householdType: '',
  area: '',
  note: '',
}

/** Says what is wrong with a card before it is sent; `isKnown`: its customer is on record. */
export function useCardCheck(isKnown: boolean) {
  const t = useWords(cardWords)
  return {
    required: isKnown ? (['level'] as const) : (['phone', 'name', 'level'] as const),
    check: (values: CardValues) => ({
      ...(!isKnown && values.phone !== '' && !looksLikeCompletePhone(values.phone)
        ? { phone: t('phoneIncomplete') }
        : {}),
      ...(values.level === '' ? { level: t('dateOrLevel') } : {}),
    }),
  }
}

/** The card as the server takes it, of a customer on record or of a new one. */
export function cardBodyOf(id: string, values: CardValues, customerId?: string) {
  return {
    id,
    ...(customerId === undefined
      ? {
          customer: {
            name: values.name.trim(),
            phones: [values.phone.trim()],
            ...sexOf(values.sex),
            ...(values.householdType ? { householdId: values.householdType } : {}),
            ...(values.area ? { areaCode: values.area } : {}),
          },
        }
      : { customerId }),
    ...(values.expectedOn
      ? { expectedOn: values.expectedOn }
      : isIntentLevel(values.level)
        ? { level: values.level }
        : {}),
    ...(values.seriesId ? { seriesId: values.seriesId } : {}),
    ...(values.sourceId ? { sourceId: values.sourceId } : {}),
    ...(values.purchaseTypeId ? { purchaseTypeId: values.purchaseTypeId } : {}),
    ...(values.note.trim() ? { note: values.note.trim() } : {}),
  }
}

function sexOf(sex: string): { sex?: 'male' | 'female' } {
  return sex === 'male' || sex === 'female' ? { sex } : {}
}

/** The few fields of a card; the number comes first, as it says whose the customer is. */
export function CardFields(props: {
  form: FormFields<CardValues>
  today: string
  /** The customer is on record: nobody is asked for a name and a number. */
  isKnown?: boolean
  /** The card of a visit: its note is the course of the reception. */
  ofVisit?: boolean
}) {
  const t = useWords(cardWords)
  const { form, today, isKnown = false, ofVisit = false } = props
  const { values } = form
  const limits = useCadence()?.levelLimits
  return (
    <>
      {isKnown ? null : <PersonFields form={form} ofVisit={ofVisit} />}
      <Field {...form.field('level')} label={t('whenBuy')} group>
        <LevelChoice
          value={isIntentLevel(values.level) ? values.level : undefined}
          onChange={(level) => form.set({ level, expectedOn: '' })}
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
              level: expectedOn ? levelFor(expectedOn, today, limits).level : '',
            })
          }
        />
      </Field>
      <SeriesField form={form} />
      <SourceField form={form} />
      <PurchaseTypeField form={form} />
      {isKnown ? null : <PersonMore form={form} />}
      <Field {...form.field('note')} label={t(ofVisit ? 'course' : 'note')}>
        <TextArea {...form.input('note')} rows={3} maxLength={4000} />
      </Field>
    </>
  )
}

/** What groups people, for those who tell it at once: asked later else. */
function PersonMore({ form }: { form: FormFields<CardValues> }) {
  const t = useWords(cardWords)
  const f = useWords(factWords)
  return (
    <details>
      <summary>{t('moreOfPerson')}</summary>
      <div className="k-stack">
        {(['householdType', 'area'] as const).map((fact) => (
          <Field key={fact} {...form.field(fact)} label={f(fact)} group={isGroupFact(fact)}>
            <FactInput
              fact={fact}
              value={form.values[fact]}
              onChange={(value) => form.set({ [fact]: value })}
            />
          </Field>
        ))}
      </div>
    </details>
  )
}

function PersonFields({ form, ofVisit }: { form: FormFields<CardValues>; ofVisit: boolean }) {
  const t = useWords(cardWords)
  return (
    <>
      <Field {...form.field('phone')} label={t('phone')}>
        <TextInput {...form.input('phone')} type="tel" inputMode="tel" maxLength={40} />
      </Field>
      <PhoneCheckNote phone={form.values.phone} ofVisit={ofVisit} />
      <Field {...form.field('name')} label={t('name')}>
        <TextInput {...form.input('name')} maxLength={60} />
      </Field>
      <Field {...form.field('sex')} label={t('sex')} group>
        <Choice
          value={form.values.sex}
          onChange={(sex) => form.set({ sex })}
          clearable
          onClear={() => form.set({ sex: '' })}
          options={[
            { value: 'male', label: t('male') },
            { value: 'female', label: t('female') },
          ]}
        />
      </Field>
    </>
  )
}
