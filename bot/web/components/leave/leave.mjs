// Leaving at once: the screen is blanked, the server is told to forget, and the entry in the browser's history is replaced.
// GOV.UK Frontend brings the button, Shift three times, and what screen readers hear; what leaving means is here.

import { ExitThisPage } from 'govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.mjs'

/**
 * Make the exit control of a page work at once.
 *
 * @param {() => (string | null)} where - the address of the conversation, or null before one is begun
 */
export function startLeaving (where) {
  const $exit = document.querySelector('[data-module="govuk-exit-this-page"]')
  const url = $exit.dataset.exitUrl
  const component = new ExitThisPage($exit)
  component.exitPage = () => leave(where(), url)
  for (const link of document.querySelectorAll('[data-leave]')) {
    link.addEventListener('click', event => { event.preventDefault(); leave(where(), url) })
  }
}

/**
 * Blank the screen, erase, and go to a page that nobody would wonder about.
 *
 * @param {string | null} where - the address of the conversation
 * @param {string} url - where to go
 */
export function leave (where, url) {
  blank()
  tell(where, 'forget')
  // In another site's frame that whole site is left; the frame alone would give it away.
  try {
    window.top.location.replace(url)
  } catch {
    window.parent.postMessage({ signpost: 'leave', url }, '*')
    window.location.replace(url)
  }
}

/** Take everything off the screen. The page cannot be brought back without loading it again. */
export function blank () {
  document.body.replaceChildren()
  document.body.style.background = '#ffffff'
}

/**
 * Tell the server something about the conversation, in a way that outlives the page.
 *
 * @param {string | null} where - the address of the conversation
 * @param {'forget' | 'closing' | 'here'} what - erase it; erase it soon unless it is seen again; somebody is still here
 */
export function tell (where, what) {
  if (!where) return
  fetch(`${where}/${what}`, { method: 'POST', keepalive: true }).catch(() => {})
}
