import type { KeyObject } from 'node:crypto'
import type { AnswerOf, ParsedInputOf } from '../../contract/contract.ts'
import type { Answers } from '../../organization/answers.ts'
import type { KeptSnapshot } from '../library/snapshot-shelf.ts'

/** An answer with snapshots in it, of which only the host knows whether they are open. */
type Unopened<Answer, Field extends keyof Answer> = Omit<Answer, Field> & {
  readonly [Name in Field]: null extends Answer[Name] ? KeptSnapshot | null : KeptSnapshot
}

/** Where an answer is not that of the operation of the same name. */
interface OtherValues {
  readonly 'snapshot.take': KeptSnapshot
  readonly 'snapshot.add': Unopened<AnswerOf<'snapshot.add'>, 'snapshot'>
  readonly 'audit.run': Unopened<AnswerOf<'audit.run'>, 'snapshot' | 'baseline'>
  readonly 'snapshot.compare': Unopened<AnswerOf<'snapshot.compare'>, 'before' | 'after'>
}

type InContract =
  | keyof OtherValues
  | 'snapshot.export'
  | 'audit.findings'
  | 'audit.clients'
  | 'audit.report'
  | 'snapshot.compareReport'
  | 'review.items'
  | 'review.decide'
  | 'review.signOff'
  | 'review.export'
  | 'evidence.verify'

/** What takes reading a whole snapshot, and so is answered apart from the host (U2). */
export type AuditQuestions = {
  readonly [Name in InContract]: {
    readonly input: ParsedInputOf<Name>
    readonly value: Name extends keyof OtherValues ? OtherValues[Name] : AnswerOf<Name>
  }
} & {
  /** Fills a folder with the store that shows a snapshot. */
  readonly 'snapshot.fill': {
    readonly input: { readonly snapshotId: string; readonly directory: string }
    readonly value: { readonly takenAt: string }
  }
  /** The host asks the keychain for the key that signs. */
  readonly 'evidence.pack': {
    readonly input: ParsedInputOf<'evidence.pack'> & { readonly key: KeyObject }
    readonly value: AnswerOf<'evidence.pack'>
  }
}

export type AuditQuestionName = keyof AuditQuestions
export type AuditAnswers = Answers<AuditQuestions>
