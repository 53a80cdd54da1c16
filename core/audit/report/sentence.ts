/** A sentence with its technical names apart, so that a report can set them in another type. */
export interface SentencePart {
  readonly text: string
  readonly code: boolean
}

/** Stands for a backtick of a name, as backticks of a sentence enclose names. */
export const nameTick = '\uE000'

/** Splits a sentence at its backticks, which become the typeface. */
export function sentenceParts(sentence: string): readonly SentencePart[] {
  return sentence
    .split('`')
    .map((text, number) => ({ text: text.replaceAll(nameTick, '`'), code: number % 2 === 1 }))
    .filter(({ text }) => text !== '')
}
