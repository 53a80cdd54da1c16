import type { Clause } from '../rule.ts'

/** A rule of our own, which no outside text states. */
export const house: Clause = { label: 'Grantdesk', href: null }

/** Best current practice for OAuth 2.0 security. */
export function rfc9700(section: string): Clause {
  return rfc('9700', section)
}

/** OAuth 2.0 for native apps. */
export function rfc8252(section: string): Clause {
  return rfc('8252', section)
}

export function oauth21(section: string): Clause {
  return {
    label: `OAuth 2.1 draft §${section}`,
    href: `https://datatracker.ietf.org/doc/html/draft-ietf-oauth-v2-1#section-${section}`,
  }
}

/** A page of the vendor's help: the last part of its address, and its title. */
export function genesysHelp(article: string, title: string): Clause {
  return { label: `Genesys Cloud: ${title}`, href: `https://help.genesys.cloud/articles/${article}/` }
}

/** A policy of the baseline for Entra ID by CISA, which ours follows by analogy. */
export function scuba(policy: string): Clause {
  const anchor = policy.toLowerCase().replaceAll('.', '')
  return {
    label: `SCuBA ${policy}`,
    href: `https://github.com/cisagov/ScubaGear/blob/main/PowerShell/ScubaGear/baselines/aad.md#${anchor}`,
  }
}

export const createClientHelp = genesysHelp('create-an-oauth-client', 'Create an OAuth client')

function rfc(number: string, section: string): Clause {
  return {
    label: `RFC ${number} §${section}`,
    href: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
  }
}
