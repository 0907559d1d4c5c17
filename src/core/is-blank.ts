/** Text without a visible character: white space, or characters without a width, which look the same to a person. */
const visible = /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/u;

export function isBlank(text: string): boolean {
  return !visible.test(text);
}
