// Adds to the page what a browser with JavaScript can do better. Without it every form still works by itself:
// new messages arrive without a reload, and are read out once by screen readers. Nothing is stored.

const FRAGMENT = 'text/vnd.signpost.messages+html'
const root = document.querySelector('[data-conversation]')

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
startExit()
if (root) {
  document.addEventListener('submit', onSubmit)
  document.addEventListener('keydown', sendOnEnter)
}

async function startExit () {
  const $exit = document.querySelector('[data-module="govuk-exit-this-page"]')
  const { exit } = document.querySelector('script[data-exit]').dataset
  // Leaving also erases the conversation: told by a beacon, which outlives the page.
  const forget = () => {
    const where = document.querySelector('form[data-say]')?.getAttribute('action')
    if (where && where !== '/chat') navigator.sendBeacon(`${where}/forget`)
  }
  $exit.addEventListener('click', forget)
  const { ExitThisPage } = await import(exit)
  const component = new ExitThisPage($exit)
  const leave = component.exitPage.bind(component)
  component.exitPage = () => { forget(); leave() }
}

// Return sends, as in every chat; Shift and Return begin a new line.
function sendOnEnter (event) {
  if (event.target.id !== 'message' || event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  event.target.form.requestSubmit()
}

async function onSubmit (event) {
  const form = event.target
  if (!form.matches('[data-say]')) return
  event.preventDefault()
  if (root.dataset.busy) return
  const body = new URLSearchParams(new FormData(form))
  if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value)
  setBusy(true)
  try {
    const response = await fetch(form.action, { method: 'POST', body, headers: { Accept: FRAGMENT }, redirect: 'error' })
    if (!response.ok || !response.headers.get('X-Conversation')) throw new Error('no messages came')
    show(await response.text(), response.headers, form.contains(document.activeElement) && form.message)
    setBusy(false)
  } catch {
    // Whatever went wrong, the ordinary way shows the page as the server has it, or its page of help.
    submitWithoutScript(form, event.submitter)
  }
}

function show (html, headers, wasTyping) {
  const received = document.createElement('div')
  received.innerHTML = html
  const log = root.querySelector('[data-log]')
  const controls = root.querySelector('div[data-controls]')
  if (headers.get('X-Started-Again') === 'true') log.replaceChildren()
  const entries = received.querySelector('template[data-entries]').content
  const first = entries.querySelector('.signpost-entry')
  log.append(entries)
  controls.replaceChildren(received.querySelector('template[data-controls]').content)
  for (const form of document.querySelectorAll('form[data-say]')) form.setAttribute('action', headers.get('X-Conversation'))
  if (location.pathname !== headers.get('X-Conversation')) history.replaceState(null, '', headers.get('X-Conversation'))
  // Somebody who types goes on typing; somebody who taps starts at the new choices, and no keyboard covers them.
  // The log announces what is new by itself.
  const place = wasTyping ? document.getElementById('message') : controls
  place.focus({ preventScroll: true })
  const seen = document.getElementById('message-error') || first || controls
  seen.scrollIntoView({ block: 'start', behavior: reducedMotion() ? 'auto' : 'smooth' })
}

function setBusy (busy) {
  root.toggleAttribute('data-busy', busy)
  if (busy) root.dataset.busy = 'true'
  root.querySelector('[data-status]')?.remove()
  if (!busy) return
  const status = document.createElement('p')
  status.className = 'govuk-hint'
  status.dataset.status = ''
  status.setAttribute('role', 'status')
  status.textContent = root.dataset.waiting
  root.querySelector('[data-log]').after(status)
}

function submitWithoutScript (form, submitter) {
  if (submitter?.name) {
    const pressed = document.createElement('input')
    Object.assign(pressed, { type: 'hidden', name: submitter.name, value: submitter.value })
    form.append(pressed)
  }
  form.submit()
}

function reducedMotion () {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
