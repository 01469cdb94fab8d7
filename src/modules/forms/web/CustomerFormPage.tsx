import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { download } from '#ui/call.ts'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { getCustomerForm, getCustomerFormFile } from '../contract.ts'
import { formWords } from '../words.ts'
import { type AskedPhones, PaperActions } from './PaperActions.tsx'
import { Answer } from './PeriodForms.tsx'

/** A customer's card on paper. */
export function CustomerFormPage() {
  const { params } = useNavigation()
  const t = useWords(formWords)
  const [asked, setAsked] = useState<AskedPhones>({ phones: 'masked' })
  const input = { params: { id: params.id ?? '' }, query: asked }
  const answer = useAsk(getCustomerForm, input, { live: ['customers.*', 'opportunities.*'] })
  return (
    <div className="k-stack">
      <div className="forms-controls k-spread">
        <h1>{t('customerCard')}</h1>
        <Link className="k-button" to={`/customers/${input.params.id}`}>
          {t('toCustomer')}
        </Link>
      </div>
      <Answer answer={answer}>
        <PaperActions
          asked={asked}
          onAsk={setAsked}
          onFile={(format) =>
            download(getCustomerFormFile, { params: input.params, query: { ...asked, format } })
          }
        />
      </Answer>
    </div>
  )
}
