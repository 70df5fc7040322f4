// Adds to the pages what a browser with JavaScript can do better. Without it every page still works by itself.

import { addressOfConversation, startConversation } from '../components/conversation/conversation.mjs'
import { showTrouble } from '../components/conversation/trouble.mjs'
import { startIdling } from '../components/leave/idle.mjs'
import { startLeaving } from '../components/leave/leave.mjs'
import { startNotes } from '../components/notes/notes.mjs'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
const $page = document.querySelector('[data-where]')
const where = () => addressOfConversation() ?? ($page?.dataset.where || null)

startLeaving(where)
const $conversation = document.querySelector('[data-conversation]')
if ($conversation) startConversation($conversation)
if ($page?.dataset.idleSeconds) startIdling($page, where)
const $notes = document.querySelector('[data-notes]')
if ($notes) startNotes($notes)
const $ledger = document.querySelector('div[data-ledger] details')
if ($ledger) $ledger.open = matchMedia('(min-width: 60em)').matches
// One entry in the history is enough: beginning takes the place of the start page.
document.querySelector('form[data-begin]')?.addEventListener('submit', begin)

async function begin (event) {
  event.preventDefault()
  const form = event.target
  const body = new URLSearchParams(new FormData(form))
  if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value)
  let response
  try {
    response = await fetch(form.action, { method: 'POST', body })
  } catch {
    // The numbers stay on the screen; the browser's own page would take them away.
    return showTrouble(form, event.submitter, form)
  }
  if (response.redirected) return location.replace(response.url)
  // Refused or broken: the ordinary way shows the server's own page.
  if (event.submitter?.name) form.insertAdjacentHTML('beforeend', `<input type="hidden" name="${event.submitter.name}" value="${event.submitter.value}">`)
  form.submit()
}
