import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Link } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { countProposedLosses } from '../contract.ts'
import { lossWords } from '../words.ts'

/** In the morning: losses that wait for a call or for the decision. */
export function LossesToday() {
  const t = useWords(lossWords)
  const { data } = useAsk(countProposedLosses, {}, { live: ['losses.*', 'opportunities.*'] })
  if (data === undefined || data.toCall + data.toDecide === 0) return null
  return (
    <section className="k-card k-spread" aria-label={t('lossesToday')}>
      <strong>{t('lossesToday')}</strong>
      <span className="k-line">
        <Link to="/losses?view=to_call">
          {t('toCall')} {data.toCall}
        </Link>
        <Link to="/losses?view=to_decide">
          {t('toDecide')} {data.toDecide}
        </Link>
        {data.late > 0 ? (
          <Badge tone="overdue">
            {t('late')} {data.late}
          </Badge>
        ) : null}
      </span>
    </section>
  )
}
