import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { type LeadRecord, leadGrades, origins } from '../contract.ts'
import { leadWords } from '../words.ts'

const words = [...leadGrades, ...origins]

/** The life of a lead, the newest step first. */
export function LeadSteps({ steps }: { steps: LeadRecord['steps'] }) {
  const t = useWords(leadWords)
  const said = (step: LeadRecord['steps'][number]) => {
    if (step.to === null || step.step === 'promoted' || step.step === 'arrived') return ''
    if (step.step === 'invited' || step.step === 'no_show' || step.step === 'put_off')
      return <When at={step.to} />
    const word = words.find((one) => one === step.to)
    return word ? t(word) : step.to
  }
  return (
    <ol className="customer-timeline">
      {steps.toReversed().map((step) => (
        <li key={step.id}>
          <div>
            <strong>{t(step.step === 'assigned' ? 'assignedTo' : step.step)}</strong> {said(step)}
            {step.note ? <p>{step.note}</p> : null}
          </div>
          <span className="k-muted">
            {step.personName ? `${step.personName} · ` : ''}
            <When at={step.at} />
          </span>
        </li>
      ))}
    </ol>
  )
}
