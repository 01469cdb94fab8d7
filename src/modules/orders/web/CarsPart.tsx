import { useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { allocateCar, getOrder, listOrders, type Order, releaseCar } from '../contract.ts'
import { orderWords } from '../words.ts'
import { ReasonSheet } from './ReasonForm.tsx'

/** Which cars stand for the order: allocated by VIN, released with a reason. */
export function CarsPart({ order }: { order: Order }) {
  const t = useWords(orderWords)
  const toast = useToast()
  const [isOpen, setOpen] = useState(false)
  const [leaving, setLeaving] = useState<string>()
  const release = useDo(releaseCar, { refresh: [getOrder, listOrders] })
  const standing = order.cars.filter((car) => car.releasedAt === null)
  return (
    <section className="k-card k-stack" aria-label={t('cars')}>
      <div className="k-spread">
        <h2>{t('cars')}</h2>
        {order.may.change && standing.length < order.quantity ? (
          <Button onClick={() => setOpen(true)}>{t('allocate')}</Button>
        ) : null}
      </div>
      {order.cars.length === 0 ? (
        <p className="k-muted">{t('noCars')}</p>
      ) : (
        <List label={t('cars')}>
          {order.cars.map((car) => (
            <Row
              key={car.id}
              end={
                car.releasedAt === null && order.may.change ? (
                  <Button kind="quiet" onClick={() => setLeaving(car.id)}>
                    {t('release')}
                  </Button>
                ) : null
              }
            >
              <span className={car.releasedAt ? 'k-muted' : 'k-number'}>{car.vin}</span>{' '}
              {car.releasedAt ? (
                <span className="k-muted">
                  {t('releasedBecause', { reason: car.releaseReason ?? '' })}
                </span>
              ) : car.hasCheckDigit ? null : (
                <Badge tone="due">{t('checkDigit')}</Badge>
              )}
            </Row>
          ))}
        </List>
      )}
      {isOpen ? <AllocateSheet order={order} onClose={() => setOpen(false)} /> : null}
      {leaving ? (
        <ReasonSheet
          title={t('release')}
          label={t('whyRelease')}
          onClose={() => setLeaving(undefined)}
          onSubmit={async (reason) => {
            await release.mutateAsync({
              params: { id: order.id, carId: leaving },
              body: { reason },
            })
            toast(t('released_done'))
          }}
        />
      ) : null}
    </section>
  )
}

function AllocateSheet({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useWords(orderWords)
  const toast = useToast()
  const allocate = useDo(allocateCar, { refresh: [getOrder, listOrders] })
  return (
    <Sheet open title={t('allocate')} onClose={onClose}>
      <Form<{ id: string; vin: string }>
        initial={{ id: uuidv7(), vin: '' }}
        required={['vin']}
        submit={t('allocate')}
        onSubmit={async ({ id, vin }) => {
          await allocate.mutateAsync({ params: { id: order.id }, body: { id, vin } })
          toast(t('allocated_done', { vin: vin.toUpperCase() }))
          onClose()
        }}
      >
        {(form) => (
          <Field label={t('vin')} {...form.field('vin')}>
            <TextInput maxLength={40} autoCapitalize="characters" {...form.input('vin')} />
          </Field>
        )}
      </Form>
    </Sheet>
  )
}
