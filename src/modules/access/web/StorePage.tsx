import type { ReactNode } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Form, type FormFields } from '#ui/Form.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { EmptyState, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { changeStore, listRegions, listStores, type StoreRecord } from '../contracts/stores.ts'
import { storeWords } from '../words.ts'
import { FactLevelsCard } from './FactLevelsCard.tsx'
import { nameIn } from './names.ts'
import { readStoreForm, type StoreValues, storeFormOf, wrongStoreFields } from './store-form.ts'
import './access.css'

/** One store: its facts, and the rules its promises follow. */
export function StorePage() {
  const t = useWords(storeWords)
  const locale = useLocale()
  const { params } = useNavigation()
  const answer = useAsk(listStores, {})
  const store = answer.data?.stores.find((one) => String(one.id) === params.id)
  if (answer.error) return <FailedPage error={answer.error} onRetry={() => void answer.refetch()} />
  if (!answer.data) return <Skeleton rows={10} />
  if (!store) return <EmptyState title={t('noSuchStore')} />
  return (
    <div className="k-stack access-narrow">
      <h1>{nameIn(locale, store)}</h1>
      <p className="k-muted">{store.code}</p>
      <StoreForm key={store.version} store={store} />
      <FactLevelsCard key={`facts-${store.version}`} store={store} />
    </div>
  )
}

function StoreForm({ store }: { store: StoreRecord }) {
  const t = useWords(storeWords)
  const toast = useToast()
  const change = useDo(changeStore, { refresh: [listStores, listRegions] })
  return (
    <Form<StoreValues>
      focusFirst={false}
      initial={storeFormOf(store)}
      required={['name', 'nameEn', 'opensAt', 'closesAt']}
      check={(values) => {
        const wrong = wrongStoreFields(values)
        return Object.fromEntries(
          Object.entries(wrong).map(([name, reason]) => [name, t(reason)]),
        ) as Partial<Record<keyof StoreValues, string>>
      }}
      onSubmit={async (values) => {
        await change.mutateAsync({
          params: { id: store.id },
          body: { version: store.version, ...readStoreForm(values, store) },
        })
        toast(t('saved'))
      }}
    >
      {(form) => (
        <>
          <Facts form={form} />
          <Part title={t('limits')} hint={t('rulesChange')}>
            <div className="access-four">
              <Days form={form} name="limitH" label={t('limitOf', { level: 'H' })} />
              <Days form={form} name="limitA" label={t('limitOf', { level: 'A' })} />
              <Days form={form} name="limitB" label={t('limitOf', { level: 'B' })} />
              <Days form={form} name="limitC" label={t('estimatedC')} />
            </div>
          </Part>
          <Part title={t('gaps')}>
            <div className="access-four">
              <Days form={form} name="gapH" label={t('gapOf', { level: 'H' })} />
              <Days form={form} name="gapA" label={t('gapOf', { level: 'A' })} />
              <Days form={form} name="gapB" label={t('gapOf', { level: 'B' })} />
              <Days form={form} name="gapC" label={t('gapOf', { level: 'C' })} />
            </div>
          </Part>
          <Part title={t('rules')}>
            <Days form={form} name="escalationDays" label={t('escalationDays')} />
            <Days form={form} name="dailyCapacity" label={t('dailyCapacity')} />
            <Days form={form} name="minimumN" label={t('minimumN')} />
            <Days form={form} name="exportReasonAbove" label={t('exportReasonAbove')} />
            <Days
              form={form}
              name="appointmentReminderMinutes"
              label={t('appointmentReminderMinutes')}
            />
            <Days
              form={form}
              name="appointmentNoShowMinutes"
              label={t('appointmentNoShowMinutes')}
            />
            <Days form={form} name="leadHoursWithoutOwner" label={t('leadHoursWithoutOwner')} />
            <Days form={form} name="stockAgedDays" label={t('stockAgedDays')} />
            <Field group label={t('leadRule')} {...form.field('leadRule')} required>
              <Choice
                label={t('leadRule')}
                {...form.input('leadRule')}
                options={[
                  { value: 'turn', label: t('leadTurn') },
                  { value: 'load', label: t('leadLoad') },
                  { value: 'hand', label: t('leadHand') },
                ]}
              />
            </Field>
            <Field group label={t('hasRotation')} {...form.field('hasRotation')} required>
              <Choice
                label={t('hasRotation')}
                {...form.input('hasRotation')}
                options={[
                  { value: 'yes', label: t('yes') },
                  { value: 'no', label: t('no') },
                ]}
              />
            </Field>
            <Field group label={t('waitsWhenBusy')} {...form.field('waitsWhenBusy')} required>
              <Choice
                label={t('waitsWhenBusy')}
                {...form.input('waitsWhenBusy')}
                options={[
                  { value: 'yes', label: t('yes') },
                  { value: 'no', label: t('no') },
                ]}
              />
            </Field>
          </Part>
        </>
      )}
    </Form>
  )
}

function Facts({ form }: { form: FormFields<StoreValues> }) {
  const t = useWords(storeWords)
  const locale = useLocale()
  const canMove = useCan('stores.manage', 'group')
  const regions = useAsk(listRegions, {}).data?.regions ?? []
  return (
    <Part title={t('facts')}>
      <div className="access-two">
        <Field label={t('name')} {...form.field('name')}>
          <TextInput maxLength={60} {...form.input('name')} />
        </Field>
        <Field label={t('nameEn')} {...form.field('nameEn')}>
          <TextInput maxLength={60} {...form.input('nameEn')} />
        </Field>
        {canMove ? (
          <Field label={t('region')} {...form.field('regionId')}>
            <Select
              {...form.input('regionId')}
              placeholder={t('noRegion')}
              options={regions.map((region) => ({
                value: String(region.id),
                label: nameIn(locale, region),
              }))}
            />
          </Field>
        ) : null}
        <Field label={t('city')} {...form.field('city')}>
          <TextInput maxLength={40} {...form.input('city')} />
        </Field>
        <Field label={t('platePrefix')} {...form.field('platePrefix')}>
          <TextInput maxLength={2} {...form.input('platePrefix')} />
        </Field>
      </div>
      <div className="access-four">
        <Field label={t('opensAt')} {...form.field('opensAt')}>
          <TextInput type="time" {...form.input('opensAt')} />
        </Field>
        <Field label={t('closesAt')} {...form.field('closesAt')}>
          <TextInput type="time" {...form.input('closesAt')} />
        </Field>
      </div>
    </Part>
  )
}

function Part(props: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="k-card k-stack" aria-label={props.title}>
      <h2>{props.title}</h2>
      {props.hint ? <p className="k-muted">{props.hint}</p> : null}
      {props.children}
    </section>
  )
}

type DaysField = Exclude<
  keyof StoreValues,
  'name' | 'nameEn' | 'regionId' | 'city' | 'platePrefix' | 'opensAt' | 'closesAt' | 'hasRotation'
>

function Days(props: { form: FormFields<StoreValues>; name: DaysField; label: string }) {
  return (
    <Field label={props.label} {...props.form.field(props.name)} required>
      <TextInput inputMode="numeric" maxLength={4} {...props.form.input(props.name)} />
    </Field>
  )
}
