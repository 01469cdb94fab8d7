import { findItem, listPriceOf, nameIn } from '#shared/configuration.ts'
import { formatYuan } from '#shared/money.ts'
import type { PriceItem } from '#shared/price-book.ts'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { MoneyField } from '#ui/light/MoneyField.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { Button } from '#ui/light/Button.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { quoteWords } from '../words.ts'
import type { StepProps } from './StepItems.tsx'

const inFull = 'cash'

/** In full, on a loan or by lease; and the old car. */
export function StepFinance({ book, chosen, set }: StepProps) {
  const t = useWords(quoteWords)
  const locale = useLocale()
  const products = book.items.filter(({ kind }) => kind === 'finance')
  const product = findItem(book, chosen.finance?.itemId ?? null)
  const price = listPriceOf(book, chosen) - chosen.discountFen
  const least = (item: PriceItem) => Math.ceil((price * (item.rule.downPercent ?? 0)) / 100)
  return (
    <>
      <Field group label={t('payment')} required>
        <Choice<string>
          value={product?.id ?? inFull}
          onChange={(id) => {
            const item = findItem(book, id)
            set({
              finance: item
                ? {
                    itemId: item.id,
                    months: item.rule.terms?.at(-1)?.months ?? 12,
                    downFen: upToThousand(least(item)),
                  }
                : null,
            })
          }}
          options={[
            { value: inFull, label: t('payInFull') },
            ...products.map((item) => ({ value: item.id, label: nameIn(item, locale) })),
          ]}
        />
      </Field>
      {product && chosen.finance ? (
        <>
          <MoneyField
            label={t('downPayment')}
            hint={t('downLeast', { amount: formatYuan(least(product), { whole: true }) })}
            required
            value={chosen.finance.downFen}
            onChange={(fen) =>
              chosen.finance && set({ finance: { ...chosen.finance, downFen: fen ?? 0 } })
            }
          />
          <Field group label={t('term')} required>
            <Choice<string>
              value={String(chosen.finance.months)}
              onChange={(months) =>
                chosen.finance && set({ finance: { ...chosen.finance, months: Number(months) } })
              }
              options={(product.rule.terms ?? []).map(({ months, rateBp }) => ({
                value: String(months),
                label: `${t('months', { n: months })} ${rateBp / 100}%`,
              }))}
            />
          </Field>
        </>
      ) : null}
      <label className="quote-item">
        <input
          type="checkbox"
          checked={chosen.tradeIn !== null}
          onChange={(event) =>
            set({ tradeIn: event.target.checked ? { text: '', allowanceFen: 0 } : null })
          }
        />
        <span>{t('hasTradeIn')}</span>
      </label>
      {chosen.tradeIn ? (
        <>
          <Field label={t('tradeInText')} hint={t('tradeInHint')}>
            <TextInput
              maxLength={200}
              value={chosen.tradeIn.text}
              onChange={(text) => chosen.tradeIn && set({ tradeIn: { ...chosen.tradeIn, text } })}
            />
          </Field>
          <MoneyField
            label={t('allowance')}
            required
            value={chosen.tradeIn.allowanceFen}
            onChange={(fen) =>
              chosen.tradeIn && set({ tradeIn: { ...chosen.tradeIn, allowanceFen: fen ?? 0 } })
            }
          />
        </>
      ) : null}
    </>
  )
}

/** What is given away, the deposit, until when the offer stands, and a note. */
export function StepPrice({
  book,
  chosen,
  set,
  note,
  onNote,
  validUntil,
  onValidUntil,
}: StepProps & {
  note: string
  onNote: (note: string) => void
  validUntil: string
  onValidUntil: (day: string) => void
}) {
  const t = useWords(quoteWords)
  const free = book.model.authorisedFen
  return (
    <>
      <MoneyField
        label={t('discountYuan')}
        hint={t('discountFree', { amount: formatYuan(free, { whole: true }) })}
        value={chosen.discountFen}
        onChange={(fen) => set({ discountFen: fen ?? 0 })}
      />
      {free > 0 && chosen.discountFen < free ? (
        <Button onClick={() => set({ discountFen: free })}>{t('useFree')}</Button>
      ) : null}
      <MoneyField
        label={t('depositYuan')}
        value={chosen.depositFen}
        onChange={(fen) => set({ depositFen: fen ?? 0 })}
      />
      <Field label={t('number0')} required>
        <TextInput
          inputMode="numeric"
          maxLength={2}
          value={String(chosen.quantity)}
          onChange={(text) => set({ quantity: Math.min(99, Math.max(1, Number(text) || 1)) })}
        />
      </Field>
      <Field label={t('validUntil')} required>
        <TextInput type="date" value={validUntil} onChange={onValidUntil} />
      </Field>
      <Field label={t('note')}>
        <TextArea rows={3} maxLength={2000} value={note} onChange={onNote} />
      </Field>
    </>
  )
}

const thousandYuan = 100_000
const upToThousand = (fen: number) => Math.ceil(fen / thousandYuan) * thousandYuan
