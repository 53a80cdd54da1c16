import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'

/** Adds examples to the end of a command's help. */
export function withExamples(command: Command, ...examples: readonly string[]): Command {
  const title = examples.length === 1 ? 'Example' : 'Examples'
  return command.addHelpText('after', `\n${title}:\n${examples.map((line) => `  $ ${line}`).join('\n')}`)
}

/** Reads `a,b,c`; an empty text is an empty list. */
export function commaList(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** Collects a repeated option; one empty value alone stands for an empty list. */
export function collect(text: string, former: readonly string[] | undefined): readonly string[] {
  return text === '' ? (former ?? []) : [...(former ?? []), text]
}

/** A whole number within bounds, as an option's value. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    throw new InvalidArgumentError(`It must be a whole number from ${String(least)} to ${String(most)}.`)
  }
}
