import { Segmented } from '#ui/light/Choice.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import type { Breakdown } from '#shared/breakdowns.ts'
import { analysisWords } from '../analysis-words.ts'
import { BreakdownSelect } from './BreakdownSelect.tsx'
import { findBreakdown, isTimeBreakdown } from './breakdown-groups.ts'
import type { ChartKind } from './MetricView.tsx'
import type { ShareOf } from './PivotTable.tsx'

const kinds = ['bar', 'stacked', 'line'] as const
const kindWords = { bar: 'bars', stacked: 'stacked', line: 'lines' } as const
const shares = ['none', 'row', 'column'] as const
const shareWords = { none: 'counts', row: 'rowShare', column: 'columnShare' } as const

/** How a number is split and shown, as it stands in the address. */
export interface Split {
  by: Breakdown
  by2: Breakdown | undefined
  kind: ChartKind
  share: ShareOf
  isCompared: boolean
}

/** Reads the split of the address: `first` where none is chosen or the number has it not. */
export function useSplit(choices: readonly Breakdown[], first: Breakdown): Split {
  const { search } = useNavigation()
  const asked = findBreakdown(search.by)
  const by = asked && choices.includes(asked) ? asked : first
  const second = findBreakdown(search.by2)
  const by2 = second && second !== by && choices.includes(second) ? second : undefined
  return {
    by,
    by2,
    kind: kinds.find((one) => one === search.kind) ?? (isTimeBreakdown(by) && by2 ? 'line' : 'bar'),
    share: shares.find((one) => one === search.share) ?? 'none',
    isCompared: search.compare === 'yes',
  }
}

/** The choices of a split: by what, split by what else, which picture, which shares. */
export function SplitTools(props: {
  label: string
  choices: readonly Breakdown[]
  split: Split
  isRate: boolean
}) {
  const t = useWords(analysisWords)
  const { setSearch } = useNavigation()
  const { by, by2, kind, share, isCompared } = props.split
  const set = (change: Record<string, string | undefined>) => setSearch(change, { replace: true })
  return (
    <div className="k-line numbers-tools">
      <BreakdownSelect
        label={props.label}
        value={by}
        choices={props.choices}
        onChange={(value) => set({ by: value })}
      />
      <BreakdownSelect
        label={t('splitBy')}
        value={by2}
        none={t('noSplit')}
        choices={props.choices.filter((one) => one !== by)}
        onChange={(value) => set({ by2: value })}
      />
      <Segmented
        label={t('chartKind')}
        value={kind}
        onChange={(value) => set({ kind: value })}
        options={kinds
          .filter((one) => one !== 'stacked' || (by2 !== undefined && !props.isRate))
          .map((value) => ({ value, label: t(kindWords[value]) }))}
      />
      {by2 && !props.isRate ? (
        <Segmented
          label={t('shown')}
          value={share}
          onChange={(value) => set({ share: value })}
          options={shares.map((value) => ({ value, label: t(shareWords[value]) }))}
        />
      ) : null}
      {by2 || isTimeBreakdown(by) ? null : (
        <label className="k-line">
          <input
            type="checkbox"
            checked={isCompared}
            onChange={({ target }) => set({ compare: target.checked ? 'yes' : undefined })}
          />
          <span>{t('compare')}</span>
        </label>
      )}
    </div>
  )
}
