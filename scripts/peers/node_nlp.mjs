// Train nlp.js on examples and read messages with it.
//
//   node node_nlp.mjs TASK.json RESULT.json
//
// TASK.json holds {"examples": [{"text", "intent"}], "messages": [...]}; RESULT.json gets what rasa_nlu.py's gets.
import { readFileSync, writeFileSync } from 'node:fs'
import { NlpManager } from 'node-nlp'

const [task, result] = process.argv.slice(2)
const { examples, messages } = JSON.parse(readFileSync(task, 'utf8'))
const WARM_UP = 20

const manager = new NlpManager({ languages: ['en'], forceNER: false, autoSave: false, nlu: { log: false } })
for (const { text, intent } of examples) manager.addDocument('en', text, intent)
const began = performance.now()
await manager.train()
const training = { seconds: (performance.now() - began) / 1000, memory_bytes: process.resourceUsage().maxRSS * 1024 }

for (const text of messages.slice(0, WARM_UP)) await manager.process('en', text)
const heard = []
for (const text of messages) {
  const start = performance.now()
  const { intent } = await manager.process('en', text)
  heard.push({ intent, seconds: (performance.now() - start) / 1000 })
}
writeFileSync(result, JSON.stringify({ heard, training, memory_bytes: process.memoryUsage().rss }))
