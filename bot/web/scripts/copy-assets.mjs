// Puts the page's script, its icon, and GOV.UK Frontend's exit component into build/assets.
import { copyFileSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'

const target = join(import.meta.dirname, '..', '..', '..', 'build', 'assets')
const web = join(import.meta.dirname, '..')
const files = [
  'scripts/page.js',
  'styles/icon.svg',
  'node_modules/govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.bundle.mjs'
]

mkdirSync(target, { recursive: true })
for (const file of files) copyFileSync(join(web, file), join(target, basename(file)))
