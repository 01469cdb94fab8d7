import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { download } from '#ui/call.ts'
import { useNavigation } from '#ui/navigation.tsx'
import { getCustomerForm, getCustomerFormFile } from '../contract.ts'
import { type AskedPhones, PaperActions } from './PaperActions.tsx'
import { Answer } from './PeriodForms.tsx'

/** A customer's card on paper. */
export function CustomerFormPage() {
  const { params } = useNavigation()
  const [asked, setAsked] = useState<AskedPhones>({ phones: 'masked' })
  const input = { params: { id: params.id ?? '' }, query: asked }
  const answer = useAsk(getCustomerForm, input, { live: ['customers.*', 'opportunities.*'] })
  return (
    <Answer answer={answer}>
      <PaperActions
        asked={asked}
        onAsk={setAsked}
        onFile={(format) =>
          download(getCustomerFormFile, { params: input.params, query: { ...asked, format } })
        }
      />
    </Answer>
  )
}
