import { readdir, readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { english } from '../../../core/wording/english.ts'
import { german } from '../../../core/wording/german.ts'
import { inspectEnglish } from '../../../core/wording/inspect-english.ts'
import { labEnglish } from '../../../core/wording/lab-english.ts'
import { trialsEnglish } from '../../../core/wording/trials-english.ts'
import { failureCodes } from '../../../core/model/failure.ts'
import { serverFaults } from '../../../core/model/server-fault.ts'

const room = new URL('../../../core/lab/', import.meta.url)

async function readSources(): Promise<string> {
  const files = (await readdir(room, { recursive: true })).filter((name) => name.endsWith('.ts'))
  return (await Promise.all(files.map((name) => readFile(new URL(name, room), 'utf8')))).join('\n')
}

it('the lab says every sentence that it has, and has every sentence that it says (L3 to L5)', async () => {
  const sources = await readSources()
  const words = Object.keys({ ...labEnglish, ...inspectEnglish, ...trialsEnglish })
  const named = new Set([...sources.matchAll(/[\w.]+/g)].map(([name]) => name))
  const isSaid = (key: string) => named.has(key) || named.has(key.split('.').at(-1) ?? '')
  const known = new Set<string>([...failureCodes, ...serverFaults, 'page_login', 'page_consent'])
  const unsaid = words.filter((key) => !isSaid(key) && !known.has(key.split('.').at(-1) ?? ''))
  // Where a redirect listener turned something away, its reason is part of the name.
  expect(unsaid.filter((key) => !key.includes('.refused_'))).toEqual([])
  const said = [
    ...[...sources.matchAll(/runFailed\(\s*'(\w+)'/g)].map(([, name = '']) => `lab.failure.${name}`),
    ...[...sources.matchAll(/channel: '\w+', name: '(\w+)'/g)].flatMap(([, name = '']) => [
      `lab.step.${name}`,
      `lab.detail.${name}`,
    ]),
    ...[...sources.matchAll(/'(lab\.[a-z]+\.[a-z_]+)'/g)].map(([, key = '']) => key),
    ...[...sources.matchAll(/judged\('\w+', '(\w+)'/g)].map(([, name = '']) => `trial.finding.${name}`),
  ]
  expect(said.length).toBeGreaterThan(80)
  expect(said.filter((key) => !Object.hasOwn(english, key))).toEqual([])
})

it('the lab says the same of the same in both languages', () => {
  const gaps = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([gap]) => gap).sort()
  const german_: Readonly<Record<string, string>> = german
  const words: Readonly<Record<string, string>> = { ...labEnglish, ...inspectEnglish, ...trialsEnglish }
  const differing = Object.entries(words).filter(
    ([key, text]) => gaps(text).join() !== gaps(german_[key] ?? '').join(),
  )
  expect(differing).toEqual([])
})
