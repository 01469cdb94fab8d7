import { useState } from 'react'
import { listModelsRoute, listSeriesRoute } from '#modules/catalog/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { parseMoney } from '#shared/money.ts'
import type { PriceItemKind } from '#shared/price-book.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Form, type FormFields } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { addPriceItem, listPriceItems, type PriceItemRecord, putPriceItem } from '../contract.ts'
import { pricingWords } from '../words.ts'
import { checkItem, type ItemValues, ruleOf, valuesOf } from './item-values.ts'
import { RuleFields } from './RuleFields.tsx'

const mostModels = 60

/** Adds an item of a kind, or changes one. */
export function ItemSheet(props: {
  kind: PriceItemKind
  item: PriceItemRecord | undefined
  all: PriceItemRecord[]
  onClose: () => void
}) {
  const { kind, item } = props
  const t = useWords(pricingWords)
  const toast = useToast()
  const mayForAll = useCan('pricing.manage', 'group')
  const [id] = useState(() => item?.id ?? uuidv7())
  const add = useDo(addPriceItem, { refresh: [listPriceItems] })
  const change = useDo(putPriceItem, { refresh: [listPriceItems] })
  const send = async (values: ItemValues, isActive: boolean) => {
    const body = {
      kind,
      code: values.code.trim() || id.slice(-12),
      isOwn: values.isOwn === 'own',
      name: values.name,
      nameEn: values.nameEn,
      priceFen: parseMoney(values.price) ?? 0,
      costFen: values.cost === '' ? null : (parseMoney(values.cost) ?? null),
      seriesIds: values.seriesIds,
      modelIds: values.modelIds,
      needs: values.needs,
      excludes: values.excludes,
      rule: ruleOf(kind, values),
      validFrom: values.validFrom || null,
      validTo: values.validTo || null,
      isActive,
    }
    if (item) await change.mutateAsync({ params: { id }, body: { version: item.version, ...body } })
    else await add.mutateAsync({ body: { id, ...body } })
    toast(t('saved'))
    props.onClose()
  }
  const initial = valuesOf(item, mayForAll)
  return (
    <Sheet open title={`${t(item ? 'editItem' : 'newItem')} · ${t(kind)}`} onClose={props.onClose}>
      <Form<ItemValues>
        initial={initial}
        draft={`price-item.${item?.id ?? `new.${kind}`}`}
        required={['name']}
        check={(values) => checkItem(kind, values, t)}
        onCancel={props.onClose}
        onSubmit={(values) => send(values, item?.isActive ?? true)}
        actions={
          item ? (
            <Button busy={change.isPending} onClick={() => void send(initial, !item.isActive)}>
              {t(item.isActive ? 'rest' : 'wake')}
            </Button>
          ) : null
        }
      >
        {(form) => (
          <>
            <Field label={t('name')} {...form.field('name')}>
              <TextInput maxLength={60} {...form.input('name')} />
            </Field>
            <Field label={t('nameEn')} {...form.field('nameEn')}>
              <TextInput maxLength={80} {...form.input('nameEn')} />
            </Field>
            {kind === 'finance' || kind === 'tax' ? null : (
              <Field
                label={t(kind === 'insurance' ? 'basePremium' : 'price')}
                {...form.field('price')}
              >
                <TextInput inputMode="decimal" maxLength={20} {...form.input('price')} />
              </Field>
            )}
            {kind === 'accessory' ? (
              <Field label={t('cost')} {...form.field('cost')}>
                <TextInput inputMode="decimal" maxLength={20} {...form.input('cost')} />
              </Field>
            ) : null}
            <RuleFields kind={kind} form={form} />
            <Relations form={form} all={props.all} id={id} kind={kind} />
            <Field label={t('validFrom')} {...form.field('validFrom')}>
              <TextInput type="date" {...form.input('validFrom')} />
            </Field>
            <Field label={t('validTo')} hint={t('emptyMeansOpen')} {...form.field('validTo')}>
              <TextInput type="date" {...form.input('validTo')} />
            </Field>
            <Field label={t('code')} {...form.field('code')}>
              <TextInput maxLength={30} {...form.input('code')} />
            </Field>
            {mayForAll ? (
              <Field group label={t('scope')} {...form.field('isOwn')} required>
                <Segmented<ItemValues['isOwn']>
                  value={form.values.isOwn}
                  onChange={(isOwn) => form.set({ isOwn })}
                  options={[
                    { value: 'all', label: t('allStores') },
                    { value: 'own', label: t('ownStore') },
                  ]}
                />
              </Field>
            ) : null}
          </>
        )}
      </Form>
    </Sheet>
  )
}

