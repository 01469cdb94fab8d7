import { listSeriesRoute } from '#modules/catalog/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { showroomWords } from '../words.ts'

/** The store's own series that can be chosen, in their order, named in the page's language. */
export function useOwnSeries() {
  const locale = useLocale()
  const answer = useAsk(listSeriesRoute, { query: { state: 'active' } })
  const series = answer.data?.items
    .filter((one) => one.isOwn)
    .map((one) => ({
      id: one.id,
      name: locale === 'en' && one.nameEn !== '' ? one.nameEn : one.name,
    }))
  return { series, error: answer.error }
}

/** One tap says which model it was about. */
export function SeriesButtons(props: {
  label: string
  busy: boolean
  onPick: (seriesId: string | null) => void
}) {
  const t = useWords(showroomWords)
  const { series, error } = useOwnSeries()
  if (error) return <Failure error={error} />
  if (series === undefined) return <Skeleton rows={3} height={44} />
  return (
    <div className="door-series" role="group" aria-label={props.label}>
      {series.map((one) => (
        <Button key={one.id} busy={props.busy} onClick={() => props.onPick(one.id)}>
          {one.name}
        </Button>
      ))}
      <Button busy={props.busy} onClick={() => props.onPick(null)}>
        {t('modelUnknown')}
      </Button>
    </div>
  )
}
