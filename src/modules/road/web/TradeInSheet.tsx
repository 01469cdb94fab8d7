import { type FormEvent, useRef, useState } from 'react'
import { PhotoButton } from '#modules/notes/web/panels.tsx'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { sayYuan } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  addTradeIn,
  appraiseTradeIn,
  changeTradeIn,
  conditions,
  decideTradeIn,
  decisions,
  listTradeIns,
  type TradeIn,
  withdrawTradeIn,
} from '../contracts/trade-ins.ts'
import { roadWords } from '../words.ts'
import { fenOf, yuanOf } from './yuan.ts'

const refresh = [listTradeIns]
const whole = (text: string) => (text === '' ? null : Number(text.replace(/\D/g, '')))

/** The car a customer would trade in: what it is, what it is worth, what they decided. */
export function TradeInSheet(props: {
  customerId: string
  tradeIn: TradeIn | undefined
  onClose: () => void
}) {
  const t = useWords(roadWords)
  const toast = useToast()
  const { tradeIn, customerId, onClose } = props
  const id = useRef(uuidv7())
  const add = useDo(addTradeIn, { refresh })
  const change = useDo(changeTradeIn, { refresh })
  const withdraw = useDo(withdrawTradeIn, { refresh })
  const [asked, setAsked] = useState(false)
  const [values, setValues] = useState({
    car: tradeIn?.car ?? '',
    plate: tradeIn?.plate ?? '',
    vin: tradeIn?.vin ?? '',
    year: tradeIn?.year ? String(tradeIn.year) : '',
    mileageKm: tradeIn?.mileageKm == null ? '' : String(tradeIn.mileageKm),
    condition: tradeIn?.condition ?? null,
    conditionNote: tradeIn?.conditionNote ?? '',
    photoIds: tradeIn?.photoIds ?? [],
    asked: yuanOf(tradeIn?.askedFen),
  })
  const put = (some: Partial<typeof values>) => setValues({ ...values, ...some })
  const askedFen = fenOf(values.asked)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (values.car.trim() === '' || askedFen === undefined) return
    const body = {
      car: values.car.trim(),
      plate: values.plate.trim() || null,
      vin: values.vin.trim() || null,
      year: whole(values.year),
      mileageKm: whole(values.mileageKm),
      condition: values.condition,
      conditionNote: values.conditionNote.trim(),
      photoIds: values.photoIds,
      askedFen,
    }
    const done = {
      onSuccess: () => {
        onClose()
        toast(t('saved'))
      },
    }
    if (tradeIn)
      change.mutate(
        { params: { id: tradeIn.id }, body: { ...body, version: tradeIn.version } },
        done,
      )
    else add.mutate({ params: { id: customerId }, body: { ...body, id: id.current } }, done)
  }
  const error = add.error ?? change.error ?? withdraw.error
  return (
    <Sheet open onClose={onClose} title={t('tradeIn')}>
      {tradeIn ? <Price tradeIn={tradeIn} onDone={onClose} /> : null}
      <form className="k-form" noValidate onSubmit={submit}>
        <Field
          label={t('car')}
          required
          {...(asked && values.car.trim() === '' ? { error: t('carNeeded') } : {})}
        >
          <TextInput value={values.car} onChange={(car) => put({ car })} maxLength={80} />
        </Field>
        <div className="road-two">
          <Field label={t('plate')}>
            <TextInput value={values.plate} onChange={(plate) => put({ plate })} maxLength={12} />
          </Field>
          <Field label={t('year')}>
            <TextInput
              inputMode="numeric"
              value={values.year}
              onChange={(year) => put({ year: year.replace(/\D/g, '').slice(0, 4) })}
            />
          </Field>
        </div>
        <div className="road-two">
          <Field label={t('mileage')}>
            <TextInput
              inputMode="numeric"
              value={values.mileageKm}
              onChange={(km) => put({ mileageKm: km.replace(/\D/g, '').slice(0, 7) })}
            />
          </Field>
          <Field
            label={t('asked')}
            {...(asked && askedFen === undefined ? { error: t('yuanWrong') } : {})}
          >
            <TextInput
              inputMode="decimal"
              value={values.asked}
              onChange={(value) => put({ asked: value })}
            />
          </Field>
        </div>
        <Field label={t('vin')}>
          <TextInput value={values.vin} onChange={(vin) => put({ vin })} maxLength={20} />
        </Field>
        <Field label={t('condition')} group>
          <Choice
            value={values.condition ?? undefined}
            onChange={(condition) => put({ condition })}
            options={conditions.map((value) => ({ value, label: t(value) }))}
          />
        </Field>
        <Field label={t('conditionNote')}>
          <TextArea
            value={values.conditionNote}
            onChange={(conditionNote) => put({ conditionNote })}
            rows={2}
            maxLength={1000}
          />
        </Field>
        <div className="k-line">
          <PhotoButton
            customerId={customerId}
            note={t('tradeIn')}
            onPhoto={(photo) => put({ photoIds: [...values.photoIds, photo] })}
          >
            {t('photos')}
          </PhotoButton>
          {values.photoIds.length > 0 ? (
            <span className="k-muted">{t('photosN', { n: values.photoIds.length })}</span>
          ) : null}
        </div>
        {error ? <Failure error={error} /> : null}
        <Button type="submit" kind="primary" wide busy={add.isPending || change.isPending}>
          {t('save')}
        </Button>
        {tradeIn ? (
          <Button
            kind="quiet"
            busy={withdraw.isPending}
            onClick={() =>
              withdraw.mutate(
                { params: { id: tradeIn.id } },
                {
                  onSuccess: () => {
                    onClose()
                    toast(t('removed'))
                  },
                },
              )
            }
          >
            {t('remove')}
          </Button>
        ) : null}
      </form>
    </Sheet>
  )
}

