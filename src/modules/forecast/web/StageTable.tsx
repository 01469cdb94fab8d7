import type { ReactNode } from 'react'
import { useLocale, useWords } from '#ui/words.tsx'
import { forecastWords } from '../words.ts'
import './forecast.css'

interface Named {
  stage: number
  name: string
  nameEn: string
}

/** A stage as the funnel names it: 25% 清晰信息. */
export const stageName = (stage: Named, locale: 'zh' | 'en'): string =>
  `${stage.stage}% ${locale === 'zh' ? stage.name : stage.nameEn}`

/** The stages of the funnel one under another with their figures; wide ones scroll within the card. */
export function StageTable<S extends Named>(props: {
  stages: readonly S[]
  columns: readonly { title: string; cell: (stage: S) => ReactNode }[]
}) {
  const t = useWords(forecastWords)
  const locale = useLocale()
  return (
    <div className="fc-scroll" role="region" aria-label={t('stage')} tabIndex={0}>
      <table className="fc-table">
        <thead>
          <tr>
            <th scope="col">{t('stage')}</th>
            {props.columns.map((column) => (
              <th key={column.title} scope="col">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.stages.map((stage) => (
            <tr key={stage.stage}>
              <th scope="row">{stageName(stage, locale)}</th>
              {props.columns.map((column) => (
                <td key={column.title}>{column.cell(stage)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
