/**
 * The parts of SARIF 2.1.0 that reports use, written after the OASIS text and stricter than it: whatever is not named here is
 * refused. The section numbers are those of the standard.
 */
const text = { type: 'string' }
const uri = { type: 'string', format: 'uri' }
const place = { type: 'integer', minimum: 0 }
const closed = (required: readonly string[], properties: Readonly<Record<string, unknown>>) => ({
  type: 'object',
  ...{ required, properties, additionalProperties: false },
})
const list = (items: unknown) => ({ type: 'array', items })
/** 3.8: a bag of whatever a producer wants to say; `tags` are texts, each once. */
const properties = { type: 'object', properties: { tags: { ...list(text), uniqueItems: true } } }
/** 3.11: a literal bracket, brace or backslash is escaped. */
const message = closed(['text'], {
  text: { type: 'string', pattern: '^(?:[^\\\\[\\]{}]|\\\\[\\\\[\\]]|\\{\\{|\\}\\})*$' },
})
const plain = closed(['text'], { text })
const level = { enum: ['none', 'note', 'warning', 'error'] }
const artifactLocation = closed(['uri'], {
  // 3.4.3: a relative reference without a leading slash.
  uri: { type: 'string', format: 'uri-reference', pattern: '^[^/:]+$' },
  index: place,
})
const toolComponentReference = closed(['name', 'index'], { name: text, index: place })
/** 3.49 */
const reportingDescriptor = closed(['id'], {
  id: text,
  shortDescription: plain,
  fullDescription: plain,
  help: plain,
  helpUri: uri,
  defaultConfiguration: closed([], { level, enabled: { type: 'boolean' } }),
  relationships: list(
    closed(['target'], {
      target: closed(['id', 'toolComponent'], { id: text, toolComponent: toolComponentReference }),
      kinds: { ...list(text), uniqueItems: true },
    }),
  ),
  properties,
})
/** 3.19 */
const toolComponent = closed(['name'], {
  name: text,
  organization: text,
  informationUri: uri,
  version: text,
  semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
  language: { type: 'string', pattern: '^[a-z]{2}(-[A-Z]{2})?$' },
  isComprehensive: { type: 'boolean' },
  rules: { ...list(reportingDescriptor), uniqueItems: true },
  notifications: { ...list(reportingDescriptor), uniqueItems: true },
  taxa: { ...list(reportingDescriptor), uniqueItems: true },
  supportedTaxonomies: { ...list(toolComponentReference), uniqueItems: true },
})
/** 3.58 */
const notification = closed(['message'], {
  descriptor: closed(['id'], { id: text }),
  associatedRule: closed(['id', 'index'], { id: text, index: place }),
  level,
  message,
})
/** 3.27 */
const result = closed(
  ['ruleId', 'ruleIndex', 'message', 'locations', 'partialFingerprints', 'suppressions'],
  {
    ruleId: text,
    ruleIndex: place,
    kind: { const: 'fail' },
    level,
    message,
    locations: list(
      closed(['physicalLocation', 'logicalLocations'], {
        physicalLocation: closed(['artifactLocation'], { artifactLocation }),
        logicalLocations: list(
          closed(['fullyQualifiedName'], { name: text, fullyQualifiedName: text, kind: text }),
        ),
        properties,
      }),
    ),
    partialFingerprints: { type: 'object', additionalProperties: text, minProperties: 1 },
    baselineState: { enum: ['new', 'unchanged', 'updated', 'absent'] },
    suppressions: list(
      closed(['kind'], {
        kind: { enum: ['inSource', 'external'] },
        status: { enum: ['accepted', 'underReview', 'rejected'] },
        justification: text,
        properties,
      }),
    ),
    properties,
  },
)
/** 3.20 */
const invocation = closed(['executionSuccessful'], {
  executionSuccessful: { type: 'boolean' },
  endTimeUtc: { type: 'string', format: 'date-time' },
  toolExecutionNotifications: list(notification),
  toolConfigurationNotifications: list(notification),
})
/** 3.14 */
const run = closed(['tool', 'results'], {
  tool: closed(['driver'], { driver: toolComponent }),
  taxonomies: { ...list(toolComponent), uniqueItems: true },
  language: text,
  columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
  automationDetails: closed(['id'], { id: text }),
  artifacts: list(
    closed(['location'], {
      location: closed(['uri'], artifactLocation.properties),
      roles: list(text),
      mimeType: text,
      encoding: text,
      properties,
    }),
  ),
  invocations: list(invocation),
  properties,
  results: list(result),
})

export const sarifSchema = closed(['$schema', 'version', 'runs'], {
  $schema: { type: 'string', format: 'uri', pattern: 'sarif-schema-2\\.1\\.0\\.json$' },
  version: { const: '2.1.0' },
  runs: list(run),
})
