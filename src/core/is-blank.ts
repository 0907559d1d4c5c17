/** Text without a visible character: only white space and zero-width characters. */
const visible = /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/u;

export function isBlank(text: string): boolean {
  return !visible.test(text);
}
