import { listSeriesRoute } from '#modules/catalog/contract.ts'
import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { QuestionName, Reading } from '../contract.ts'
import { deskWords } from './desk-words.ts'

type Name =
  | 'from'
  | 'to'
  | 'day'
  | 'days'
  | 'lag'
  | 'volume'
  | 'filing'
  | 'closing'
  | 'wait'
  | 'waiting'

const steps = ['day', 'week', 'month', 'quarter'] as const
const acrossUnless: readonly QuestionName[] = [
  'holidays',
  'sources',
  'losses',
  'cycle-filed',
  'cycle-closed',
  'benchmarks',
]
const isMedia = (question: QuestionName) => question === 'media' || question === 'lag'

/** What a page is asked: its days, its stores and its own choices; all of it in the address. */
export function AskedForm({
  question,
  shown,
}: {
  question: QuestionName
  shown: Reading | undefined
}) {
  const t = useWords(deskWords)
  const { search, setSearch } = useNavigation()
  const change = (values: Record<string, string | undefined>) =>
    setSearch(values, { replace: true })
  const input = (name: Name, type: 'date' | 'number', label: string, usual = '') => (
    <label className="desk-field">
      <span className="k-muted">{label}</span>
      <TextInput
        type={type}
        inputMode={type === 'number' ? 'decimal' : undefined}
        value={search[name] ?? usual}
        onChange={(value) => change({ [name]: value || undefined })}
      />
    </label>
  )
  return (
    <div className="desk-tools desk-asked">
      {question === 'traffic' ? (
        <Segmented
          label={t('step')}
          value={steps.find((one) => one === search.step) ?? 'day'}
          onChange={(step) => change({ step, from: undefined, to: undefined })}
          options={steps.map((value) => ({ value, label: t(value) }))}
        />
      ) : null}
      {isMedia(question) ? (
        <>
          {input('day', 'date', t('decisionDay'))}
          {input('days', 'number', t('days'), '7')}
          {question === 'media' ? input('lag', 'number', t('lagDays'), '0') : null}
          <SourceChoice />
          <ChannelChoice />
        </>
      ) : null}
      {question === 'targets' ? (
        <>
          {input('volume', 'number', t('volume'))}
          {input('filing', 'number', t('filing'))}
          {input('closing', 'number', t('closing'))}
        </>
      ) : null}
      {question === 'staffing' ? (
        <>
          {input('wait', 'number', t('wait'), '5')}
          {input('waiting', 'number', t('waiting'), '20')}
        </>
      ) : null}
      {question === 'cycle-filed' || question === 'cycle-closed' ? <SeriesChoice /> : null}
      {isMedia(question) || question === 'targets' ? null : (
        <>
          {input('from', 'date', t('from'), shown?.from)}
          {input('to', 'date', t('to'), shown?.to)}
          {search.from || search.to ? (
            <Button kind="quiet" onClick={() => change({ from: undefined, to: undefined })}>
              {t('usualPeriod')}
            </Button>
          ) : null}
        </>
      )}
      {question === 'staffing' ? null : <StoresChoice question={question} />}
    </div>
  )
}

function StoresChoice({ question }: { question: QuestionName }) {
  const t = useWords(deskWords)
  const { stores, grants, store } = useSession()
  const { search, setSearch } = useNavigation()
  const scope = grants['analysis.read']
  if (stores.length < 2 || (scope !== 'region' && scope !== 'group')) return null
  const usual = acrossUnless.includes(question) ? 'all' : 'this'
  const value = search.stores === undefined ? usual : search.stores === 'all' ? 'all' : 'this'
  return (
    <Segmented
      label={t('stores')}
      value={value}
      onChange={(next) =>
        setSearch(
          { stores: next === usual ? undefined : next === 'all' ? 'all' : String(store.id) },
          { replace: true },
        )
      }
      options={[
        { value: 'this', label: t('thisStore') },
        { value: 'all', label: t('allStores', { n: stores.length }) },
      ]}
    />
  )
}

function SourceChoice() {
  const t = useWords(deskWords)
  const locale = useLocale()
  const { search, setSearch } = useNavigation()
  const sources = useAsk(listOptionsRoute, { query: { kind: 'source' } })
  return (
    <label className="desk-field">
      <span className="k-muted">{t('source')}</span>
      <Select
        value={search.source ?? ''}
        placeholder={t('allSources')}
        onChange={(source) => setSearch({ source: source || undefined }, { replace: true })}
        options={(sources.data?.items ?? [])
          .filter((one) => one.owner === 'standard')
          .map((one) => ({
            value: one.id,
            label: locale === 'zh' ? one.label : one.labelEn || one.label,
          }))}
      />
    </label>
  )
}

function ChannelChoice() {
  const t = useWords(deskWords)
  const { search, setSearch } = useNavigation()
  const value =
    search.channel === 'walk-in' || search.channel === 'call-in' ? search.channel : 'all'
  return (
    <Segmented
      label={t('channel')}
      value={value}
      onChange={(next) =>
        setSearch({ channel: next === 'all' ? undefined : next }, { replace: true })
      }
      options={[
        { value: 'all', label: t('allChannels') },
        { value: 'walk-in', label: t('walkIn') },
        { value: 'call-in', label: t('callIn') },
      ]}
    />
  )
}

function SeriesChoice() {
  const t = useWords(deskWords)
  const locale = useLocale()
  const { search, setSearch } = useNavigation()
  const series = useAsk(listSeriesRoute, { query: { state: 'all' } })
  return (
    <label className="desk-field">
      <span className="k-muted">{t('series')}</span>
      <Select
        value={search.series ?? ''}
        placeholder={t('allSeries')}
        onChange={(one) => setSearch({ series: one || undefined }, { replace: true })}
        options={(series.data?.items ?? []).map((one) => ({
          value: one.id,
          label: locale === 'zh' ? one.name : one.nameEn || one.name,
        }))}
      />
    </label>
  )
}
