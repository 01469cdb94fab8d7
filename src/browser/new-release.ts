const kept = 'keyuan.reloaded'
const pause = 60_000

/**
 * After an update of the server the parts an open page still wants are gone: the page starts anew,
 * at most once a minute. What was typed is in the drafts.
 */
export function reloadAfterUpdate(): void {
  window.addEventListener('vite:preloadError', (event) => {
    if (Date.now() - Number(sessionStorage.getItem(kept) ?? 0) < pause) return
    sessionStorage.setItem(kept, String(Date.now()))
    event.preventDefault()
    location.reload()
  })
}
