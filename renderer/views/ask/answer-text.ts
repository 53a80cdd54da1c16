import { say } from '../../i18n.ts'
import { plainText as plain } from '../../plain-sentence.ts'
import type { Answer, AnswerCheck } from '../../stores/ask.ts'

/** The answer with every check, as plain text for a ticket or a mail. The same answer makes the same text. */
export function answerText(answer: Answer): string {
  const verdict = answer.outcome === 'allow' ? say('ask.allowed') : say('ask.denied')
  return [
    `${verdict}. ${plain(answer.summary)}`,
    '',
    ...answer.checks.flatMap((check) => checkLines(check, 0)),
  ].join('\n')
}

function checkLines(check: AnswerCheck, depth: number): readonly string[] {
  const marks = { passed: '✓', failed: '✗', not_applicable: '–' }
  const title = check.title === '' ? '' : `${check.rule} ${check.title}: `
  return [
    `${'  '.repeat(depth)}${marks[check.result]} ${title}${plain(check.evidence)}`,
    ...check.children.flatMap((child) => checkLines(child, depth + 1)),
  ]
}
