import { useEffect, useState } from 'react'
import { call, callUrl, currentStoreId, download, sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useIsPhone } from '#ui/shell/frame.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type Attachment, downloadAttachment, showAttachment } from '../contract.ts'
import { notesWords } from '../words.ts'
import './notes.css'

/** A file looked at in the page; the server lets it run nothing. */
export function FilePreview({ file, onClose }: { file: Attachment; onClose: () => void }) {
  const t = useWords(notesWords)
  const locale = useLocale()
  const toast = useToast()
  const params = { id: file.id }
  return (
    <Sheet open onClose={onClose} title={file.name}>
      <div className="k-stack">
        {file.hasPreview ? <Shown file={file} /> : <p>{t('noPreview')}</p>}
        <div className="k-spread">
          <small className="k-muted">{t('logged')}</small>
          <Button
            onClick={() =>
              void download(downloadAttachment, { params }).catch((error: unknown) =>
                toast(sayError(error, locale)),
              )
            }
          >
            {t('download')}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}

function Shown({ file }: { file: Attachment }) {
  const t = useWords(notesWords)
  const isPhone = useIsPhone()
  const address = callUrl(showAttachment.path, {
    params: { id: file.id },
    query: { store: currentStoreId() },
  })
  if (file.kind === 'image') return <img className="notes-picture" src={address} alt={file.name} />
  if (file.kind === 'audio')
    // A recording of a call has no captions.
    return <audio className="notes-audio" controls src={address} aria-label={file.name} />
  if (file.kind === 'text') return <ShownText file={file} />
  return (
    <>
      {isPhone ? null : (
        // oxlint-disable-next-line react/iframe-missing-sandbox -- browsers draw no PDF in a sandbox; the server sent it without rights
        <iframe className="notes-pdf" src={address} title={file.name} />
      )}
      <a className="k-button" href={address} target="_blank" rel="noreferrer">
        {t('openInTab')}
      </a>
    </>
  )
}

function ShownText({ file }: { file: Attachment }) {
  const [text, setText] = useState<string>()
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    let isGone = false
    call(showAttachment, { params: { id: file.id } })
      .then((blob) => (blob as Blob).text())
      .then(
        (read) => isGone || setText(read),
        (failed: unknown) => isGone || setError(failed),
      )
    return () => {
      isGone = true
    }
  }, [file.id])
  if (error !== undefined) return <Failure error={error} />
  if (text === undefined) return <Skeleton rows={4} />
  return (
    <pre className="notes-text" tabIndex={0}>
      {text}
    </pre>
  )
}
