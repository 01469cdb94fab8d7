import { useState } from 'react'
import type { FittingCar } from '#modules/stock/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import {
  allocateCar,
  carsForOrder,
  getOrder,
  listOrders,
  type Order,
  releaseCar,
} from '../contract.ts'
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

/** A car is chosen from those in stock that fit; a VIN the list does not know may be typed. */
function AllocateSheet({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useWords(orderWords)
  const toast = useToast()
  const allocate = useDo(allocateCar, { refresh: [getOrder, listOrders, carsForOrder] })
  const cars = useAsk(carsForOrder, { params: { id: order.id } }, { live: ['stock.*'] })
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
          <>
            <Field label={t('vin')} hint={t('vinTyped')} {...form.field('vin')}>
              <TextInput maxLength={40} autoCapitalize="characters" {...form.input('vin')} />
            </Field>
            {cars.error ? (
              <Failure error={cars.error} onRetry={() => void cars.refetch()} />
            ) : cars.data ? (
              <FittingCars
                cars={cars.data.items}
                vin={form.values.vin}
                onChoose={(vin) => form.set({ vin })}
              />
            ) : (
              <Skeleton rows={3} />
            )}
          </>
        )}
      </Form>
    </Sheet>
  )
}

function FittingCars(props: { cars: FittingCar[]; vin: string; onChoose: (vin: string) => void }) {
  const t = useWords(orderWords)
  const typed = props.vin.trim().toUpperCase()
  const isOne = props.cars.some(({ vin }) => vin === typed)
  const shown = isOne ? props.cars : props.cars.filter(({ vin }) => vin.includes(typed))
  if (props.cars.length === 0) return <p className="k-muted">{t('noFitting')}</p>
  return (
    <Field group label={t('fitting', { n: shown.length })}>
      <div className="k-stack" role="radiogroup" aria-label={t('fitting', { n: shown.length })}>
        {shown.slice(0, mostShown).map((car) => (
          <label key={car.id} className="order-car">
            <input
              type="radio"
              name="fitting-car"
              checked={car.vin === typed}
              onChange={() => props.onChoose(car.vin)}
            />
            <span>
              <span className="k-number">{car.vin}</span>
              {car.isModel ? null : <Badge tone="blocked">{t('otherModel')}</Badge>}
              {car.isAged ? <Badge tone="due">{t('aged')}</Badge> : null}
              <small className="k-muted">
                {[
                  car.modelText,
                  car.colour,
                  car.location,
                  car.ageDays === null ? t('onTheWay') : t('ageDays', { n: car.ageDays }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
          </label>
        ))}
      </div>
    </Field>
  )
}

const mostShown = 30
