import { useState } from 'react'
import { nameIn } from '#shared/configuration.ts'
import { formatYuan } from '#shared/money.ts'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { QuoteVersion } from '../contract.ts'
import { quoteWords } from '../words.ts'
import { compareVersions } from './compare-versions.ts'

/** The lines of one version. */
export function Lines({ version }: { version: QuoteVersion }) {
  const t = useWords(quoteWords)
  const locale = useLocale()
  return (
    <div className="quote-scroll" tabIndex={0} role="region" aria-label={t('whatItCosts')}>
      <table className="quote-table">
        <thead>
          <tr>
            <th>{t('item')}</th>
            <th className="k-number">{t('quantity')}</th>
            <th className="k-number">{t('amount')}</th>
          </tr>
        </thead>
        <tbody>
          {version.lines.map((line, place) => (
            <tr key={place}>
              <td>
                {nameIn(line, locale)}
                {line.kind === 'gift' ? (
                  <span className="k-muted">
                    {' '}
                    {t('gift')} {formatYuan(line.priceFen, { whole: true })}
                  </span>
                ) : null}
              </td>
              <td className="k-number">{line.quantity}</td>
              <td className="k-number">{formatYuan(line.amountFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Two versions side by side: only what differs. */
export function CompareVersions({ versions }: { versions: QuoteVersion[] }) {
  const t = useWords(quoteWords)
  const locale = useLocale()
  const [newer, setNewer] = useState(String(versions[0]?.no ?? ''))
  const [older, setOlder] = useState(String(versions[1]?.no ?? ''))
  const byNo = (no: string) => versions.find((version) => String(version.no) === no)
  const before = byNo(older)
  const after = byNo(newer)
  if (!before || !after) return null
  const changes = compareVersions(before, after)
  const options = versions.map(({ no }) => ({
    value: String(no),
    label: t('versionN', { no }),
  }))
  const amount = (fen: number | null) => (fen === null ? '—' : formatYuan(fen))
  return (
    <section className="k-card k-stack" aria-label={t('compare')}>
      <h2>{t('compare')}</h2>
      <div className="k-line">
        <Field label={t('versionNo')} required>
          <Select value={older} onChange={setOlder} options={options} />
        </Field>
        <Field label={t('compareWith')} required>
          <Select value={newer} onChange={setNewer} options={options} />
        </Field>
      </div>
      {changes.length === 0 ? (
        <EmptyState title={t('noChanges')} />
      ) : (
        <div className="quote-scroll" tabIndex={0} role="region" aria-label={t('compare')}>
          <table className="quote-table">
            <thead>
              <tr>
                <th>{t('item')}</th>
                <th className="k-number">{t('versionN', { no: before.no })}</th>
                <th className="k-number">{t('versionN', { no: after.no })}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={change.key} data-changed>
                  <td>
                    {'word' in change.what ? t(change.what.word) : nameIn(change.what, locale)}
                  </td>
                  <td className="k-number">{amount(change.before)}</td>
                  <td className="k-number">{amount(change.after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
