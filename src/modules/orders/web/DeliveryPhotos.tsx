import { useEffect, useRef, useState } from 'react'
import { showAttachment } from '#modules/notes/contract.ts'
import { smallerPicture } from '#modules/notes/web/panels.tsx'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { call, sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { Order } from '../contract.ts'
import { addDeliveryPhoto, type Delivery, getDelivery } from '../contracts/delivery.ts'
import { deliveryWords } from '../delivery-words.ts'

/** Photos of the hand-over; they lie among the customer's files. */
export function DeliveryPhotos({ order, delivery }: { order: Order; delivery: Delivery }) {
  const t = useWords(deliveryWords)
  const locale = useLocale()
  const toast = useToast()
  const mayWrite = useCan('orders.write')
  const file = useRef<File>(undefined)
  const input = useRef<HTMLInputElement>(null)
  const add = useDo(addDeliveryPhoto, { refresh: [getDelivery], file: () => file.current })
  const send = async (chosen: File) => {
    file.current = await smallerPicture(chosen)
    await add.mutateAsync({ params: { id: order.id }, query: { fileId: uuidv7() } })
    toast(t('photoSaved'))
  }
  const isOpen = order.state === 'signed' || order.state === 'delivered'
  return (
    <section className="k-card k-stack" aria-label={t('photos')}>
      <div className="k-spread">
        <h2>
          {t('photos')} · {t('photoCount', { n: delivery.photos.length })}
        </h2>
        {mayWrite && isOpen ? (
          <>
            <input
              ref={input}
              type="file"
              hidden
              accept="image/*"
              aria-label={t('addPhoto')}
              onChange={(event) => {
                const chosen = event.target.files?.[0]
                event.target.value = ''
                if (chosen)
                  void send(chosen).catch((error: unknown) => toast(sayError(error, locale)))
              }}
            />
            <Button busy={add.isPending} onClick={() => input.current?.click()}>
              {t('addPhoto')}
            </Button>
          </>
        ) : null}
      </div>
      <div className="delivery-photos">
        {delivery.photos.map(({ fileId }, place) => (
          <Photo key={fileId} id={fileId} label={`${t('photoOf')} ${place + 1}`} />
        ))}
      </div>
    </section>
  )
}

/** A photo that was removed from the files, or may not be seen, leaves no hole. */
function Photo({ id, label }: { id: string; label: string }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    let address: string | undefined
    let isGone = false
    call(showAttachment, { params: { id } })
      .then((answer) => {
        const blob = answer as Blob
        if (isGone) return
        address = URL.createObjectURL(blob)
        setUrl(address)
      })
      .catch(() => undefined)
    return () => {
      isGone = true
      if (address) URL.revokeObjectURL(address)
    }
  }, [id])
  return url ? <img src={url} alt={label} /> : null
}
