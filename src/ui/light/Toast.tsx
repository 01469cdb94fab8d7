import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'
import { CallError } from '#ui/call-error.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.tsx'

export interface ToastOptions {
  /** Takes the change back; the toast then stays for ten seconds. */
  undo?: () => void | Promise<unknown>
  /** Another action than *undo*, with its verb. */
  action?: { label: string; run: () => void }
}
type Show = (text: string, options?: ToastOptions) => void

const ToastContext = createContext<Show>(() => {})

/** `const toast = useToast(); toast(t('saved'), { undo })`: confirmations, never field errors. */
export function useToast(): Show {
  return useContext(ToastContext)
}

interface Shown extends ToastOptions {
  id: number
  text: string
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useWords(uiWords)
  const [toasts, setToasts] = useState<Shown[]>([])
  const next = useRef(0)
  const remove = (id: number) => setToasts((list) => list.filter((toast) => toast.id !== id))
  const show = useCallback<Show>((text, options = {}) => {
    const id = next.current++
    const stay = options.undo || options.action ? 10_000 : 4_000
    setToasts((list) => [...list.slice(-2), { ...options, id, text }])
    setTimeout(() => setToasts((list) => list.filter((toast) => toast.id !== id)), stay)
  }, [])
  return (
    <ToastContext.Provider value={show}>
      {children}
      <div className="k-toasts" role="status" aria-live="polite">
        {toasts.map((toast) => (
          <div key={toast.id} className="k-toast">
            <span>{toast.text}</span>
            {toast.undo || toast.action ? (
              <button
                type="button"
                onClick={() => {
                  remove(toast.id)
                  toast.action?.run()
                  void Promise.resolve(toast.undo?.()).catch((error: unknown) => {
                    show(error instanceof CallError ? error.detail || error.title : t('unexpected'))
                  })
                }}
              >
                {toast.action?.label ?? t('undo')}
              </button>
            ) : null}
          </div>
        ))}
      </div>
    </ToastContext.Provider>
  )
}
