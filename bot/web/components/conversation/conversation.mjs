// A conversation that screen readers, keyboards and slow lines can follow. Without this every form still works by itself.
// Nothing is stored. README.md beside this says what the markup must hold.

import { hideTrouble, showTrouble } from './trouble.mjs'

const FRAGMENT = 'text/vnd.signpost.messages+html'
// Milliseconds. A reply takes a fiftieth of a second; a slow line some seconds more.
const LONGEST_WAIT = 20 * 1000

// The request whose reply is awaited.
let onItsWay = null

/**
 * Make a conversation's forms send without a reload.
 *
 * @param {HTMLElement} $root - the element with `data-conversation`
 * @param {{onReply?: () => void}} on - called after every reply
 */
export function startConversation ($root, { onReply = () => {} } = {}) {
  document.addEventListener('submit', event => onSubmit(event, $root, onReply))
  document.addEventListener('keydown', sendOnEnter)
}

/** Return the address of the conversation that the page shows. */
export function addressOfConversation () {
  return document.querySelector('form[data-say]')?.getAttribute('action') ?? null
}

// Return sends, as in every chat; Shift and Return begin a new line.
function sendOnEnter (event) {
  if (event.target.id !== 'message' || event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  if (!event.repeat) event.target.form.requestSubmit()
}

async function onSubmit (event, $root, onReply) {
  const form = event.target
  if (!form.matches('[data-say]')) return
  event.preventDefault()
  const asked = event.submitter?.name === 'always' ? event.submitter.value : null
  if (onItsWay) {
    // Danger cannot wait for a reply that may never come; nor can somebody who wants to be done.
    if (asked === 'danger') return location.assign('/urgent')
    if (asked === null) return
    onItsWay.abort()
  }
  const body = new URLSearchParams(new FormData(form))
  if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value)
  // A button outside the message's form does not know how much of the conversation is on the screen.
  if (!body.has('turn')) body.set('turn', document.querySelector('form[data-say] input[name=turn]').value)
  const sent = body.get('message')
  const mine = onItsWay = new AbortController()
  const tooLong = setTimeout(() => mine.abort(), LONGEST_WAIT)
  setBusy($root, true, event.submitter)
  let response, html
  try {
    response = await fetch(form.action, { method: 'POST', body, headers: { Accept: FRAGMENT }, signal: mine.signal })
    html = await response.text()
  } catch {
    // No line, or no server: the person stays where they are, keeps what they typed, and has numbers to ring.
  } finally {
    clearTimeout(tooLong)
  }
  if (onItsWay !== mine) return
  onItsWay = null
  setBusy($root, false)
  if (!html || response.status >= 500 || response.status === 413) return showTrouble(form, event.submitter, $root.querySelector('div[data-controls]'))
  // Erased, or something unforeseen: the server's own page says what it is.
  if (!response.headers.get('X-Conversation')) return location.replace(response.redirected ? response.url : form.action)
  show($root, html, response.headers, sent)
  onReply()
}

function show ($root, html, headers, sent) {
  const $box = document.getElementById('message')
  const isTyping = document.activeElement === $box
  const startedAgain = headers.get('X-Started-Again') === 'true'
  // Somebody may be typing on while the reply is on its way; what they end with is theirs to send.
  const unsent = startedAgain || $box.value === sent ? '' : $box.value
  const received = document.createElement('div')
  received.innerHTML = html
  const part = name => received.querySelector(`template[data-${name}]`).content
  const $log = $root.querySelector('[data-log]')
  const $controls = $root.querySelector('div[data-controls]')
  const $ledger = document.querySelector('div[data-ledger]')
  if (startedAgain) $log.replaceChildren()
  const entries = part('entries')
  const first = entries.querySelector('.signpost-entry')
  $log.append(entries)
  $controls.replaceChildren(part('controls'))
  if (unsent) document.getElementById('message').value = unsent
  const wasOpen = $ledger.querySelector('details')?.open
  $ledger.replaceChildren(part('ledger'))
  const $details = $ledger.querySelector('details')
  if ($details) $details.open = wasOpen ?? matchMedia('(min-width: 60em)').matches
  // Somebody who types goes on typing; somebody who taps starts at the new choices, and no keyboard covers them.
  // The log announces what is new by itself.
  const $place = isTyping ? document.getElementById('message') : $controls
  $place.focus({ preventScroll: true })
  const $seen = document.getElementById('message-error') || first || $controls
  $seen.scrollIntoView({ block: 'start', behavior: reducedMotion() ? 'auto' : 'smooth' })
}

/** While a reply is on its way nothing can be pressed twice, and the choice that was pressed says so. */
function setBusy ($root, busy, $submitter) {
  $root.querySelector('[data-status]')?.remove()
  hideTrouble()
  for (const $button of $root.querySelectorAll('div[data-controls] button')) $button.toggleAttribute('disabled', busy)
  if (!busy) return
  const status = document.createElement('p')
  status.className = 'govuk-hint'
  status.dataset.status = ''
  status.setAttribute('role', 'status')
  const chosen = $submitter?.name === 'choice' ? `${$root.dataset.chosen}: ${$submitter.textContent.trim()}. ` : ''
  status.textContent = chosen + $root.dataset.waiting
  $root.querySelector('[data-log]').after(status)
}

function reducedMotion () {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
