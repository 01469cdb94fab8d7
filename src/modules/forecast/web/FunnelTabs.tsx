import { Segmented } from '#ui/light/Choice.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { forecastWords } from '../words.ts'

const tabs = ['/funnel', '/funnel/lines', '/funnel/check', '/forecast'] as const
type Tab = (typeof tabs)[number]

/** The funnel, its lines, its check and the forecast are one area. */
export function FunnelTabs({ tab }: { tab: Tab }) {
  const t = useWords(forecastWords)
  const { go } = useNavigation()
  const seesNumbers = useCan('metrics.read')
  const names: Record<Tab, string> = {
    '/funnel': t('asFunnel'),
    '/funnel/lines': t('asLines'),
    '/funnel/check': t('asCheck'),
    '/forecast': t('forecast'),
  }
  return (
    <div className="fc-tools">
      <Segmented
        label={t('funnel')}
        value={tab}
        onChange={(next) => go(next)}
        options={tabs
          .filter((one) => seesNumbers || one === '/funnel' || one === '/funnel/lines')
          .map((value) => ({ value, label: names[value] }))}
      />
    </div>
  )
}
