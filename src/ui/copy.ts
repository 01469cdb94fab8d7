import { useToast } from '#ui/light/Toast.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.tsx'

/**
 * `const copy = useCopy(); copy(text)`: puts a text on the clipboard and says what happened. Plain
 * http outside localhost has no clipboard of its own: the old way is tried, and where that fails too
 * the text shown at `shown` is selected, to be copied by hand.
 */
export function useCopy(): (text: string, shown?: HTMLElement | null) => Promise<void> {
  const t = useWords(uiWords)
  const toast = useToast()
  return async (text, shown) => {
    const done = await putOnClipboard(text)
    if (!done && shown) window.getSelection()?.selectAllChildren(shown)
    toast(t(done ? 'copied' : shown ? 'copySelected' : 'copyFailed'))
  }
}

/** Whether the text is on the clipboard now. */
async function putOnClipboard(text: string): Promise<boolean> {
  // Typed as always there; on plain http it is not.
  const clipboard = navigator.clipboard as Clipboard | undefined
  try {
    if (clipboard !== undefined) {
      await clipboard.writeText(text)
      return true
    }
  } catch {
    // Refused by the browser: the old way may still be allowed.
  }
  return copyTheOldWay(text)
}

function copyTheOldWay(text: string): boolean {
  const focused = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.style.cssText = 'position:fixed;top:0;opacity:0'
  // An open dialog lets nothing outside it be focused.
  const home = focused?.closest('dialog, [role="dialog"]') ?? document.body
  home.append(field)
  field.select()
  field.setSelectionRange(0, text.length)
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    field.remove()
    if (focused instanceof HTMLElement) focused.focus()
  }
}
