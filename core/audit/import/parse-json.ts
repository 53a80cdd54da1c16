import { findJsonProblem } from '../../catalogue/check-json.ts'
import { fail, ok, type Result } from '../../model/result.ts'
import type { ImportText } from './imported-snapshot.ts'

/** The value of a JSON file, or the first place in it that is none. */
export function parseJsonFile({ name, text }: ImportText): Result<unknown> {
  try {
    return ok(JSON.parse(text))
  } catch {
    const found = findJsonProblem(text)
    if (!found) return fail({ code: 'import_unreadable', field: name, params: { problem: 'json_value' } })
    const before = text.slice(0, found.offset).split('\n')
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
    return fail({
      code: 'import_unreadable',
      field: name,
      params: { ...found.fillings, ...place, problem: found.problem },
    })
  }
}
