// Something to keep, made in this browser alone: nothing on this page is ever sent.

// What a spreadsheet would take for a formula is marked as text.
const FORMULA = /^[=+\-@\t\r]/

/**
 * Make the log fill in and save.
 *
 * @param {HTMLElement} $notes - the element with `data-notes`; the markup is templates/notes.html
 */
export function startNotes ($notes) {
  const $form = document.querySelector('template[data-log-form]').content.firstElementChild.cloneNode(true)
  const $table = $notes.querySelector('[data-log-table]')
  const fields = [...$form.querySelectorAll('[data-field]')]
  const rows = []
  $notes.querySelector('[data-log-place]').append($form)
  $notes.querySelector('[data-save-place]').append(document.querySelector('template[data-save]').content)
  for (const $empty of $table.tBodies[0].querySelectorAll('tr')) $empty.classList.add('signpost-only-print')

  $form.addEventListener('submit', event => {
    event.preventDefault()
    const row = fields.map($field => $field.value.trim())
    const $error = $form.querySelector('[data-log-error]')
    $error.hidden = row.some(Boolean)
    if (!row.some(Boolean)) return fields[0].focus()
    rows.push(row)
    const $row = $table.tBodies[0].insertRow(rows.length - 1)
    for (const text of row) $row.insertCell().textContent = text
    for (const $cell of $row.cells) $cell.className = 'govuk-table__cell'
    $form.reset()
    $notes.querySelector('[data-log-status]').textContent = $form.dataset.added.replace('{number}', String(rows.length))
    fields[0].focus()
  })
  const headings = [...$table.tHead.querySelectorAll('th')].map($heading => $heading.textContent.trim())
  $notes.querySelector('[data-print]').addEventListener('click', () => window.print())
  $notes.querySelector('[data-save-text]').addEventListener('click', () => save('notes.txt', 'text/plain', asText($notes, headings, rows)))
  $notes.querySelector('[data-save-log]').addEventListener('click', () => save('log.csv', 'text/csv', asCsv([headings, ...rows])))
}

/** Return what there is to keep as plain text. */
export function asText ($notes, headings, rows) {
  const parts = [...$notes.querySelectorAll('[data-text]')].map($part => $part.innerText.trim())
  const log = rows.map(row => row.map((text, i) => text && `${headings[i]}: ${text}`).filter(Boolean).join('\n'))
  return [...parts, ...log].join('\n\n').replace(/\n/g, '\r\n') + '\r\n'
}

/** Return rows of text as CSV (RFC 4180), with a mark by which spreadsheets know that it is UTF-8. */
export function asCsv (rows) {
  const cell = text => `"${(FORMULA.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`
  return '\ufeff' + rows.map(row => row.map(cell).join(',')).join('\r\n') + '\r\n'
}

function save (name, type, text) {
  const $link = document.createElement('a')
  $link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  $link.download = name
  $link.click()
  setTimeout(() => URL.revokeObjectURL($link.href), 1000)
}
