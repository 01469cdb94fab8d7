import { useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { formatYuan, parseMoney } from '#shared/money.ts'
import { useAsk, useDo, useRefresh } from '#ui/ask.ts'
import { sayDate } from '#ui/format.ts'
import { call } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  addListPrice,
  type ListPrice,
  listPrices,
  pricesOfModel,
  putListPrice,
  restoreListPrice,
  withdrawListPrice,
} from '../contract.ts'
import { pricingWords } from '../words.ts'

/** A model's prices over time; those who may add, change or withdraw one. */
export function PricePanel({ price, onClose }: { price: ListPrice; onClose: () => void }) {
  const t = useWords(pricingWords)
  const locale = useLocale()
  const may = useCan('pricing.manage')
  const mayForAll = useCan('pricing.manage', 'group')
  const answer = useAsk(pricesOfModel, { params: { id: price.modelId } }, { live: ['pricing.*'] })
  const [edited, setEdited] = useState<ListPrice | 'new'>()
  if (edited)
    return (
      <PriceForm
        base={edited === 'new' ? price : edited}
        isNew={edited === 'new'}
        onClose={() => setEdited(undefined)}
      />
    )
  const day = (at: string | null) => (at ? sayDate(at, locale) : '')
  const yuan = (fen: number | null) =>
    fen === null ? '—' : formatYuan(fen, { whole: true, symbol: true })
  return (
    <Sheet open title={`${price.seriesName} ${price.modelName}`} onClose={onClose}>
      <div className="k-stack">
        <h3>{t('history')}</h3>
        {answer.error ? (
          <Failure error={answer.error} onRetry={() => void answer.refetch()} />
        ) : answer.isPending ? (
          <Skeleton rows={3} />
        ) : answer.data.items.length === 0 ? (
          <EmptyState title={t('nobodyPriced')} />
        ) : (
          <List label={t('history')}>
            {answer.data.items.map((one) => (
              <Row
                key={one.id}
                {...(may && (mayForAll || one.isOwn) ? { onClick: () => setEdited(one) } : {})}
                end={one.isOwn ? <Badge tone="due">{t('ownStore')}</Badge> : null}
              >
                <strong className="k-number">{yuan(one.listFen)}</strong>{' '}
                <span className="k-muted">
                  {one.validTo
                    ? t('fromTo', { from: day(one.validFrom), to: day(one.validTo) })
                    : t('from', { from: day(one.validFrom) })}
                  {' · '}
                  {t('authorised')} {yuan(one.authorisedFen)}
                  {one.note ? ` · ${one.note}` : ''}
                </span>
              </Row>
            ))}
          </List>
        )}
        {may ? (
          <Button kind="primary" onClick={() => setEdited('new')}>
            {t('newPrice')}
          </Button>
        ) : null}
      </div>
    </Sheet>
  )
}

interface Values {
  isOwn: 'own' | 'all'
  energy: 'fuel' | 'nev'
  validFrom: string
  validTo: string
  list: string
  authorised: string
  floor: string
  note: string
}

const asText = (fen: number | null) => (fen === null ? '' : String(fen / 100))
const isMoney = (text: string) => {
  const fen = parseMoney(text)
  return fen !== undefined && fen >= 0 && fen <= 10_000_000_000
}

