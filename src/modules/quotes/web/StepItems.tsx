import type { ReactNode } from 'react'
import { type Configuration, nameIn } from '#shared/configuration.ts'
import { formatYuan } from '#shared/money.ts'
import type { PriceBook, PriceItem, PriceItemKind } from '#shared/price-book.ts'
import { quoteLines } from '#shared/quote-totals.ts'
import { Choice } from '#ui/light/Choice.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { quoteWords } from '../words.ts'

export interface StepProps {
  book: PriceBook
  chosen: Configuration
  set: (change: Partial<Configuration>) => void
}

const of = (book: PriceBook, kind: PriceItemKind) => book.items.filter((item) => item.kind === kind)

/** Colour outside and inside, one of each. */
export function StepColour({ book, chosen, set }: StepProps) {
  const t = useWords(quoteWords)
  return (
    <>
      <OneOf
        title={t('colours')}
        items={of(book, 'colour')}
        value={chosen.colourId}
        onChange={(colourId) => set({ colourId })}
      />
      <OneOf
        title={t('interiors')}
        items={of(book, 'interior')}
        value={chosen.interiorId}
        onChange={(interiorId) => set({ interiorId })}
      />
    </>
  )
}

function OneOf(props: {
  title: string
  items: readonly PriceItem[]
  value: string | null
  onChange: (id: string) => void
}) {
  if (props.items.length === 0) return null
  return (
    <div className="k-stack" role="radiogroup" aria-label={props.title}>
      <h2>{props.title}</h2>
      {props.items.map((item) => (
        <Item
          key={item.id}
          item={item}
          input={
            <input
              type="radio"
              name={props.title}
              checked={item.id === props.value}
              onChange={() => props.onChange(item.id)}
            />
          }
        />
      ))}
    </div>
  )
}

/** Factory options. */
export function StepOptions({ book, chosen, set }: StepProps) {
  const t = useWords(quoteWords)
  const items = of(book, 'option')
  if (items.length === 0) return <p className="k-muted">{t('noneHere')}</p>
  return (
    <>
      {items.map((item) => (
        <Item
          key={item.id}
          item={item}
          input={
            <input
              type="checkbox"
              checked={chosen.optionIds.includes(item.id)}
              onChange={(event) =>
                set({
                  optionIds: event.target.checked
                    ? [...chosen.optionIds, item.id]
                    : chosen.optionIds.filter((id) => id !== item.id),
                })
              }
            />
          }
        />
      ))}
    </>
  )
}

/** Accessories, paid or as a gift. */
export function StepAccessories({ book, chosen, set }: StepProps) {
  const t = useWords(quoteWords)
  const items = of(book, 'accessory')
  if (items.length === 0) return <p className="k-muted">{t('noneHere')}</p>
  return (
    <>
      {items.map((item) => {
        const mine = chosen.accessories.find(({ itemId }) => itemId === item.id)
        const others = chosen.accessories.filter(({ itemId }) => itemId !== item.id)
        return (
          <div key={item.id} className="k-stack">
            <Item
              item={item}
              input={
                <input
                  type="checkbox"
                  checked={mine !== undefined}
                  onChange={(event) =>
                    set({
                      accessories: event.target.checked
                        ? [...others, { itemId: item.id, quantity: 1, isGift: false }]
                        : others,
                    })
                  }
                />
              }
            />
            {mine ? (
              <div className="quote-under">
                <Segmented<'paid' | 'gift'>
                  label={item.name}
                  value={mine.isGift ? 'gift' : 'paid'}
                  onChange={(how) =>
                    set({ accessories: [...others, { ...mine, isGift: how === 'gift' }] })
                  }
                  options={[
                    { value: 'paid', label: t('isPaid') },
                    { value: 'gift', label: t('asGift') },
                  ]}
                />
              </div>
            ) : null}
          </div>
        )
      })}
    </>
  )
}

/** Insurance with its sums insured, the purchase tax, the fees. */
export function StepInsurance({ book, chosen, set }: StepProps) {
  const t = useWords(quoteWords)
  const locale = useLocale()
  const taxLine = quoteLines(book, { ...chosen, paysTax: true }).find(({ kind }) => kind === 'tax')
  return (
    <>
      <h2>{t('insurance')}</h2>
      {of(book, 'insurance').map((item) => {
        const mine = chosen.insurances.find(({ itemId }) => itemId === item.id)
        const others = chosen.insurances.filter(({ itemId }) => itemId !== item.id)
        const choices = item.rule.choices ?? []
        const taken = mine ?? { itemId: item.id, choice: choices[0]?.code ?? null }
        const premium = quoteLines(book, { ...chosen, insurances: [taken] }).find(
          ({ kind }) => kind === 'insurance',
        )
        return (
          <div key={item.id} className="k-stack">
            <Item
              item={item}
              mark={item.rule.isCompulsory ? t('compulsory') : undefined}
              priceFen={premium?.priceFen}
              input={
                <input
                  type="checkbox"
                  checked={mine !== undefined}
                  onChange={(event) =>
                    set({
                      insurances: event.target.checked ? [...others, taken] : others,
                    })
                  }
                />
              }
            />
            {mine && choices.length > 0 ? (
              <div className="quote-under">
                <Choice<string>
                  label={item.name}
                  value={mine.choice ?? undefined}
                  onChange={(choice) => set({ insurances: [...others, { ...mine, choice }] })}
                  options={choices.map((one) => ({ value: one.code, label: nameIn(one, locale) }))}
                />
              </div>
            ) : null}
          </div>
        )
      })}
      <h2>{t('fees')}</h2>
      <label className="quote-item">
        <input
          type="checkbox"
          checked={chosen.paysTax}
          onChange={(event) => set({ paysTax: event.target.checked })}
        />
        <span>{t('paysTax')}</span>
        <span className="k-number">{taxLine ? <Plus fen={taxLine.priceFen} /> : null}</span>
      </label>
      {of(book, 'fee').map((item) => (
        <Item
          key={item.id}
          item={item}
          input={
            <input
              type="checkbox"
              checked={chosen.fees.some(({ itemId }) => itemId === item.id)}
              onChange={(event) => {
                const others = chosen.fees.filter(({ itemId }) => itemId !== item.id)
                set({
                  fees: event.target.checked
                    ? [...others, { itemId: item.id, amountFen: null }]
                    : others,
                })
              }}
            />
          }
        />
      ))}
    </>
  )
}

function Item(props: {
  item: PriceItem
  input: ReactNode
  mark?: string | undefined
  /** What it comes to for this quote, where that is not its price. */
  priceFen?: number | undefined
}) {
  const { item } = props
  const locale = useLocale()
  return (
    <label className="quote-item">
      {props.input}
      <span>
        {item.rule.swatch ? (
          <span className="quote-swatch" style={{ background: item.rule.swatch }} aria-hidden />
        ) : null}{' '}
        {nameIn(item, locale)} {props.mark ? <span className="k-muted">{props.mark}</span> : null}
      </span>
      <span className="k-number">
        <Plus fen={props.priceFen ?? item.priceFen} />
      </span>
    </label>
  )
}

function Plus({ fen }: { fen: number }) {
  const t = useWords(quoteWords)
  if (fen === 0) return t('included')
  return t('plus', { amount: formatYuan(fen, { symbol: true, whole: true }) })
}
