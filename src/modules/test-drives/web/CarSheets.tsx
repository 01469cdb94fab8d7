import { type FormEvent, useState } from 'react'
import { listSeriesRoute } from '#modules/catalog/contract.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  addDemoCar,
  addDemoRoute,
  carUse,
  changeDemoCar,
  changeDemoRoute,
  type DemoCar,
  type DemoRoute,
  demoCarStates,
  listDemoCars,
  listDemoRoutes,
} from '../contract.ts'
import { testDriveWords } from '../words.ts'

const digits = (text: string) => text.replace(/\D/g, '').slice(0, 7)

/** One demo car: added or changed. */
export function CarSheet({ car, onClose }: { car: DemoCar | undefined; onClose: () => void }) {
  const t = useWords(testDriveWords)
  const locale = useLocale()
  const toast = useToast()
  const series = useAsk(listSeriesRoute, { query: {} })
  const refresh = [listDemoCars, carUse]
  const add = useDo(addDemoCar, { refresh })
  const change = useDo(changeDemoCar, { refresh })
  const [asked, setAsked] = useState(false)
  const [values, setValues] = useState({
    plate: car?.plate ?? '',
    name: car?.name ?? '',
    seriesId: car?.seriesId ?? '',
    vin: car?.vin ?? '',
    colour: car?.colour ?? '',
    state: car?.state ?? ('ready' as const),
    insuredUntil: car?.insuredUntil ?? '',
    inspectedUntil: car?.inspectedUntil ?? '',
    mileageKm: String(car?.mileageKm ?? 0),
    note: car?.note ?? '',
  })
  const put = (some: Partial<typeof values>) => setValues({ ...values, ...some })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (values.plate.trim().length < 2) return
    const body = {
      ...values,
      plate: values.plate.trim(),
      seriesId: values.seriesId || null,
      vin: values.vin.trim() || null,
      insuredUntil: values.insuredUntil || null,
      inspectedUntil: values.inspectedUntil || null,
      mileageKm: Number(values.mileageKm || 0),
    }
    const done = {
      onSuccess: () => {
        onClose()
        toast(t('saved'))
      },
    }
    if (car)
      change.mutate({ params: { id: car.id }, body: { ...body, version: car.version } }, done)
    else add.mutate({ body }, done)
  }
  const error = add.error ?? change.error
  return (
    <Sheet open onClose={onClose} title={t(car ? 'changeCar' : 'addCar')}>
      <form className="k-form" noValidate onSubmit={submit}>
        <div className="drive-two">
          <Field
            label={t('plate')}
            required
            {...(asked && values.plate.trim().length < 2 ? { error: t('plateNeeded') } : {})}
          >
            <TextInput value={values.plate} onChange={(plate) => put({ plate })} maxLength={12} />
          </Field>
          <Field label={t('colour')}>
            <TextInput
              value={values.colour}
              onChange={(colour) => put({ colour })}
              maxLength={30}
            />
          </Field>
        </div>
        <Field label={t('series')}>
          <Select
            value={values.seriesId}
            onChange={(seriesId) => put({ seriesId })}
            placeholder="—"
            options={(series.data?.items ?? [])
              .filter((one) => one.isOwn)
              .map((one) => ({
                value: one.id,
                label: locale === 'zh' ? one.name : one.nameEn || one.name,
              }))}
          />
        </Field>
        <Field label={t('name')}>
          <TextInput value={values.name} onChange={(name) => put({ name })} maxLength={60} />
        </Field>
        <Field label={t('vin')}>
          <TextInput value={values.vin} onChange={(vin) => put({ vin })} maxLength={20} />
        </Field>
        <div className="drive-two">
          <Field label={t('insuredUntil')}>
            <TextInput
              type="date"
              value={values.insuredUntil}
              onChange={(insuredUntil) => put({ insuredUntil })}
            />
          </Field>
          <Field label={t('inspectedUntil')}>
            <TextInput
              type="date"
              value={values.inspectedUntil}
              onChange={(inspectedUntil) => put({ inspectedUntil })}
            />
          </Field>
        </div>
        <Field label={t('mileage')}>
          <TextInput
            inputMode="numeric"
            value={values.mileageKm}
            onChange={(mileageKm) => put({ mileageKm: digits(mileageKm) })}
          />
        </Field>
        <Field label={t('state')} group required>
          <Choice
            value={values.state}
            onChange={(state) => put({ state })}
            options={demoCarStates.map((value) => ({ value, label: t(value) }))}
          />
        </Field>
        <Field label={t('note')}>
          <TextArea
            value={values.note}
            onChange={(note) => put({ note })}
            rows={2}
            maxLength={1000}
          />
        </Field>
        {error ? <Failure error={error} /> : null}
        <Button type="submit" kind="primary" wide busy={add.isPending || change.isPending}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}

/** One route: added or changed. */
export function RouteSheet(props: { route: DemoRoute | undefined; onClose: () => void }) {
  const t = useWords(testDriveWords)
  const toast = useToast()
  const { route, onClose } = props
  const refresh = [listDemoRoutes]
  const add = useDo(addDemoRoute, { refresh })
  const change = useDo(changeDemoRoute, { refresh })
  const [asked, setAsked] = useState(false)
  const [values, setValues] = useState({
    name: route?.name ?? '',
    km: route ? String(route.lengthM / 1000) : '',
    minutes: String(route?.minutes ?? 30),
    note: route?.note ?? '',
    isActive: route?.isActive ?? true,
  })
  const put = (some: Partial<typeof values>) => setValues({ ...values, ...some })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    const km = Number(values.km || 0)
    if (values.name.trim() === '' || Number.isNaN(km)) return
    const body = {
      name: values.name.trim(),
      lengthM: Math.round(km * 1000),
      minutes: Number(values.minutes || 30),
      note: values.note.trim(),
    }
    const done = {
      onSuccess: () => {
        onClose()
        toast(t('saved'))
      },
    }
    if (route)
      change.mutate(
        {
          params: { id: route.id },
          body: { ...body, isActive: values.isActive, version: route.version },
        },
        done,
      )
    else add.mutate({ body }, done)
  }
  const error = add.error ?? change.error
  return (
    <Sheet open onClose={onClose} title={t(route ? 'changeRoute' : 'addRoute')}>
      <form className="k-form" noValidate onSubmit={submit}>
        <Field
          label={t('name')}
          required
          {...(asked && values.name.trim() === '' ? { error: t('nameNeeded') } : {})}
        >
          <TextInput value={values.name} onChange={(name) => put({ name })} maxLength={60} />
        </Field>
        <div className="drive-two">
          <Field label={t('lengthKm')} required>
            <TextInput
              inputMode="decimal"
              value={values.km}
              onChange={(km) => put({ km: km.replace(/[^\d.]/g, '').slice(0, 6) })}
            />
          </Field>
          <Field label={t('routeMinutes')} required>
            <TextInput
              inputMode="numeric"
              value={values.minutes}
              onChange={(minutes) => put({ minutes: digits(minutes).slice(0, 3) })}
            />
          </Field>
        </div>
        <Field label={t('routeNote')}>
          <TextArea value={values.note} onChange={(note) => put({ note })} rows={2} />
        </Field>
        {route ? (
          <label className="k-line">
            <input
              type="checkbox"
              checked={values.isActive}
              onChange={(event) => put({ isActive: event.target.checked })}
            />
            {t('inUse')}
          </label>
        ) : null}
        {error ? <Failure error={error} /> : null}
        <Button type="submit" kind="primary" wide busy={add.isPending || change.isPending}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}
