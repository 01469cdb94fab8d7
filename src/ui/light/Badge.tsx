import type { ReactNode } from 'react'

export type Tone = 'H' | 'A' | 'B' | 'C' | 'due' | 'overdue' | 'done' | 'blocked' | 'plain'

/** A short word or letter with a colour; never the colour alone. */
export function Badge(props: { tone?: Tone; title?: string; children: ReactNode }) {
  return (
    <span className="k-badge" data-tone={props.tone} title={props.title}>
      {props.children}
    </span>
  )
}
