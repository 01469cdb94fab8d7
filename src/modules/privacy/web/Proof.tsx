import { useLocale, useWords } from '#ui/words.tsx'
import type { ErasureCheck } from '../contract.ts'
import { privacyWords } from '../words.ts'
import './privacy.css'

/** What was looked at after an erasure, and that nothing is left; prints with the page. */
export function Proof({ checks }: { checks: readonly ErasureCheck[] }) {
  const t = useWords(privacyWords)
  const isZh = useLocale() === 'zh'
  const left = checks.reduce((sum, check) => sum + check.left, 0)
  return (
    <details open>
      <summary>
        {t('proof')} {left === 0 ? t('nothingLeft') : ''}
      </summary>
      <div className="privacy-scroll" tabIndex={0} role="region" aria-label={t('proof')}>
        <table className="privacy-table">
          <thead>
            <tr>
              <th scope="col">{t('subject')}</th>
              <th scope="col">{t('cleared')}</th>
              <th scope="col">{t('left')}</th>
              <th scope="col">{t('kept')}</th>
            </tr>
          </thead>
          <tbody>
            {checks.map((check, place) => (
              <tr key={place}>
                <td>{isZh ? check.subject : check.subjectEn}</td>
                <td className="k-number">{check.cleared}</td>
                <td className="k-number">{check.left}</td>
                <td>{(isZh ? check.keptBecause : check.keptBecauseEn) ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
