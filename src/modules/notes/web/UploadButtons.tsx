import { type ReactNode, useRef } from 'react'
import { Button } from '#ui/light/Button.tsx'
import { useIsPhone } from '#ui/shell/frame.tsx'
import { useWords } from '#ui/words.tsx'
import { notesWords } from '../words.ts'

const kinds =
  'image/*,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.wps,.et,.dps,.txt,.csv,.md,.mp3,.wav,.m4a,.amr,.aac,.ogg'

/** Choose files; on the phone the camera comes first. */
export function UploadButtons(props: {
  sending: string | undefined
  onFiles: (files: File[]) => void
}) {
  const t = useWords(notesWords)
  const isPhone = useIsPhone()
  return (
    <>
      {isPhone ? (
        <FileButton accept="image/*" capture {...props}>
          {t('takePhoto')}
        </FileButton>
      ) : null}
      <FileButton accept={kinds} {...props}>
        {t('chooseFiles')}
      </FileButton>
    </>
  )
}

function FileButton(props: {
  accept: string
  capture?: boolean
  sending: string | undefined
  onFiles: (files: File[]) => void
  children: ReactNode
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple={!props.capture}
        accept={props.accept}
        capture={props.capture ? 'environment' : undefined}
        aria-label={String(props.children)}
        onChange={(event) => {
          const files = Array.from(event.target.files ?? [])
          event.target.value = ''
          if (files.length > 0) props.onFiles(files)
        }}
      />
      <Button busy={props.sending !== undefined} onClick={() => input.current?.click()}>
        {props.children}
      </Button>
    </>
  )
}