/** For which series, what it needs, what it excludes. */
function Relations(props: {
  form: FormFields<ItemValues>
  all: PriceItemRecord[]
  id: string
  kind: PriceItemKind
}) {
  const { form } = props
  const t = useWords(pricingWords)
  const locale = useLocale()
  const series = useAsk(listSeriesRoute, { query: {} })
  const named = (one: { id: string; name: string; nameEn: string }) => ({
    id: one.id,
    name: locale === 'zh' ? one.name : one.nameEn || one.name,
  })
  const others = props.all
    .filter(({ kind, id }) => ['colour', 'interior', 'option'].includes(kind) && id !== props.id)
    .map(named)
  const own = (series.data?.items ?? []).filter(({ isOwn }) => isOwn).map(named)
  const hasRules = ['colour', 'interior', 'option', 'accessory'].includes(props.kind)
  return (
    <>
      {props.kind === 'tax' ? null : (
        <Ticks
          label={t('onlySeries')}
          hint={t('allSeries')}
          from={own}
          value={form.values.seriesIds}
          onChange={(seriesIds) => form.set({ seriesIds })}
        />
      )}
      {props.kind === 'tax' ? null : (
        <ModelTicks value={form.values.modelIds} onChange={(modelIds) => form.set({ modelIds })} />
      )}
      {hasRules ? (
        <>
          <Ticks
            label={t('needs')}
            from={others}
            value={form.values.needs}
            onChange={(needs) => form.set({ needs })}
          />
          <Ticks
            label={t('excludes')}
            from={others}
            value={form.values.excludes}
            onChange={(excludes) => form.set({ excludes })}
          />
        </>
      ) : null}
    </>
  )
}

/** Many models: those chosen, and those found by what is typed. */
function ModelTicks(props: { value: string[]; onChange: (ids: string[]) => void }) {
  const t = useWords(pricingWords)
  const locale = useLocale()
  const [typed, setTyped] = useState('')
  const series = useAsk(listSeriesRoute, { query: {} })
  const models = useAsk(listModelsRoute, { query: {} })
  const nameOf = (one: { name: string; nameEn: string }) =>
    locale === 'zh' ? one.name : one.nameEn || one.name
  const own = new Map(
    (series.data?.items ?? []).filter(({ isOwn }) => isOwn).map((one) => [one.id, one]),
  )
  const wanted = typed.toLowerCase().split(/\s+/)
  const all = (models.data?.items ?? []).flatMap((model) => {
    const line = own.get(model.seriesId)
    return line ? [{ id: model.id, name: `${nameOf(line)} ${nameOf(model)}` }] : []
  })
  const found = all.filter(
    ({ id, name }) =>
      props.value.includes(id) ||
      (typed !== '' && wanted.every((word) => name.toLowerCase().includes(word))),
  )
  return (
    <>
      <Field label={t('findModel')}>
        <TextInput value={typed} maxLength={40} onChange={setTyped} />
      </Field>
      <Ticks
        label={t('onlyModels')}
        hint={t('allModels')}
        from={found.slice(0, mostModels)}
        value={props.value}
        onChange={props.onChange}
      />
    </>
  )
}

function Ticks(props: {
  label: string
  hint?: string
  from: { id: string; name: string }[]
  value: string[]
  onChange: (ids: string[]) => void
}) {
  return (
    <Field group label={props.label} hint={props.hint}>
      <div className="price-choices">
        {props.from.map(({ id, name }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={props.value.includes(id)}
              onChange={(event) =>
                props.onChange(
                  event.target.checked
                    ? [...props.value, id]
                    : props.value.filter((one) => one !== id),
                )
              }
            />
            {name}
          </label>
        ))}
      </div>
    </Field>
  )
}
