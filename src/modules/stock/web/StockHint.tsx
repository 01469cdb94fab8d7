import './stock.css'
import { useAsk } from '#ui/ask.ts'
import { sayDate } from '#ui/format.ts'
import { Notice } from '#ui/light/Feedback.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { stockOfModel } from '../contract.ts'
import { stockWords } from '../words.ts'

/** What is free of a model, and which cars have stood long: beside the choice of the car in a quote. */
export function StockHint({ modelId }: { modelId: string }) {
  const t = useWords(stockWords)
  const locale = useLocale()
  const sees = useCan('stock.read')
  const answer = useAsk(
    stockOfModel,
    { params: { id: modelId } },
    { when: sees && modelId !== '', live: ['stock.*'] },
  )
  if (!answer.data) return null
  const { inStock, onTheWay, aged, agedDays, oldest } = answer.data
  if (inStock + onTheWay === 0) return <p className="k-muted">{t('hintNone')}</p>
  return (
    <Notice tone={aged > 0 ? 'accent' : 'done'}>
      <strong>{t('hintFree', { inStock, onTheWay })}</strong>
      {aged > 0 ? ` · ${t('hintAged', { aged, days: agedDays })}` : null}
      <ul className="stock-oldest">
        {oldest.map((car) => (
          <li key={car.id}>
            <span className="k-number">{car.vin}</span>{' '}
            {[
              car.colour,
              car.location,
              car.ageDays === null
                ? car.expectedOn
                  ? t('expected', { day: sayDate(car.expectedOn, locale) })
                  : t(car.state)
                : t('ageOf', { n: car.ageDays }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
