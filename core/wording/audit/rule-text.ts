/**
 * What is said about a rule. `what` tells what was found, filled with a finding's evidence (`{uri}`); the others are the same
 * for each finding. `clears` says what evidence would make the finding go away (U2). Each is one or two whole sentences;
 * `title` is a phrase without a full stop. Text in backticks is a technical name, repeated as it is.
 */
export interface RuleText {
  readonly title: string
  readonly what: string
  readonly why: string
  readonly fix: string
  readonly clears: string
}
