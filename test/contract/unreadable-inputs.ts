import { z } from 'zod'
import { definitionOf, type OperationName } from '../../core/contract/contract.ts'

/** An input that is right but for one field, with the field and the problem that the refusal must name. */
export interface UnreadableInput {
  readonly field: string
  readonly problem: string
  readonly input: unknown
}

/** The part of a JSON schema that the contract's inputs use. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly enum?: readonly string[]
  readonly const?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
}

type Path = readonly (string | number)[]

interface Fault {
  readonly path: Path
  readonly problem: string
  /** Undefined takes the field out. */
  readonly value: unknown
}

/** Every field of an operation's input, spoilt in every way that its schema forbids. */
export function unreadableInputs(operation: OperationName): readonly UnreadableInput[] {
  const schema = schemaOf(operation)
  const right = sampleOf(schema)
  const whole = [7, null, [], 'text'].map((input) => ({ field: 'input', problem: 'object', input }))
  const fields = propertyFaults(schema, []).map(({ path, problem, value }) => ({
    field: path.join('.'),
    problem,
    input: put(right, path, value),
  }))
  return [...whole, ...fields]
}

/** An input that the schema accepts, with every field given. */
export function readableInput(operation: OperationName): unknown {
  return sampleOf(schemaOf(operation))
}

function schemaOf(operation: OperationName): Schema {
  // The contract uses only what `Schema` names; anything else shows as a test that fails.
  return z.toJSONSchema(definitionOf(operation).input, { io: 'input', unrepresentable: 'any' }) as Schema
}

function sampleOf(schema: Schema): unknown {
  const [variant] = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null')
  if (variant) return sampleOf(variant)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  switch (typeOf(schema)) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => [name, sampleOf(property)]),
      )
    case 'array':
      return [sampleOf(schema.items ?? {})]
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return false
    default:
      return 'x'
  }
}

/** What a value may be besides null. */
function typeOf({ type }: Schema): string | undefined {
  return typeof type === 'object' ? type.find((one) => one !== 'null') : type
}

function propertyFaults({ properties = {}, required = [] }: Schema, path: Path): readonly Fault[] {
  return Object.entries(properties).flatMap(([name, property]) => [
    ...(required.includes(name) ? [missing([...path, name])] : []),
    ...faultsOf(property, [...path, name]),
  ])
}

function faultsOf(schema: Schema, path: Path): readonly Fault[] {
  const fault = (problem: string, value: unknown): Fault => ({ path, problem, value })
  if (schema.oneOf) {
    const kind = [...path, 'kind']
    return [fault('object', 7), { path: kind, problem: 'shape', value: 'none' }, missing(kind)]
  }
  const variants = (schema.anyOf ?? []).filter(({ type }) => type !== 'null')
  if (variants.length > 1) return [fault('shape', {}), fault('shape', null)]
  if (variants[0]) return faultsOf(variants[0], path)
  if (schema.enum) return [fault('options', 'no such word'), fault('options', 7)]
  switch (typeOf(schema)) {
    case 'object':
      return [fault('object', 7), fault('object', 'text'), ...propertyFaults(schema, path)]
    case 'array':
      return [
        ...[fault('list', 7), fault('list', {}), ...sizeFaults(schema, fault)],
        ...faultsOf(schema.items ?? {}, [...path, 0]),
      ]
    case 'boolean':
      return [fault('boolean', 'yes'), fault('boolean', 1)]
    case 'integer':
      return [fault('number', '1'), fault('whole_number', 1.5), ...limitFaults(schema, fault)]
    case 'number':
      return [fault('number', '1'), fault('number', true)]
    default:
      return [fault('text', 7), fault('text', {}), ...lengthFaults(schema, fault)]
  }
}

function missing(path: Path): Fault {
  return { path, problem: 'missing', value: undefined }
}

type MakeFault = (problem: string, value: unknown) => Fault

function lengthFaults({ minLength = 0, maxLength }: Schema, fault: MakeFault): readonly Fault[] {
  return [
    ...(minLength > 0 ? [fault('shorter', '')] : []),
    ...(maxLength === undefined ? [] : [fault('longer', 'x'.repeat(maxLength + 1))]),
  ]
}

/** Too few and too many items; a limit of very many is left to a test of its own. */
function sizeFaults(
  { minItems = 0, maxItems = Infinity, items = {} }: Schema,
  fault: MakeFault,
): readonly Fault[] {
  const tooMany = () => Array.from({ length: maxItems + 1 }, () => sampleOf(items))
  return [
    ...(minItems > 0 ? [fault('fewer', [])] : []),
    ...(maxItems <= 1_000 ? [fault('more', tooMany())] : []),
  ]
}

function limitFaults({ minimum, maximum }: Schema, fault: MakeFault): readonly Fault[] {
  return [
    ...(minimum === undefined || minimum < -1_000_000 ? [] : [fault('smaller', minimum - 1)]),
    ...(maximum === undefined || maximum > 1_000_000 ? [] : [fault('greater', maximum + 1)]),
  ]
}

/** The value with what lies at the path exchanged. */
function put(value: unknown, [key, ...rest]: Path, wanted: unknown): unknown {
  if (key === undefined) return wanted
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === key ? put(item, rest, wanted) : item))
  }
  const entries = Object.entries(value ?? {}).map(([name, held]): [string, unknown] => [
    name,
    name === key ? put(held, rest, wanted) : held,
  ])
  return Object.fromEntries(entries.filter(([, held]) => held !== undefined))
}
