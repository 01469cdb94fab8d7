import { Choice, Segmented } from '#ui/light/Choice.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useSession } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { metricWords } from '../words.ts'
import { type Preset, presetDays, presetOf, presets, type useAsked } from './period.ts'

type Asked = ReturnType<typeof useAsked>

/** Which days, which stores, and as known when; all of it in the address. */
export function PeriodPicker({ asked }: { asked: Asked }) {
  const t = useWords(metricWords)
  const { today, from, to, change } = asked
  const choose = (preset: Preset) => change(presetDays(preset, today))
  return (
    <div className="k-stack numbers-period">
      <div className="k-line">
        <Choice
          label={t('period')}
          value={presetOf(from, to, today)}
          onChange={choose}
          options={presets.map((preset) => ({ value: preset, label: t(preset) }))}
        />
        <StoresChoice asked={asked} />
      </div>
      <div className="k-line">
        <DayInput label={t('from')} value={from} onChange={(day) => change({ from: day, to })} />
        <DayInput label={t('to')} value={to} onChange={(day) => change({ from, to: day })} />
        <details className="k-menu" open={asked.known !== undefined || undefined}>
          <summary className="k-button" data-kind="quiet">
            {t('moreChoices')}
          </summary>
          <div className="k-menu-panel">
            <DayInput
              label={t('asOfDay')}
              value={asked.known ?? ''}
              onChange={(day) => change({ known: day || undefined })}
            />
            <p className="k-muted">{t('asOfHint')}</p>
          </div>
        </details>
      </div>
    </div>
  )
}

function StoresChoice({ asked }: { asked: Asked }) {
  const t = useWords(metricWords)
  const { stores, grants } = useSession()
  const scope = grants['metrics.read']
  if (stores.length < 2 || (scope !== 'region' && scope !== 'group')) return null
  return (
    <Segmented
      label={t('stores')}
      value={asked.stores ?? 'this'}
      onChange={(value) => asked.change({ stores: value })}
      options={[
        { value: 'this', label: t('thisStore') },
        { value: 'all', label: t('allStores', { n: stores.length }) },
      ]}
    />
  )
}

function DayInput(props: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label className="k-line">
      <span className="k-muted">{props.label}</span>
      <TextInput
        type="date"
        style={{ width: 'auto' }}
        value={props.value}
        onChange={props.onChange}
      />
    </label>
  )
}
