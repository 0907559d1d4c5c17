import { useId, useState, type FormEvent } from 'react';
import { useSession } from './SessionContext';

/** A token from elsewhere, as from `az account get-access-token`, until a deployment has a sign-in. */
export function TokenForm({ onUsed }: { readonly onUsed?: () => void }) {
  const session = useSession();
  const id = useId();
  const [token, setToken] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const given = token.trim().replace(/^Bearer\s+/i, '');
    if (given === '') return;
    session.useToken(given);
    onUsed?.();
  };
  return (
    <form className="token-form" onSubmit={submit}>
      <label htmlFor={id}>Access token</label>
      <input
        id={id}
        type="password"
        autoComplete="off"
        spellCheck={false}
        value={token}
        onChange={({ target }) => setToken(target.value)}
      />
      <button type="submit">Use this token</button>
    </form>
  );
}
