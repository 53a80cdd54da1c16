import type { ReportingDescriptorRelationship, ToolComponent } from 'sarif'
import type { Clause } from '../../rule.ts'

/** A body of knowledge whose sections clauses name, and how a clause names one. */
interface Taxonomy {
  readonly name: string
  readonly organization: string
  readonly informationUri: string
  readonly pattern: RegExp
}

const taxonomies: readonly Taxonomy[] = [
  {
    name: 'RFC 9700',
    organization: 'IETF',
    informationUri: 'https://www.rfc-editor.org/rfc/rfc9700.html',
    pattern: /\bRFC 9700[ ,]*(?:§|section )\s*(\d+(?:\.\d+)*)/gi,
  },
  {
    name: 'NIST SP 800-53',
    organization: 'NIST',
    informationUri: 'https://doi.org/10.6028/NIST.SP.800-53r5',
    pattern: /\b((?:AC|AU|CM|IA|RA|SA|SC|SI)-\d{1,2}(?:\(\d{1,2}\))?)/g,
  },
  {
    name: 'MITRE ATT&CK',
    organization: 'MITRE',
    informationUri: 'https://attack.mitre.org/',
    pattern: /\b(T\d{4}(?:\.\d{3})?)\b/g,
  },
]

/** The taxonomies that the rules of a run rest on, each with just the sections that are named. */
export class NamedTaxonomies {
  readonly #taxa = new Map<Taxonomy, Set<string>>()

  constructor(clauses: Iterable<Clause>) {
    for (const { label } of clauses) {
      for (const { taxonomy, id } of namedIn(label)) {
        const known = this.#taxa.get(taxonomy) ?? new Set()
        this.#taxa.set(taxonomy, known.add(id))
      }
    }
  }

  components(): ToolComponent[] {
    return [...this.#taxa].map(([{ name, organization, informationUri }, ids]) => ({
      ...{ name, organization, informationUri, isComprehensive: false },
      taxa: [...ids].sort().map((id) => ({ id })),
    }))
  }

  references(): { readonly name: string; readonly index: number }[] {
    return [...this.#taxa.keys()].map(({ name }, index) => ({ name, index }))
  }

  /** What a rule with these clauses is related to. */
  relationships(clauses: readonly Clause[]): ReportingDescriptorRelationship[] {
    const order = [...this.#taxa.keys()]
    const named = clauses.flatMap(({ label }) => namedIn(label))
    const keys = new Set<string>()
    return named.flatMap(({ taxonomy, id }) => {
      const key = `${taxonomy.name} ${id}`
      if (keys.has(key)) return []
      keys.add(key)
      const toolComponent = { name: taxonomy.name, index: order.indexOf(taxonomy) }
      return [{ target: { id, toolComponent }, kinds: ['relevant'] }]
    })
  }
}

function namedIn(label: string): readonly { readonly taxonomy: Taxonomy; readonly id: string }[] {
  return taxonomies.flatMap((taxonomy) =>
    [...label.matchAll(taxonomy.pattern)].flatMap(([, id]) => (id === undefined ? [] : [{ taxonomy, id }])),
  )
}
