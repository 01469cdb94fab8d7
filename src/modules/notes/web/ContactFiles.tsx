import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { useWords } from '#ui/words.tsx'
import { listAttachments } from '../contract.ts'
import { notesWords } from '../words.ts'
import { UploadButtons } from './UploadButtons.tsx'
import { useUpload } from './useUpload.ts'
import './notes.css'

/** Files that belong to the contact being written down. */
export function ContactFiles(props: { customerId: string; contactId?: string }) {
  const { customerId, contactId } = props
  const t = useWords(notesWords)
  const { upload, sending } = useUpload(customerId, contactId)
  const answer = useAsk(listAttachments, { params: { id: customerId } })
  const mine = (answer.data?.items ?? []).filter(
    (file) => contactId !== undefined && file.contactId === contactId,
  )
  return (
    <div className="k-stack">
      <div className="k-line">
        <UploadButtons sending={sending} onFiles={(files) => void upload(files)} />
      </div>
      {sending === undefined ? null : (
        <p role="status" className="k-muted">
          {t('sending', { name: sending })}
        </p>
      )}
      {mine.map((file) => (
        <span key={file.id} className="k-line">
          <Badge tone="done">{t(file.kind)}</Badge>
          {file.name}
        </span>
      ))}
    </div>
  )
}
