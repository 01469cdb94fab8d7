import { useRef, useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { addAttachment, listAttachments } from '../contract.ts'
import { notesWords } from '../words.ts'
import { smallerPicture } from './smaller-picture.ts'

/** Sends files one after another, photos made smaller first; `sending` names the one under way. */
export function useUpload(customerId: string, contactId?: string) {
  const t = useWords(notesWords)
  const locale = useLocale()
  const toast = useToast()
  const [sending, setSending] = useState<string>()
  const file = useRef<File>(undefined)
  const add = useDo(addAttachment, { refresh: [listAttachments], file: () => file.current })
  const upload = async (files: Iterable<File>) => {
    let count = 0
    for (const one of files) {
      setSending(one.name)
      try {
        file.current = await smallerPicture(one)
        await add.mutateAsync({
          params: { id: customerId },
          query: { id: uuidv7(), ...(contactId ? { contactId } : {}) },
        })
        count += 1
      } catch (error) {
        toast(`${one.name}: ${sayError(error, locale)}`)
      }
    }
    setSending(undefined)
    if (count > 0) toast(t('sent', { n: count }))
  }
  return { upload, sending }
}
