import { sentenceParts, type SentencePart } from '../sentence.ts'
import { html, type Html } from './html.ts'

/** A sentence whose technical names stand in the type of code. */
export function sentenceHtml(sentence: string | readonly SentencePart[]): readonly Html[] {
  const parts = typeof sentence === 'string' ? sentenceParts(sentence) : sentence
  return parts.map(({ text, code }) => (code ? html`<code>${text}</code>` : html`${text}`))
}
