import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { download, sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { PaperView } from '#ui/PaperView.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getAgreement, getAgreementFile } from '../contract.ts'
import { testDriveWords } from '../words.ts'
import './test-drives.css'

/** The agreement as it is printed and signed. */
export function AgreementPage() {
  const t = useWords(testDriveWords)
  const locale = useLocale()
  const toast = useToast()
  const { params } = useNavigation()
  const [busy, setBusy] = useState(false)
  const input = { params: { id: params.id ?? '' } }
  const paper = useAsk(getAgreement, input, { live: ['test_drives.*'] })
  const file = () => {
    setBusy(true)
    download(getAgreementFile, input)
      .catch((error: unknown) => toast(sayError(error, locale)))
      .finally(() => setBusy(false))
  }
  return (
    <div className="k-stack">
      <div className="k-spread drive-controls">
        <h1>{t('agreement')}</h1>
        <div className="k-line">
          <Button kind="primary" onClick={() => window.print()}>
            {t('print')}
          </Button>
          <Button busy={busy} onClick={file}>
            {t('pdf')}
          </Button>
        </div>
      </div>
      {paper.error ? <Failure error={paper.error} onRetry={() => void paper.refetch()} /> : null}
      {paper.data === undefined && !paper.error ? <Skeleton rows={10} /> : null}
      {paper.data ? <PaperView paper={paper.data} /> : null}
    </div>
  )
}
