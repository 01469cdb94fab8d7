import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import {
  type Attribute,
  lostTo,
  marketPosition,
  type Place,
  placeOwn,
} from '../contracts/rivals.ts'
import { roadWords } from '../words.ts'
import { AttributeFields, numbersOf } from './RivalSheet.tsx'
import { fenOf, yuanOf } from './yuan.ts'
import './road.css'

/** The cards lost to a brand or a model. */
export function LostSheet(props: {
  optionId?: string
  rivalId?: string
  name: string
  period: { from: string; to: string }
  onClose: () => void
}) {
  const t = useWords(roadWords)
  const { go } = useNavigation()
  const found = useAsk(lostTo, {
    query: {
      ...(props.optionId ? { optionId: props.optionId } : {}),
      ...(props.rivalId ? { rivalId: props.rivalId } : {}),
      ...props.period,
    },
  })
  return (
    <Sheet open onClose={props.onClose} title={t('lostTo', { name: props.name })}>
      {found.error ? <Failure error={found.error} /> : null}
      {found.data === undefined && !found.error ? <Skeleton rows={4} /> : null}
      <List label={t('losses')}>
        {(found.data?.items ?? []).map((one) => (
          <Row key={one.id} onClick={() => go(`/customers/${one.customer.id}`)}>
            <When at={one.closedOn} /> {one.customer.name}{' '}
            <span className="k-muted">
              {[one.seriesName, one.competitor, one.ownerName].filter(Boolean).join(' · ')}
            </span>
          </Row>
        ))}
      </List>
    </Sheet>
  )
}

/** Price and attributes of an own series. */
export function OwnSheet({ place, onClose }: { place: Place; onClose: () => void }) {
  const t = useWords(roadWords)
  const toast = useToast()
  const save = useDo(placeOwn, { refresh: [marketPosition] })
  const [from, setFrom] = useState(yuanOf(place.priceFromFen))
  const [to, setTo] = useState(yuanOf(place.priceToFen))
  const [measured, setMeasured] = useState<Partial<Record<Attribute, string>>>(
    Object.fromEntries(
      Object.entries(place.attributes).map(([key, value]) => [key, String(value)]),
    ),
  )
  const price = { from: fenOf(from), to: fenOf(to) }
  return (
    <Sheet open onClose={onClose} title={`${t('ownPosition')} · ${place.name}`}>
      <form
        className="k-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (price.from === undefined || price.to === undefined) return
          save.mutate(
            {
              params: { id: place.id },
              body: {
                version: place.version ?? 0,
                priceFromFen: price.from,
                priceToFen: price.to,
                attributes: numbersOf(measured),
              },
            },
            {
              onSuccess: () => {
                onClose()
                toast(t('saved'))
              },
            },
          )
        }}
      >
        <div className="road-two">
          <Field
            label={t('priceFrom')}
            {...(price.from === undefined ? { error: t('yuanWrong') } : {})}
          >
            <TextInput inputMode="decimal" value={from} onChange={setFrom} />
          </Field>
          <Field
            label={t('priceTo')}
            {...(price.to === undefined ? { error: t('yuanWrong') } : {})}
          >
            <TextInput inputMode="decimal" value={to} onChange={setTo} />
          </Field>
        </div>
        <AttributeFields values={measured} onChange={setMeasured} />
        {save.error ? <Failure error={save.error} /> : null}
        <Button type="submit" kind="primary" wide busy={save.isPending}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}
