import { messageInWords, type ReportField } from './report-fields';

interface Props {
  readonly field: ReportField;
  /** Unique on the page. */
  readonly id: string;
  readonly initial: string;
  readonly messages: readonly string[];
}

/** One field with its hint, and with what is wrong with it. */
export function ReportFieldInput({ field: { name, label, hint, kind }, id, initial, messages }: Props) {
  const isWrong = messages.length > 0;
  const described = [hint === undefined ? '' : `${id}-hint`, isWrong ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        type={kind === 'time' ? 'datetime-local' : 'text'}
        step={kind === 'time' ? 1 : undefined}
        // A number field is empty for the page if what it has is not a number.
        inputMode={kind === 'count' ? 'numeric' : undefined}
        autoComplete="off"
        spellCheck={false}
        defaultValue={initial}
        aria-invalid={isWrong}
        aria-describedby={described === '' ? undefined : described}
      />
      <div>
        {hint !== undefined && (
          <span id={`${id}-hint`} className="hint">
            {hint}
          </span>
        )}
        {isWrong && (
          <span id={`${id}-error`} className="field-error">
            {messages.map((message) => (
              <span key={message}>{messageInWords(name, message)}.</span>
            ))}
          </span>
        )}
      </div>
    </div>
  );
}
