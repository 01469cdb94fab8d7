import type { PriceItemKind } from '#shared/price-book.ts'
import type { FormFields } from '#ui/Form.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import { pricingWords } from '../words.ts'
import type { ItemValues } from './item-values.ts'

type Fields = FormFields<ItemValues>
type TextName = {
  [Name in keyof ItemValues]: ItemValues[Name] extends string ? Name : never
}[keyof ItemValues] &
  keyof typeof pricingWords

/** What is particular to a kind: colour shown, rates, sums insured, terms, relief. */
export function RuleFields({ kind, form }: { kind: PriceItemKind; form: Fields }) {
  const t = useWords(pricingWords)
  return (
    <>
      {kind === 'colour' || kind === 'interior' ? (
        <Field label={t('swatch')} {...form.field('swatch')}>
          <input
            type="color"
            aria-label={t('swatch')}
            value={form.values.swatch || '#cccccc'}
            onChange={(event) => form.set({ swatch: event.target.value })}
          />
        </Field>
      ) : null}
      {kind === 'insurance' ? (
        <>
          <Percent form={form} name="ratePercent" />
          <Field label={t('choices')} hint={t('choicesHint')} {...form.field('choices')}>
            <TextArea rows={4} maxLength={1000} {...form.input('choices')} />
          </Field>
          <Tick form={form} name="isCompulsory" />
        </>
      ) : null}
      {kind === 'finance' ? <FinanceFields form={form} /> : null}
      {kind === 'tax' ? <TaxFields form={form} /> : null}
      {kind === 'finance' || kind === 'tax' ? null : <Tick form={form} name="isDefault" />}
    </>
  )
}

function FinanceFields({ form }: { form: Fields }) {
  const t = useWords(pricingWords)
  return (
    <>
      <Field group label={t('method')} {...form.field('method')} required>
        <Segmented<ItemValues['method']>
          value={form.values.method}
          onChange={(method) => form.set({ method })}
          options={[
            { value: 'annual', label: t('annual') },
            { value: 'fee', label: t('feeRate') },
          ]}
        />
      </Field>
      <Field label={t('terms')} hint={t('termsHint')} {...form.field('terms')} required>
        <TextArea rows={4} maxLength={400} {...form.input('terms')} />
      </Field>
      <Percent form={form} name="downPercent" />
      <Percent form={form} name="residualPercent" />
      <Tick form={form} name="isLease" />
    </>
  )
}

function TaxFields({ form }: { form: Fields }) {
  const t = useWords(pricingWords)
  return (
    <>
      <Percent form={form} name="taxRate" required />
      <Percent form={form} name="vatRate" />
      <Field group label={t('taxFor')} {...form.field('energy')} required>
        <Segmented<ItemValues['energy']>
          value={form.values.energy}
          onChange={(energy) => form.set({ energy })}
          options={[
            { value: 'all', label: t('everyDrive') },
            { value: 'fuel', label: t('fuel') },
            { value: 'nev', label: t('nev') },
          ]}
        />
      </Field>
      <Percent form={form} name="relief" />
      <Field label={t('reliefCap')} {...form.field('reliefCap')}>
        <TextInput inputMode="decimal" maxLength={20} {...form.input('reliefCap')} />
      </Field>
    </>
  )
}

function Percent({ form, name, required }: { form: Fields; name: TextName; required?: boolean }) {
  const t = useWords(pricingWords)
  const field = form.field(name)
  return (
    <Field label={t(name)} {...field} required={required ?? field.required}>
      <TextInput inputMode="decimal" maxLength={8} {...form.input(name)} />
    </Field>
  )
}

function Tick({ form, name }: { form: Fields; name: 'isDefault' | 'isCompulsory' | 'isLease' }) {
  const t = useWords(pricingWords)
  return (
    <label className="k-line">
      <input
        type="checkbox"
        checked={form.values[name]}
        onChange={(event) => form.set({ [name]: event.target.checked })}
      />
      {t(name)}
    </label>
  )
}
