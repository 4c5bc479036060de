/** Puts the focus on a field when its dialog opens, or at once if it is open already. */
export function focusFirst(field: HTMLElement): void {
  // The browser focuses this element when it opens the dialog.
  field.autofocus = true
  if (field.closest('dialog')?.open) field.focus()
}
