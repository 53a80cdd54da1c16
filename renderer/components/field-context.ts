import { computed, inject, useId } from 'vue'
import type { ComputedRef, InjectionKey } from 'vue'

/** What a form field tells the control inside it, so that label, hint and error belong to it. */
export interface FieldContext {
  readonly id: string
  readonly labelId: string
  readonly describedBy: ComputedRef<string | undefined>
  readonly invalid: ComputedRef<boolean>
}

export const fieldKey: InjectionKey<FieldContext> = Symbol('field')

/** The field around a control, or one of its own for a control that stands alone with an `aria-label`. */
export function useField(): FieldContext {
  const id = useId()
  return (
    inject(fieldKey, null) ?? {
      id,
      labelId: '',
      describedBy: computed(() => undefined),
      invalid: computed(() => false),
    }
  )
}
