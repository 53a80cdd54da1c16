import type { Command } from 'commander'

/** Every assumption that can be made, with the form of its value and what it means. */
const flags = {
  'remove-scope': ['<client:scope,…>', 'an app is no longer granted these scopes'],
  'add-scope': ['<client:scope,…>', 'an app requests these scopes and is granted them'],
  'unrequest-scope': ['<client:scope,…>', 'a client no longer requests these scopes'],
  revoke: ['<client>', 'the authorization of an app is revoked'],
  authorize: [
    '<client[:scope,…]>',
    'an app is authorized with these scopes; without any, with those it had or requests',
  ],
  'limit-roles': ['<client:role,…>', 'an app is limited to users who hold one of these roles'],
  'no-limit': ['<client>', 'an app is limited to no roles'],
  'give-role': [
    '<who:role[@division]>',
    'a user (by e-mail address or id) or a client (by id) gets a role; home division by default, @* for all',
  ],
  'take-role': ['<who:role[@division]>', 'a user or a client loses a role'],
  'add-pattern': ['<role:pattern>', 'a role gets a permission, such as "User manager:directory:user:*"'],
  'remove-pattern': ['<role:pattern>', 'a role loses a permission'],
  'delete-role': ['<role>', 'a role is gone'],
  enforce: ['<on|off>', 'scope enforcement is on or off'],
} as const satisfies Readonly<Record<string, readonly [form: string, meaning: string]>>

export type AssumptionFlag = keyof typeof flags

/** One assumption as it was typed. */
export interface TypedAssumption {
  readonly flag: AssumptionFlag
  readonly text: string
}

/** How the value of a flag is written. */
export function formOf(flag: AssumptionFlag): string {
  return flags[flag][0]
}

/** Adds the flags, each repeatable; what is typed is collected in the order in which it was typed. */
export function addAssumptionOptions(command: Command): readonly TypedAssumption[] {
  const typed: TypedAssumption[] = []
  for (const [name, [form, meaning]] of Object.entries(flags)) {
    command.option(`--${name} ${form}`, meaning)
    command.on(`option:${name}`, (text: string) => {
      // Object.entries forgets that these are the flags' own names.
      typed.push({ flag: name as AssumptionFlag, text })
    })
  }
  return typed
}