function PriceForm(props: { base: ListPrice; isNew: boolean; onClose: () => void }) {
  const { base, isNew } = props
  const t = useWords(pricingWords)
  const toast = useToast()
  const refresh = useRefresh()
  const mayForAll = useCan('pricing.manage', 'group')
  const [id] = useState(() => (isNew ? uuidv7() : (base.id ?? uuidv7())))
  const add = useDo(addListPrice, { refresh: [listPrices, pricesOfModel] })
  const change = useDo(putListPrice, { refresh: [listPrices, pricesOfModel] })
  const withdraw = async () => {
    await call(withdrawListPrice, { params: { id }, query: { version: base.version } })
    await refresh(listPrices, pricesOfModel)
    toast(t('withdrawn'), {
      undo: async () => {
        await call(restoreListPrice, { params: { id } })
        await refresh(listPrices, pricesOfModel)
      },
    })
    props.onClose()
  }
  return (
    <Sheet open title={t(isNew ? 'newPrice' : 'editPrice')} onClose={props.onClose}>
      <Form<Values>
        initial={{
          isOwn: mayForAll && !(base.isOwn && !isNew) ? 'all' : 'own',
          energy: base.energy,
          validFrom: isNew ? '' : (base.validFrom ?? ''),
          validTo: isNew ? '' : (base.validTo ?? ''),
          list: asText(base.listFen),
          authorised: asText(base.authorisedFen),
          floor: asText(base.floorFen),
          note: isNew ? '' : base.note,
        }}
        draft={`price.${isNew ? `new.${base.modelId}` : id}`}
        required={['validFrom', 'list']}
        check={(values) => ({
          ...(isMoney(values.list) ? {} : { list: t('wrongMoney') }),
          ...(values.authorised === '' || isMoney(values.authorised)
            ? {}
            : { authorised: t('wrongMoney') }),
          ...(values.floor === '' || isMoney(values.floor) ? {} : { floor: t('wrongMoney') }),
        })}
        onCancel={props.onClose}
        actions={
          isNew ? null : (
            <Button kind="danger" onClick={() => void withdraw()}>
              {t('withdraw')}
            </Button>
          )
        }
        onSubmit={async (values) => {
          const body = {
            modelId: base.modelId,
            isOwn: values.isOwn === 'own',
            energy: values.energy,
            validFrom: values.validFrom,
            validTo: values.validTo || null,
            listFen: parseMoney(values.list) ?? 0,
            authorisedFen: parseMoney(values.authorised) ?? 0,
            floorFen: values.floor === '' ? null : (parseMoney(values.floor) ?? null),
            note: values.note,
          }
          if (isNew) await add.mutateAsync({ body: { id, ...body } })
          else
            await change.mutateAsync({ params: { id }, body: { version: base.version, ...body } })
          toast(t('saved'))
          props.onClose()
        }}
      >
        {(form) => (
          <>
            <Field label={t('listPrice')} {...form.field('list')}>
              <TextInput inputMode="decimal" maxLength={20} {...form.input('list')} />
            </Field>
            <Field label={t('authorised')} hint={t('authorisedHint')} {...form.field('authorised')}>
              <TextInput inputMode="decimal" maxLength={20} {...form.input('authorised')} />
            </Field>
            <Field label={t('floor')} hint={t('floorHint')} {...form.field('floor')}>
              <TextInput inputMode="decimal" maxLength={20} {...form.input('floor')} />
            </Field>
            <Field label={t('validFrom')} {...form.field('validFrom')}>
              <TextInput type="date" {...form.input('validFrom')} />
            </Field>
            <Field label={t('validTo')} hint={t('emptyMeansOpen')} {...form.field('validTo')}>
              <TextInput type="date" {...form.input('validTo')} />
            </Field>
            <Field group label={t('energy')} {...form.field('energy')} required>
              <Segmented<Values['energy']>
                value={form.values.energy}
                onChange={(energy) => form.set({ energy })}
                options={[
                  { value: 'fuel', label: t('fuel') },
                  { value: 'nev', label: t('nev') },
                ]}
              />
            </Field>
            {mayForAll ? (
              <Field group label={t('scope')} {...form.field('isOwn')} required>
                <Segmented<Values['isOwn']>
                  value={form.values.isOwn}
                  onChange={(isOwn) => form.set({ isOwn })}
                  options={[
                    { value: 'all', label: t('allStores') },
                    { value: 'own', label: t('ownStore') },
                  ]}
                />
              </Field>
            ) : null}
            <Field label={t('note')} {...form.field('note')}>
              <TextInput maxLength={200} {...form.input('note')} />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}
