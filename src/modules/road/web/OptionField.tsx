import { listOptionsRoute, type OptionKind } from '#modules/dictionaries/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { roadWords } from '../words.ts'

/** One option of a list of the store: buttons while they are few, else a menu. */
export function OptionField(props: {
  kind: OptionKind
  label: string
  value: string | null
  onChange: (value: string | null) => void
  hint?: string | undefined
}) {
  const t = useWords(roadWords)
  const { kind, label, value, onChange, hint } = props
  const options = useOptionNames(kind)
  const isFew = options.length < 7
  return (
    <Field label={label} group={isFew} hint={hint}>
      {isFew ? (
        <Choice
          value={value ?? undefined}
          onChange={onChange}
          clearable
          onClear={() => onChange(null)}
          options={options}
        />
      ) : (
        <Select
          value={value ?? ''}
          onChange={(id) => onChange(id || null)}
          placeholder={t('notChosen')}
          options={options}
        />
      )}
    </Field>
  )
}

/** The options of a list in the language of the page; `all`: those no longer offered too. */
export function useOptionNames(
  kind: OptionKind,
  state: 'active' | 'all' = 'active',
): { value: string; label: string }[] {
  const locale = useLocale()
  const answer = useAsk(listOptionsRoute, { query: { kind, state } })
  return (answer.data?.items ?? []).map((one) => ({
    value: one.id,
    label: locale === 'en' && one.labelEn !== '' ? one.labelEn : one.label,
  }))
}
