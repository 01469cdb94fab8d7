import { type DragEvent, useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { download, sayError } from '#ui/call.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  type Attachment,
  downloadAttachment,
  listAttachments,
  removeAttachment,
  restoreAttachment,
} from '../contract.ts'
import { notesWords } from '../words.ts'
import { FilePreview } from './FilePreview.tsx'
import { saySize } from './say-size.ts'
import { UploadButtons } from './UploadButtons.tsx'
import { useUpload } from './useUpload.ts'
import './notes.css'

const fewFiles = 4

/** The files of a customer: bring them, look at them, take them out again. */
export function FilesPanel({ customerId }: { customerId: string }) {
  const t = useWords(notesWords)
  const answer = useAsk(listAttachments, { params: { id: customerId } }, { live: ['notes.*'] })
  const { upload, sending } = useUpload(customerId)
  const [isOver, setOver] = useState(false)
  const [showsAll, setShowsAll] = useState(false)
  const [opened, setOpened] = useState<Attachment>()
  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  if (answer.data === undefined) return <Skeleton rows={1} height={96} />
  const { items } = answer.data
  const shown = showsAll ? items : items.slice(0, fewFiles)
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void upload(event.dataTransfer.files)
  }
  return (
    <section
      className="k-card k-stack notes-files"
      data-over={isOver || undefined}
      aria-label={t('files')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <div className="k-spread">
        <h2>
          {t('files')} {items.length > 0 ? <span className="k-muted">{items.length}</span> : null}
        </h2>
        <div className="k-line">
          <UploadButtons sending={sending} onFiles={(files) => void upload(files)} />
        </div>
      </div>
      {sending === undefined ? null : (
        <p role="status" className="k-muted">
          {t('sending', { name: sending })}
        </p>
      )}
      {items.length === 0 ? (
        <p className="k-muted">
          {t('noFiles')}. {t('filesHint')}
        </p>
      ) : (
        <ul className="notes-list">
          {shown.map((file) => (
            <FileLine key={file.id} file={file} onOpen={() => setOpened(file)} />
          ))}
        </ul>
      )}
      {items.length > shown.length ? (
        <Button kind="quiet" onClick={() => setShowsAll(true)}>
          {t('showAllFiles', { n: items.length })}
        </Button>
      ) : null}
      {opened ? <FilePreview file={opened} onClose={() => setOpened(undefined)} /> : null}
    </section>
  )
}

function FileLine({ file, onOpen }: { file: Attachment; onOpen: () => void }) {
  const t = useWords(notesWords)
  const locale = useLocale()
  const toast = useToast()
  const remove = useDo(removeAttachment, { refresh: [listAttachments] })
  const restore = useDo(restoreAttachment, { refresh: [listAttachments] })
  const fail = (error: unknown) => toast(sayError(error, locale))
  const params = { id: file.id }
  const open = () =>
    file.hasPreview ? onOpen() : void download(downloadAttachment, { params }).catch(fail)
  return (
    <li>
      <button type="button" className="notes-file" onClick={open}>
        <span className="k-line">
          <Badge>{t(file.kind)}</Badge>
          <span className="notes-file-name">{file.name}</span>
        </span>
        <small className="k-muted">
          {file.uploadedBy.name} · <When at={file.uploadedAt} /> · {saySize(file.size)}
          {file.note ? ` · ${file.note}` : ''}
        </small>
      </button>
      {file.mayRemove ? (
        <Button
          kind="quiet"
          aria-label={t('removeFile', { name: file.name })}
          busy={remove.isPending}
          onClick={() =>
            void remove
              .mutateAsync({ params })
              .then(() => toast(t('removed'), { undo: () => restore.mutateAsync({ params }) }))
              .catch(fail)
          }
        >
          {t('remove')}
        </Button>
      ) : null}
    </li>
  )
}
