import { computed, nextTick, ref } from 'vue'
import type { Ref } from 'vue'
import type { WireFailure } from '../../../core/contract/definition.ts'
import { useSessionStore } from '../../stores/session.ts'
import { problemsOf } from './client-form.ts'
import type { ClientForm, FieldProblems, FormField } from './client-form.ts'
import { holdsScimExactly } from './role-rules.ts'

const fields: readonly FormField[] = [
  'name',
  'description',
  'contact',
  'environment',
  'grantType',
  'tokenDuration',
  'redirectUris',
  'scopes',
  'roleGrants',
  'addressRanges',
]

/**
 * The problems of a client form: its own, once the person has tried to save, and those that the core found. A
 * refusal without a field of this form stays in `failure`.
 */
export function useClientForm(form: Ref<ClientForm>) {
  const session = useSessionStore()
  const tried = ref(false)
  const failure = ref<WireFailure | null>(null)
  /** The form that the core refused; its verdict stands until the field changes. */
  const refused = ref<ClientForm | null>(null)

  const own = computed(() => problemsOf(form.value, holdsScimExactly(form.value.roleGrants, session.roles)))
  const refusedField = computed(() => fields.find((field) => field === fieldNameOf(failure.value)) ?? null)
  const problems = computed<FieldProblems>(() => {
    const shown: Partial<Record<FormField, string>> = tried.value ? { ...own.value } : liveOnly(own.value)
    const field = refusedField.value
    if (field !== null && failure.value !== null && refused.value === form.value) {
      shown[field] ??= failure.value.message
    }
    return shown
  })
  const otherFailure = computed(() =>
    failure.value !== null && refusedField.value === null ? failure.value : null,
  )
  const count = computed(() => Object.keys(problems.value).length)

  /** True if nothing stands in the way as far as the form can tell; otherwise the first problem is brought into view. */
  function check(): boolean {
    tried.value = true
    failure.value = null
    if (Object.keys(own.value).length === 0) return true
    void showFirst()
    return false
  }

  function refuse(reason: WireFailure | null): void {
    failure.value = reason
    refused.value = form.value
    if (reason !== null && refusedField.value !== null) void showFirst()
  }

  async function showFirst(): Promise<void> {
    await nextTick()
    const first = fields.find((field) => problems.value[field] !== undefined)
    const box = document.querySelector<HTMLElement>(`[data-field="${first ?? ''}"]`)
    box?.scrollIntoView({ block: 'center' })
    const control =
      box?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
      box?.querySelector<HTMLElement>('input, textarea, select')
    control?.focus({ preventScroll: true })
  }

  return { problems, otherFailure, count, check, refuse }
}

/** A duration that cannot be read is worth saying while it is typed; what is still missing is not. */
function liveOnly(problems: FieldProblems): Partial<Record<FormField, string>> {
  return problems.tokenDuration === undefined ? {} : { tokenDuration: problems.tokenDuration }
}

/** A refusal of the contract itself names the field by its path in the input. */
function fieldNameOf(failure: WireFailure | null): string | undefined {
  const path = failure?.field?.split('.') ?? []
  return path[0] === 'draft' ? path[1] : path[0]
}
