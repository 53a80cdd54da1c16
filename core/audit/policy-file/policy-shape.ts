import { z } from 'zod'
import { ruleIds } from '../../model/audit-rule-ids.ts'
import { severities } from '../../model/finding.ts'
import { defaultThresholds } from '../audit-policy.ts'

// What is wrong with a text is said by a word that `core/wording` knows.
const words = z.string().min(1).max(2_000).regex(/\S/, 'blank')
/** A host name; what stands below it belongs to it. */
const domain = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/, 'domain')
const domains = z.array(domain).max(10_000)
const ruleId = z.enum(ruleIds)

const ruleSetting = z.strictObject({
  enabled: z.boolean().optional(),
  severity: z.enum(severities).optional(),
})

const count = z.number().int().min(0).max(1_000_000_000)
const narrower: Readonly<Record<string, z.ZodNumber>> = {
  errorShare: z.number().min(0).max(1),
  spikeFactor: z.number().min(1).max(1_000_000),
  widestPrefix: z.number().int().min(0).max(32),
}

const suppression = z.strictObject({
  rule: ruleId,
  subject: z.string().min(1).max(400),
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'fingerprint')
    .optional(),
  reason: words,
  owner: words.max(200),
  expires: z.iso.date('day'),
})

/**
 * What a policy file may hold; every part is optional, and one that is there without a value, as where all below it is a
 * comment, counts as absent. `resources/schema/audit-policy.schema.json` is the same for editors.
 */
export const policyShape = z.strictObject({
  rules: section(each(ruleIds, () => ruleSetting)),
  thresholds: section(each(Object.keys(defaultThresholds), (name) => narrower[name] ?? count)),
  ownedDomains: section(domains),
  scopeRisks: section(z.record(z.string().min(1).max(200), z.enum(['privileged', 'write', 'read']))),
  testToolHosts: section(domains),
  sharedHosting: section(domains),
  suppressions: section(z.array(suppression).max(10_000)),
})
export type PolicyContent = z.infer<typeof policyShape>

function section<Shape extends z.ZodType>(shape: Shape) {
  return shape.nullable().optional()
}

/** An object with these keys and no other, each optional. */
function each<Shape extends z.ZodType>(keys: readonly string[], shapeOf: (key: string) => Shape) {
  return z.strictObject(Object.fromEntries(keys.map((key) => [key, shapeOf(key).optional()])))
}
