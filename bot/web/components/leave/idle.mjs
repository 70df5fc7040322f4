// A page that nobody looks after hides itself. The server forgets the conversation after the same time.

import { blank, tell } from './leave.mjs'

const TELL_AGAIN = 60 * 1000
// The word that the page before was closed may come after this page was sent: say once more that somebody is here.
const TELL_FIRST = 1000

/**
 * Hide the page after a time without a key, a tap, a wheel or a swipe; say so two minutes before; tell the server while
 * somebody is here, and when the page is closed.
 *
 * @param {HTMLElement} $root - has `data-idle-seconds` and `data-idle-warning`
 * @param {() => (string | null)} where - the address of the conversation
 */
export function startIdling ($root, where) {
  const seconds = Number($root.dataset.idleSeconds)
  const warnBefore = Math.min(120, seconds / 2)
  let warning, hiding, toldAt = Date.now(), lastHere = Date.now()

  const here = () => {
    lastHere = Date.now()
    clearTimeout(warning)
    clearTimeout(hiding)
    document.querySelector('[data-idle]')?.remove()
    warning = setTimeout(warn, (seconds - warnBefore) * 1000)
    hiding = setTimeout(hide, seconds * 1000)
    if (Date.now() - toldAt > TELL_AGAIN) {
      toldAt = Date.now()
      tell(where(), 'here')
    }
  }
  const warn = () => {
    const $warning = document.createElement('p')
    $warning.className = 'signpost-trouble'
    $warning.dataset.idle = ''
    $warning.setAttribute('role', 'alert')
    $warning.textContent = $root.dataset.idleWarning
    document.querySelector('.signpost-top').append($warning)
  }
  const hide = () => {
    const address = where()
    tell(address, 'forget')
    blank()
    window.location.replace('/chat/closed')
  }
  for (const event of ['keydown', 'pointerdown', 'wheel', 'touchmove', 'input']) document.addEventListener(event, here, { passive: true, capture: true })
  // A tab that is closed says so on its way; a page that is only loaded again is seen again at once.
  window.addEventListener('pagehide', () => tell(where(), 'closing'))
  // What the browser kept of a page must not come back to the screen by itself.
  window.addEventListener('pageshow', event => { if (event.persisted) window.location.reload() })
  // A device that slept did not count; and whoever comes back to this tab is here, whatever another tab has said.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return
    if (Date.now() - lastHere > seconds * 1000) return hide()
    tell(where(), 'here')
  })
  setTimeout(() => tell(where(), 'here'), TELL_FIRST)
  here()
}
