/**
 * Show that no reply came, with 999 and a button that sends the form again.
 *
 * What is shown stands ready in an attribute, `data-trouble-note`: the line may be gone when it is needed, and a text browser, which shows
 * what is hidden, must not show it.
 *
 * @param {HTMLFormElement} form - what was sent in vain
 * @param {?HTMLElement} $submitter - the button that sent it
 * @param {Element} $before - where to show it
 */
export function showTrouble (form, $submitter, $before) {
  hideTrouble()
  const { troubleNote } = document.querySelector('[data-trouble-note]').dataset
  const $trouble = new DOMParser().parseFromString(troubleNote, 'text/html').body.firstElementChild
  $trouble.querySelector('button').addEventListener('click', () => form.requestSubmit($submitter ?? undefined))
  $before.before($trouble)
  $trouble.focus()
}

/** Take it away again. */
export function hideTrouble () {
  document.querySelector('[data-trouble]')?.remove()
}
