import { type FormEvent, useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { fuels, type Needs, payments, type Road, saveNeeds } from '../contract.ts'
import { roadWords } from '../words.ts'
import { OptionField } from './OptionField.tsx'
import { RivalChoice } from './RivalChoice.tsx'
import { refreshRoad } from './refresh-road.ts'
import { fenOf, yuanOf } from './yuan.ts'

const whyWords = {
  trade_in: 'whyTrade_in',
  owner: 'whyOwner',
  company: 'whyCompany',
} as const
const seatChoices = ['5', '6', '7'] as const

/** What the customer needs, asked at the table; what is left open stays open. */
export function NeedsSheet({ road, onClose }: { road: Road; onClose: () => void }) {
  const t = useWords(roadWords)
  const toast = useToast()
  const { needs } = road
  const save = useDo(saveNeeds, { refresh: refreshRoad })
  const [asked, setAsked] = useState(false)
  const proposed = road.proposedType
  const [values, setValues] = useState({
    purchaseTypeId: needs?.purchaseTypeId ?? proposed?.id ?? null,
    purposeId: needs?.purposeId ?? null,
    purpose: needs?.purpose ?? '',
    from: yuanOf(needs?.budgetFromFen),
    to: yuanOf(needs?.budgetToFen),
    seats: needs?.seats ? String(needs.seats) : '',
    fuel: needs?.fuel ?? null,
    payment: needs?.payment ?? null,
    mustHaves: needs?.mustHaves ?? '',
    decisionMaker: needs?.decisionMaker ?? '',
    timing: needs?.timing ?? '',
    currentCar: needs?.currentCar ?? '',
    rivalIds: needs?.rivalIds ?? [],
    rivalsText: needs?.rivalsText ?? '',
    note: needs?.note ?? '',
  })
  const put = (some: Partial<typeof values>) => setValues({ ...values, ...some })
  const budget = { from: fenOf(values.from), to: fenOf(values.to) }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (budget.from === undefined || budget.to === undefined) return
    const { from: _from, to: _to, seats, ...rest } = values
    save.mutate(
      {
        params: { id: road.opportunityId },
        body: {
          version: needs?.version ?? 0,
          ...rest,
          seats: seats === '' ? null : Number(seats),
          budgetFromFen: budget.from,
          budgetToFen: budget.to,
        },
      },
      {
        onSuccess: () => {
          onClose()
          toast(t('saved'))
        },
      },
    )
  }
  const text = (name: 'mustHaves' | 'decisionMaker' | 'timing' | 'currentCar') => (
    <Field label={t(name)}>
      <TextInput
        value={values[name]}
        onChange={(value) => put({ [name]: value })}
        maxLength={1000}
      />
    </Field>
  )
  const wrong = (fen: number | null | undefined) =>
    asked && fen === undefined ? { error: t('yuanWrong') } : {}
  return (
    <Sheet open onClose={onClose} title={t('needs')}>
      <form className="k-form" noValidate onSubmit={submit}>
        <OptionField
          kind="purchase_type"
          label={t('purchaseType')}
          value={values.purchaseTypeId}
          onChange={(purchaseTypeId) => put({ purchaseTypeId })}
          hint={
            proposed && values.purchaseTypeId === proposed.id && !needs?.purchaseTypeId
              ? t(whyWords[proposed.why])
              : undefined
          }
        />
        <OptionField
          kind="purpose"
          label={t('purposeKind')}
          value={values.purposeId}
          onChange={(purposeId) => put({ purposeId })}
        />
        <Field label={t('purpose')}>
          <TextInput
            value={values.purpose}
            onChange={(purpose) => put({ purpose })}
            maxLength={1000}
          />
        </Field>
        <div className="road-two">
          <Field label={t('budgetFrom')} {...wrong(budget.from)}>
            <TextInput inputMode="decimal" value={values.from} onChange={(from) => put({ from })} />
          </Field>
          <Field label={t('budgetTo')} {...wrong(budget.to)}>
            <TextInput inputMode="decimal" value={values.to} onChange={(to) => put({ to })} />
          </Field>
        </div>
        <Field label={t('seats')} group>
          <Choice
            value={values.seats || undefined}
            onChange={(seats) => put({ seats })}
            clearable
            onClear={() => put({ seats: '' })}
            options={[
              ...seatChoices.map((n) => ({ value: n as string, label: n })),
              ...(values.seats && !seatChoices.some((n) => n === values.seats)
                ? [{ value: values.seats, label: values.seats }]
                : []),
            ]}
          />
        </Field>
        <Field label={t('fuel')} group>
          <Choice<NonNullable<Needs['fuel']>>
            value={values.fuel ?? undefined}
            onChange={(fuel) => put({ fuel })}
            clearable
            onClear={() => put({ fuel: null })}
            options={fuels.map((value) => ({
              value,
              label: t(value === 'open' ? 'fuelOpen' : value),
            }))}
          />
        </Field>
        <Field label={t('payment')} group>
          <Choice<NonNullable<Needs['payment']>>
            value={values.payment ?? undefined}
            onChange={(payment) => put({ payment })}
            clearable
            onClear={() => put({ payment: null })}
            options={payments.map((value) => ({
              value,
              label: t(value === 'open' ? 'fuelOpen' : value),
            }))}
          />
        </Field>
        {text('mustHaves')}
        {text('decisionMaker')}
        {text('timing')}
        {text('currentCar')}
        <RivalChoice chosen={values.rivalIds} onChange={(rivalIds) => put({ rivalIds })} />
        <Field label={t('note')}>
          <TextArea
            value={values.note}
            onChange={(note) => put({ note })}
            rows={2}
            maxLength={1000}
          />
        </Field>
        {save.error ? <Failure error={save.error} /> : null}
        <Button type="submit" kind="primary" wide busy={save.isPending}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}
