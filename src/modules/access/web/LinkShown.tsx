import { useRef } from 'react'
import { useCopy } from '#ui/copy.ts'
import { Button } from '#ui/light/Button.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { staffWords } from '../words.ts'
import './access.css'

/** A one-time link, this once: to copy and send. */
export function LinkShown(props: {
  name: string
  path: string
  expiresAt: string
  onClose: () => void
}) {
  const t = useWords(staffWords)
  const copy = useCopy()
  const shown = useRef<HTMLParagraphElement>(null)
  const address = `${window.location.origin}${props.path}`
  return (
    <div className="k-stack">
      <p>{t('linkFor', { name: props.name })}</p>
      <p ref={shown} className="k-card access-secret">
        {address}
      </p>
      <p className="k-muted">
        {t('linkHint')} {t('expires')} <When at={props.expiresAt} />
      </p>
      <div className="k-form-actions">
        <Button kind="primary" onClick={() => void copy(address, shown.current)}>
          {t('copy')}
        </Button>
        <Button onClick={props.onClose}>{t('done')}</Button>
      </div>
    </div>
  )
}
