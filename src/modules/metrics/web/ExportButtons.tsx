import { useState } from 'react'
import { CallError, download } from '#ui/call.ts'
import { sayError } from '#ui/call-error.ts'
import { Button } from '#ui/light/Button.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { exportMetric } from '../contract.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import { analysisWords } from '../analysis-words.ts'
import type { Asked } from './period.ts'

/** Print, and for those who may export: exactly the table shown as xlsx or csv. */
export function ExportButtons(props: {
  metricKey: string
  by: Breakdown
  by2?: Breakdown | undefined
  asked: Asked
}) {
  const { by, by2, asked } = props
  const t = useWords(analysisWords)
  const locale = useLocale()
  const toast = useToast()
  const mayExport = useCan('exports.run')
  const [busy, setBusy] = useState(false)
  const save = async (format: 'xlsx' | 'csv') => {
    setBusy(true)
    try {
      await download(exportMetric, {
        params: { key: props.metricKey },
        query: { ...asked.query, by, by2, format },
      })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      toast(sayError(error, locale))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="k-line numbers-export">
      <Button kind="quiet" onClick={() => window.print()}>
        {t('print')}
      </Button>
      {mayExport ? (
        <>
          <Button kind="quiet" busy={busy} onClick={() => void save('xlsx')}>
            {t('exportXlsx')}
          </Button>
          <Button kind="quiet" busy={busy} onClick={() => void save('csv')}>
            {t('exportCsv')}
          </Button>
        </>
      ) : null}
    </div>
  )
}
