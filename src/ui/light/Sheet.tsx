import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from '#ui/light/Button.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.tsx'

/** A sheet from below on the phone, a dialog on the desk; Escape and a tap beside it close it. */
export function Sheet(props: {
  open: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const t = useWords(uiWords)
  useEffect(() => {
    const element = dialog.current
    if (props.open && !element?.open) element?.showModal()
    if (!props.open && element?.open) element.close()
  }, [props.open])
  if (!props.open) return null
  return (
    <dialog
      ref={dialog}
      className="k-sheet"
      aria-labelledby={id}
      onClose={props.onClose}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current && isBeside(event, dialog.current)) props.onClose()
      }}
    >
      <header>
        <h2 id={id}>{props.title}</h2>
        <Button kind="quiet" onClick={props.onClose}>
          {t('close')}
        </Button>
      </header>
      {props.children}
    </dialog>
  )
}

/** The backdrop counts as the dialog; only a point outside its box is beside it. */
function isBeside(event: { clientX: number; clientY: number }, dialog: HTMLDialogElement): boolean {
  const box = dialog.getBoundingClientRect()
  return (
    event.clientY < box.top ||
    event.clientY > box.bottom ||
    event.clientX < box.left ||
    event.clientX > box.right
  )
}
