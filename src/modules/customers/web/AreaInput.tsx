import { useId, useState } from 'react'
import { listAreas } from '#modules/dictionaries/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { Failure } from '#ui/light/Feedback.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import { recordWords } from './record-words.ts'
import './record.css'

/**
 * Province, city, district, beginning with the store's own city, so that mostly one choice is left.
 * Gives a district, or the city while no district is chosen; '' takes the area away.
 */
export function AreaInput({
  value,
  onChange,
}: {
  value: string
  onChange: (value: string) => void
}) {
  const t = useWords(recordWords)
  const id = useId()
  // Where one has got to: a province says too little to be kept.
  const [at, setAt] = useState(value)
  const of = value === '' ? at : value
  const answer = useAsk(listAreas, { query: of === '' ? {} : { of } }, { keep: true })
  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  const {
    province,
    city,
    district,
    provinces = [],
    cities = [],
    districts = [],
  } = answer.data ?? {}
  const move = (code: string) => {
    setAt(code)
    onChange(code.endsWith('0000') ? '' : code)
  }
  const options = (choices: typeof provinces) =>
    choices.map((one) => ({ value: one.code, label: one.label }))
  return (
    <div className="record-area">
      <Select
        id={`${id}-p`}
        aria-label={t('province')}
        value={province ?? ''}
        onChange={(code) => move(code)}
        placeholder={t('province')}
        options={options(provinces)}
      />
      {cities.length > 1 ? (
        <Select
          id={`${id}-c`}
          aria-label={t('city')}
          value={city ?? ''}
          onChange={(code) => move(code === '' ? (province ?? '') : code)}
          placeholder={t('city')}
          options={options(cities)}
        />
      ) : null}
      {districts.length > 0 ? (
        <Select
          id={`${id}-d`}
          aria-label={t('district')}
          value={district ?? (value === '' ? '' : (city ?? ''))}
          onChange={(code) => {
            if (code === '') onChange('')
            else move(code)
          }}
          placeholder={t('district')}
          options={[
            ...options(districts),
            ...(city ? [{ value: city, label: t('cityOnly') }] : []),
          ]}
        />
      ) : null}
      <span className="k-hint record-area-hint">{t('areaHint')}</span>
    </div>
  )
}
