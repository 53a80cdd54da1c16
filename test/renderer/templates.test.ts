import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'vue/compiler-sfc'

const root = new URL('../../renderer/', import.meta.url).pathname
const components = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.vue'),
)

/** Attributes that are read by people. */
const spoken = ['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'label', 'verb', 'hint']

/** What is the same in every language: separators, keys, names, addresses and files. */
const universal = /^(?:[^\p{L}]*|j|k|Enter|Esc|Grantdesk|UTC|https:\S+|[\w.]+\.md)$/u

interface Node {
  readonly type: number
  readonly tag?: string
  readonly content?: unknown
  readonly children?: readonly Node[]
  readonly props?: readonly {
    readonly type: number
    readonly name: string
    readonly value?: { readonly content: string }
  }[]
}

const [ofText, ofAttribute] = [2, 6]

/** Words that stand in a template itself. */
function rawTexts(node: Node): readonly string[] {
  if (node.type === ofText)
    return typeof node.content === 'string' ? [node.content.replaceAll('&nbsp;', ' ')] : []
  const attributes = (node.props ?? [])
    .filter(({ type, name }) => type === ofAttribute && spoken.includes(name))
    .map(({ value }) => value?.content ?? '')
  return [...attributes, ...(node.children ?? []).flatMap(rawTexts)]
}

describe('the templates', () => {
  it.each(components)('take every word of %s from the catalogue', (path) => {
    const { descriptor } = parse(readFileSync(join(root, path), 'utf8'), { filename: path })
    const { template } = descriptor
    // The compiler's own tree is wider than what is looked at here.
    const texts = template?.ast ? rawTexts(template.ast as unknown as Node) : []
    expect(texts.map((text) => text.trim()).filter((text) => !universal.test(text))).toEqual([])
  })
})
