import type { ButtonHTMLAttributes, ReactNode } from 'react'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  /** As wide as its place, for the thumb. */
  wide?: boolean
  /** Work is under way: it says so and takes no second press. */
  busy?: boolean
  children: ReactNode
}

/** A button; its words are a verb. It submits only with `type="submit"`. */
export function Button({ kind = 'plain', wide, busy, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className="k-button"
      data-kind={kind}
      data-wide={wide || undefined}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {children}
    </button>
  )
}