/** The appraised price, and what the customer says to it. */
function Price({ tradeIn, onDone }: { tradeIn: TradeIn; onDone: () => void }) {
  const t = useWords(roadWords)
  const locale = useLocale()
  const toast = useToast()
  const appraises = useCan('trade_ins.appraise')
  const writes = useCan('opportunities.write')
  const [price, setPrice] = useState('')
  const appraise = useDo(appraiseTradeIn, { refresh })
  const decide = useDo(decideTradeIn, { refresh })
  const params = { id: tradeIn.id }
  const done = {
    onSuccess: () => {
      onDone()
      toast(t('saved'))
    },
  }
  const fen = fenOf(price)
  const error = appraise.error ?? decide.error
  return (
    <div className="k-stack">
      <Notice tone={tradeIn.isExpired ? 'overdue' : 'accent'}>
        {tradeIn.appraisedFen === null
          ? t('notAppraised')
          : `${t('appraised')} ${sayYuan(tradeIn.appraisedFen, locale)} · ${tradeIn.appraisedBy ?? ''} · ${t('validUntil')} ${tradeIn.validUntil ?? ''}${tradeIn.isExpired ? ` · ${t('expired')}` : ''}`}
      </Notice>
      {appraises ? (
        <form
          className="k-line"
          onSubmit={(event) => {
            event.preventDefault()
            if (typeof fen === 'number')
              appraise.mutate(
                { params, body: { version: tradeIn.version, appraisedFen: fen } },
                done,
              )
          }}
        >
          <TextInput
            aria-label={t('appraised')}
            inputMode="decimal"
            value={price}
            onChange={setPrice}
            style={{ width: 140 }}
          />
          <Button type="submit" busy={appraise.isPending} disabled={typeof fen !== 'number'}>
            {t('appraise')}
          </Button>
        </form>
      ) : null}
      {writes ? (
        <Choice
          label={t('decision')}
          value={tradeIn.decision}
          onChange={(decision) =>
            decide.mutate({ params, body: { version: tradeIn.version, decision } }, done)
          }
          options={decisions.map((value) => ({ value, label: t(`dec_${value}`) }))}
        />
      ) : null}
      {error ? <Failure error={error} /> : null}
    </div>
  )
}
