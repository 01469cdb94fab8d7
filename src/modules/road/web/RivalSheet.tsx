import { type FormEvent, useState } from 'react'
import { listSeriesRoute } from '#modules/catalog/contract.ts'
import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  type Attribute,
  addRival,
  attributes,
  changeRival,
  listRivals,
  marketPosition,
  type Rival,
} from '../contracts/rivals.ts'
import { roadWords } from '../words.ts'
import { linksOf, sayLinks } from './links.ts'
import { fenOf, yuanOf } from './yuan.ts'

const refresh = [listRivals, marketPosition]

/** One rival: added or changed. */
export function RivalSheet({ rival, onClose }: { rival: Rival | undefined; onClose: () => void }) {
  const t = useWords(roadWords)
  const locale = useLocale()
  const toast = useToast()
  const series = useAsk(listSeriesRoute, { query: {} })
  const options = useAsk(listOptionsRoute, { query: { kind: 'competitor' } })
  const add = useDo(addRival, { refresh })
  const change = useDo(changeRival, { refresh })
  const [asked, setAsked] = useState(false)
  const [values, setValues] = useState({
    brand: rival?.brand ?? '',
    name: rival?.name ?? '',
    optionId: rival?.optionId ?? '',
    ownSeriesId: rival?.ownSeriesId ?? '',
    from: yuanOf(rival?.priceFromFen),
    to: yuanOf(rival?.priceToFen),
    strong: rival?.strong ?? '',
    weak: rival?.weak ?? '',
    answer: rival?.answer ?? '',
    links: sayLinks(rival?.links ?? []),
    isActive: rival?.isActive ?? true,
  })
  const [measured, setMeasured] = useState<Partial<Record<Attribute, string>>>(
    Object.fromEntries(
      Object.entries(rival?.attributes ?? {}).map(([key, value]) => [key, String(value)]),
    ),
  )
  const put = (some: Partial<typeof values>) => setValues({ ...values, ...some })
  const price = { from: fenOf(values.from), to: fenOf(values.to) }
  const links = linksOf(values.links)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (values.brand.trim() === '' || values.name.trim() === '' || links === undefined) return
    if (price.from === undefined || price.to === undefined) return
    const body = {
      brand: values.brand.trim(),
      name: values.name.trim(),
      optionId: values.optionId || null,
      ownSeriesId: values.ownSeriesId || null,
      priceFromFen: price.from,
      priceToFen: price.to,
      attributes: numbersOf(measured),
      strong: values.strong.trim(),
      weak: values.weak.trim(),
      answer: values.answer.trim(),
      links,
      isActive: values.isActive,
    }
    const done = {
      onSuccess: () => {
        onClose()
        toast(t('saved'))
      },
    }
    if (rival)
      change.mutate({ params: { id: rival.id }, body: { ...body, version: rival.version } }, done)
    else add.mutate({ body }, done)
  }
  const error = add.error ?? change.error
  const empty = (text: string) => (asked && text.trim() === '' ? { error: t('nameNeeded') } : {})
  const wrong = (fen: number | null | undefined) =>
    asked && fen === undefined ? { error: t('yuanWrong') } : {}
  const pick = (one: { label: string; labelEn: string }) =>
    locale === 'zh' ? one.label : one.labelEn || one.label
  return (
    <Sheet open onClose={onClose} title={t('rival')}>
      <form className="k-form" noValidate onSubmit={submit}>
        <div className="road-two">
          <Field label={t('brand')} required {...empty(values.brand)}>
            <TextInput value={values.brand} onChange={(brand) => put({ brand })} maxLength={60} />
          </Field>
          <Field label={t('rivalName')} required {...empty(values.name)}>
            <TextInput value={values.name} onChange={(name) => put({ name })} maxLength={60} />
          </Field>
        </div>
        <Field label={t('dictionary')} hint={t('lossesShared')}>
          <Select
            value={values.optionId}
            onChange={(optionId) => put({ optionId })}
            placeholder="—"
            options={(options.data?.items ?? []).map((one) => ({
              value: one.id,
              label: pick(one),
            }))}
          />
        </Field>
        <Field label={t('against')}>
          <Select
            value={values.ownSeriesId}
            onChange={(ownSeriesId) => put({ ownSeriesId })}
            placeholder="—"
            options={(series.data?.items ?? [])
              .filter((one) => one.isOwn)
              .map((one) => ({
                value: one.id,
                label: locale === 'zh' ? one.name : one.nameEn || one.name,
              }))}
          />
        </Field>
        <div className="road-two">
          <Field label={t('priceFrom')} {...wrong(price.from)}>
            <TextInput inputMode="decimal" value={values.from} onChange={(from) => put({ from })} />
          </Field>
          <Field label={t('priceTo')} {...wrong(price.to)}>
            <TextInput inputMode="decimal" value={values.to} onChange={(to) => put({ to })} />
          </Field>
        </div>
        <AttributeFields values={measured} onChange={setMeasured} />
        {(['strong', 'weak', 'answer'] as const).map((word) => (
          <Field key={word} label={t(word)}>
            <TextArea
              value={values[word]}
              onChange={(value) => put({ [word]: value })}
              rows={2}
              maxLength={1000}
            />
          </Field>
        ))}
        <Field
          label={t('links')}
          hint={t('linksHint')}
          {...(asked && links === undefined ? { error: t('linkWrong') } : {})}
        >
          <TextArea value={values.links} onChange={(value) => put({ links: value })} rows={2} />
        </Field>
        <label className="k-line">
          <input
            type="checkbox"
            checked={values.isActive}
            onChange={(event) => put({ isActive: event.target.checked })}
          />
          {t('active')}
        </label>
        {error ? <Failure error={error} /> : null}
        <Button type="submit" kind="primary" wide busy={add.isPending || change.isPending}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}

/** The numbers that place a car beside its price. */
export function AttributeFields(props: {
  values: Partial<Record<Attribute, string>>
  onChange: (values: Partial<Record<Attribute, string>>) => void
}) {
  const t = useWords(roadWords)
  return (
    <div className="road-two">
      {attributes.map((key) => (
        <Field key={key} label={t(key)}>
          <TextInput
            inputMode="decimal"
            value={props.values[key] ?? ''}
            onChange={(value) =>
              props.onChange({ ...props.values, [key]: value.replace(/[^\d.]/g, '').slice(0, 8) })
            }
          />
        </Field>
      ))}
    </div>
  )
}

/** Typed numbers, those left empty left out. */
export function numbersOf(
  values: Partial<Record<Attribute, string>>,
): Partial<Record<Attribute, number>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, text]) => {
      const value = Number(text)
      return text === '' || Number.isNaN(value) ? [] : [[key, value]]
    }),
  )
}
