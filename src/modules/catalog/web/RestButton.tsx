import { useState } from 'react'
import { sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { catalogWords } from '../words.ts'

/** Stops using an entry of the catalogue, or uses it again; can be taken back in the toast. */
export function RestButton(props: {
  name: string
  isActive: boolean
  version: number
  /** Saves and gives the version after it. */
  change: (version: number, isActive: boolean) => Promise<{ version: number }>
  onDone: () => void
}) {
  const t = useWords(catalogWords)
  const locale = useLocale()
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const set = async (version: number, isActive: boolean): Promise<void> => {
    const after = await props.change(version, isActive)
    toast(t(isActive ? 'wakes' : 'rests', { name: props.name }), {
      undo: () => set(after.version, !isActive),
    })
  }
  const press = async () => {
    setBusy(true)
    try {
      await set(props.version, !props.isActive)
      props.onDone()
    } catch (error) {
      toast(sayError(error, locale))
      setBusy(false)
    }
  }
  return (
    <Button kind={props.isActive ? 'danger' : 'plain'} busy={busy} onClick={() => void press()}>
      {t(props.isActive ? 'rest' : 'wake')}
    </Button>
  )
}
