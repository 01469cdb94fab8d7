import { type ReactNode, useRef, useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { addAttachment, listAttachments } from '../contract.ts'
import { smallerPicture } from './smaller-picture.ts'

export { smallerPicture }

/** A photograph for a record above: kept with the customer's files, its id given back. */
export function PhotoButton(props: {
  customerId: string
  note: string
  onPhoto: (id: string) => void
  children: ReactNode
}) {
  const input = useRef<HTMLInputElement>(null)
  const file = useRef<File>(undefined)
  const [busy, setBusy] = useState(false)
  const add = useDo(addAttachment, { refresh: [listAttachments], file: () => file.current })
  const send = async (chosen: File) => {
    setBusy(true)
    try {
      file.current = await smallerPicture(chosen)
      const kept = await add.mutateAsync({
        params: { id: props.customerId },
        query: { id: uuidv7(), note: props.note },
      })
      props.onPhoto(kept.id)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/*"
        aria-label={String(props.children)}
        onChange={(event) => {
          const [chosen] = event.target.files ?? []
          event.target.value = ''
          // What went wrong is shown by the failed call itself.
          if (chosen) send(chosen).catch(() => undefined)
        }}
      />
      <Button busy={busy} onClick={() => input.current?.click()}>
        {props.children}
      </Button>
      {add.error ? <Failure error={add.error} /> : null}
    </>
  )
}
